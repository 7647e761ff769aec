import { sortByKey, sortScratch } from '../sort-by-key';
import { mustOpen, type PairLists } from './pair-lists';
import { continuousProfit, copyWithout, fillKnapsack, knapsackItems } from './zero-one-knapsack';

/** The sites of an evaluation: what opening each adds, and what the undecided ones can supply. */
export interface SiteValues {
  readonly siteValue: Float64Array;
  readonly undecidedSites: Int32Array;
  readonly supply: Float64Array;
  readonly demand: number;
}

/** Sets of whole sites that can supply the demand, whatever their number: the knapsack of what may stay closed. */
export interface WholeChoice {
  /** Value of the cheapest; writes 1 for its members into `shares`. -Infinity, without writing, when that takes too long. */
  choose(shares: Float64Array): number;
  /** After `choose`: no more than the cheapest with one undecided site, by position, open or closed. */
  withOpen(at: number): number;
  withClosed(at: number): number;
}

/** More than the share of the whole supply by which sums of supplies in any order can differ. */
const roundingShare = 1e-12;

/** Partial choices looked at before a choice of sites is given up. */
const mostChoices = 2000;

export function wholeChoice(lists: PairLists, values: SiteValues): WholeChoice {
  const { siteValue, undecidedSites, supply, demand } = values;
  const count = undecidedSites.length;
  const items = knapsackItems(count);
  const others = knapsackItems(count);
  const keys = new Float64Array(count);
  const order = new Int32Array(count);
  /** Item of an undecided site, -1 for those that are open anyway. */
  const itemOf = new Int32Array(count);
  const scratch = sortScratch(count);
  const total = supply.reduce((sum, one) => sum + one, 0);
  const spare = total - demand + roundingShare * total;
  let allOpen = 0;
  const choose = (shares: Float64Array): number => {
    allOpen = 0;
    for (let site = 0; site < shares.length; site += 1)
      if (lists.status[site] === mustOpen) allOpen += siteValue[site] as number;
    let closable = 0;
    for (let at = 0; at < count; at += 1) {
      const one = siteValue[undecidedSites[at] as number] as number;
      allOpen += one;
      itemOf[at] = -1;
      if (one <= 0) continue;
      keys[closable] = -one / Math.max(supply[at] as number, Number.MIN_VALUE);
      order[closable] = at;
      closable += 1;
    }
    sortByKey(keys, order, closable, scratch);
    for (let item = 0; item < closable; item += 1) {
      const at = order[item] as number;
      itemOf[at] = item;
      items.profit[item] = siteValue[undecidedSites[at] as number] as number;
      items.weight[item] = supply[at] as number;
    }
    items.count = closable;
    const saved = fillKnapsack(items, spare, mostChoices);
    if (Number.isNaN(saved)) return -Infinity;
    for (let site = 0; site < shares.length; site += 1) shares[site] = lists.status[site] === mustOpen ? 1 : 0;
    for (let at = 0; at < count; at += 1) shares[undecidedSites[at] as number] = 1;
    for (let item = 0; item < closable; item += 1)
      if (items.taken[item] === 1) shares[undecidedSites[order[item] as number] as number] = 0;
    return allOpen - saved;
  };
  const mostSaved = (at: number, room: number): number => {
    if (room < 0) return -Infinity;
    copyWithout(items, itemOf[at] as number, others);
    const saved = fillKnapsack(others, room, mostChoices);
    return Number.isNaN(saved) ? continuousProfit(others, 0, room) : saved;
  };
  return {
    choose,
    withOpen: (at) => allOpen - mostSaved(at, spare),
    withClosed: (at) =>
      allOpen - (siteValue[undecidedSites[at] as number] as number) - mostSaved(at, spare - (supply[at] as number)),
  };
}
