import type { CliHost } from '../host';
import { painter } from '../render/colour';
import { renderPlan } from '../render/plan-table';
import type { CommandResult } from './result';
import { synthesize, type Run } from './synthesis';

/** Shows the plan of every stack; nothing is written. */
export async function plan(run: Run, host: CliHost): Promise<CommandResult> {
  const { diagnostics, stacks } = await synthesize(run, 'plan', host);
  const plans = stacks.flatMap((stack) => (stack.plan === null ? [] : [stack.plan]));
  const paint = painter(host.data);
  const data = plans.map((each) => renderPlan(each, host.data, paint)).join('\n');
  return { diagnostics, data, message: '', json: { plans } };
}
