import type { SiteLimits, SupplyCut } from './site-choice';
import type { PreparedProblem } from '../preprocess';

/** Below this share the demand is met: rounding. */
const slack = 1e-9;

/** Demand and supply as a whole; at least as many sites as the largest supplies need to carry the demand. */
export function supplyLimits(prepared: PreparedProblem): SiteLimits {
  const { problem } = prepared;
  const cuts = [everydayCut(prepared)];
  const needed = Math.max(...cuts.map(sitesFor));
  const atLeast = Math.min(problem.maxSites, Math.max(problem.minSites, needed));
  return { cuts, atLeast, atMost: problem.maxSites };
}

function everydayCut({ rows, sites, problem, costsBySite }: PreparedProblem): SupplyCut {
  const demand = problem.demands.reduce((sum, load) => sum + load, 0);
  const supply = new Float64Array(sites);
  for (let site = 0; site < sites; site += 1) {
    let reachable = 0;
    for (let row = 0; row < rows; row += 1)
      if ((costsBySite[site * rows + row] as number) < Infinity) reachable += problem.demands[row] as number;
    supply[site] = Math.min(reachable, problem.capacities === null ? Infinity : (problem.capacities[site] as number));
  }
  return { supply, demand: demand * (1 - slack) };
}

/** The smallest number of sites that supplies the demand of a cut. */
function sitesFor({ supply, demand }: SupplyCut): number {
  let needed = 0;
  let carried = 0;
  for (const load of Float64Array.from(supply).sort().reverse()) {
    if (carried >= demand) break;
    carried += load;
    needed += 1;
  }
  return needed;
}
