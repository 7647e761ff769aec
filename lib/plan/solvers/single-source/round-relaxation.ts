import type { Budget } from '../eager-swap';
import { sortByKey, sortScratch } from '../sort-by-key';
import { type Assignment, type AssignmentProblem, noAssignment, placeRow } from './assignment';
import { placeRows } from './move-rows';
import type { PairLists } from './pair-lists';
import type { SingleSourceRelaxation } from './single-source-relaxation';

/** In which order rows that the relaxed optimum does not settle are placed. */
export type RowOrder = 'largest' | 'regret';

/**
 * The assignment that a relaxed optimum suggests: its open sites, with further ones while they cannot carry the demand;
 * every row at the cheapest of the sites that take it there, the other rows where they fit.
 */
export function roundRelaxation(
  problem: AssignmentProblem,
  relaxation: SingleSourceRelaxation,
  lists: PairLists,
  order: RowOrder,
  budget: Budget,
): Assignment {
  const { prepared, capacities } = problem;
  const { sites, problem: placement } = prepared;
  const state = noAssignment(problem);
  const open = openSitesOf(problem, relaxation);
  const wish = wishedSites(problem, relaxation, lists, open);
  const sequence = rowOrder(problem, open, order);
  for (const row of sequence) {
    const site = wish[row] as number;
    if (site < 0) continue;
    if ((state.load[site] as number) + (placement.demands[row] as number) <= (capacities[site] as number))
      placeRow(problem, state, row, site);
  }
  for (const row of sequence) {
    if ((state.site[row] as number) >= 0) continue;
    let best = -1;
    let least = Infinity;
    for (let site = 0; site < sites; site += 1) {
      const cost = placement.costs[row * sites + site] as number;
      if (open[site] === 0 || cost >= least) continue;
      if ((state.load[site] as number) + (placement.demands[row] as number) > (capacities[site] as number)) continue;
      if (state.count[site] === 0 && state.open >= placement.maxSites) continue;
      best = site;
      least = cost;
    }
    if (best >= 0) placeRow(problem, state, row, best);
  }
  placeRows(problem, state, sequence, true, budget);
  if (state.unserved > 0 && order === 'regret') return roundRelaxation(problem, relaxation, lists, 'largest', budget);
  return state;
}

/** 1 for the sites open in the relaxed optimum and, cheapest per load first, as many more as the demand needs. */
export function openSitesOf(
  { prepared, capacities }: AssignmentProblem,
  relaxation: SingleSourceRelaxation,
): Uint8Array {
  const { problem, sites } = prepared;
  const open = new Uint8Array(sites);
  const { shares, siteValue, undecidedSites } = relaxation;
  let left = problem.demands.reduce((sum, load) => sum + load, 0);
  let count = 0;
  const add = (site: number): void => {
    open[site] = 1;
    left -= capacities[site] as number;
    count += 1;
  };
  const byShare = Int32Array.from(shares, (_, site) => site).sort(
    (a, b) => (shares[b] as number) - (shares[a] as number) || a - b,
  );
  for (const site of byShare) if ((shares[site] as number) > 0 && count < problem.maxSites) add(site);
  const perLoad = (site: number): number => (siteValue[site] as number) / (capacities[site] as number);
  const closed = undecidedSites
    .filter((site) => open[site] === 0 && (capacities[site] as number) > 0)
    .sort((a, b) => perLoad(a) - perLoad(b) || a - b);
  for (const site of closed) if ((left > 0 || count < problem.minSites) && count < problem.maxSites) add(site);
  return open;
}

/** The cheapest open site that takes each row in the relaxed optimum, -1 where none does. */
export function wishedSites(
  { prepared }: AssignmentProblem,
  { taken, count, shares }: SingleSourceRelaxation,
  lists: PairLists,
  open: Uint8Array,
): Int32Array {
  const { problem, rows, sites } = prepared;
  const wish = new Int32Array(rows).fill(-1);
  const least = new Float64Array(rows).fill(Infinity);
  for (let site = 0; site < sites; site += 1) {
    if (open[site] === 0 || shares[site] === 0) continue;
    const base = lists.start[site] as number;
    for (let at = base; at < base + (count[site] as number); at += 1) {
      const row = taken[at] as number;
      const cost = problem.costs[row * sites + site] as number;
      if (cost >= (least[row] as number)) continue;
      least[row] = cost;
      wish[row] = site;
    }
  }
  return wish;
}

/** Largest load first, or largest difference between the two cheapest open sites first. */
export function rowOrder({ prepared }: AssignmentProblem, open: Uint8Array, order: RowOrder): Int32Array {
  const { rows, listStart, listSite, listCost, problem } = prepared;
  const keys = problem.demands.map((demand) => -demand);
  const sequence = Int32Array.from({ length: rows }, (_, row) => row);
  if (order === 'regret') {
    for (let row = 0; row < rows; row += 1) {
      let first = Infinity;
      let second = Infinity;
      for (let at = listStart[row] as number; at < (listStart[row + 1] as number) && second === Infinity; at += 1) {
        if (open[listSite[at] as number] === 0) continue;
        if (first === Infinity) first = listCost[at] as number;
        else second = listCost[at] as number;
      }
      keys[row] = first === Infinity ? 0 : -Math.min(Number.MAX_VALUE, second - first);
    }
  }
  sortByKey(keys, sequence, rows, sortScratch(rows));
  return sequence;
}
