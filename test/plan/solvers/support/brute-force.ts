import type { PlacementProblem } from '../../../../lib/plan/solver';

/** The optimum over every set of sites, or null when there is none. For small problems only: 2^m sets. */
export function bruteForceOptimum(problem: PlacementProblem): number | null {
  const sites = problem.fixedCosts.length;
  let best: number | null = null;
  for (let mask = 1; mask < 2 ** sites; mask += 1) {
    const open = Array.from({ length: sites }, (_, site) => site).filter((site) => (mask >> site) & 1);
    if (open.length < problem.minSites || open.length > problem.maxSites) continue;
    const fixed = open.reduce((sum, site) => sum + (problem.fixedCosts[site] ?? NaN), 0);
    const nearest = nearestCost(problem, open);
    if (nearest === Infinity || (best !== null && fixed + nearest >= best)) continue;
    if (!survives(problem, open)) continue;
    const served = problem.capacities === null ? nearest : cheapestFlow(problem, open).cost;
    if (best === null || fixed + served < best) best = fixed + served;
  }
  return best === Infinity ? null : best;
}

/** Whether what is left of `open` can carry everything under each loss. */
function survives(problem: PlacementProblem, open: readonly number[]): boolean {
  return (problem.losses ?? []).every((loss) => {
    const left = open.filter((site) => !loss.sites.includes(site));
    const capacities = loss.capacities ?? problem.capacities;
    return cheapestFlow({ ...problem, costs: loss.costs ?? problem.costs, capacities }, left).cost < Infinity;
  });
}

function nearestCost(problem: PlacementProblem, open: readonly number[]): number {
  const sites = problem.fixedCosts.length;
  let sum = 0;
  for (let row = 0; row < problem.demands.length; row += 1)
    sum += Math.min(...open.map((site) => problem.costs[row * sites + site] ?? NaN));
  return sum;
}

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly cost: number;
  left: number;
}

/**
 * The textbook minimum-cost flow source -> rows -> sites -> sink by Bellman and Ford: cost Infinity when not all of the
 * demand can be carried, and the largest load that can.
 */
export function cheapestFlow(problem: PlacementProblem, open: readonly number[]): { cost: number; carried: number } {
  const rows = problem.demands.length;
  const sites = problem.fixedCosts.length;
  const sink = rows + open.length + 1;
  const edges: Edge[] = [];
  const connect = (from: number, to: number, cost: number, room: number): void => {
    edges.push({ from, to, cost, left: room }, { from: to, to: from, cost: -cost, left: 0 });
  };
  problem.demands.forEach((demand, row) => {
    connect(0, 1 + row, 0, demand);
    open.forEach((site, at) => {
      const cost = problem.costs[row * sites + site] ?? NaN;
      if (cost < Infinity) connect(1 + row, 1 + rows + at, cost / demand, demand);
    });
  });
  open.forEach((site, at) => {
    connect(1 + rows + at, sink, 0, problem.capacities?.[site] ?? Infinity);
  });
  let cost = 0;
  let carried = 0;
  for (;;) {
    const path = cheapestPath(edges, sink);
    if (path === null) break;
    const amount = Math.min(...path.map((index) => edges[index]?.left ?? NaN));
    for (const index of path) {
      const [edge, back] = [edges[index], edges[index ^ 1]];
      if (edge === undefined || back === undefined) throw new Error('edge');
      edge.left -= amount;
      back.left += amount;
      cost += amount * edge.cost;
    }
    carried += amount;
  }
  const demand = problem.demands.reduce((sum, load) => sum + load, 0);
  return { cost: carried < demand * (1 - 1e-9) ? Infinity : cost, carried };
}

function cheapestPath(edges: readonly Edge[], sink: number): number[] | null {
  const distance = Array.from({ length: sink + 1 }, () => Infinity);
  const via = Array.from({ length: sink + 1 }, () => -1);
  distance[0] = 0;
  for (let round = 0, changed = true; changed && round <= sink; round += 1) {
    changed = false;
    edges.forEach((edge, index) => {
      const through = (distance[edge.from] ?? NaN) + edge.cost;
      if (edge.left <= 1e-9 || through >= (distance[edge.to] ?? NaN) - 1e-9) return;
      distance[edge.to] = through;
      via[edge.to] = index;
      changed = true;
    });
  }
  if (distance[sink] === Infinity) return null;
  const path: number[] = [];
  for (let node = sink; node !== 0;) {
    const index = via[node] ?? -1;
    path.push(index);
    node = edges[index]?.from ?? 0;
  }
  return path;
}
