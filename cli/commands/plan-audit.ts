import { auditPairs } from '../../lib/plan/audit/audit-plan';
import type { PairLoss } from '../../lib/plan/plan';
import { textFlag } from '../flags';
import type { CliHost } from '../host';
import { renderLosses, renderPairs } from '../render/audit-table';
import { painter } from '../render/colour';
import type { CommandResult } from './result';
import { synthesize, type Run } from './synthesis';

/** Shows what every loss would mean: of one region, zone, provider or failure domain, or of any two regions. */
export async function planAudit(run: Run, host: CliHost): Promise<CommandResult> {
  const { diagnostics, stacks } = await synthesize(run, 'plan', host);
  const isDouble = textFlag(run.flags, 'losses') === '2';
  const paint = painter(host.data);
  const audits = stacks.flatMap(({ name, plan }) => {
    if (plan === null) return [];
    const pairs: readonly PairLoss[] | null = isDouble ? auditPairs(plan.model, plan) : null;
    const data =
      pairs === null ? renderLosses(name, plan.failures, host.data, paint) : renderPairs(name, pairs, host.data, paint);
    const json = pairs === null ? { name, failures: plan.failures } : { name, pairs };
    return [{ data, json }];
  });
  return {
    diagnostics,
    data: audits.map(({ data }) => data).join('\n'),
    message: '',
    json: { audits: audits.map((each) => each.json) },
  };
}
