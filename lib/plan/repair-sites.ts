import type { PlacementProblem } from './solver';

/** Choices of sites that are looked at before giving up. */
const mostChoices = 5000;

/**
 * Sites near `open` with nothing missing; null when none were found. One site is added, closed or exchanged at a time,
 * within the fewest and most that may be open, so that the least is missing, and among equals at the least cost.
 */
export function repairSites(
  problem: PlacementProblem,
  open: Int32Array,
  missingOf: (sites: Int32Array) => number,
): Int32Array | null {
  let best: Choice = { sites: open, missing: missingOf(open), cost: Infinity };
  let left = mostChoices;
  while (best.missing > 0) {
    let next = best;
    for (const sites of neighbours(problem, best.sites)) {
      if (left === 0) return null;
      left -= 1;
      const missing = missingOf(sites);
      if (missing > next.missing) continue;
      const choice = { sites, missing, cost: nearestCost(problem, sites) };
      if (missing < next.missing || choice.cost < next.cost) next = choice;
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

function* neighbours({ fixedCosts, minSites, maxSites }: PlacementProblem, sites: Int32Array): Generator<Int32Array> {
  const chosen = new Set(sites);
  if (sites.length > minSites) for (const out of sites) yield sites.filter((site) => site !== out);
  for (let site = 0; site < fixedCosts.length; site += 1) {
    if (chosen.has(site)) continue;
    if (sites.length < maxSites) yield Int32Array.of(...sites, site).sort();
    for (const out of sites) yield sites.map((each) => (each === out ? site : each)).sort();
  }
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
