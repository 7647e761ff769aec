import fc from 'fast-check';
import type { Model } from '../../lib/model/model';
import type { Plan } from '../../lib/plan/plan';
import type { StackSpec } from '../../lib/model/spec';
import { planModel } from '../../lib/plan/plan-model';
import { bruteForceOptimum } from './solvers/support/brute-force';
import { bruteForceCovered, originsOf, problemOf, serviceOf } from './support/oracle';
import { modelOf, spread, tinySpec } from './support/tiny-specs';

const seeded = { seed: 7, numRuns: 25 };

/** Loads of a plan are rounded to 0.001 requests/s, dollars to 0.01. */
const near = (usd: number): number => 0.02 + 1e-4 * usd;

function expectBracket(plan: Plan, service: string, optimum: number): void {
  const workload = plan.workloads.find((each) => each.service === service);
  if (workload === undefined) throw new Error('workload');
  const { objective, lowerBound, gap, proof } = workload;
  expect(lowerBound).toBeLessThanOrEqual(optimum + near(optimum));
  expect(objective.total).toBeGreaterThanOrEqual(optimum - near(optimum));
  expect(Math.abs(gap * objective.total - (objective.total - lowerBound))).toBeLessThan(0.03);
  // A gap is rounded to a millionth, which is where optimality ends.
  expect(gap === 1e-6 || proof === (gap < 1e-6 ? 'optimal' : 'bound')).toBe(true);
  // A proof of optimality stands for the optimum itself.
  expect(proof === 'optimal' ? Math.abs(objective.total - optimum) : 0).toBeLessThan(near(optimum));
}

/** Replicas that fit beside what the services before it in the chain use. */
function roomsOf(model: Model, plan: Plan, service: string): number[] {
  return model.regions.map((region) => {
    const { capacity } = region;
    if (capacity === null) return Infinity;
    const before = model.services.filter(({ id }) => id < service);
    const used = before.reduce((cpu, { id, resources }) => {
      const runs = plan.workloads.find((each) => each.service === id)?.placements ?? [];
      const replicas = runs.find((placement) => placement.region === region.id)?.replicas ?? 0;
      return cpu + replicas * resources.cpuMillis;
    }, 1000);
    const free = capacity.cpuMillis * model.planner.targetUtilisation - used;
    return Math.max(0, Math.floor(free / serviceOf(model, service).resources.cpuMillis + 1e-9));
  });
}

/** Every place of users one degree from a region, in turn: the cheapest region alone is far from most. */
function usersNearRegions(spec: StackSpec): StackSpec {
  const regions = (spec.regions ?? []).filter((region) => typeof region !== 'string');
  const points = (spec.demand?.points ?? []).map((point, index) => {
    const { lat = 0, lng = 0 } = regions[index % regions.length] ?? {};
    return { id: point.id, requestsPerSecond: point.requestsPerSecond, lat: lat > 0 ? lat - 1 : lat + 1, lng };
  });
  return { ...spec, demand: { points } };
}

describe('the placement of one service, given where its callers run', () => {
  it('costs no less than the best of all placements, which costs no less than the bound', () => {
    let optimal = 0;
    fc.assert(
      fc.property(tinySpec(), (spec) => {
        const model = modelOf(spec);
        const { plan } = planModel(model);
        if (plan === null) throw new Error('no plan');
        for (const service of model.services) {
          const problem = problemOf(model, service, originsOf(model, plan, service.id, ['a']), null);
          expectBracket(plan, service.id, bruteForceOptimum(problem) ?? NaN);
          optimal += plan.workloads.filter(({ proof }) => proof === 'optimal').length;
        }
      }),
      seeded,
    );
    expect(optimal).toBeGreaterThan(0);
  });

  it('keeps that with limits of regions and a latency objective for all', () => {
    const geo = fc
      .record({
        min: fc.integer({ min: 1, max: 2 }),
        max: fc.integer({ min: 2, max: 3 }),
        ms: fc.integer({ min: 80, max: 500 }),
      })
      .map(({ min, max, ms }) => ({ regions: { min, max }, maxLatencyMs: ms }));
    let planned = 0;
    const codes: string[] = [];
    fc.assert(
      fc.property(tinySpec({ geo }), (spec) => {
        const model = modelOf(spec);
        const { plan, diagnostics } = planModel(model);
        if (plan === null) {
          codes.push(...diagnostics.map(({ code }) => code));
          return;
        }
        planned += 1;
        for (const service of model.services) {
          const problem = problemOf(model, service, originsOf(model, plan, service.id, ['a']), null);
          expectBracket(plan, service.id, bruteForceOptimum(problem) ?? NaN);
        }
      }),
      seeded,
    );
    expect(planned).toBeGreaterThan(10);
    for (const code of codes) expect(code).toMatch(/^plan\/(no-site|latency-needs-regions)$/);
  });

  it('keeps that with a latency objective for a share of the requests, and gives up only where no placement keeps it', () => {
    const geo = fc
      .record({ coverage: spread(0.3, 0.8), ms: fc.integer({ min: 90, max: 200 }) })
      .map(({ coverage, ms }) => ({ coverage, maxLatencyMs: ms, regions: { max: 3 } }));
    let planned = 0;
    let penalised = 0;
    const givenUp: (number | null)[] = [];
    fc.assert(
      fc.property(tinySpec({ geo, minRegions: 4, minUsers: 5 }), (spec) => {
        // Waiting is cheap here, so that the objective is what decides.
        const services = { a: { ...spec.services['a'], language: 'rust' as const, calls: [] } };
        const model = modelOf({ ...usersNearRegions(spec), services, planner: { waitingUsdPerHour: 0.001 } });
        const [service] = model.services;
        if (service === undefined) throw new Error('service');
        const { plan } = planModel(model);
        if (plan === null) {
          const users = model.demand.kind === 'points' ? model.demand.points : [];
          const points = { demand: { points: users }, workloads: [] } as unknown as Plan;
          givenUp.push(bruteForceCovered(model, service, originsOf(model, points, 'a', ['a'])));
          return;
        }
        planned += 1;
        penalised += (plan.workloads[0]?.certificate?.slowRequestUsd ?? 0) > 0 ? 1 : 0;
        const optimum = bruteForceCovered(model, service, originsOf(model, plan, 'a', ['a']));
        expectBracket(plan, 'a', optimum ?? NaN);
      }),
      { seed: 7, numRuns: 20 },
    );
    expect(planned).toBeGreaterThan(10);
    expect(penalised).toBeGreaterThan(3);
    expect(new Set(givenUp)).toEqual(new Set([null]));
  });

  it('keeps that with capacities that the services of a chain share', () => {
    let planned = 0;
    fc.assert(
      fc.property(tinySpec({ cpus: fc.integer({ min: 4, max: 24 }) }), (spec) => {
        const model = modelOf(spec);
        const { plan } = planModel(model);
        if (plan === null) return;
        planned += 1;
        for (const service of model.services) {
          const rooms = roomsOf(model, plan, service.id);
          // Regions without room for the tier's replicas are no candidates.
          const usable = rooms.map((room) => (room < service.tier.minReplicas ? 0 : room));
          const problem = problemOf(model, service, originsOf(model, plan, service.id, ['a']), usable);
          expectBracket(plan, service.id, bruteForceOptimum(problem) ?? NaN);
        }
      }),
      seeded,
    );
    expect(planned).toBeGreaterThan(10);
  });

  it('states for a tier that survives losses the bound of the cheapest plan, which holds for every stricter one', () => {
    let dearer = 0;
    const options = { cpus: fc.integer({ min: 6, max: 24 }), tier: fc.constant('heart' as const) };
    fc.assert(
      fc.property(tinySpec(options), (spec) => {
        const services = { a: { ...spec.services['a'], language: 'rust' as const, calls: [] } };
        const model = modelOf({ ...spec, services });
        const { plan } = planModel(model);
        if (plan === null) return;
        const service = serviceOf(model, 'a');
        const rooms = roomsOf(model, plan, 'a').map((room) => (room < service.tier.minReplicas ? 0 : room));
        const optimum = bruteForceOptimum(problemOf(model, service, originsOf(model, plan, 'a', ['a']), rooms)) ?? NaN;
        const { lowerBound = NaN, objective } = plan.workloads[0] ?? {};
        expect(lowerBound).toBeLessThanOrEqual(optimum + near(optimum));
        dearer += (objective?.total ?? NaN) > optimum + near(optimum) ? 1 : 0;
      }),
      { seed: 23, numRuns: 40 },
    );
    expect(dearer).toBeGreaterThan(0);
  });
});
