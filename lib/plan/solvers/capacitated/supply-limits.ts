import type { PlacementProblem, SiteLoss } from '../../solver';
import type { PreparedProblem } from '../preprocess';
import type { SiteLimits, SupplyCut } from './site-choice';

/** Below this share the demand is met: rounding. */
const slack = 1e-9;

/**
 * Demand and supply as a whole, every day and under each loss; at least as many sites as the largest supplies need to
 * carry the demand, and one more where any site may be lost.
 */
export function supplyLimits({ problem }: PreparedProblem): SiteLimits {
  const { losses = [], minSites, maxSites } = problem;
  const demand = problem.demands.reduce((sum, load) => sum + load, 0) * (1 - slack);
  const reach = reachableLoad(problem, problem.costs);
  const everyday = { supply: smaller(reach, problem.capacities), demand };
  const survived = losses.map((loss) => ({ supply: supplyUnder(problem, loss, reach), demand }));
  let needed = Math.max(...[everyday, ...survived].map(sitesFor));
  if (survived.length > 0 && demand > 0 && everySiteMayBeLost(problem))
    needed = Math.max(needed, 1 + Math.min(...survived.map(sitesFor)));
  const atLeast = Math.min(maxSites, Math.max(minSites, needed));
  return { cuts: [everyday, ...survived], atLeast, atMost: maxSites };
}

function reachableLoad({ demands, fixedCosts }: PlacementProblem, costs: Float64Array): Float64Array {
  const sites = fixedCosts.length;
  const reach = new Float64Array(sites);
  for (let row = 0; row < demands.length; row += 1)
    for (let site = 0; site < sites; site += 1)
      if ((costs[row * sites + site] as number) < Infinity)
        reach[site] = (reach[site] as number) + (demands[row] as number);
  return reach;
}

function smaller(reach: Float64Array, capacities: Float64Array | null): Float64Array {
  return capacities === null ? reach : reach.map((load, site) => Math.min(load, capacities[site] as number));
}

function supplyUnder(problem: PlacementProblem, loss: SiteLoss, everyday: Float64Array): Float64Array {
  const reach = loss.costs === undefined ? everyday : reachableLoad(problem, loss.costs);
  const supply = Float64Array.from(smaller(reach, loss.capacities ?? problem.capacities));
  for (const site of loss.sites) supply[site] = 0;
  return supply;
}

function everySiteMayBeLost({ losses = [], fixedCosts }: PlacementProblem): boolean {
  const lost = new Set(losses.flatMap(({ sites }) => [...sites]));
  return lost.size === fixedCosts.length;
}

/** The smallest number of sites that supplies the demand of a cut. */
function sitesFor({ supply, demand }: SupplyCut): number {
  return largestSupplies(supply, demand).count;
}

/** The fewest sites, the largest first, that supply a demand, or all of them; and what they carry. */
export function largestSupplies(
  supply: Float64Array,
  demand: number,
): { readonly count: number; readonly carried: number } {
  let count = 0;
  let carried = 0;
  for (const load of Float64Array.from(supply).sort().reverse()) {
    if (carried >= demand) break;
    carried += load;
    count += 1;
  }
  return { count, carried };
}
