import { count, formatNumber, formatPercent } from '../../lib/emit/number-text';
import { join } from 'node:path';
import { emitJson } from '../../lib/emit/json';
import { hasErrors } from '../../lib/model/diagnostic';
import type { Plan } from '../../lib/plan/plan';
import type { CliHost } from '../host';
import type { Outcome, Output, Request } from '../outcome';
import type { CommandResult } from './result';
import { synthesize, type Run } from './synthesis';

/** Writes everything, or with `--emit` prints one stage. */
export async function synth(run: Run, host: CliHost): Promise<CommandResult> {
  return synthResult(await synthesize(run, 'synth', host), run.flags.get('emit') as Stage | undefined);
}

type Stage = Exclude<Request['emit'], null>;

export function synthResult(outcome: Outcome, emit?: Stage): CommandResult {
  const { diagnostics, output } = outcome;
  return {
    diagnostics,
    data: emit === undefined ? '' : stageText(outcome, emit),
    message: output === null ? '' : writtenMessage(outcome, output),
    json: { output },
  };
}

/** One stack's stage as it is; those of several stacks as a list. Printed although there are errors later on. */
function stageText({ stacks }: Outcome, stage: Stage): string {
  const reached = stacks.map((stack) => stack[stage]).filter((each) => each !== null);
  if (reached.length === 0) return '';
  return emitJson(reached.length === 1 && stacks.length === 1 ? reached[0] : reached);
}

function writtenMessage({ stacks }: Outcome, output: Output): string {
  const plans = stacks.flatMap(({ plan }) => (plan === null ? [] : [`${planLine(plan)}\n`]));
  const kinds = new Map<string, number>();
  for (const path of output.files) {
    const kind = path.split('/').find((part) => targets.has(part)) ?? 'stages';
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const parts = [...kinds].map(([kind, files]) => `${kind} ${files}`).join(', ');
  const size = `${formatNumber(output.bytes / 1024)} KiB`;
  return `${plans.join('')}${join(output.directory, '/')}: ${count(output.files.length, 'file')}, ${size} (${parts})\n`;
}

const targets: ReadonlySet<string> = new Set(['kubernetes', 'terraform', 'routes']);

function planLine(plan: Plan): string {
  const regions = new Set(plan.workloads.flatMap(({ placements }) => placements.map(({ region }) => region))).size;
  const where = `${count(plan.workloads.length, 'service')} in ${count(regions, 'region')}`;
  const losses = plan.failures.filter(({ kind }) => kind === 'region');
  const survived = losses.filter(({ feasible }) => feasible).length;
  const failures = losses.length > 0 ? `, ${survived} of ${losses.length} single region losses survived` : '';
  const proof = plan.proof === 'bound' ? `gap at most ${formatPercent(plan.gap, 2)}` : `proof ${plan.proof}`;
  return `${plan.name}: ${where}, ${formatNumber(plan.objective.total)} US$/month (${proof})${failures}`;
}

/** The same, without writing. */
export async function validate(run: Run, host: CliHost): Promise<CommandResult> {
  const { diagnostics, stacks } = await synthesize(run, 'validate', host);
  const names = stacks.map(({ name }) => name);
  const message = hasErrors(diagnostics) ? '' : `${names.join(', ')}: valid\n`;
  return { diagnostics, data: '', message, json: { stacks: names } };
}
