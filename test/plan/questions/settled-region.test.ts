import fc from 'fast-check';
import type { Model } from '../../../lib/model/model';
import type { StackSpec } from '../../../lib/model/spec';
import type { Plan } from '../../../lib/plan/plan';
import { planModel } from '../../../lib/plan/plan-model';
import { settledCosts } from '../../../lib/plan/questions/settled-region';
import { statedBound } from '../../../lib/plan/questions/stated-bound';
import { jointOptimum, settledOptima } from '../support/joint-oracle';
import { modelOf, tinySpec } from '../support/tiny-specs';

const open = fc.constant('open' as const);
const few = { seed: 7, numRuns: 10 };

const atMostFour = (spec: StackSpec): StackSpec => ({ ...spec, regions: (spec.regions ?? []).slice(0, 4) });

interface Asked {
  readonly service: number;
  readonly region: number;
  readonly runs: boolean;
  readonly leastUsd: number;
  readonly mostUsd: number | null;
  readonly regions: readonly string[];
}

/** Every question that can be asked of a plan: the regions that run a service forbidden, the others forced. */
function askAll(plan: Plan, count?: number): Asked[] {
  const stated = statedBound(plan);
  const { services, regions } = stated.problem;
  const costOf = settledCosts(plan, stated, count ?? services.length * regions);
  return services.flatMap(({ id, candidate }, service) =>
    plan.model.regions.flatMap((region, at) => {
      if (candidate[at] === 0) return [];
      const workload = plan.workloads.find((each) => each.service === id);
      const runs = workload?.placements.every((each) => each.region !== region.id) ?? true;
      const settled = { service, region: at, runs };
      return [{ ...settled, ...costOf(settled) }];
    }),
  );
}

function planned(model: Model): Plan {
  const { plan } = planModel(model);
  if (plan === null) throw new Error('no plan');
  return plan;
}

const limits = fc.record({
  regions: fc.constantFrom({}, { max: 1 }, { min: 2 }, { min: 1, max: 2 }),
  maxLatencyMs: fc.constantFrom(400, 250),
});

interface Tally {
  all: number;
  /** Found at the optimum, or nothing found where there is none. */
  exact: number;
  /** Cost more than 1 % more than the plan, and of these the ones that are proved to cost more. */
  dear: number;
  decided: number;
}

/** Brute force on every region of every service. */
function checkAll(geo: typeof limits | fc.Arbitrary<object>): Tally {
  const tally = { all: 0, exact: 0, dear: 0, decided: 0 };
  fc.assert(
    fc.property(tinySpec({ minRegions: 3, tier: open, geo }).map(atMostFour), (spec) => {
      const { plan } = planModel(modelOf(spec));
      fc.pre(plan !== null);
      const optima = settledOptima(plan.model);
      for (const { service, region, runs, leastUsd, mostUsd, regions } of askAll(plan)) {
        const truth = optima[service]?.[region]?.[runs ? 'with' : 'without'] ?? NaN;
        expect(leastUsd).toBeLessThanOrEqual(truth + 1e-6);
        expect(mostUsd ?? Infinity).toBeGreaterThanOrEqual(truth - 1e-6);
        const isThere = regions.includes(plan.model.regions[region]?.id ?? '');
        expect([regions.length > 0, isThere]).toEqual(mostUsd === null ? [false, false] : [true, runs]);
        tally.all += 1;
        if (mostUsd === null ? truth === Infinity : mostUsd <= truth + 0.01) tally.exact += 1;
        if (truth < plan.objective.total * 1.01) continue;
        tally.dear += 1;
        if (leastUsd > plan.objective.total) tally.decided += 1;
      }
    }),
    few,
  );
  return tally;
}

test('with any region of any service settled, the found cost is the optimum, and the proved one is below it and above this plan where that costs 1 % more', () => {
  const { all, exact, dear, decided } = checkAll(fc.constant({}));
  expect(all).toBeGreaterThan(50);
  expect(exact).toBe(all);
  expect(decided).toBeGreaterThan(0.95 * dear);
});

test('so it is with limits of regions and hard objectives', () => {
  const { all, exact, dear, decided } = checkAll(limits);
  expect(all).toBeGreaterThan(50);
  expect(exact).toBe(all);
  expect(decided).toBeGreaterThan(0.95 * dear);
});

test('the bound of the plan is below the joint optimum', () => {
  fc.assert(
    fc.property(tinySpec({ minRegions: 3, tier: open }), (spec) => {
      const plan = planned(modelOf(spec));
      const { lowerBound } = statedBound(plan);
      expect(lowerBound).toBeGreaterThanOrEqual(plan.lowerBound - 0.02);
      expect(lowerBound).toBeLessThanOrEqual((jointOptimum(plan.model) ?? Infinity) + 1e-6);
    }),
    few,
  );
});

function withoutPin(model: Model, { service, region }: { readonly service: string; readonly region: string }): Model {
  const services = model.services.map((each) =>
    each.id === service
      ? { ...each, geo: { ...each.geo, candidates: each.geo.candidates.filter((id) => id !== region) } }
      : each,
  );
  return { ...model, services };
}

test('where room is short, no plan like that costs less than is proved, and what is found is a plan', () => {
  fc.assert(
    fc.property(tinySpec({ minRegions: 3, tier: open, cpus: fc.integer({ min: 4, max: 20 }) }), (spec) => {
      const { plan } = planModel(modelOf(spec));
      fc.pre(plan !== null);
      for (const { service, region, runs, leastUsd, mostUsd } of askAll(plan)) {
        expect(mostUsd ?? Infinity).toBeGreaterThanOrEqual(leastUsd - 1e-6);
        const pin = { service: plan.workloads[service]?.service ?? '', region: plan.model.regions[region]?.id ?? '' };
        const { plan: forced } = planModel(runs ? plan.model : withoutPin(plan.model, pin), {
          forced: runs ? [pin] : [],
        });
        expect(leastUsd).toBeLessThanOrEqual((forced?.objective.total ?? Infinity) + 0.02);
      }
    }),
    { ...few, numRuns: 4 },
  );
});
