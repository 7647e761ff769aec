import type { ProofNode, ProofTree } from '../../solver';
import { boundOfState, isCapacitated, siteClosed, siteOpen, siteUndecided } from './bound-of-state';
import type { RelaxedProblem } from './relaxed-problem';

/**
 * A cutoff less what rounding may cost between two evaluations of a knapsack. Sums need none: a solver takes more off them
 * than a checker, see `fixSites`, and a share of a large cost would hide the difference of 1 between whole numbers.
 */
function lowered(cutoff: number, problem: RelaxedProblem): number {
  return isCapacitated(problem) ? cutoff - 1e-8 * Math.abs(cutoff) : cutoff;
}

interface Pending {
  /** Null: the subtree holds no solution below the cutoff, and its nodes are passed over. */
  readonly status: Int8Array | null;
  /** No solution in the subtree costs less. */
  readonly bound: number;
}

/**
 * Replays a proof by exhaustion. Returns what it shows: no solution costs less than that. Every site that a round decides
 * follows from the bound with the site decided otherwise, so the tree need not say it.
 */
export function replayTree(problem: RelaxedProblem, tree: ProofTree, faults: string[]): number {
  const cutoff = lowered(tree.cutoff, problem);
  const pending: Pending[] = [{ status: new Int8Array(problem.sites), bound: -Infinity }];
  let shown = cutoff;
  let at = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const node = tree.nodes[at];
    const problemOfNode = node === undefined ? 'is missing' : shapeFault(problem, node, tree.cutoff);
    if (node === undefined || problemOfNode !== null) {
      faults.push(`certificate.tree.nodes[${at}] ${problemOfNode ?? ''}`);
      return -Infinity;
    }
    at += 1;
    const left = next.status === null ? null : exhaust(problem, next.status, node, cutoff, next.bound);
    if (node.branch !== null) {
      pending.push(childOf(left, node.branch, siteClosed), childOf(left, node.branch, siteOpen));
    } else if (left !== null) shown = Math.min(shown, left.bound);
  }
  if (at < tree.nodes.length) {
    faults.push(`certificate.tree.nodes has ${tree.nodes.length} nodes, the tree ends after ${at}`);
    return -Infinity;
  }
  return shown;
}

function shapeFault({ rows, sites }: RelaxedProblem, node: ProofNode, cutoff: number): string | null {
  const { rounds, branch, decidedAt = cutoff } = node;
  if (!Array.isArray(rounds)) return 'has no rounds';
  for (const round of rounds) {
    if (!(round instanceof Float32Array) || round.length !== rows)
      return `has a round that is no Float32Array of ${rows}`;
    if (!round.every((multiplier) => Number.isFinite(multiplier))) return 'has a multiplier that is not finite';
  }
  const isSite = branch === null || (Number.isInteger(branch) && branch >= 0 && branch < sites);
  if (!isSite) return `branches on ${branch}; there are ${sites} sites`;
  return decidedAt >= cutoff ? null : `decides sites at ${decidedAt}, not at the cutoff of ${cutoff}`;
}

/** What is left of a state after the rounds of its node; null when nothing is. */
function exhaust(
  problem: RelaxedProblem,
  status: Int8Array,
  { rounds, decidedAt }: ProofNode,
  cutoff: number,
  inherited: number,
): { status: Int8Array; bound: number } | null {
  const decisive = decidedAt === undefined ? cutoff : lowered(decidedAt, problem);
  let bound = inherited;
  for (const multipliers of rounds) {
    const state = boundOfState(problem, status, multipliers);
    bound = Math.max(bound, state.bound);
    if (bound >= cutoff) return null;
    state.undecided.forEach((site, at) => {
      if (state.ifOpen(at) >= decisive) status[site] = siteClosed;
      else if (state.ifClosed(at) >= decisive) status[site] = siteOpen;
    });
  }
  return isEmpty(problem, status) ? null : { status, bound };
}

/** Whether no solution can have these decisions; the multipliers do not matter. */
function isEmpty(problem: RelaxedProblem, status: Int8Array): boolean {
  return boundOfState(problem, status, new Float32Array(problem.rows)).bound === Infinity;
}

function childOf(left: { status: Int8Array; bound: number } | null, site: number, decided: number): Pending {
  if (left === null) return { status: null, bound: Infinity };
  const before = left.status[site];
  if (before !== siteUndecided && before !== decided) return { status: null, bound: Infinity };
  const status = Int8Array.from(left.status);
  status[site] = decided;
  return { status, bound: left.bound };
}
