import fc from 'fast-check';
import { relocate } from '../../../lib/plan/audit/relocation';
import { roundTripMs } from '../../../lib/geo/latency';
import { cheapestFlow } from '../solvers/support/brute-force';
import { audited, type Audited } from '../support/audited';
import { spread, tinySpec } from '../support/tiny-specs';

/** The only service of a stack, and the requests of its users. */
function parts({ board }: Audited) {
  const [each] = board.services;
  if (each === undefined) throw new Error('no service');
  const rates = new Float64Array(board.rows);
  rates.set(board.userRates, board.regions.length);
  return { each, rates, demand: board.userRates.reduce((sum, rate) => sum + rate, 0) };
}

/**
 * What moving costs, from the model alone: a place of users that keeps all the regions that serve it may stay there for
 * nothing; anything else costs its round trip.
 */
function oracle({ model, input }: Audited, sites: Int32Array, rooms: Float64Array) {
  const [workload] = [...input.workloads.values()];
  const regions = [...sites].map((site) => model.regions[site]);
  const left = new Set(regions.map((region) => region?.id));
  const costs = input.userRows.flatMap((row) => {
    if (row.kind !== 'users') throw new Error('callers');
    const flows = (workload?.userFlows ?? []).filter(({ demand }) => demand === row.demand.id);
    const stays = flows.length > 0 && flows.every(({ region }) => left.has(region));
    return regions.map((region) => {
      if (region === undefined) throw new Error('region');
      const isServed = stays && flows.some((flow) => flow.region === region.id);
      return isServed ? 0 : roundTripMs(row.demand, region) * row.requestsPerSecond;
    });
  });
  return cheapestFlow(
    {
      costs: Float64Array.from(costs),
      demands: Float64Array.from(input.userRows, (row) => row.requestsPerSecond),
      fixedCosts: new Float64Array(sites.length),
      capacities: rooms,
      minSites: 1,
      maxSites: sites.length,
    },
    [...sites.keys()],
  );
}

const alone = {
  geo: fc.constant({ regions: { min: 2 } }),
  tier: fc.constant('open' as const),
  cpus: fc.integer({ min: 10, max: 60 }),
};

describe('serving a service again after a loss', () => {
  it('carries what a textbook maximum flow carries, at its least cost of moving', () => {
    const seen = { fits: 0, short: 0 };
    const spec = tinySpec({ ...alone, minRegions: 3 });
    fc.assert(
      fc.property(spec, fc.array(spread(0.05, 1.5), { minLength: 5, maxLength: 5 }), (given, shares) => {
        const { a, ...others } = given.services;
        if (a === undefined) return;
        const stack = audited({ ...given, services: { a: { ...a, calls: [] } } });
        if (stack === null) return;
        expect(Object.keys(others).length).toBeLessThan(3);
        const { each, rates, demand } = parts(stack);
        for (const { region: lost } of each.placements) {
          const sites = Int32Array.from(each.placements, ({ region }) => region).filter((site) => site !== lost);
          if (sites.length === 0) continue;
          const rooms = Float64Array.from(sites, (_, at) => (shares[at] ?? 1) * demand);
          const found = relocate(stack.board, each, { sites, rooms, rates });
          const best = oracle(stack, sites, rooms);
          expect(demand - found.short).toBeCloseTo(best.carried, 6);
          seen[found.short > 1e-6 ? 'short' : 'fits'] += 1;
          expect(found.short > 1e-6 ? Infinity : stack.board.transport.cost).toBeCloseTo(best.cost, 3);
          expect(found.loads.reduce((sum, load) => sum + load, 0)).toBeCloseTo(demand - found.short, 6);
          for (const [at, site] of sites.entries())
            expect(found.loads[site]).toBeLessThanOrEqual((rooms[at] ?? 0) + 1e-6);
        }
      }),
      { seed: 31, numRuns: 60 },
    );
    expect(Math.min(seen.fits, seen.short)).toBeGreaterThan(10);
  });

  it('leaves everything where the plan serves it when nothing is lost', () => {
    fc.assert(
      fc.property(tinySpec({ ...alone }), (spec) => {
        const stack = audited(spec);
        if (stack === null) return;
        for (const { each, loads } of stack.base.services) {
          const placements = stack.input.workloads.get(each.service.id)?.placements ?? [];
          for (const { region, requestsPerSecond } of placements) {
            const at = stack.model.regions.findIndex(({ id }) => id === region);
            expect(Math.abs((loads[at] ?? 0) - requestsPerSecond)).toBeLessThan(0.05 + 1e-4 * requestsPerSecond);
          }
        }
      }),
      { seed: 37, numRuns: 25 },
    );
  });
});
