import { emitJson } from '../../lib/emit/json';
import { diagnostic, hasErrors, type Diagnostic } from '../../lib/model/diagnostic';
import type { Model } from '../../lib/model/model';
import type { Plan } from '../../lib/plan/plan';
import type { PlanFormat } from '../command-table';
import type { CliHost } from '../host';
import { painter } from '../render/colour';
import type * as planDocuments from '../render/plan-documents';
import { renderPlan } from '../render/plan-table';
import type { CommandResult } from './result';
import { synthesize, type Run } from './synthesis';

interface Planned {
  readonly plan: Plan;
  readonly model: Model;
}

/** Prints the plan of every stack and, with `--report`, writes it as a page; nothing else is written. */
export async function plan(run: Run, host: CliHost): Promise<CommandResult> {
  const { diagnostics, stacks } = await synthesize(run, 'plan', host);
  const planned = stacks.flatMap(({ plan: own, model }) =>
    own === null || model === null ? [] : [{ plan: own, model }],
  );
  const format = (run.flags.get('format') ?? 'table') as PlanFormat;
  const refused = planned.length > 1 ? severalStacks(format, planned) : [];
  const data = refused.length > 0 ? '' : print(format, planned, host);
  const reports = hasErrors([...diagnostics, ...refused]) ? [] : reportsOf(run, planned);
  const failed = reports.flatMap(({ path, text }) => host.writeFile(path, text));
  const written = failed.length > 0 ? [] : reports.map(({ path }) => path);
  const plans = planned.map((each) => each.plan);
  return {
    diagnostics: [...diagnostics, ...refused, ...failed],
    data,
    message: written.map((path) => `${path}: open it in a browser\n`).join(''),
    json: written.length === 0 ? { plans } : { plans, reports: written },
  };
}

function severalStacks(format: PlanFormat, planned: readonly Planned[]): Diagnostic[] {
  if (format === 'table' || format === 'json') return [];
  const stacks = planned.map((each) => `"${each.plan.name}"`).join(', ');
  return [diagnostic('cli/several-stacks', '--format', { format, stacks })];
}

/** One plan as it is, several as a list. */
function print(format: PlanFormat, planned: readonly Planned[], host: CliHost): string {
  const plans = planned.map((each) => each.plan);
  const [first] = planned;
  if (first === undefined) return '';
  if (format === 'json') return emitJson(plans.length === 1 ? first.plan : plans);
  if (format !== 'table') return loadDocuments()[format](first.plan, first.model);
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

function reportsOf({ flags }: Run, planned: readonly Planned[]): Report[] {
  const path = flags.get('report');
  if (typeof path !== 'string') return [];
  const { html } = loadDocuments();
  return planned.map(({ plan: own, model }) => ({
    path: planned.length === 1 ? path : withName(path, own.name),
    text: html(own, model),
  }));
}

/** `plan.html` and "shop" make `plan-shop.html`. */
function withName(path: string, name: string): string {
  const [, stem = path, ending = ''] = /^(.*[^./\\])(\.[A-Za-z0-9]+)$/s.exec(path) ?? [];
  return `${stem}-${name}${ending}`;
}
