import type { AscentSchedule } from '../subgradient';
import { branchingSite } from './branching';
import { fixSites } from './fixing';
import { improveFrom, type Incumbent, incumbentCutoff } from './incumbent';
import { inherit, isInfeasible, newNode, refreshNode, type TreeNode } from './node';
import { type Ascent, ascendNode, type AscentTarget, newAscent } from './node-ascent';
import { newNodeRelaxation, type NodeRelaxation } from './node-relaxation';
import { proofRecorder, type ProofRecorder } from './proof-recorder';
import type { ListPool } from './site-lists';
import {
  decide,
  decidedClosed,
  decidedOpen,
  listUndecided,
  newSubproblem,
  type Subproblem,
  takeBack,
} from './subproblem';

/** A depth-first branch and bound on Lagrangian bounds: its path, its buffers and what is left of its budget. */
export interface TreeSearch {
  readonly subproblem: Subproblem;
  readonly relaxation: NodeRelaxation;
  readonly ascent: Ascent;
  readonly incumbent: Incumbent;
  readonly target: AscentTarget;
  readonly scale: Float64Array;
  readonly path: TreeNode[];
  readonly pool: ListPool;
  readonly mass: Float64Array;
  readonly recorder: ProofRecorder;
  /** Budget left, in evaluations of one site. */
  steps: number;
  /** Least bound of a complete plan that rounding errors kept from being pruned. */
  unproved: number;
}

export function newTreeSearch(incumbent: Incumbent, scale: Float64Array, steps: number, keep: boolean): TreeSearch {
  const { prepared } = incumbent;
  const subproblem = newSubproblem(prepared);
  return {
    subproblem,
    relaxation: newNodeRelaxation(subproblem),
    ascent: newAscent(prepared.rows),
    incumbent,
    target: { upper: () => incumbent.best.cost, cutoff: () => incumbentCutoff(incumbent) },
    scale,
    path: [newNode(subproblem)],
    pool: [],
    mass: new Float64Array(prepared.sites),
    recorder: proofRecorder(keep),
    steps,
    unproved: Infinity,
  };
}

const roundsPerNode = 3;
const rootRound: AscentSchedule = { firstStep: 0.5, lastStep: 0.003, patience: 20, iterations: 400 };
const firstRound: AscentSchedule = { firstStep: 0.6, lastStep: 0.25, patience: 6, iterations: 60 };
const laterRound: AscentSchedule = { firstStep: 0.4, lastStep: 0.25, patience: 6, iterations: 60 };
const planRound: AscentSchedule = { ...firstRound, iterations: 1 };

/**
 * Fixes sites by the multipliers of the root, where the relaxation was just evaluated, and bounds it again on shorter lists
 * while the budget lasts. Returns whether no better solution is left.
 */
export function closeRoot(search: TreeSearch): boolean {
  const root = search.path[0] as TreeNode;
  search.recorder.node();
  search.recorder.round(root.multipliers);
  return root.bound >= search.target.cutoff() || !continueNode(search, root, () => rootRound, roundsPerNode);
}

/** Searches the tree below the root; returns a bound of all solutions, the cutoff if none is better than the incumbent. */
export function exploreTree(search: TreeSearch): number {
  const { path, subproblem, target } = search;
  let depth = 0;
  while (depth >= 0) {
    const node = path[depth] as TreeNode;
    takeBack(subproblem, node.decided);
    if (node.children === 2) {
      depth -= 1;
      continue;
    }
    if (search.steps <= 0) return unexploredBound(path, depth, Math.min(target.cutoff(), search.unproved));
    decide(subproblem, node.branch, node.children === 0 ? decidedOpen : decidedClosed);
    node.children += 1;
    const child = path[depth + 1] ?? newNode(subproblem);
    path[depth + 1] = child;
    inherit(child, node);
    if (enterNode(search, child)) depth += 1;
  }
  return Math.min(target.cutoff(), search.unproved);
}

/** The least bound of a node with a child that was never entered. */
function unexploredBound(path: readonly TreeNode[], depth: number, cutoff: number): number {
  let bound = cutoff;
  for (const node of path.slice(0, depth + 1)) if (node.children < 2) bound = Math.min(bound, node.bound);
  return bound;
}

/** Bounds a node after its branching decision; returns whether it has to be branched. */
function enterNode(search: TreeSearch, node: TreeNode): boolean {
  const { subproblem, recorder, pool } = search;
  recorder.node();
  listUndecided(subproblem);
  refreshNode(node, subproblem, pool);
  if (isInfeasible(node, subproblem)) return false;
  if (boundNode(search, node, firstRound)) return false;
  return continueNode(search, node, () => laterRound, roundsPerNode - 1);
}

/** One round of bounding, and a look at the relaxed solution as a plan. Returns whether the node is pruned. */
function boundNode(search: TreeSearch, node: TreeNode, schedule: AscentSchedule): boolean {
  const { ascent, relaxation, target, recorder, scale, subproblem } = search;
  ascendNode(ascent, relaxation, node.lists, { ceiling: node.ceiling, scale }, node.multipliers, target, schedule);
  search.steps -= ascent.iterations * (subproblem.open + subproblem.undecidedCount);
  recorder.round(node.multipliers);
  node.bound = Math.max(node.bound, ascent.bound);
  if (node.bound >= target.cutoff()) return true;
  offerRelaxed(search, node);
  return node.bound >= target.cutoff();
}

/** Fixing and bounding in turns after a round that did not prune; returns whether the node has to be branched. */
function continueNode(
  search: TreeSearch,
  node: TreeNode,
  schedule: (round: number) => AscentSchedule,
  rounds: number,
): boolean {
  const { subproblem, relaxation, target, pool } = search;
  for (let round = 0; ; round += 1) {
    const fixed = fixSites(relaxation, node.multipliers, target.cutoff());
    if (fixed > 0) {
      refreshNode(node, subproblem, pool);
      if (isInfeasible(node, subproblem)) return false;
    }
    if (fixed === 0 || round >= rounds || search.steps <= 0) return prepareBranch(search, node);
    if (boundNode(search, node, schedule(round))) return false;
  }
}

/** Chooses the branching site; a node without any is a plan, and its cost prunes it. */
function prepareBranch(search: TreeSearch, node: TreeNode): boolean {
  const { relaxation, subproblem, recorder } = search;
  node.decided = subproblem.decided;
  node.branch = branchingSite(relaxation, node.lists, node.multipliers, node.ceiling, search.mass);
  if (node.branch < 0) {
    node.multipliers.set(node.ceiling);
    if (!boundNode(search, node, planRound)) search.unproved = Math.min(search.unproved, node.bound);
    return false;
  }
  recorder.branch(node.branch);
  return true;
}

/** Improves on the relaxed solution if it is cheaper than the incumbent as it stands. */
function offerRelaxed({ relaxation, subproblem, incumbent }: TreeSearch, { ceiling, lists }: TreeNode): void {
  const { chosen, chosenSites, count } = relaxation.choice;
  const { fixedCosts } = incumbent.prepared.problem;
  const open = subproblem.trail
    .subarray(0, subproblem.decided)
    .filter((site) => subproblem.status[site] === decidedOpen);
  let cost = 0;
  for (const site of open) cost += fixedCosts[site] as number;
  for (let at = 0; at < count; at += 1) cost += fixedCosts[chosenSites[at] as number] as number;
  for (let row = 0; row < ceiling.length; row += 1) {
    const end = lists.start[row + 1] as number;
    let at = lists.start[row] as number;
    while (at < end && chosen[lists.site[at] as number] === 0) at += 1;
    cost += Math.min(ceiling[row] as number, at < end ? (lists.cost[at] as number) : Infinity);
  }
  if (cost >= incumbent.best.cost) return;
  improveFrom(incumbent, [...open, ...chosenSites.subarray(0, count)]);
}
