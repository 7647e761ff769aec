import type { BoundKind } from '../../solver';
import type { FacilityLocationProblem } from '../facility-problem';

/** A problem as the formulas of the bounds read it. Nothing here is shared with the solvers. */
export interface RelaxedProblem {
  readonly kind: BoundKind;
  readonly rows: number;
  readonly sites: number;
  /** n x m row-major, weights included; where rows are not split, Infinity for sites that they do not fit into. */
  readonly costs: Float64Array;
  readonly fixedCosts: Float64Array;
  readonly loads: Float64Array;
  /** m: what a site can carry; Infinity where no capacity counts. */
  readonly capacities: Float64Array;
  /** m: the least of its capacity and of the load that may reach it. */
  readonly supply: Float64Array;
  readonly totalLoad: number;
  readonly minSites: number;
  readonly maxSites: number;
  /** m: 1 for sites that never need to serve, see `dominatedSites`. */
  readonly dominated: Uint8Array;
}

/** Share of the whole load that rounding may hide. */
export const loadSlack = 1e-9;

export function relaxedProblem(problem: FacilityLocationProblem): RelaxedProblem {
  const { fixedCosts, capacities } = problem;
  const sites = fixedCosts.length;
  const rows = sites === 0 ? 0 : problem.costs.length / sites;
  const loads = problem.demands === undefined ? new Float64Array(rows).fill(1) : Float64Array.from(problem.demands);
  const totalLoad = loads.reduce((sum, load) => sum + load, 0);
  const isLimited = capacities !== undefined && Float64Array.from(capacities).some((room) => room < totalLoad);
  const rooms = isLimited ? Float64Array.from(capacities) : new Float64Array(sites).fill(Infinity);
  const fixed = Float64Array.from(fixedCosts);
  const kind = kindOf(isLimited, problem.singleSource === true, fixed);
  const weighted = weightedCosts(problem, sites);
  const slack = loadSlack * totalLoad;
  const fits = (at: number): boolean =>
    (loads[Math.trunc(at / sites)] as number) <= (rooms[at % sites] as number) + slack;
  const costs = kind === 'sscflp' ? weighted.map((cost, at) => (fits(at) ? cost : Infinity)) : weighted;
  return {
    kind,
    rows,
    sites,
    costs,
    fixedCosts: fixed,
    loads,
    capacities: rooms,
    supply: supplies(costs, loads, rooms),
    totalLoad,
    minSites: problem.minSites ?? 1,
    maxSites: problem.maxSites ?? sites,
    dominated: isLimited ? new Uint8Array(sites) : dominatedSites(costs, fixed),
  };
}

function kindOf(isLimited: boolean, singleSource: boolean, fixedCosts: Float64Array): BoundKind {
  if (isLimited) return singleSource ? 'sscflp' : 'cflp';
  return fixedCosts.every((cost) => cost === 0) ? 'pmedian' : 'ufl';
}

function weightedCosts({ costs, weights }: FacilityLocationProblem, sites: number): Float64Array {
  if (weights === undefined) return costs;
  const weighted = Float64Array.from(costs);
  for (let at = 0; at < weighted.length; at += 1) {
    const cost = weighted[at] as number;
    if (cost !== Infinity) weighted[at] = cost * (weights[Math.trunc(at / sites)] as number);
  }
  return weighted;
}

function supplies(costs: Float64Array, loads: Float64Array, rooms: Float64Array): Float64Array {
  const reachable = new Float64Array(rooms.length);
  for (let row = 0; row < loads.length; row += 1)
    for (let site = 0; site < rooms.length; site += 1)
      if (costs[row * rooms.length + site] !== Infinity)
        reachable[site] = (reachable[site] as number) + (loads[row] as number);
  return reachable.map((load, site) => Math.min(load, rooms[site] as number));
}

/**
 * Site b is dominated by a if it serves no row cheaper and opens no cheaper; of equal sites the first stays. Without
 * capacities some best solution sends nothing to b.
 */
function dominatedSites(costs: Float64Array, fixedCosts: Float64Array): Uint8Array {
  const sites = fixedCosts.length;
  const rows = sites === 0 ? 0 : costs.length / sites;
  const dominates = (a: number, b: number): boolean => {
    let equal = fixedCosts[a] === fixedCosts[b];
    if ((fixedCosts[a] as number) > (fixedCosts[b] as number)) return false;
    for (let row = 0; row < rows; row += 1) {
      const difference = (costs[row * sites + a] as number) - (costs[row * sites + b] as number);
      if (difference > 0) return false;
      if (difference < 0) equal = false;
    }
    return !equal || a < b;
  };
  const all = Array.from(fixedCosts, (_, site) => site);
  const dominated = new Uint8Array(sites);
  for (const b of all) if (all.some((a) => a !== b && dominated[a] === 0 && dominates(a, b))) dominated[b] = 1;
  return dominated;
}
