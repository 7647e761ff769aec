import type { ProofNode, ProofTree } from '../../solver';
import type { CapacitatedRelaxation } from '../capacitated-relaxation';
import { cutoffBelow } from '../branch/cutoff';
import { type CapacitatedPlan, type Evaluator, evaluatePlan, isBetterPlan } from '../plan-evaluator';
import { pricePlan } from '../plan-prices';
import { ascend, type AscentSchedule, type AscentStart } from '../subgradient';
import { fixSites, freeSites } from './fix-sites';
import { nodeQueue } from './node-queue';
import { siteClosed, siteOpen } from './site-status';

export interface TreeInput {
  readonly relaxation: CapacitatedRelaxation;
  /** For the prices of plans. */
  readonly pricing: CapacitatedRelaxation;
  /** Its budget is that of the tree as well. */
  readonly evaluator: Evaluator;
  readonly start: AscentStart;
  readonly best: CapacitatedPlan;
  readonly keepTree: boolean;
}

export interface TreeResult {
  readonly best: CapacitatedPlan;
  /** No solution costs less: the cutoff, or the smallest bound of what was left unexplored. */
  readonly lowerBound: number;
  readonly nodes: number;
  readonly tree: ProofTree | null;
}

interface Node {
  readonly status: Uint8Array;
  multipliers: Float32Array;
  bound: number;
  readonly rounds: Float32Array[];
  branch: number | null;
  decidedAt: number;
  children: readonly [Node, Node] | null;
}

interface Search extends TreeInput {
  best: CapacitatedPlan;
  /** Smallest bound of the leaves that rounding kept from being pruned. */
  unsettled: number;
  /** Whether bounds alone have pruned, not the lack of room under a loss. */
  byBounds: boolean;
  readonly slope: Float64Array;
  readonly average: Float64Array;
}

const rootSchedule: AscentSchedule = { firstStep: 0.5, lastStep: 0.01, patience: 20, iterations: 400 };
const nodeSchedule: AscentSchedule = { firstStep: 0.6, lastStep: 0.15, patience: 8, iterations: 60 };
const mostRounds = 3;

/**
 * Branch and bound over sites, the smallest bound first. A kept tree is replayed from the root with all sites free: for
 * each round of multipliers the bound is their sum plus the knapsacks (fixed cost included) of the open sites and the least
 * choice of free sites that keeps to the number and every supply cut, Infinity without one. A free site is decided where
 * the other decision lifts that bound to `decidedAt`, the cutoff when the node was explored: a lower one would not always
 * decide more, as the price of supply depends on what is decided. Decisions of earlier rounds and of ancestors stay. A node without
 * `branch` must reach the cutoff in one of its rounds; else its first child opens the site and its second closes it, and a
 * child that contradicts a decision holds nothing.
 */
export function searchTree(input: TreeInput): TreeResult {
  const search: Search = {
    ...input,
    unsettled: Infinity,
    byBounds: true,
    slope: new Float64Array(input.start.multipliers.length),
    average: new Float64Array(input.relaxation.shares.length),
  };
  const multipliers = Float32Array.from(input.start.multipliers);
  const root = newNode(new Uint8Array(search.average.length), multipliers, -Infinity);
  const queue = nodeQueue<Node>();
  queue.push(root);
  let nodes = 0;
  while (queue.smallest() < cutoffOf(search) && search.evaluator.budget.steps > 0) {
    const node = queue.pop() as Node;
    nodes += 1;
    const site = explore(search, node, nodes === 1 ? rootSchedule : nodeSchedule);
    if (site === null) continue;
    node.branch = site;
    node.children = [childOf(node, site, siteOpen), childOf(node, site, siteClosed)];
    queue.push(node.children[1]);
    queue.push(node.children[0]);
    if (!input.keepTree) node.children = null;
  }
  const cutoff = cutoffOf(search);
  const lowerBound = Math.min(cutoff, queue.smallest(), search.unsettled);
  const isKept = input.keepTree && lowerBound === cutoff && search.byBounds;
  const tree = isKept ? { cutoff, nodes: [...preOrder(root, cutoff)] } : null;
  return { best: search.best, lowerBound, nodes: tree?.nodes.length ?? nodes, tree };
}

function newNode(status: Uint8Array, multipliers: Float32Array, bound: number): Node {
  return { status, multipliers, bound, rounds: [], branch: null, decidedAt: Infinity, children: null };
}

function childOf(node: Node, site: number, decided: number): Node {
  const status = Uint8Array.from(node.status);
  status[site] = decided;
  return newNode(status, node.multipliers, node.bound);
}

/** Without what is below nodes whose bound has come to reach the cutoff. */
function* preOrder(node: Node, cutoff: number): Generator<ProofNode> {
  const { rounds, branch, decidedAt, children, bound } = node;
  if (children === null || bound >= cutoff) return yield { rounds, branch: null, decidedAt };
  yield { rounds, branch, decidedAt };
  for (const child of children) yield* preOrder(child, cutoff);
}

function cutoffOf(search: Search): number {
  return search.best.shortfall > 0 ? Infinity : cutoffBelow(search.best.cost, false);
}

/** Bounds a node and decides sites, in rounds. Returns the site to branch on, null once the node is pruned. */
function explore(search: Search, node: Node, schedule: AscentSchedule): number | null {
  const { relaxation } = search;
  node.decidedAt = cutoffOf(search);
  if (isLost(search, node)) return null;
  for (let round = 0; round < mostRounds; round += 1) {
    if (!relaxation.restrict(node.status)) return null;
    if (round > 0 || node.bound > -Infinity) raise(search, node, schedule);
    const bound = settle(search, node);
    if (bound >= node.decidedAt) return null;
    const decided = fixSites(relaxation, node.status, node.decidedAt - bound);
    if (decided === 0 && round > 0) break;
    if (decided * 20 < relaxation.active() && round > 0) break;
  }
  for (let decided = 1; decided > 0;) {
    if (!relaxation.restrict(node.status) || isLost(search, node)) return null;
    decided = tryPlan(search, node);
    if (node.bound >= cutoffOf(search)) return null;
    if (freeSites(node.status).length > 0) break;
  }
  const site = branchingSite(search, node);
  if (site === null) search.unsettled = Math.min(search.unsettled, node.bound);
  return site;
}

/** Whether even all sites that are not closed do not survive some loss, where the bound cannot tell. */
function isLost(search: Search, { status }: Node): boolean {
  const { losses } = search.evaluator;
  if (losses === null || losses.isAggregate) return false;
  const left = Int32Array.from(status, (_, site) => site).filter((site) => status[site] !== siteClosed);
  if (losses.missing(left) === 0) return false;
  search.byBounds = false;
  return true;
}

function raise(search: Search, node: Node, schedule: AscentSchedule): void {
  const { relaxation, average, start } = search;
  const target = cutoffOf(search) * (1 + 1e-7);
  let iterations = 0;
  const upper = (iteration: number): number => {
    iterations = iteration + 1;
    for (let site = 0; site < average.length; site += 1)
      average[site] =
        iteration === 0
          ? (relaxation.shares[site] as number)
          : 0.9 * (average[site] as number) + 0.1 * (relaxation.shares[site] as number);
    return target;
  };
  const multipliers = Float64Array.from(node.multipliers);
  const result = ascend(relaxation, { ...start, multipliers }, upper, schedule);
  node.multipliers = Float32Array.from(result.multipliers);
  search.evaluator.budget.steps -= iterations * relaxation.active();
}

/** The bound at the float32 multipliers of the node, which may be below an earlier one of the node. */
function settle(search: Search, node: Node): number {
  const { relaxation } = search;
  const value = relaxation.evaluate(Float64Array.from(node.multipliers), search.slope);
  search.evaluator.budget.steps -= relaxation.active();
  const bound = value - relaxation.errorBound();
  node.bound = Math.max(node.bound, bound);
  if (search.keepTree) node.rounds.push(node.multipliers);
  return bound;
}

/** The plan that the node suggests; its prices bound the node as well, sharply where nothing is left to decide. How many sites they decide. */
function tryPlan(search: Search, node: Node): number {
  const { relaxation, evaluator } = search;
  const open = suggestedSites(search, node);
  if (open.length === 0) return 0;
  evaluator.prices.set(relaxation.prices);
  const plan = evaluatePlan(evaluator, open);
  if (plan.shortfall > 0) {
    if (freeSites(node.status).length === 0) [node.bound, search.byBounds] = [Infinity, false];
    return 0;
  }
  if (isBetterPlan(plan, search.best)) search.best = plan;
  const prices = pricePlan(evaluator, search.pricing, open);
  const before = node.multipliers;
  node.multipliers = Float32Array.from(prices.multipliers);
  const bound = node.bound;
  const decided = fixSites(relaxation, node.status, node.decidedAt - settle(search, node));
  if (node.bound <= bound) node.multipliers = before;
  return decided;
}

/** The open sites, and the free ones that the relaxation opens by more than half or needs for the demand. */
function suggestedSites({ relaxation, average }: Search, { status }: Node): Int32Array {
  const { cuts, atMost } = relaxation.limits;
  const [everyday] = cuts;
  const share = (site: number): number => (status[site] === siteOpen ? 1 : (average[site] as number));
  const able = Int32Array.from(status, (_, site) => site).filter((site) => status[site] !== siteClosed);
  able.sort((a, b) => share(b) - share(a) || a - b);
  let carried = 0;
  let count = 0;
  for (const site of able) {
    if (count === atMost || (share(site) <= 0.5 && carried >= (everyday?.demand ?? 0))) break;
    carried += everyday?.supply[site] ?? 0;
    count += 1;
  }
  return able.slice(0, count).sort();
}

function branchingSite(search: Search, node: Node): number | null {
  const { average } = search;
  let best = -1;
  let most = -Infinity;
  for (const site of freeSites(node.status)) {
    const share = average[site] as number;
    const score = Math.min(share, 1 - share);
    if (score <= most) continue;
    most = score;
    best = site;
  }
  return best < 0 ? null : best;
}
