import type { PlacementProblem } from '../../solver';

/** What is decided about a site. */
export const undecided = 0;
export const mustOpen = 1;
export const mustClose = -1;

/** The pairs of row and site that a solution may still use, a list per site; closed sites have none. */
export interface PairLists {
  /** m + 1: the pairs of site j are `start[j]` to `start[j + 1]`. */
  readonly start: Int32Array;
  readonly row: Int32Array;
  readonly cost: Float64Array;
  /** m: `undecided`, `mustOpen` or `mustClose`. */
  readonly status: Int8Array;
}

/**
 * Share of the whole demand by which a sum of loads may exceed a capacity by rounding: bounds let more through than the
 * search does, so that no solution of the search is beyond them.
 */
const boundTolerance = 1e-9;
const searchTolerance = 1e-12;

/** m: what each site may carry, for bounds. */
export function generousCapacities(problem: PlacementProblem): Float64Array {
  return widened(problem, boundTolerance);
}

/** m: what each site may carry, for solutions. */
export function strictCapacities(problem: PlacementProblem): Float64Array {
  return widened(problem, searchTolerance);
}

function widened({ capacities, demands, fixedCosts }: PlacementProblem, tolerance: number): Float64Array {
  const demand = demands.reduce((sum, load) => sum + load, 0);
  if (capacities === null) return new Float64Array(fixedCosts.length).fill(Infinity);
  return capacities.map((capacity) => capacity + tolerance * demand);
}

/** Every allowed pair whose row fits into the site. */
export function allPairs(problem: PlacementProblem, costsBySite: Float64Array): PairLists {
  const rows = problem.demands.length;
  const capacities = generousCapacities(problem);
  const row = new Int32Array(costsBySite.length);
  for (let at = 0; at < row.length; at += 1) row[at] = at % Math.max(1, rows);
  const start = Int32Array.from({ length: capacities.length + 1 }, (_, site) => site * rows);
  const whole: PairLists = { start, row, cost: costsBySite, status: new Int8Array(capacities.length) };
  const fits = (at: number, site: number): boolean =>
    (costsBySite[at] as number) < Infinity &&
    (problem.demands[row[at] as number] as number) <= (capacities[site] as number);
  return keepPairs(whole, whole.status, fits);
}

/** n: at how many sites each row may be served. */
export function pairsPerRow({ row: rowOf }: PairLists, rows: number): Int32Array {
  const pairs = new Int32Array(rows);
  for (const row of rowOf) pairs[row] = (pairs[row] as number) + 1;
  return pairs;
}

/** The load of all rows that the site may serve, as far as its capacity carries it. */
export function siteSupply(lists: PairLists, demands: Float64Array, capacities: Float64Array, site: number): number {
  let load = 0;
  for (let at = lists.start[site] as number; at < (lists.start[site + 1] as number); at += 1)
    load += demands[lists.row[at] as number] as number;
  return Math.min(load, capacities[site] as number);
}

/** The pairs at the positions that `keep` accepts, without those of closed sites. */
export function keepPairs(lists: PairLists, status: Int8Array, keep: (at: number, site: number) => boolean): PairLists {
  const sites = status.length;
  const start = new Int32Array(sites + 1);
  const row = new Int32Array(lists.row.length);
  const cost = new Float64Array(lists.row.length);
  let end = 0;
  for (let site = 0; site < sites; site += 1) {
    const last = status[site] === mustClose ? 0 : (lists.start[site + 1] as number);
    for (let at = lists.start[site] as number; at < last; at += 1) {
      if (!keep(at, site)) continue;
      row[end] = lists.row[at] as number;
      cost[end] = lists.cost[at] as number;
      end += 1;
    }
    start[site + 1] = end;
  }
  return { start, row: row.slice(0, end), cost: cost.slice(0, end), status };
}
