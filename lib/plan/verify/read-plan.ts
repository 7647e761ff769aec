import { diagnostic, type Diagnostic } from '../../model/diagnostic';
import { positionIn } from '../facility/instance-text';
import { jsonFault } from '../facility/json-syntax';
import type { Plan } from '../plan';

export interface PlanReading {
  /** Of the right kind and version; nothing more is promised. */
  readonly plan: Plan | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** A plan as `obinexus synth --emit plan` prints it, or the only plan of `obinexus plan --json`. */
export function readPlan(text: string, file: string): PlanReading {
  const syntax = jsonFault(text);
  if (syntax !== null) {
    const origin = { file, ...positionIn(text, syntax.offset) };
    const parameters = { problem: syntax.problem, remedy: 'print the plan again with: obinexus synth --emit plan' };
    return { plan: null, diagnostics: [diagnostic('instance/bad-json', { path: file, origin }, parameters)] };
  }
  const found = planIn(JSON.parse(text) as unknown);
  if (typeof found !== 'string') return { plan: found, diagnostics: [] };
  const origin = { file, line: 1, col: 1 };
  return { plan: null, diagnostics: [diagnostic('verify/not-a-plan', { path: file, origin }, { file, found })] };
}

/** The plan, or in words what there is instead. */
function planIn(document: unknown): Plan | string {
  if (typeof document !== 'object' || document === null) return 'JSON of another kind';
  const { kind, version, plans } = document as { kind?: unknown; version?: unknown; plans?: unknown };
  if (kind === 'plan' && version === 3) return document as Plan;
  if (kind === 'plan' && typeof version === 'number') return `a plan of version ${version}`;
  if (typeof kind === 'string') return `a document of kind "${kind.slice(0, 40)}"`;
  if (!Array.isArray(plans)) return 'JSON of another kind';
  return plans.length === 1 ? planIn(plans[0]) : `${plans.length} plans`;
}
