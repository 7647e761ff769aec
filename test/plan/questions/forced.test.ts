import { explainService } from '../../../lib/plan/questions/explain-service';
import { planModel } from '../../../lib/plan/plan-model';
import { recordedPlan } from '../golden/recorded-plan';
import { shop } from '../golden/stacks';

test('forcing a service into a region costs no more than what explaining the plan found for that', () => {
  const plan = recordedPlan('shop', shop);
  const asked = ['web', 'search'].flatMap((service) =>
    (explainService(plan, service)?.rejected ?? []).flatMap(({ region, otherwise }) =>
      otherwise?.atMostShare === null || otherwise?.atMostShare === undefined
        ? []
        : [{ service, region, mostUsd: plan.objective.total * (1 + otherwise.atMostShare) }],
    ),
  );
  for (const { service, region, mostUsd } of asked) {
    const forced = planModel(plan.model, { forced: [{ service, region }] }).plan;
    const placed = forced?.workloads.find((each) => each.service === service)?.placements ?? [];
    expect(placed.map((each) => each.region)).toContain(region);
    expect(forced?.objective.total).toBeLessThan(mostUsd * (1 + 1e-4));
  }
  expect(asked.length).toBeGreaterThan(3);
});
