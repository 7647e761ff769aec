import type { Budget } from '../eager-swap';
import { ascend, type AscentSchedule, type AscentStart } from '../subgradient';
import { type CoverInstance, restrictCover } from './cover-instance';
import { type CoverRelaxation, coverRelaxation, greedyCover } from './cover-relaxation';
import { reduceCover, withoutChosen } from './reduce-cover';

export interface CoverAnswer {
  readonly nodes: number;
  /** Original sites of the cheapest cover found, ascending; null when none is below the limit. */
  readonly open: Int32Array | null;
  readonly cost: number;
  /** No cover costs less. */
  readonly lowerBound: number;
}

export interface CoverQuestion {
  readonly instance: CoverInstance;
  /** Only covers that cost less are of interest. */
  readonly below: number;
  /** The search ends with a cover that costs at most this. */
  readonly goodEnough: number;
  /** All costs are whole numbers. */
  readonly areIntegers: boolean;
  /** In evaluations of one site. */
  readonly budget: Budget;
}

interface Search extends CoverQuestion {
  best: readonly number[] | null;
  /** Of `best`, or `below`. */
  cost: number;
  /** The least bound of what the budget left unexplored. */
  unexplored: number;
  /** By original row: the prices of the last node, where the next one starts. */
  readonly prices: Float64Array;
  nodes: number;
}

const rootSchedule: AscentSchedule = { firstStep: 1.5, lastStep: 0.005, patience: 20, iterations: 400 };
const nodeSchedule: AscentSchedule = { firstStep: 0.8, lastStep: 0.1, patience: 8, iterations: 60 };

/** Branch and bound, depth first: reductions, Lagrangian bound, fixing by reduced cost, then one column in or out. */
export function cheapestCover(question: CoverQuestion): CoverAnswer {
  const search: Search = {
    ...question,
    best: null,
    cost: question.below,
    unexplored: Infinity,
    prices: new Float64Array(question.instance.rows),
    nodes: 0,
  };
  explore(search, question.instance, [], 0, 0);
  const open = search.best === null ? null : Int32Array.from(search.best).sort();
  return { nodes: search.nodes, open, cost: search.cost, lowerBound: Math.min(search.unexplored, provedBelow(search)) };
}

/** Share of a cost below which a difference does not count. */
const relativeGap = 5e-7;

/** Covers are looked for only below this; nothing in between can exist or counts. */
function cutoffOf({ cost, areIntegers }: Search): number {
  return areIntegers ? cost - 1 + 1e-6 : cost * (1 - relativeGap);
}

function provedBelow(search: Search): number {
  return search.areIntegers || search.cost === Infinity ? search.cost : cutoffOf(search);
}

function isDone(search: Search): boolean {
  return search.best !== null && search.cost <= search.goodEnough;
}

function explore(search: Search, given: CoverInstance, chosen: readonly number[], spent: number, bound: number): void {
  if (bound >= cutoffOf(search)) return;
  if (isDone(search) || search.budget.steps <= 0) {
    search.unexplored = Math.min(search.unexplored, bound);
    return;
  }
  const reduced = reduceCover(given);
  if (reduced === null) return;
  search.budget.steps -= reduced.work / Math.max(1, search.prices.length);
  const taken = [...chosen, ...reduced.chosen];
  const cost = spent + reduced.cost;
  const { instance } = reduced;
  if (instance.rows === 0) {
    keep(search, taken, cost);
    return;
  }
  const raised = raise(search, instance, taken, cost);
  const value = Math.max(bound, raised.bound);
  if (value >= cutoffOf(search)) return;
  const slack = cutoffOf(search) - raised.bound;
  const { keep: kept, take } = fixing(raised.relaxation.reduced, slack);
  if (kept.includes(0) || take.includes(1)) {
    const sites = instance.site.filter((_, column) => take[column] === 1);
    const added = instance.cost.filter((_, column) => take[column] === 1).reduce((sum, one) => sum + one, 0);
    const smaller = restrictCover(instance, kept, new Uint8Array(instance.rows).fill(1));
    const left = withoutChosen(
      smaller,
      take.filter((_, column) => kept[column] === 1),
    );
    explore(search, left, [...taken, ...sites], cost + added, value);
    return;
  }
  branch(search, instance, taken, cost, raised.usage, value);
}

function keep(search: Search, taken: readonly number[], cost: number): void {
  if (cost >= cutoffOf(search)) return;
  search.best = taken;
  search.cost = cost;
}

function branch(
  search: Search,
  instance: CoverInstance,
  taken: readonly number[],
  cost: number,
  usage: Float64Array,
  bound: number,
): void {
  const most = usage.reduce((best, one, column) => (one > (usage[best] as number) ? column : best), 0);
  const flag = new Uint8Array(instance.site.length);
  flag[most] = 1;
  const site = instance.site[most] as number;
  explore(search, withoutChosen(instance, flag), [...taken, site], cost + (instance.cost[most] as number), bound);
  const others = flag.map((one) => 1 - one);
  explore(search, restrictCover(instance, others, new Uint8Array(instance.rows).fill(1)), taken, cost, bound);
}

interface Raised {
  readonly relaxation: CoverRelaxation;
  readonly bound: number;
  /** How often the ascent used every column, the late iterations more. */
  readonly usage: Float64Array;
}

/** Raises the bound of a node and offers the covers that its prices suggest; `reduced` is left at the best prices. */
function raise(search: Search, instance: CoverInstance, taken: readonly number[], spent: number): Raised {
  const relaxation = coverRelaxation(instance);
  const usage = new Float64Array(instance.site.length);
  const start = startOf(search, instance);
  offer(search, instance, taken, spent, instance.cost);
  let evaluations = 1;
  const upper = (iteration: number): number => {
    evaluations += 1;
    relaxation.reduced.forEach((reduced, column) => {
      usage[column] = 0.9 * (usage[column] as number) + (reduced < 0 ? 0.1 : 0);
    });
    if (iteration % coverEvery === 0) offer(search, instance, taken, spent, relaxation.reduced);
    return (cutoffOf(search) - spent) * (1 + 1e-7) + 1e-7;
  };
  const schedule = search.nodes === 0 ? rootSchedule : nodeSchedule;
  search.nodes += 1;
  const { multipliers } = ascend(relaxation, start, upper, schedule);
  const value = relaxation.evaluate(multipliers, new Float64Array(instance.rows));
  instance.demand.forEach((row, at) => {
    search.prices[row] = multipliers[at] as number;
  });
  search.budget.steps -= (evaluations * instance.row.length) / Math.max(1, search.prices.length);
  return { relaxation, bound: spent + value - relaxation.errorBound(), usage };
}

/** Iterations between two covers. */
const coverEvery = 10;

function offer(
  search: Search,
  instance: CoverInstance,
  taken: readonly number[],
  spent: number,
  weight: Float64Array,
): void {
  const chosen = greedyCover(instance, weight);
  let cost = spent;
  for (let column = 0; column < chosen.length; column += 1)
    if (chosen[column] === 1) cost += instance.cost[column] as number;
  keep(search, [...taken, ...instance.site.filter((_, column) => chosen[column] === 1)], cost);
  search.budget.steps -= (instance.row.length * 4) / Math.max(1, search.prices.length);
}

/** The prices of the node before where there are any, else what the cheapest column of a row asks for each of its rows. */
function startOf(search: Search, instance: CoverInstance): AscentStart {
  const { rows, demand, start, row, cost } = instance;
  const fresh = new Float64Array(rows).fill(Infinity);
  for (let column = 0; column < cost.length; column += 1) {
    const from = start[column] as number;
    const to = start[column + 1] as number;
    for (let at = from; at < to; at += 1) {
      const one = row[at] as number;
      fresh[one] = Math.min(fresh[one] as number, (cost[column] as number) / (to - from));
    }
  }
  const multipliers = fresh.map((price, one) =>
    search.nodes === 0 ? price : (search.prices[demand[one] as number] as number),
  );
  return { multipliers, floor: new Float64Array(rows), scale: new Float64Array(rows).fill(1) };
}

/** By reduced cost: the columns that may be in a better cover, and those that must. */
function fixing(reduced: Float64Array, slack: number): { keep: Uint8Array; take: Uint8Array } {
  return {
    keep: Uint8Array.from(reduced, (one) => (one > slack ? 0 : 1)),
    take: Uint8Array.from(reduced, (one) => (-one > slack ? 1 : 0)),
  };
}
