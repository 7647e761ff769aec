import type { PlacementProblem, ProofTree } from '../../../../lib/plan/solver';

/**
 * Whether a proof tree shows that no solution costs less than its cutoff, by the definition of its parts alone: knapsacks
 * by sorting, the choice of sites by trying every set. For small problems only.
 */
export function replays(problem: PlacementProblem, tree: ProofTree): boolean {
  const nodes = tree.nodes[Symbol.iterator]();
  const sets = allowedSets(problem);
  const visit = (possible: readonly Set<number>[]): boolean => {
    const { value: node, done } = nodes.next();
    if (done === true) return false;
    let left = possible;
    for (const multipliers of node.rounds) left = below(problem, left, multipliers, tree.cutoff);
    if (node.branch === null) return left.length === 0;
    const site = node.branch;
    const [withIt, without] = [left.filter((set) => set.has(site)), left.filter((set) => !set.has(site))];
    return visit(withIt) && visit(without);
  };
  return visit(sets) && nodes.next().done === true;
}

/** Every set of sites that keeps to the number, and supplies enough every day and under each loss. */
function allowedSets(problem: PlacementProblem): Set<number>[] {
  const { fixedCosts, minSites, maxSites, capacities, demands, losses = [] } = problem;
  const demand = demands.reduce((sum, load) => sum + load, 0);
  const sets = Array.from(
    { length: 2 ** fixedCosts.length },
    (_, mask) => new Set([...fixedCosts.keys()].filter((site) => (mask >> site) & 1)),
  );
  const reach = (costs: Float64Array, site: number): number =>
    demands.reduce((sum, load, row) => sum + ((costs[row * fixedCosts.length + site] ?? NaN) < Infinity ? load : 0), 0);
  const supplies = (set: Set<number>, of: Float64Array | null, lost: readonly number[], costs: Float64Array): boolean =>
    [...set]
      .filter((site) => !lost.includes(site))
      .reduce((sum, site) => sum + Math.min(of?.[site] ?? Infinity, reach(costs, site)), 0) >= demand;
  return sets.filter(
    (set) =>
      set.size >= minSites &&
      set.size <= maxSites &&
      supplies(set, capacities, [], problem.costs) &&
      losses.every((loss) =>
        supplies(set, loss.capacities ?? capacities, [...loss.sites], loss.costs ?? problem.costs),
      ),
  );
}

/**
 * The sets that may still belong to a solution below the cutoff after a round: none where the bound reaches it, else those
 * without a site that would raise the bound to it, and with every site whose absence would.
 */
function below(problem: PlacementProblem, sets: readonly Set<number>[], multipliers: Float32Array, cutoff: number) {
  const values = [...problem.fixedCosts].map((fixed, site) => fixed + knapsack(problem, site, multipliers));
  const total = multipliers.reduce((sum, multiplier) => sum + multiplier, 0);
  const worth = (set: Set<number>): number => [...set].reduce((sum, site) => sum + (values[site] ?? NaN), total);
  return sets.filter((set) => worth(set) < cutoff);
}

function knapsack(
  { costs, demands, capacities, fixedCosts }: PlacementProblem,
  site: number,
  multipliers: Float32Array,
) {
  const wanted = [...demands.keys()]
    .map((row) => ({
      load: demands[row] ?? NaN,
      value: (costs[row * fixedCosts.length + site] ?? NaN) - (multipliers[row] ?? NaN),
    }))
    .filter(({ value }) => value < 0)
    .sort((a, b) => a.value / a.load - b.value / b.load);
  let room = capacities?.[site] ?? Infinity;
  let total = 0;
  for (const { load, value } of wanted) {
    const share = Math.min(1, room / load);
    total += share * value;
    room -= share * load;
  }
  return total;
}
