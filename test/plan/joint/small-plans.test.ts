import fc from 'fast-check';
import type { StackSpec } from '../../../lib/model/spec';
import { previousOf } from '../../../lib/plan/moves';
import type { Plan } from '../../../lib/plan/plan';
import { planModel, type PlanOptions } from '../../../lib/plan/plan-model';
import { verifyPlan } from '../../../lib/plan/verify/verify-plan';
import { jointOptimum, settledOptima } from '../support/joint-oracle';
import { reachableLoads } from '../support/room-oracle';
import { modelOf, place, stack, tinySpec } from '../support/tiny-specs';

const open = fc.constant('open' as const);
const seeded = (numRuns: number) => ({ seed: 11, numRuns });
/** What rounding to cents may hide. */
const cents = 0.05;

const small = (spec: StackSpec): StackSpec => ({ ...spec, regions: (spec.regions ?? []).slice(0, 3) });

function planned(spec: StackSpec, options: PlanOptions = {}): Plan {
  const { plan, diagnostics } = planModel(modelOf(spec), options);
  if (plan === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return plan;
}

const regionsIn = ({ workloads }: Plan, id: string): string[] =>
  workloads.flatMap(({ service, placements }) => (service === id ? placements.map(({ region }) => region) : []));

test.each([
  ['anywhere', fc.constant({})],
  ['in few regions', fc.constantFrom({ regions: { max: 1 } }, { regions: { min: 2, max: 2 } })],
  ['with a hard objective', fc.constant({ maxLatencyMs: 300 })],
])('services %s run where trying all choices finds the least cost, and the bound is below it', (_, geo) => {
  let runs = 0;
  fc.assert(
    fc.property(tinySpec({ minRegions: 3, tier: open, geo }).map(small), (spec) => {
      const { plan } = planModel(modelOf(spec));
      const optimum = jointOptimum(modelOf(spec));
      expect(plan === null).toBe(optimum === null);
      if (plan === null) return;
      runs += 1;
      expect(Math.abs(plan.objective.total - (optimum ?? NaN))).toBeLessThan(cents + 1e-5 * plan.objective.total);
      expect(plan.lowerBound).toBeLessThanOrEqual((optimum ?? NaN) + cents);
      expect(plan.gap).toBeLessThan(0.01);
      expect(verifyPlan(plan).faults).toEqual([]);
    }),
    seeded(3),
  );
  expect(runs).toBeGreaterThan(0);
});

test('requests that may miss an objective do so only as far as they may, and that is cheaper than none', () => {
  const geo = (coverage: number) => fc.constant({ maxLatencyMs: 120, coverage });
  for (const seed of [2, 9]) {
    const [all, most] = [1, 0.7].map((coverage) => {
      const [spec] = fc.sample(tinySpec({ minRegions: 3, tier: open, geo: geo(coverage) }).map(small), {
        seed,
        numRuns: 1,
      });
      return planModel(modelOf(spec as StackSpec)).plan;
    });
    const slo = most?.workloads.flatMap((workload) => workload.slo ?? []) ?? [];
    expect(slo.every(({ covered }) => covered >= 0.7 - 1e-6)).toBe(true);
    expect(most === null ? [] : verifyPlan(most ?? (all as Plan)).faults).toEqual([]);
    expect(most?.objective.total ?? 0).toBeLessThanOrEqual((all?.objective.total ?? Infinity) + cents);
  }
});

test('a stack is refused only where no choice of regions has room for whole replicas', () => {
  const seen = { planned: 0, refused: 0 };
  const geo = fc.constantFrom({ regions: { max: 1 } }, { regions: { max: 2 } }, { regions: { min: 2, max: 2 } });
  fc.assert(
    fc.property(tinySpec({ cpus: fc.integer({ min: 3, max: 20 }), geo, minRegions: 3 }).map(small), (spec) => {
      const model = modelOf(spec);
      const users = model.demand.kind === 'points' ? model.demand.requestsPerSecond : 0;
      const loads = model.services.map((_, at) =>
        model.calls.slice(0, at).reduce((load, { perRequest }) => load * perRequest, users),
      );
      const { plan } = planModel(model);
      expect(plan !== null).toBe(reachableLoads(model, loads));
      seen[plan === null ? 'refused' : 'planned'] += 1;
      expect(plan === null ? [] : verifyPlan(plan).faults).toEqual([]);
    }),
    seeded(7),
  );
  expect(Math.min(seen.planned, seen.refused)).toBeGreaterThan(0);
});

test('a forced region is run in at the least cost of that, as trying all choices shows', () => {
  let asked = 0;
  fc.assert(
    fc.property(tinySpec({ minRegions: 3, tier: open }).map(small), (spec) => {
      const free = planned(spec);
      const optima = settledOptima(free.model);
      for (const [at, { service }] of free.workloads.entries())
        for (const [position, { id: region }] of free.model.regions.entries()) {
          const forced = planned(spec, { forced: [{ service, region }] });
          expect(regionsIn(forced, service)).toContain(region);
          const least = optima[at]?.[position]?.with ?? NaN;
          expect(forced.objective.total).toBeGreaterThan(least - cents);
          expect(forced.objective.total).toBeLessThan(least * 1.02 + cents);
          asked += 1;
        }
    }),
    seeded(2),
  );
  expect(asked).toBeGreaterThan(5);
});

const users = (requestsPerSecond: number) => [
  { id: 'paris', lat: 48.9, lng: 2.4, requestsPerSecond },
  { id: 'lyon', lat: 45.8, lng: 4.8, requestsPerSecond },
];
const rust = { language: 'rust', requestsPerSecondPerReplica: 50, resources: { cpu: 1 } } as const;

describe('a plan after a previous one', () => {
  const regions = [place('near', 48, 2), place('next', 47, 3), place('far', -33, 151)];
  const spec = stack(
    regions,
    { web: { ...rust, geo: { regions: { max: 1 } }, calls: ['api'] }, api: { ...rust, geo: { regions: { max: 1 } } } },
    users(100),
  );
  const free = planned(spec);
  const away = { digest: 'f'.repeat(64), placements: ['web', 'api'].map((service) => ({ service, regions: ['far'] })) };

  test('stays where moves cost more than they save, and moves where they do not', () => {
    expect([...regionsIn(free, 'web'), ...regionsIn(free, 'api')]).not.toContain('far');
    const kept = planned(spec, { previous: { ...away, moveUsd: 1e6 } });
    expect([...regionsIn(kept, 'web'), ...regionsIn(kept, 'api')]).toEqual(['far', 'far']);
    expect(kept.from?.moves).toEqual([]);
    expect(kept.objective.total).toBeGreaterThan(free.objective.total);
    const moved = planned(spec, { previous: { ...away, moveUsd: 0.5 } });
    expect(moved.from?.moves).toHaveLength(4);
    expect(moved.objective.total).toBeCloseTo(free.objective.total + 2, 2);
    expect(planned(spec, { previous: { ...away, moveUsd: 0 } }).objective.total).toBe(free.objective.total);
    for (const each of [kept, moved]) expect(verifyPlan(each).faults).toEqual([]);
  });

  test('of itself changes nothing', () => {
    const same = planned(spec, { previous: previousOf(free, 10) });
    expect(same.from?.moves).toEqual([]);
    expect(same.objective.total).toBe(free.objective.total);
  });
});

describe('regions with little room', () => {
  const within = (near: number, far: number): StackSpec =>
    stack(
      [
        place('near', 48, 2, { capacity: { cpu: near, memoryGiB: 640 } }),
        place('next', 50, 8, { capacity: { cpu: far, memoryGiB: 640 } }),
        place('far', 60, 40, { capacity: { cpu: far, memoryGiB: 640 } }),
      ],
      { web: { ...rust, calls: ['api'] }, api: { ...rust, calls: ['store'] }, store: rust },
      users(200),
    );

  test('cost more the less there is, and hold what is placed in them', () => {
    const plans = [
      [400, 400],
      [20, 20],
      [14, 13],
    ].map(([near, far]) => planned(within(near ?? NaN, far ?? NaN)));
    const costs = plans.map(({ objective }) => objective.total);
    expect(costs.every((usd, at) => usd >= (costs[at - 1] ?? 0) - cents)).toBe(true);
    for (const plan of plans) expect(verifyPlan(plan).faults).toEqual([]);
    expect(plans[0]?.gap).toBeLessThan(0.01);
  });

  test('too little for all of it is told with what is needed and what there is', () => {
    const { plan, diagnostics } = planModel(modelOf(within(8, 8)));
    expect(plan).toBeNull();
    expect(diagnostics.map(({ code }) => code)).toContain('plan/room-lacking');
    expect(diagnostics.map(({ message }) => message).join('\n')).toMatch(
      /"web", "api", "store" need 24 CPU together, .* room for 16.2 CPU/,
    );
  });

  test('a forced region without room is refused by name', () => {
    const { plan, diagnostics } = planModel(modelOf(within(2, 40)), { forced: [{ service: 'web', region: 'near' }] });
    expect(plan).toBeNull();
    expect(diagnostics.map(({ code }) => code)).toContain('plan/not-forced');
  });
});
