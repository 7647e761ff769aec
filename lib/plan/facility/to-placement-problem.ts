import type { PlacementProblem } from '../solver';
import type { FacilityLocationProblem, Numbers } from './facility-problem';

/** A row without load gets this share of the whole load: less than the rounding of any sum of loads. */
const noLoad = 2 ** -80;

/** The problem under the contract of the solvers; costs are shared with it where no weights change them. */
export function toPlacementProblem(problem: FacilityLocationProblem): PlacementProblem {
  const { costs, fixedCosts, weights } = problem;
  const sites = fixedCosts.length;
  const rows = costs.length / sites;
  const loads = problem.demands === undefined ? new Float64Array(rows).fill(1) : Float64Array.from(problem.demands);
  const total = loads.reduce((sum, load) => sum + load, 0);
  const isLimited = problem.capacities !== undefined && total > 0;
  return {
    costs: weights === undefined ? costs : weighted(costs, weights, sites),
    demands: isLimited ? loads.map((load) => (load === 0 ? total * noLoad : load)) : new Float64Array(rows).fill(1),
    fixedCosts: Float64Array.from(fixedCosts),
    capacities: isLimited ? Float64Array.from(problem.capacities ?? []) : null,
    minSites: problem.minSites ?? 1,
    maxSites: problem.maxSites ?? sites,
    singleSource: problem.singleSource ?? false,
  };
}

/** A forbidden pair stays forbidden whatever its weight. */
function weighted(costs: Float64Array, weights: Numbers, sites: number): Float64Array {
  return costs.map((cost, at) => (cost === Infinity ? cost : cost * (weights[Math.floor(at / sites)] as number)));
}
