import type { Transport } from '../transport';

/**
 * What the rows of each open site pay more, at the prices of capacity at every site, once their site closes: `swap[a * m + b]`
 * at least if site b opens for it, `drop[a]` if none does. By linear programming duality a lower bound on the change of cost, with
 * what opening and closing change by themselves.
 */
export interface Detours {
  readonly drop: Float64Array;
  readonly swap: Float64Array;
}

/** Of the plan over `open`. O(n m). */
export function detoursOf(transport: Transport, open: Int32Array, prices: Float64Array): Detours {
  const { rows, sites, unitCosts, problem } = transport;
  const drop = new Float64Array(open.length);
  const swap = new Float64Array(open.length * sites);
  for (let row = 0; row < rows; row += 1) {
    const start = row * sites;
    const load = problem.demands[row] as number;
    const { near, first, second } = nearestTwo(unitCosts, start, open, prices);
    if (near < 0) continue;
    drop[near] = (drop[near] as number) + load * (second - first);
    const into = near * sites;
    for (let site = 0; site < sites; site += 1) {
      const more = Math.min(second, (unitCosts[start + site] as number) + (prices[site] as number)) - first;
      if (more > 0) swap[into + site] = (swap[into + site] as number) + load * more;
    }
  }
  return { drop, swap };
}

interface NearestTwo {
  readonly near: number;
  readonly first: number;
  readonly second: number;
}

function nearestTwo(unitCosts: Float64Array, start: number, open: Int32Array, prices: Float64Array): NearestTwo {
  let near = -1;
  let first = Infinity;
  let second = Infinity;
  for (let a = 0; a < open.length; a += 1) {
    const site = open[a] as number;
    const cost = (unitCosts[start + site] as number) + (prices[site] as number);
    if (cost < first) [near, first, second] = [a, cost, first];
    else if (cost < second) second = cost;
  }
  return { near, first, second };
}
