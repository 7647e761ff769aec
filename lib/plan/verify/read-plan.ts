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
    const problem = `${syntax.expected} must stand here`;
    return { plan: null, diagnostics: [diagnostic('instance/bad-json', { path: file, origin }, { problem })] };
  }
  const plan = planIn(JSON.parse(text) as unknown);
  if (plan !== null) return { plan, diagnostics: [] };
  const origin = { file, line: 1, col: 1 };
  return { plan: null, diagnostics: [diagnostic('verify/not-a-plan', { path: file, origin }, { file })] };
}

function planIn(document: unknown): Plan | null {
  if (typeof document !== 'object' || document === null) return null;
  const { kind, version, plans } = document as { kind?: unknown; version?: unknown; plans?: unknown };
  if (kind === 'plan' && version === 2) return document as Plan;
  return Array.isArray(plans) && plans.length === 1 ? planIn(plans[0]) : null;
}
