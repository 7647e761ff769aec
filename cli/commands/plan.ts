import { emitJson } from '../../lib/emit/json';
import { diagnostic, hasErrors, type Diagnostic } from '../../lib/model/diagnostic';
import { quotedList } from '../../lib/model/quoted-list';
import type { Plan } from '../../lib/plan/plan';
import type { PlanFormat } from '../command-table';
import type { CliHost } from '../host';
import { painter } from '../render/colour';
import type * as planDocuments from '../render/plan-documents';
import { renderPlan } from '../render/plan-table';
import type { CommandResult } from './result';
import { synthesize, type Run } from './synthesis';

/** Prints the plan of every stack and, with `--report`, writes it as a page; nothing else is written. */
export async function plan(run: Run, host: CliHost): Promise<CommandResult> {
  const { diagnostics, stacks } = await synthesize(run, 'plan', host);
  const plans = stacks.flatMap((stack) => (stack.plan === null ? [] : [stack.plan]));
  const format = (run.flags.get('format') ?? 'table') as PlanFormat;
  const refused = plans.length > 1 ? severalStacks(format, plans) : [];
  const data = refused.length > 0 ? '' : print(format, plans, host);
  const reports = hasErrors([...diagnostics, ...refused]) ? [] : reportsOf(run, plans);
  const failed = reports.flatMap(({ path, text }) => host.writeFile(path, text));
  const written = failed.length > 0 ? [] : reports.map(({ path }) => path);
  return {
    diagnostics: [...diagnostics, ...refused, ...failed],
    data,
    message: written.map((path) => `${path}: open it in a browser\n`).join(''),
    json: written.length === 0 ? { plans } : { plans, reports: written },
  };
}

function severalStacks(format: PlanFormat, plans: readonly Plan[]): Diagnostic[] {
  if (format === 'table' || format === 'json') return [];
  const stacks = quotedList(plans.map(({ name }) => name));
  return [diagnostic('cli/several-stacks', '--format', { format, stacks })];
}

/** One plan as it is, several as a list. */
function print(format: PlanFormat, plans: readonly Plan[], host: CliHost): string {
  const [first] = plans;
  if (first === undefined) return '';
  if (format === 'json') return emitJson(plans.length === 1 ? first : plans);
  if (format !== 'table') return loadDocuments()[format](first);
  const paint = painter(host.data);
  return plans.map((each) => renderPlan(each, host.data, paint)).join('\n');
}

/** Loaded when asked for: the map is no small table. */
function loadDocuments(): typeof planDocuments.documents {
  // oxlint-disable-next-line typescript/no-require-imports -- the other commands start without them
  return (require('../render/plan-documents') as typeof planDocuments).documents;
}

interface Report {
  readonly path: string;
  readonly text: string;
}

function reportsOf({ flags }: Run, plans: readonly Plan[]): Report[] {
  const path = flags.get('report');
  if (typeof path !== 'string') return [];
  const { html } = loadDocuments();
  return plans.map((each) => ({
    path: plans.length === 1 ? path : withName(path, each.name),
    text: html(each),
  }));
}

/** `plan.html` and "shop" make `plan-shop.html`. */
function withName(path: string, name: string): string {
  const [, stem = path, ending = ''] = /^(.*[^./\\])(\.[A-Za-z0-9]+)$/s.exec(path) ?? [];
  return `${stem}-${name}${ending}`;
}
