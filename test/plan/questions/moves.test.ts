import fc from 'fast-check';
import { previousOf } from '../../../lib/plan/moves';
import type { Plan } from '../../../lib/plan/plan';
import { planModel } from '../../../lib/plan/plan-model';
import { statedBound } from '../../../lib/plan/questions/stated-bound';
import { verifyPlan } from '../../../lib/plan/verify/verify-plan';
import { modelOf, place, stack, tinySpec } from '../support/tiny-specs';

const few = { seed: 11, numRuns: 15 };

const placed = ({ workloads }: Plan) =>
  workloads.map(({ service, placements }) => [service, placements.map(({ region }) => region)]);

/** Two stacks of the same services and regions whose users are elsewhere. */
const changed = tinySpec({ minRegions: 3, minUsers: 2, tier: fc.constant('open') }).map((spec) => {
  const before = modelOf(spec);
  const { demand } = before;
  if (demand.kind !== 'points') throw new Error('points');
  const points = demand.points.map((point, at) => ({ ...point, lat: -point.lat, lng: point.lng / (at + 2) }));
  return { before, after: { ...before, demand: { ...demand, points } } };
});

function planned(...input: Parameters<typeof planModel>): Plan {
  const { plan } = planModel(...input);
  if (plan === null) throw new Error('no plan');
  return plan;
}

test('at a high price of moves nothing moves, at none the plan is that without a previous one', () => {
  fc.assert(
    fc.property(changed, ({ before, after }) => {
      const old = planned(before);
      const still = planned(after, { previous: previousOf(old, 1e6) });
      expect(placed(still)).toEqual(placed(old));
      expect(still.from?.moves).toEqual([]);
      expect(still.from?.digest).toBe(old.digest);
      const free = planned(after, { previous: previousOf(old, 0) });
      expect(free.workloads).toEqual(planned(after).workloads);
      expect(free.objective.moves).toBe(0);
    }),
    few,
  );
});

test('moves are part of the objective, and the bound with them is never above it and read back from the certificate', () => {
  fc.assert(
    fc.property(changed, fc.integer({ min: 1, max: 300 }), ({ before, after }, price) => {
      const plan = planned(after, { previous: previousOf(planned(before), price) });
      const moves = plan.from?.moves ?? [];
      const { total, latency, compute, egress } = plan.objective;
      expect(plan.objective.moves).toBe(price * moves.length);
      expect(total).toBeCloseTo(latency + compute + egress + price * moves.length, 0);
      expect(verifyPlan(plan).faults).toEqual([]);
      const { lowerBound } = statedBound(plan);
      expect(lowerBound).toBeLessThanOrEqual(total + 0.05);
      expect(Math.min(lowerBound, total)).toBeCloseTo(plan.lowerBound, 0);
      // The plan without regard to the old one, with its moves paid, is another plan that the bound must stay below.
      const free = planned(after, { previous: previousOf(planned(before), 0) });
      expect(lowerBound).toBeLessThanOrEqual(free.objective.total + price * (free.from?.moves.length ?? 0) + 0.05);
    }),
    few,
  );
});

test('a region that has no room any more is given up, whatever a move costs', () => {
  const specOf = (cpu: number) =>
    stack(
      [place('full', 51.5, 0, { capacity: { cpu, memoryGiB: 640 } }), place('far', -26, 28)],
      { web: { language: 'go', public: true, geo: { regions: { max: 1 } }, requestsPerSecondPerReplica: 50 } },
      [{ id: 'leeds', lat: 53.8, lng: -1.5, requestsPerSecond: 500 }],
    );
  const old = planned(modelOf(specOf(100)));
  expect(placed(old)).toEqual([['web', ['full']]]);
  const moved = planned(modelOf(specOf(2)), { previous: previousOf(old, 1e6) });
  expect(placed(moved)).toEqual([['web', ['far']]]);
  expect(moved.objective.moves).toBe(2e6);
  expect(verifyPlan(moved).faults).toEqual([]);
});
