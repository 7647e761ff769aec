import { cutoffBelow, hasIntegerCosts, leastCost } from '../branch/cutoff';
import { nodeQueue } from '../capacitated/node-queue';
import type { Budget } from '../eager-swap';
import { ascend, type AscentSchedule } from '../subgradient';
import { type Assignment, type AssignmentProblem, noAssignment, offer, placeRow, wholeCost } from './assignment';
import { branchingOf, type Branching } from './branching';
import { decidePair, decideSite, fixByReducedCost, siteSlacks } from './fix-pairs';
import { moveSites } from './move-sites';
import { mustClose, mustOpen, type PairLists, pairsPerRow } from './pair-lists';
import { overloadPenalty, type OverloadPenalty } from './overload';
import { mulberry32 } from '../random';
import { openSitesOf } from './round-relaxation';
import { assignToSites } from './sites-fixed';
import { type SingleSourceRelaxation, singleSourceRelaxation } from './single-source-relaxation';

export interface TreeInput {
  readonly problem: AssignmentProblem;
  readonly lists: PairLists;
  readonly multipliers: Float64Array;
  readonly scale: Float64Array;
  /** The best assignment known; overwritten as soon as a better one is found. */
  readonly best: Assignment;
  readonly seed: number;
  /** Evaluations of one site. */
  readonly budget: Budget;
}

/** A branch and bound that can be taken on piece by piece. */
export interface ProofTree {
  /** Explores nodes until the budget is down to `floor`, but one at least. */
  advance(floor: number): void;
  /** Whether nothing better than the best assignment is left to find. */
  isFinished(): boolean;
  /** No solution costs less. */
  lowerBound(): number;
  /** Explored so far. */
  nodes(): number;
}

interface Node {
  readonly lists: PairLists;
  readonly multipliers: Float64Array;
  readonly bound: number;
}

interface Tree extends TreeInput {
  readonly areIntegers: boolean;
  /** More than any solution costs. */
  readonly ceiling: number;
  readonly penalty: OverloadPenalty;
  readonly random: () => number;
  /** Sets of open sites that the search over rows has started from. */
  readonly met: Set<string>;
}

const rootSchedule: AscentSchedule = { firstStep: 0.5, lastStep: 0.01, patience: 20, iterations: 300 };
const nodeSchedule: AscentSchedule = { firstStep: 0.6, lastStep: 0.1, patience: 8, iterations: 60 };
const mostRounds = 3;

/**
 * Branch and bound, the node of smallest bound first: sites by how undecided they are in the relaxed optimum, then pairs of
 * row and site. Every node fixes what its bound decides and rounds its relaxed optimum.
 */
export function proofTree(input: TreeInput): ProofTree {
  const tree: Tree = {
    ...input,
    areIntegers: hasIntegerCosts(input.problem.prepared.problem),
    ceiling: ceilingOf(input.problem),
    penalty: overloadPenalty(input.problem, input.best),
    random: mulberry32(input.seed),
    met: new Set(),
  };
  const queue = nodeQueue<Node>();
  queue.push({ lists: input.lists, multipliers: input.multipliers, bound: -Infinity });
  let nodes = 0;
  const isFinished = (): boolean => leastOf(tree, queue.smallest()) >= cutoffOf(tree);
  const advance = (floor: number): void => {
    while (!isFinished()) {
      const node = queue.pop() as Node;
      nodes += 1;
      for (const child of explore(tree, node, nodes === 1 ? rootSchedule : nodeSchedule)) queue.push(child);
      if (tree.budget.steps <= floor) return;
    }
  };
  const lowerBound = (): number => leastOf(tree, Math.min(cutoffOf(tree), queue.smallest()));
  return { advance, isFinished, lowerBound, nodes: () => nodes };
}

function leastOf({ best, areIntegers, problem }: Tree, bound: number): number {
  return best.unserved > 0 ? bound : leastCost(bound, wholeCost(problem, best), areIntegers);
}

function cutoffOf({ best, areIntegers, ceiling, problem }: Tree): number {
  return best.unserved > 0 ? ceiling : cutoffBelow(wholeCost(problem, best), areIntegers);
}

function ceilingOf({ prepared }: AssignmentProblem): number {
  const { problem, listStart, listCost, rows } = prepared;
  let total = problem.fixedCosts.reduce((sum, cost) => sum + cost, 1);
  for (let row = 0; row < rows; row += 1) total += listCost[(listStart[row + 1] as number) - 1] as number;
  return 2 * total;
}

/** The children of a node that cannot be pruned. */
function explore(tree: Tree, node: Node, schedule: AscentSchedule): Node[] {
  const { problem } = tree.problem.prepared;
  let { lists, multipliers, bound } = node;
  for (let round = 0; ; round += 1) {
    if (isDeadEnd(tree, lists)) return [];
    const relaxation = singleSourceRelaxation(problem, lists, true);
    if (relaxation === null) return [];
    const raised = raise(tree, relaxation, lists, multipliers, schedule);
    multipliers = raised.multipliers;
    bound = Math.max(bound, raised.bound);
    if (bound >= cutoffOf(tree)) return [];
    tryRounding(tree, relaxation, lists);
    const cutoff = cutoffOf(tree);
    if (raised.bound >= cutoff) return [];
    const constant = multipliers.reduce((sum, multiplier) => sum + multiplier, 0) - relaxation.errorBound();
    const slacks = siteSlacks(lists, relaxation, constant, { value: raised.bound, cutoff });
    const fixed = fixByReducedCost(problem, lists, relaxation, multipliers, slacks);
    const before = lists;
    lists = fixed ?? lists;
    if (round + 1 < mostRounds && fixed !== null && shrank(before, fixed)) continue;
    if (isDeadEnd(tree, lists)) return [];
    const branching = branchingOf(lists, raised.shares, raised.conflicts, tree.best);
    return branching === null ? [] : childrenOf(lists, branching, { multipliers, bound });
  }
}

function shrank(before: PairLists, after: PairLists): boolean {
  return after.row.length < 0.9 * before.row.length;
}

function childrenOf(lists: PairLists, branching: Branching, rest: Omit<Node, 'lists'>): Node[] {
  const { site, row } = branching;
  const [chosen, other] =
    row === null
      ? [decideSite(lists, site, mustOpen), decideSite(lists, site, mustClose)]
      : [decidePair(lists, row, site, true), decidePair(lists, row, site, false)];
  return [
    { lists: other, ...rest },
    { lists: chosen, ...rest },
  ];
}

interface Raised {
  readonly multipliers: Float64Array;
  readonly bound: number;
  /** Averages of the ascent: share of every site, and how far every row was from being served once. */
  readonly shares: Float64Array;
  readonly conflicts: Float64Array;
}

/** Raises the bound of a node; the relaxation is left as evaluated at the best multipliers. */
function raise(
  tree: Tree,
  relaxation: SingleSourceRelaxation,
  lists: PairLists,
  from: Float64Array,
  schedule: AscentSchedule,
): Raised {
  const shares = new Float64Array(relaxation.shares.length);
  const conflicts = new Float64Array(from.length);
  let iterations = 0;
  const evaluate = (multipliers: Float64Array, slope: Float64Array): number => {
    const value = relaxation.evaluate(multipliers, slope);
    const weight = iterations === 0 ? 1 : 0.1;
    for (let site = 0; site < shares.length; site += 1)
      shares[site] = (1 - weight) * (shares[site] as number) + weight * (relaxation.shares[site] as number);
    for (let row = 0; row < conflicts.length; row += 1)
      conflicts[row] = (1 - weight) * (conflicts[row] as number) + weight * Math.abs(slope[row] as number);
    iterations += 1;
    return value;
  };
  const floor = cheapestPairs(lists, from.length);
  const multipliers = from.map((multiplier, row) => Math.max(multiplier, floor[row] as number));
  const target = cutoffOf(tree) * (1 + 4e-9);
  const start = { multipliers, floor, scale: tree.scale };
  const result = ascend({ ...relaxation, evaluate }, start, () => target, schedule);
  const value = relaxation.evaluate(result.multipliers, new Float64Array(from.length));
  tree.budget.steps -= ((iterations + 1) * lists.row.length) / Math.max(1, from.length);
  return { multipliers: result.multipliers, bound: value - relaxation.errorBound(), shares, conflicts };
}

function cheapestPairs(lists: PairLists, rows: number): Float64Array {
  const cheapest = new Float64Array(rows).fill(Infinity);
  lists.row.forEach((row, at) => {
    cheapest[row] = Math.min(cheapest[row] as number, lists.cost[at] as number);
  });
  return cheapest;
}

/** Starts of the search over rows from a set of open sites met first, and met again. */
const firstShakes = 20;
const laterShakes = 1;

function tryRounding(tree: Tree, relaxation: SingleSourceRelaxation, lists: PairLists): void {
  const { problem, best, penalty, random, budget } = tree;
  const open = openSitesOf(problem, relaxation);
  const sites = open.join('');
  const shakes = tree.met.has(sites) ? laterShakes : firstShakes;
  tree.met.add(sites);
  const found = assignToSites(problem, open, relaxation, lists, penalty, shakes, random, budget);
  if (found === null) return;
  if (found.cost <= 1.001 * best.cost) moveSites(problem, found, budget);
  offer(problem, best, found);
}

/** Whether nothing is left to decide: some row has no pair, or all have one, which then is tried. */
function isDeadEnd(tree: Tree, lists: PairLists): boolean {
  const { rows, problem } = tree.problem.prepared;
  if (pairsPerRow(lists, rows).includes(0)) return true;
  if (lists.row.length > rows) return false;
  const found = noAssignment(tree.problem);
  for (let site = 0; site < lists.status.length; site += 1)
    for (let at = lists.start[site] as number; at < (lists.start[site + 1] as number); at += 1)
      placeRow(tree.problem, found, lists.row[at] as number, site);
  const fits = found.load.every((load, site) => load <= (tree.problem.capacities[site] as number));
  if (fits && found.open <= problem.maxSites) offer(tree.problem, tree.best, found);
  return true;
}
