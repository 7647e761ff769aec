import { diagnostic, type Diagnostic } from '../../lib/model/diagnostic';
import type { Plan } from '../../lib/plan/plan';
import { planModel } from '../../lib/plan/plan-model';
import { changeModel, type Change, type Pin } from '../../lib/plan/questions/change-model';
import { planDifference, type PlanDifference } from '../../lib/plan/questions/plan-difference';
import { textFlag, textsOfFlag } from '../flags';
import type { CliHost } from '../host';
import { painter } from '../render/colour';
import { renderDifference } from '../render/difference-table';
import { onlyDiagnostics, type CommandResult } from './result';
import { synthesize, type Run } from './synthesis';

/** Plans the changed stack and shows what differs; that there is no such plan is an answer as well. */
export async function planWhatif(run: Run, host: CliHost): Promise<CommandResult> {
  const { change, diagnostics: refused } = readChange(run);
  if (change === null) return onlyDiagnostics(refused);
  const { diagnostics, stacks } = await synthesize(run, 'plan', host);
  const plans = stacks.flatMap(({ plan }) => (plan === null ? [] : [plan]));
  if (plans.length < stacks.length || plans.length === 0) return onlyDiagnostics(diagnostics);
  const answers = plans.map((plan) => answerOf(plan, change));
  const paint = painter(host.data);
  return {
    diagnostics: [
      ...diagnostics.filter(({ severity }) => severity === 'error'),
      ...answers.flatMap((each) => each.diagnostics),
    ],
    data: answers
      .flatMap(({ name, difference }) =>
        difference === null ? [] : [renderDifference(`${name} (what if)`, difference, host.data, paint)],
      )
      .join('\n'),
    message: '',
    json: { answers: answers.map(({ name, difference, plan }) => ({ name, difference, plan })) },
  };
}

interface Answer {
  readonly name: string;
  readonly difference: PlanDifference | null;
  readonly plan: Plan | null;
  readonly diagnostics: readonly Diagnostic[];
}

function answerOf(before: Plan, change: Change): Answer {
  const { name, model } = before;
  const changed = changeModel(model, change);
  if (changed.model === null) return { name, difference: null, plan: null, diagnostics: changed.diagnostics };
  const { plan, diagnostics } = planModel(changed.model, { forced: change.force });
  return { name, plan, diagnostics, difference: plan === null ? null : planDifference(before, plan) };
}

interface ChangeReading {
  readonly change: Change | null;
  readonly diagnostics: readonly Diagnostic[];
}

const changeFlags = ['lose', 'add', 'demand', 'force', 'forbid'] as const;

function readChange({ flags }: Run): ChangeReading {
  const all = changeFlags.map((name) => `--${name}`).join(', ');
  if (!changeFlags.some((name) => flags.has(name)))
    return { change: null, diagnostics: [diagnostic('question/no-change', 'plan whatif', { flags: all })] };
  const diagnostics: Diagnostic[] = [];
  const bad = (flag: string, value: string, expected: string): void => {
    diagnostics.push(diagnostic('cli/bad-value', flag, { flag, value, expected }));
  };
  const pins = (name: 'force' | 'forbid'): Pin[] =>
    textsOfFlag(flags, name).flatMap((value) => {
      const [, service, region] = /^([^=]+)=(.+)$/.exec(value) ?? [];
      if (service !== undefined && region !== undefined) return [{ service, region }];
      bad(`--${name}`, value, 'a service and a region such as api=aws:eu-west-2');
      return [];
    });
  const demand = textFlag(flags, 'demand');
  const demandFactor = demand === undefined ? 1 : Number(/^x?(\d{1,6}(?:\.\d{1,6})?)$/.exec(demand)?.[1] ?? Number.NaN);
  if (demand !== undefined && !(demandFactor > 0))
    bad('--demand', demand, 'a factor above 0 and below 1,000,000, such as x1.5');
  const [lose, add] = [textsOfFlag(flags, 'lose'), textsOfFlag(flags, 'add')];
  const change = { lose, add, demandFactor, force: pins('force'), forbid: pins('forbid') };
  return { change: diagnostics.length > 0 ? null : change, diagnostics };
}
