import { auditPairs } from '../../../lib/plan/audit/audit-plan';
import { failureTable } from '../../../lib/plan/failures';
import { auditedPlan } from '../support/audited';
import { recordedPlan } from './recorded-plan';
import { crowded, shop } from './stacks';

test.each([
  ['shop', shop],
  ['crowded', crowded],
])('every loss of the %s, and every pair, follow again from the reviewed placements', (name, spec) => {
  const { model, workloads, failures, pairs, pairLosses, ...rest } = recordedPlan(name, spec);
  const { input } = auditedPlan(model, new Map(workloads.map((workload) => [workload.service, workload])));
  const table = failureTable(input);
  expect(table.rows).toEqual(failures);
  expect(table.pairs).toEqual(pairLosses);
  expect(auditPairs(model, { ...rest, model, workloads, failures, pairLosses })).toEqual(pairs);
});
