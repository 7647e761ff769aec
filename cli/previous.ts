import type { App } from '../constructs/app';
import { declaredName } from '../constructs/declared-name';
import { Stack } from '../constructs/stack';
import { diagnostic, type Diagnostic } from '../lib/model/diagnostic';
import { quotedList } from '../lib/model/quoted-list';
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
  const names = Stack.all(app).map((stack) => declaredName(stack));
  if (names.includes(plan.name)) return { named: { stack: plan.name, plan, moveUsd: from.moveUsd }, diagnostics: [] };
  const stacks = quotedList(names);
  return { named: null, diagnostics: [diagnostic('question/other-stack', from.file, { plan: plan.name, stacks })] };
}
