import { sortByKey, sortScratch } from '../sort-by-key';
import { mustOpen, type PairLists } from './pair-lists';
import { fillKnapsack, knapsackItems } from './zero-one-knapsack';

/** The sites of an evaluation: what opening each adds, and what the undecided ones can supply. */
export interface SiteValues {
  readonly siteValue: Float64Array;
  readonly undecidedSites: Int32Array;
  readonly supply: Float64Array;
  readonly demand: number;
}

/** Partial choices looked at before a choice of sites is given up. */
const mostChoices = 2000;

/**
 * The cheapest set of whole sites that can supply the demand, whatever their number: the knapsack of what may stay closed.
 * Returns its value and writes 1 for its members into `shares`; -Infinity, without writing, when that takes too long.
 */
export function wholeChoice(lists: PairLists, values: SiteValues, shares: Float64Array): () => number {
  const { siteValue, undecidedSites, supply, demand } = values;
  const count = undecidedSites.length;
  const items = knapsackItems(count);
  const keys = new Float64Array(count);
  const order = new Int32Array(count);
  const scratch = sortScratch(count);
  const spare = supply.reduce((sum, one) => sum + one, 0) - demand;
  return () => {
    let value = 0;
    for (let site = 0; site < shares.length; site += 1)
      if (lists.status[site] === mustOpen) value += siteValue[site] as number;
    let closable = 0;
    for (let at = 0; at < count; at += 1) {
      const one = siteValue[undecidedSites[at] as number] as number;
      value += one;
      if (one <= 0) continue;
      keys[closable] = -one / Math.max(supply[at] as number, Number.MIN_VALUE);
      order[closable] = at;
      closable += 1;
    }
    sortByKey(keys, order, closable, scratch);
    for (let item = 0; item < closable; item += 1) {
      const at = order[item] as number;
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
    return value - saved;
  };
}
