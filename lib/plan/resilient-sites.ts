import type { PlacementProblem } from './solver';
import { newTransport, runTransport } from './solvers/transport';

/** Choices of sites that are looked at before giving up. */
const mostChoices = 5000;

/**
 * Sites near `open` whose survivors carry all demand whichever is lost; null when none were found. One site is added
 * (up to `maxSites`) or exchanged at a time, so that the least load is missing over all losses and with the plan as it
 * is, and among equals at the least cost.
 */
export function resilientSites(problem: PlacementProblem, open: Int32Array): Int32Array | null {
  const missingLoad = lossMeter(problem);
  let best: Choice = { sites: open, missing: missingLoad(open), cost: Infinity };
  let left = mostChoices;
  while (best.missing > 0) {
    let next = best;
    for (const sites of neighbours(problem, best.sites)) {
      if (left === 0) return null;
      left -= 1;
      const choice = { sites, missing: missingLoad(sites), cost: nearestCost(problem, sites) };
      if (choice.missing < next.missing || (choice.missing === next.missing && choice.cost < next.cost)) next = choice;
    }
    if (next.missing >= best.missing) return null;
    best = next;
  }
  return best.sites;
}

interface Choice {
  /** Ascending. */
  readonly sites: Int32Array;
  readonly missing: number;
  readonly cost: number;
}

function* neighbours({ fixedCosts, maxSites }: PlacementProblem, sites: Int32Array): Generator<Int32Array> {
  const chosen = new Set(sites);
  for (let site = 0; site < fixedCosts.length; site += 1) {
    if (chosen.has(site)) continue;
    if (sites.length < maxSites) yield Int32Array.of(...sites, site).sort();
    for (const out of sites) yield sites.map((each) => (each === out ? site : each)).sort();
  }
}

/** Load without room, summed over the plan without any loss and the loss of each open site. */
function lossMeter(problem: PlacementProblem): (open: Int32Array) => number {
  const transport = newTransport(problem);
  const tolerance = 1e-6 * transport.demand;
  const short = problem.costs.includes(Infinity)
    ? (sites: Int32Array): number => {
        runTransport(transport, sites, Infinity);
        return transport.shortfall;
      }
    : (sites: Int32Array): number =>
        transport.demand - sites.reduce((sum, site) => sum + (problem.capacities?.[site] ?? Infinity), 0);
  const missing = (sites: Int32Array): number => {
    const load = sites.length === 0 ? transport.demand : short(sites);
    return load > tolerance ? load : 0;
  };
  return (open) => open.reduce((sum, lost) => sum + missing(open.filter((site) => site !== lost)), missing(open));
}

function nearestCost({ costs, fixedCosts, demands }: PlacementProblem, open: Int32Array): number {
  let total = open.reduce((sum, site) => sum + (fixedCosts[site] as number), 0);
  for (let row = 0; row < demands.length; row += 1) {
    let nearest = Infinity;
    for (const site of open) nearest = Math.min(nearest, costs[row * fixedCosts.length + site] as number);
    total += nearest;
  }
  return total;
}
