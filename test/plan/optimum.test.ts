import fc from 'fast-check';
import type { Plan } from '../../lib/plan/plan';
import type { StackSpec } from '../../lib/model/spec';
import { atlas } from '../../lib/plan/atlas';
import { demandPoints } from '../../lib/plan/demand';
import { placementOrder } from '../../lib/plan/placement-order';
import { placeServices } from '../../lib/plan/place-services';
import { planModel } from '../../lib/plan/plan-model';
import { unsteered } from '../../lib/plan/workload-problem';
import { jointOptimum } from './support/joint-oracle';
import { bruteForceCovered, originsOf } from './support/oracle';
import { modelOf, spread, tinySpec } from './support/tiny-specs';

const seeded = { seed: 7, numRuns: 20 };

/** Loads of a plan are rounded to 0.001 requests/s, dollars to 0.01. */
const near = (usd: number): number => 0.05 + 1e-5 * usd;

function expectBracket({ objective, lowerBound, gap, proof }: Plan, optimum: number): void {
  expect(lowerBound).toBeLessThanOrEqual(optimum * (1 + 1e-9));
  expect(objective.total).toBeGreaterThanOrEqual(optimum - near(optimum));
  expect(Math.abs(gap * objective.total - (objective.total - lowerBound))).toBeLessThan(0.05);
  // A gap is rounded to a millionth, which is where optimality ends.
  expect(gap === 1e-6 || proof === (gap < 1e-6 ? 'optimal' : 'bound')).toBe(true);
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

describe('the placement of all services', () => {
  it('costs no less than the best of all, found by trying all, which costs no less than the bound; mostly it is the best', () => {
    let best = 0;
    let runs = 0;
    let worstGap = 0;
    fc.assert(
      fc.property(tinySpec(), (spec) => {
        const model = modelOf(spec);
        const { plan } = planModel(model);
        if (plan === null) throw new Error('no plan');
        const optimum = jointOptimum(model) ?? NaN;
        expectBracket(plan, optimum);
        runs += 1;
        best += plan.objective.total <= optimum + near(optimum) ? 1 : 0;
        worstGap = Math.max(worstGap, plan.gap);
      }),
      seeded,
    );
    expect(best / runs).toBeGreaterThan(0.9);
    expect(worstGap).toBeLessThan(0.05);
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
        expectBracket(plan, jointOptimum(model) ?? NaN);
      }),
      seeded,
    );
    expect(planned).toBeGreaterThan(8);
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
        penalised += plan.certificate.coverage.length;
        expectBracket(plan, bruteForceCovered(model, service, originsOf(model, plan, 'a', ['a'])) ?? NaN);
      }),
      { seed: 7, numRuns: 20 },
    );
    expect(planned).toBeGreaterThan(10);
    expect(penalised).toBeGreaterThan(3);
    expect(new Set(givenUp)).toEqual(new Set([null]));
  });

  it('never costs more than the services placed one by one, and less for some; its bound is below both', () => {
    let cheaper = 0;
    fc.assert(
      fc.property(
        tinySpec({ cpus: fc.integer({ min: 4, max: 40 }), geo: fc.constant({ regions: { max: 2 } }) }),
        (spec) => {
          const model = modelOf(spec);
          const { plan } = planModel(model);
          if (plan === null) return;
          const alone = oneByOne(spec);
          expect(plan.objective.total).toBeLessThanOrEqual(alone + near(alone));
          expect(plan.lowerBound).toBeLessThanOrEqual(alone);
          cheaper += plan.objective.total < alone - near(alone) ? 1 : 0;
        },
      ),
      { seed: 23, numRuns: 30 },
    );
    expect(cheaper).toBeGreaterThan(2);
  });
});

/** What the same stack costs when every service is placed where it is cheapest given its callers. */
function oneByOne(spec: StackSpec): number {
  const model = modelOf(spec);
  const points = demandPoints(model.demand);
  const order = placementOrder(model);
  const userRows = points.map((demand) => ({
    kind: 'users' as const,
    demand,
    requestsPerSecond: demand.requestsPerSecond,
    bytes: 16_384,
  }));
  const circumstances = { model, order, userRows, atlas: atlas(model.regions, points) };
  return placeServices(circumstances, () => unsteered(model.regions.length)).cost;
}
