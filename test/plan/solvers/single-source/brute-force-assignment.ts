import fc from 'fast-check';
import type { PlacementProblem } from '../../../../lib/plan/solver';

/** The optimum over every assignment of rows to sites, null when there is none. For small problems only. */
export function bruteForceAssignment(problem: PlacementProblem): number | null {
  const sites = problem.fixedCosts.length;
  const rows = problem.demands.length;
  const load = new Float64Array(sites);
  let best = Infinity;
  const extend = (row: number, cost: number): void => {
    if (cost >= best) return;
    if (row === rows) {
      best = Math.min(best, cost + fixedCost(problem, load));
      return;
    }
    for (let site = 0; site < sites; site += 1) {
      const before = load[site] ?? NaN;
      load[site] = before + (problem.demands[row] ?? NaN);
      if ((load[site] ?? NaN) <= (problem.capacities?.[site] ?? Infinity))
        extend(row + 1, cost + (problem.costs[row * sites + site] ?? NaN));
      load[site] = before;
    }
  };
  extend(0, 0);
  return best === Infinity ? null : best;
}

/** Of the sites with load, and the cheapest others up to `minSites`; Infinity for more than `maxSites`. */
function fixedCost({ fixedCosts, minSites, maxSites }: PlacementProblem, load: Float64Array): number {
  const used = [...fixedCosts].filter((_, site) => (load[site] ?? 0) > 0);
  const idle = [...fixedCosts].filter((_, site) => load[site] === 0).toSorted((a, b) => a - b);
  if (used.length > maxSites) return Infinity;
  return [...used, ...idle.slice(0, Math.max(0, minSites - used.length))].reduce((sum, cost) => sum + cost, 0);
}

/** Random small single-source problems, with ties, equal columns, tight capacities and forbidden pairs; integers. */
export function singleSourceProblems(mostRows: number, mostSites: number): fc.Arbitrary<PlacementProblem> {
  const cost = fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 0, max: 60 }) },
    { weight: 1, arbitrary: fc.constant(Infinity) },
  );
  const size = fc.record({
    rows: fc.integer({ min: 1, max: mostRows }),
    sites: fc.integer({ min: 1, max: mostSites }),
  });
  return size.chain(({ rows, sites }) =>
    fc
      .record({
        costs: fc.array(cost, { minLength: rows * sites, maxLength: rows * sites }),
        demands: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: rows, maxLength: rows }),
        fixedCosts: fc.array(fc.integer({ min: 0, max: 80 }), { minLength: sites, maxLength: sites }),
        capacities: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: sites, maxLength: sites }),
        first: fc.integer({ min: 1, max: sites }),
        second: fc.integer({ min: 1, max: sites }),
        anyNumber: fc.boolean(),
        copied: fc.boolean(),
      })
      .map((drawn) => {
        const costs = Float64Array.from(drawn.costs);
        if (drawn.copied)
          for (let row = 0; row < rows; row += 1) costs[row * sites + sites - 1] = costs[row * sites] ?? 0;
        return {
          costs,
          demands: Float64Array.from(drawn.demands),
          fixedCosts: Float64Array.from(drawn.fixedCosts),
          capacities: Float64Array.from(drawn.capacities),
          minSites: drawn.anyNumber ? 1 : Math.min(drawn.first, drawn.second),
          maxSites: drawn.anyNumber ? sites : Math.max(drawn.first, drawn.second),
          singleSource: true,
        };
      }),
  );
}

/** Small problems on a line where capacities hardly exceed the demand and sites are dear: open sites must be full. */
export function tightProblems(mostRows: number, mostSites: number): fc.Arbitrary<PlacementProblem> {
  const place = fc.integer({ min: 0, max: 40 });
  return fc
    .record({
      places: fc.array(place, { minLength: 5, maxLength: mostRows }),
      sitePlaces: fc.array(place, { minLength: 2, maxLength: mostSites }),
      loads: fc.array(fc.integer({ min: 3, max: 15 }), { minLength: mostRows, maxLength: mostRows }),
      shares: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: mostSites, maxLength: mostSites }),
      percent: fc.integer({ min: 100, max: 220 }),
      divisor: fc.constantFrom(1, 1, 1, 8),
      number: fc.integer({ min: 0, max: mostSites }),
    })
    .map(({ places, sitePlaces, loads, shares, percent, divisor, number }) => {
      const demands = loads.slice(0, places.length);
      const sites = sitePlaces.length;
      const total = demands.reduce((sum, load) => sum + load, 0);
      const parts = shares.slice(0, sites).reduce((sum, share) => sum + share, 0);
      const rooms = shares.slice(0, sites).map((share) => Math.ceil((total * share * percent) / (100 * parts)));
      const isFree = number === 0 || number > sites;
      return {
        costs: Float64Array.from(
          places.flatMap((x, row) => sitePlaces.map((y) => Math.abs(x - y) * (demands[row] ?? NaN))),
        ),
        demands: Float64Array.from(demands, (load) => load / divisor),
        fixedCosts: Float64Array.from(rooms, (room) => 10 * room),
        capacities: Float64Array.from(rooms, (room) => room / divisor),
        minSites: isFree ? 1 : number,
        maxSites: isFree ? sites : number,
        singleSource: true,
      };
    });
}
