import type { App } from '../constructs/app';
import { declaredName } from '../constructs/declared-name';
import { Stack } from '../constructs/stack';
import { canonicalJson } from '../lib/model/canonical-json';
import { diagnostic, type Diagnostic } from '../lib/model/diagnostic';
import { sha256Hex } from '../lib/model/sha256';
import type { Plan } from '../lib/plan/plan';
import type { NamedPrevious } from '../synth/synth';
import type { CliHost } from './host';
import type { Request } from './outcome';
import { readPlanFile } from './read-plan-file';

export interface PreviousReading {
  readonly named: NamedPrevious | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** The plan that `--from` names; it must be as it was made, and of a stack of the app. */
export function readPrevious(app: App, { from }: Request, host: CliHost): PreviousReading {
  if (from === null || from === undefined) return { named: null, diagnostics: [] };
  const { plan, diagnostics } = readPlanFile(from.file, host);
  if (plan === null) return { named: null, diagnostics };
  const faults = [...changedSince(plan, from.file), ...otherStack(plan, from.file, app)];
  if (faults.length > 0) return { named: null, diagnostics: faults };
  return { named: { stack: plan.name, plan, moveUsd: from.moveUsd }, diagnostics: [] };
}

function changedSince({ digest, ...content }: Plan, file: string): Diagnostic[] {
  const actual = sha256Hex(canonicalJson(content));
  if (actual === digest) return [];
  const start = (text: string): string => text.slice(0, 12);
  return [diagnostic('question/changed-plan', file, { stated: start(digest), actual: start(actual) })];
}

function otherStack({ name }: Plan, file: string, app: App): Diagnostic[] {
  const names = Stack.all(app).map((stack) => declaredName(stack));
  if (names.includes(name)) return [];
  const stacks = names.map((each) => `"${each}"`).join(', ');
  return [diagnostic('question/other-stack', file, { plan: name, stacks })];
}
