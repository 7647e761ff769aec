import fc from 'fast-check';
import type { FacilityLocationProblem } from '../../../../lib/plan/facility/facility-problem';
import type { FacilityResult, SplitResult, UnsplitResult } from '../../../../lib/plan/facility/facility-result';
import { bruteForceOptimum } from '../../solvers/support/brute-force';

export type Kind = 'pmedian' | 'ufl' | 'cflp' | 'sscflp';
export const kinds: readonly Kind[] = ['pmedian', 'ufl', 'cflp', 'sscflp'];

const list = (length: number, each: fc.Arbitrary<number>): fc.Arbitrary<number[]> =>
  fc.array(each, { minLength: length, maxLength: length });

/** Small problems of a kind, of whole numbers and of fractions, with ties, forbidden pairs, weights, rows without load. */
export function facilityProblems(kind: Kind): fc.Arbitrary<FacilityLocationProblem> {
  const isLimited = kind === 'cflp' || kind === 'sscflp';
  const size = fc.record({
    rows: fc.integer({ min: 1, max: isLimited ? 6 : 12 }),
    sites: fc.integer({ min: 1, max: isLimited ? 5 : 8 }),
    unit: fc.constantFrom(1, 0.37),
  });
  return size.chain(({ rows, sites, unit }) =>
    fc
      .record({
        costs: list(
          rows * sites,
          fc.oneof(
            { weight: 9, arbitrary: fc.integer({ min: 0, max: 60 }) },
            { weight: 1, arbitrary: fc.constant(Infinity) },
          ),
        ),
        fixed: list(sites, fc.integer({ min: 0, max: 90 })),
        loads: fc.option(list(rows, fc.integer({ min: kind === 'cflp' ? 1 : 0, max: 20 })), { nil: null }),
        rooms: list(sites, fc.integer({ min: 5, max: 60 })),
        weights: fc.option(list(rows, fc.integer({ min: 0, max: 3 })), { nil: null }),
        bounds: fc.option(fc.tuple(fc.integer({ min: 1, max: sites }), fc.integer({ min: 1, max: sites })), {
          nil: null,
        }),
      })
      .map(({ costs, fixed, loads, rooms, weights, bounds }): FacilityLocationProblem => {
        const [low, high] =
          kind === 'pmedian' ? [bounds?.[0] ?? 1, bounds?.[0] ?? 1] : (bounds ?? []).toSorted((a, b) => a - b);
        const base = {
          costs: Float64Array.from(costs, (cost) => cost * unit),
          fixedCosts: kind === 'pmedian' ? new Float64Array(sites) : fixed.map((cost) => cost * unit),
        };
        const capacities = rooms.map((room) => (loads === null ? Math.ceil(room / 20) : room));
        return Object.assign(
          base,
          loads === null ? {} : { demands: loads },
          isLimited ? { capacities } : {},
          weights === null ? {} : { weights },
          low === undefined || high === undefined ? {} : { minSites: low, maxSites: high },
          kind === 'sscflp' ? { singleSource: true } : {},
        );
      }),
  );
}

/** The optimum over every set of sites, and for single source over every assignment; null without a solution. */
export function optimumOf(problem: FacilityLocationProblem): number | null {
  const sites = problem.fixedCosts.length;
  const rows = problem.costs.length / sites;
  const weight = (row: number): number => problem.weights?.[row] ?? 1;
  const costs = problem.costs.map((cost, at) => (cost === Infinity ? cost : cost * weight(Math.floor(at / sites))));
  const whole = {
    costs,
    demands: problem.demands === undefined ? new Float64Array(rows).fill(1) : Float64Array.from(problem.demands),
    fixedCosts: Float64Array.from(problem.fixedCosts),
    capacities: problem.capacities === undefined ? null : Float64Array.from(problem.capacities),
    minSites: problem.minSites ?? 1,
    maxSites: problem.maxSites ?? sites,
  };
  return problem.singleSource === true ? singleSourceOptimum(whole) : bruteForceOptimum(whole);
}

interface Whole {
  readonly costs: Float64Array;
  readonly demands: Float64Array;
  readonly fixedCosts: Float64Array;
  readonly capacities: Float64Array | null;
  readonly minSites: number;
  readonly maxSites: number;
}

function singleSourceOptimum({ costs, demands, fixedCosts, capacities, minSites, maxSites }: Whole): number | null {
  const sites = fixedCosts.length;
  const used = new Float64Array(sites);
  const count = new Int32Array(sites);
  let best = Infinity;
  /** Sites that no row uses may have to open too. */
  const openingCost = (): number => {
    const open = [...count.keys()].filter((site) => (count[site] ?? 0) > 0);
    if (open.length > maxSites) return Infinity;
    const others = [...fixedCosts].filter((_, site) => count[site] === 0).sort((a, b) => a - b);
    const extra = others.slice(0, Math.max(0, minSites - open.length));
    return [...open.map((site) => fixedCosts[site] ?? NaN), ...extra].reduce((sum, cost) => sum + cost, 0);
  };
  const assign = (row: number, cost: number): void => {
    if (cost >= best) return;
    if (row === demands.length) {
      best = Math.min(best, cost + openingCost());
      return;
    }
    for (let site = 0; site < sites; site += 1) {
      const each = costs[row * sites + site] ?? NaN;
      const load = demands[row] ?? NaN;
      if (each === Infinity || (used[site] ?? NaN) + load > (capacities?.[site] ?? Infinity) + 1e-9) continue;
      used[site] = (used[site] ?? NaN) + load;
      count[site] = (count[site] ?? NaN) + 1;
      assign(row + 1, cost + each);
      used[site] = (used[site] ?? NaN) - load;
      count[site] = (count[site] ?? NaN) - 1;
    }
  };
  assign(0, 0);
  return best === Infinity ? null : best;
}

export function feasible(result: FacilityResult): UnsplitResult | SplitResult {
  if (!result.feasible) throw new Error(`infeasible: ${result.cause}`);
  return result;
}
