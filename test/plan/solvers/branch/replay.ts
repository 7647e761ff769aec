import type { PlacementProblem, ProofNode, ProofTree } from '../../../../lib/plan/solver';

/**
 * Replays a proof tree of an uncapacitated problem from the rules stated in lib/plan/solvers/branch/fixing.ts, without any
 * code of the solvers and without care for speed. Returns null if the tree proves that no solution is cheaper than its
 * cutoff, else what is wrong.
 */
export function faultInProof(problem: PlacementProblem, tree: ProofTree): string | null {
  const replay: Replay = { problem, costs: withoutDominated(problem), tree, next: 0, fault: null };
  visit(replay, new Map(), false);
  if (replay.fault !== null) return replay.fault;
  return replay.next === tree.nodes.length ? null : `${tree.nodes.length - replay.next} nodes are left over`;
}

type State = ReadonlyMap<number, 'open' | 'closed'>;

interface Replay {
  readonly problem: PlacementProblem;
  readonly costs: readonly (readonly number[])[];
  readonly tree: ProofTree;
  next: number;
  fault: string | null;
}

/** Costs row by row, Infinity in the columns of dominated sites. */
function withoutDominated({ costs, demands, fixedCosts }: PlacementProblem): number[][] {
  const sites = [...fixedCosts.keys()];
  const rows = [...demands.keys()].map((row) =>
    Array.from(costs.subarray(row * sites.length, (row + 1) * sites.length)),
  );
  const priced = [...rows, [...fixedCosts]];
  const replaces = (a: number, b: number): boolean =>
    priced.every((row) => (row[a] ?? NaN) <= (row[b] ?? NaN)) &&
    (a < b || priced.some((row) => (row[a] ?? NaN) < (row[b] ?? NaN)));
  const dominated = sites.map((b) => sites.some((a) => a !== b && replaces(a, b)));
  return rows.map((row) => row.map((cost, site) => (dominated[site] === true ? Infinity : cost)));
}

/** Walks the subtree of the next node; `skip` when it holds nothing. */
function visit(replay: Replay, start: State, skip: boolean): void {
  const node = replay.tree.nodes[replay.next];
  if (node === undefined) {
    replay.fault ??= 'a node is missing';
    return;
  }
  const at = replay.next;
  replay.next += 1;
  const state = skip ? null : settle(replay, node, start);
  if (node.branch === null) {
    if (state !== null) replay.fault ??= `node ${at} is not pruned`;
    return;
  }
  for (const decision of ['open', 'closed'] as const) {
    const known = state?.get(node.branch);
    const child = state === null ? new Map() : new Map([...state, [node.branch, decision] as const]);
    visit(replay, child, state === null || (known !== undefined && known !== decision));
  }
}

/** The state after the node's rounds, or null if it is pruned or infeasible. */
function settle(replay: Replay, node: ProofNode, start: State): State | null {
  const { problem, tree } = replay;
  let state = start;
  if (isInfeasible(replay, state)) return null;
  for (const multipliers of node.rounds) {
    const { values, base, margin } = roundOf(replay, multipliers);
    const open = [...state].filter(([, decision]) => decision === 'open').map(([site]) => site);
    const loose = [...values.keys()]
      .filter((site) => !state.has(site))
      .sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
    const least = (opened: readonly number[], rest: readonly number[]): number =>
      base + leastSum(values, opened, rest, problem) - margin;
    if (least(open, loose) >= tree.cutoff) return null;
    const decided = new Map(state);
    for (const site of loose) {
      const others = loose.filter((other) => other !== site);
      if (least([...open, site], others) >= tree.cutoff) decided.set(site, 'closed');
      else if (least(open, others) >= tree.cutoff) decided.set(site, 'open');
    }
    state = decided;
    if (isInfeasible(replay, state)) return null;
  }
  return state;
}

function isInfeasible({ problem, costs }: Replay, state: State): boolean {
  const open = [...state.values()].filter((decision) => decision === 'open').length;
  const loose = problem.fixedCosts.length - state.size;
  if (open > problem.maxSites || open + loose < problem.minSites) return true;
  return costs.some((row) => row.every((cost, site) => cost === Infinity || state.get(site) === 'closed'));
}

function roundOf(
  { problem, costs }: Replay,
  multipliers: Float32Array,
): { values: number[]; base: number; margin: number } {
  const values = [...problem.fixedCosts].map((fixed, site) =>
    costs.reduce((sum, row, at) => sum + Math.min(0, (row[site] ?? NaN) - (multipliers[at] ?? NaN)), fixed),
  );
  const base = multipliers.reduce((sum, multiplier) => sum + multiplier, 0);
  const magnitude =
    multipliers.reduce((sum, multiplier) => sum + Math.abs(multiplier), 0) +
    values.reduce((sum, value, site) => sum + 3 * (problem.fixedCosts[site] ?? NaN) - value, 0);
  return { values, base, margin: (multipliers.length + values.length + 16) * 2 ** -51 * magnitude };
}

/** Least sum of values of `open` and an allowed number of `rest`, which ascend; Infinity if there is none. */
function leastSum(
  values: readonly number[],
  open: readonly number[],
  rest: readonly number[],
  { minSites, maxSites }: PlacementProblem,
): number {
  let sum = open.reduce((total, site) => total + (values[site] ?? NaN), 0);
  let best = Infinity;
  for (let count = 0; count <= rest.length; count += 1) {
    if (open.length + count >= minSites && open.length + count <= maxSites) best = Math.min(best, sum);
    sum += values[rest[count] ?? -1] ?? 0;
  }
  return best;
}
