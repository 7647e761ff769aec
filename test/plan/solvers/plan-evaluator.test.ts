import fc from 'fast-check';
import {
  betterPlan,
  changedPlan,
  evaluatePlan,
  isBetterPlan,
  newEvaluator,
  planBelow,
} from '../../../lib/plan/solvers/plan-evaluator';
import { newTransport } from '../../../lib/plan/solvers/transport';
import { readyForChanges } from '../../../lib/plan/solvers/capacitated/transport-change';
import { cheapestFlow } from './support/brute-force';
import { problemOf } from './support/problems';

const sites = 5;
const drawn = fc.record({
  costs: fc.array(fc.array(fc.integer({ min: 0, max: 99 }), { minLength: sites, maxLength: sites }), {
    minLength: 8,
    maxLength: 8,
  }),
  demands: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 8, maxLength: 8 }),
  capacities: fc.array(fc.integer({ min: 5, max: 60 }), { minLength: sites, maxLength: sites }),
  fixedCosts: fc.array(fc.integer({ min: 0, max: 50 }), { minLength: sites, maxLength: sites }),
  flags: fc.integer({ min: 1, max: 2 ** sites - 1 }),
});
const check = { seed: 2718, numRuns: 200 };

test('a plan is found below any limit above its cost, and below none at or under it, in whatever order they are asked', () => {
  let fits = 0;
  fc.assert(
    fc.property(drawn, fc.boolean(), ({ costs, flags, ...more }, lowFirst) => {
      const problem = problemOf(costs, more);
      const open = Int32Array.from(more.capacities.keys()).filter((site) => (flags >> site) & 1);
      const { cost: served, carried } = cheapestFlow(problem, [...open]);
      const demand = more.demands.reduce((sum, load) => sum + load, 0);
      if (carried < demand) return;
      fits += 1;
      const cost = served + open.reduce((sum, site) => sum + (more.fixedCosts[site] ?? NaN), 0);
      const evaluator = newEvaluator(newTransport(problem), { steps: 1e6 });
      const limits = lowFirst ? [cost - 1, cost / 2, cost + 1, cost - 1] : [cost + 1, cost + 2];
      const found = limits.map((limit) => planBelow(evaluator, open, limit));
      for (const [at, limit] of limits.entries())
        expect(found[at] !== null && found[at] !== undefined && found[at].cost < limit).toBe(limit > cost);
      expect(evaluatePlan(evaluator, open)).toMatchObject({ open, shortfall: 0 });
      expect(evaluatePlan(evaluator, open).cost).toBeCloseTo(cost, 6);
      expect(betterPlan(evaluator, open, { open, shortfall: 0, cost: cost + 1 })?.cost).toBeCloseTo(cost, 6);
      expect(betterPlan(evaluator, open, { open, shortfall: 0, cost: cost - 1 })).toBeNull();
      expect(betterPlan(evaluator, open, { open, shortfall: 1, cost: 0 })?.cost).toBeCloseTo(cost, 6);
    }),
    check,
  );
  expect(fits).toBeGreaterThan(50);
});

test('a change of a plan costs what the changed sites do, and is none where that is no less than the limit', () => {
  const seen = { cheaper: 0, dearer: 0 };
  fc.assert(
    fc.property(drawn, ({ costs, flags, ...more }) => {
      const problem = problemOf(costs, more);
      const evaluator = newEvaluator(newTransport(problem), { steps: 1e6 });
      const all = [...more.capacities.keys()];
      const open = Int32Array.from(all).filter((site) => (flags >> site) & 1);
      const plan = evaluatePlan(evaluator, open);
      if (plan.shortfall > 0) return;
      readyForChanges(evaluator.transport);
      const demand = more.demands.reduce((sum, load) => sum + load, 0);
      for (const opens of [-1, ...all.filter((site) => !open.includes(site))])
        for (const closes of [-1, ...open]) {
          const changed = [...open].filter((site) => site !== closes).concat(opens < 0 ? [] : [opens]);
          const { cost: served, carried } = cheapestFlow(problem, changed);
          const cost = served + changed.reduce((sum, site) => sum + (more.fixedCosts[site] ?? NaN), 0);
          const fits = changed.length > 0 && carried === demand;
          for (const limit of [plan.cost, plan.cost + 40, plan.cost]) {
            const found = changedPlan(evaluator, plan, { opens, closes }, limit);
            const isBelow = fits && cost < limit - 1e-6;
            const isNear = Math.abs(cost - limit) <= 1e-6;
            expect(isNear || found !== null).toBe(isNear || isBelow);
            expect(isBelow ? found?.cost : 0).toBeCloseTo(isBelow ? cost : 0, 6);
            seen[isBelow ? 'cheaper' : 'dearer'] += 1;
          }
        }
    }),
    check,
  );
  expect(seen.cheaper).toBeGreaterThan(100);
  expect(seen.dearer).toBeGreaterThan(100);
});

test('less shortfall is better than a lower cost', () => {
  const open = Int32Array.of(0);
  const plan = (shortfall: number, cost: number) => ({ open, shortfall, cost });
  expect(isBetterPlan(plan(0, 9), plan(1, 5))).toBe(true);
  expect(isBetterPlan(plan(1, 5), plan(0, 9))).toBe(false);
  expect(isBetterPlan(plan(1, 5), plan(1, 9))).toBe(true);
  expect(isBetterPlan(plan(1, 9), plan(1, 9))).toBe(false);
});
