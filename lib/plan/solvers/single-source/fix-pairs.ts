import { type KnapsackItems, continuousProfit, copyWithout, fillKnapsack, knapsackItems } from './zero-one-knapsack';
import { sortByKey, sortScratch, type SortScratch } from '../sort-by-key';
import { generousCapacities, mustClose, mustOpen, keepPairs, type PairLists, undecided } from './pair-lists';
import type { PlacementProblem } from '../../solver';
import type { SingleSourceRelaxation } from './single-source-relaxation';

/** The bound that the last evaluation found, and the cost from which on solutions are of no interest. */
export interface Interval {
  readonly value: number;
  readonly cutoff: number;
}

/** By how much more the bound may rise, per site, when it must open or close: negative where it must not. */
export interface SiteSlacks {
  readonly toOpen: Float64Array;
  readonly toClose: Float64Array;
}

/** Partial choices looked at before a pair stays undecided. */
const mostChoices = 300;

/**
 * What an evaluation decides for every solution below `cutoff`: sites and pairs whose other choice would reach it. Null when
 * nothing is decided.
 */
export function fixByReducedCost(
  problem: PlacementProblem,
  lists: PairLists,
  relaxation: SingleSourceRelaxation,
  multipliers: Float64Array,
  slacks: SiteSlacks,
): PairLists | null {
  const status = Int8Array.from(lists.status);
  let decided = 0;
  for (const site of relaxation.undecidedSites) {
    if ((slacks.toOpen[site] as number) < 0) status[site] = mustClose;
    else if ((slacks.toClose[site] as number) < 0) status[site] = mustOpen;
    else continue;
    decided += 1;
  }
  const dropped = new Uint8Array(lists.row.length);
  const owner = new Int32Array(multipliers.length).fill(-1);
  const probe = pairProbe(problem, lists, relaxation, multipliers);
  for (let site = 0; site < status.length; site += 1) {
    if (status[site] === mustClose) continue;
    if (relaxation.full === null) probe(site, slacks.toOpen[site] as number, status[site] === mustOpen, dropped, owner);
    else relaxation.full.probe(site, multipliers, slacks.toOpen[site] as number, dropped, owner);
  }
  owner.forEach((site) => {
    if (site >= 0) status[site] = mustOpen;
  });
  const kept = keepPairs(lists, status, (at, site) => {
    const only = owner[lists.row[at] as number] as number;
    return dropped[at] === 0 && (only < 0 || only === site);
  });
  return decided === 0 && kept.row.length === lists.row.length ? null : kept;
}

/** Marks the pairs of a site that would raise the bound by more than `slack`; owners of rows that would if not served here. */
type PairProbe = (site: number, slack: number, isOpen: boolean, dropped: Uint8Array, owner: Int32Array) => void;

function pairProbe(
  problem: PlacementProblem,
  lists: PairLists,
  { siteValue }: SingleSourceRelaxation,
  multipliers: Float64Array,
): PairProbe {
  const { demands, fixedCosts } = problem;
  const rows = multipliers.length;
  const capacities = generousCapacities(problem);
  const items = knapsackItems(rows);
  const others = knapsackItems(rows);
  const keys = new Float64Array(rows);
  const positions = new Int32Array(rows);
  const scratch: SortScratch = sortScratch(rows);
  const sorted = (site: number): void => {
    let count = 0;
    for (let at = lists.start[site] as number; at < (lists.start[site + 1] as number); at += 1) {
      const row = lists.row[at] as number;
      const reduced = (lists.cost[at] as number) - (multipliers[row] as number);
      if (reduced >= 0) continue;
      keys[count] = reduced / (demands[row] as number);
      positions[count] = at;
      count += 1;
    }
    sortByKey(keys, positions, count, scratch);
    items.count = count;
    for (let item = 0; item < count; item += 1) {
      const at = positions[item] as number;
      const row = lists.row[at] as number;
      items.profit[item] = (multipliers[row] as number) - (lists.cost[at] as number);
      items.weight[item] = demands[row] as number;
    }
  };
  return (site, slack, isOpen, dropped, owner) => {
    sorted(site);
    const room = capacities[site] as number;
    // A choice of rows keeps the site's value within the slack if its profit is at least this.
    const needed = (fixedCosts[site] as number) - (siteValue[site] as number) - slack;
    for (let item = 0; item < items.count; item += 1) {
      const at = positions[item] as number;
      const demand = items.weight[item] as number;
      copyWithout(items, item, others);
      if (isBelow(others, room - demand, needed - (items.profit[item] as number))) dropped[at] = 1;
      else if (isOpen && isBelow(others, room, needed)) owner[lists.row[at] as number] = site;
    }
    for (let at = lists.start[site] as number; at < (lists.start[site + 1] as number); at += 1) {
      const row = lists.row[at] as number;
      const reduced = (lists.cost[at] as number) - (multipliers[row] as number);
      if (reduced >= 0 && isBelow(items, room - (demands[row] as number), needed + reduced)) dropped[at] = 1;
    }
  };
}

/** Whether no choice of the items that fits into `room` is worth `needed`. */
function isBelow(items: KnapsackItems, room: number, needed: number): boolean {
  if (needed <= 0) return false;
  const least = needed * (1 - 1e-9);
  if (continuousProfit(items, 0, room) < least) return true;
  return fillKnapsack(items, room, mostChoices, least) === least;
}

/** How much the last evaluation leaves to a site's other choice, of whole sites and of sites in part. */
export function siteSlacks(
  lists: PairLists,
  relaxation: SingleSourceRelaxation,
  constant: number,
  { value, cutoff }: Interval,
): SiteSlacks {
  const sites = lists.status.length;
  const free = cutoff - value;
  const toOpen = new Float64Array(sites).fill(free);
  const toClose = new Float64Array(sites).fill(free);
  const whole = relaxation.wholeChoice();
  if (whole !== null)
    relaxation.undecidedSites.forEach((site, at) => {
      toOpen[site] = cutoff - constant - whole.withOpen(at);
      toClose[site] = cutoff - constant - whole.withClosed(at);
    });
  const slack = cutoff - (relaxation.pricedValue() - relaxation.errorBound());
  const opening = openingCosts(relaxation, sites);
  for (const site of relaxation.undecidedSites) {
    toOpen[site] = Math.min(toOpen[site] as number, slack - (opening.toOpen[site] as number));
    toClose[site] = Math.min(toClose[site] as number, slack - (opening.toClose[site] as number));
  }
  return { toOpen, toClose };
}

/** m: by how much the value rises at least when a site must open or close; 0 for decided ones. */
function openingCosts(
  relaxation: SingleSourceRelaxation,
  sites: number,
): { toOpen: Float64Array; toClose: Float64Array } {
  const { undecidedSites, siteValue, limits } = relaxation;
  const { supply, atLeast, atMost } = limits;
  const toOpen = new Float64Array(sites);
  const toClose = new Float64Array(sites);
  const mu = relaxation.price();
  const priced = Float64Array.from(
    undecidedSites,
    (site, at) => (siteValue[site] as number) - mu * (supply[at] as number),
  );
  const order = Int32Array.from(priced, (_, at) => at).sort(
    (a, b) => (priced[a] as number) - (priced[b] as number) || a - b,
  );
  let count = 0;
  while (count < atLeast || (count < atMost && (priced[order[count] as number] as number) < 0)) count += 1;
  const lastIn = count > 0 ? (priced[order[count - 1] as number] as number) : -Infinity;
  const firstOut = count < order.length ? (priced[order[count] as number] as number) : Infinity;
  order.forEach((at, rank) => {
    const value = priced[at] as number;
    const site = undecidedSites[at] as number;
    if (rank < count) toClose[site] = Math.min(firstOut - value, count > atLeast ? -value : Infinity);
    else toOpen[site] = Math.min(value - lastIn, count < atMost ? value : Infinity);
  });
  return { toOpen, toClose };
}

/** The lists after one more decision about an undecided site. */
export function decideSite(lists: PairLists, site: number, decision: number): PairLists {
  if (lists.status[site] !== undecided) throw new Error('decide-site: the site is decided');
  const status = Int8Array.from(lists.status);
  status[site] = decision;
  return decision === mustClose ? keepPairs(lists, status, () => true) : { ...lists, status };
}

/** The lists where `row` is served by `site`, or never is. */
export function decidePair(lists: PairLists, row: number, site: number, served: boolean): PairLists {
  return keepPairs(lists, lists.status, (at, other) => lists.row[at] !== row || (other === site) === served);
}
