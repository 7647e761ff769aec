import { type AggregateCapacity, capacityChooser, type CapacityChooser } from '../capacity-choice';
import { largestSupplies } from '../capacitated/supply-limits';
import { takeSmallest } from '../knapsack';
import type { PlacementProblem } from '../../solver';
import { sortByKey, sortScratch } from '../sort-by-key';
import { errorOfSums, type Relaxation } from '../subgradient';
import { fullLoads, type FullLoads } from './full-loads';
import { generousCapacities, mustOpen, type PairLists, siteSupply, undecided } from './pair-lists';
import { wholeChoice, type WholeChoice } from './whole-choice';
import { fillKnapsack, knapsackItems } from './zero-one-knapsack';

/** The relaxation, with what its last evaluation found. */
export interface SingleSourceRelaxation extends Relaxation {
  /** m: share to which every site is open in the relaxed optimum. */
  readonly shares: Float64Array;
  /** m: fixed cost plus knapsack of its rows: what opening the site adds; at least this where `exact` is 0. */
  readonly siteValue: Float64Array;
  /** m: the same with the knapsack filled continuously. */
  readonly continuousValue: Float64Array;
  readonly exact: Uint8Array;
  /** The rows that site j would serve: `taken[lists.start[j]]` and following, `count[j]` of them. */
  readonly taken: Int32Array;
  readonly count: Int32Array;
  readonly undecidedSites: Int32Array;
  readonly limits: SiteLimits;
  /** The value when sites may open in part, after the last evaluation; `price` is then up to date. */
  pricedValue(): number;
  /** Of a unit of capacity, in that choice of sites. */
  price(): number;
  /** Whole sites of the last evaluation; null when they were not tried or took too long. */
  wholeChoice(): WholeChoice | null;
  /** Null where sites need not be loaded fully. */
  readonly full: FullLoads | null;
}

/** With whether any number of sites that carries the demand may open. */
interface SiteLimits extends AggregateCapacity {
  readonly isAnyNumber: boolean;
}

/** Partial choices looked at before a knapsack stays as its continuous bound. */
const mostChoices = 20_000;

/** What one evaluation of a site needs. */
interface Workspace {
  readonly keys: Float64Array;
  readonly sorted: Int32Array;
  /** m: rows of negative reduced cost; and of those taken continuously, the share of the last. */
  readonly wanted: Int32Array;
  readonly lastShare: Float64Array;
  readonly part: { share: number };
}

/**
 * Assignment relaxed, capacity kept: a 0-1 knapsack per site, then the sites under aggregate capacity and cardinality.
 * Knapsacks are filled continuously first; only those of chosen sites are then solved exactly, until all of the chosen are.
 * With `wholeSites` sites may not open in part, where that is quickly decided: a larger value. Null when no set of sites
 * within the limits can carry the demand.
 */
export function singleSourceRelaxation(
  problem: PlacementProblem,
  lists: PairLists,
  wholeSites: boolean,
): SingleSourceRelaxation | null {
  const rows = problem.demands.length;
  const sites = lists.status.length;
  const undecidedSites = Int32Array.from(lists.status, (_, site) => site).filter(
    (site) => lists.status[site] === undecided,
  );
  const capacities = generousCapacities(problem);
  const limits = aggregateLimits(problem, lists, undecidedSites, capacities);
  if (limits === null) return null;
  const chooser = capacityChooser(limits);
  const found = {
    shares: new Float64Array(sites),
    siteValue: new Float64Array(sites),
    continuousValue: new Float64Array(sites),
    exact: new Uint8Array(sites),
    taken: new Int32Array(lists.row.length),
    count: new Int32Array(sites),
    undecidedSites,
    limits,
  };
  const workspace: Workspace = {
    keys: new Float64Array(rows),
    sorted: new Int32Array(rows),
    wanted: new Int32Array(sites),
    lastShare: new Float64Array(sites),
    part: { share: 1 },
  };
  const reduced = new Float64Array(rows);
  const refine = exactKnapsacks(problem, lists, capacities, found, workspace);
  const choice = siteChoice(lists, chooser, found);
  const whole = wholeChoice(lists, { ...limits, ...found });
  let isWhole = false;
  let value = 0;
  let total = 0;
  let magnitude = 0;

  const full = wholeSites ? fullLoads(problem, lists) : null;
  /** Loads the sites that carry too little; returns whether there were any. */
  const fillUp = (multipliers: Float64Array): boolean => {
    let changed = false;
    for (let site = 0; full !== null && site < sites; site += 1) {
      if (lists.status[site] !== mustOpen || full.isMet(site, found.taken, found.count)) continue;
      const sum = full.cheapest(site, multipliers, found.taken, found.count);
      const value = Math.max(found.siteValue[site] as number, (problem.fixedCosts[site] as number) + sum);
      if (value === found.siteValue[site]) continue;
      found.siteValue[site] = value;
      changed = true;
    }
    return changed;
  };
  /** Sites in part, or whole ones where those are worth more. */
  const priced = (multipliers: Float64Array, wholly: number): number => {
    let chosen = choice();
    while (refine(multipliers, reduced)) chosen = choice();
    magnitude += chooser.price() * limits.demand;
    if (wholly > chosen) return whole.choose(found.shares);
    isWhole = false;
    return chosen;
  };
  const evaluate = (multipliers: Float64Array, slope: Float64Array): number => {
    total = 0;
    magnitude = 0;
    for (let row = 0; row < rows; row += 1) {
      total += multipliers[row] as number;
      magnitude += Math.abs(multipliers[row] as number);
    }
    for (let site = 0; site < sites; site += 1) {
      const fixed = problem.fixedCosts[site] as number;
      fillContinuously(problem, lists, capacities, found, workspace, site, multipliers);
      magnitude += 2 * fixed - (found.continuousValue[site] as number);
    }
    let wholly = -Infinity;
    if (wholeSites)
      do wholly = whole.choose(found.shares);
      while (wholly > -Infinity && (refine(multipliers, reduced) || fillUp(multipliers)));
    isWhole = wholly > -Infinity;
    value = total + (isWhole && limits.isAnyNumber ? wholly : priced(multipliers, wholly));
    writeSlope(lists, found, workspace, slope);
    return value;
  };
  const errorBound = (): number => 1e-9 * Math.abs(value) + errorOfSums(rows, sites, magnitude);
  const pricedValue = (): number => {
    const chosen = choice();
    magnitude += chooser.price() * limits.demand;
    return total + chosen;
  };
  return {
    ...found,
    evaluate,
    errorBound,
    pricedValue,
    price: () => chooser.price(),
    wholeChoice: () => (isWhole ? whole : null),
    full,
  };
}

type Found = Omit<SingleSourceRelaxation, 'evaluate' | 'errorBound' | 'pricedValue' | 'price' | 'wholeChoice' | 'full'>;

/** Chooses sites by `siteValue`; returns what the chosen ones cost. */
function siteChoice(
  lists: PairLists,
  chooser: CapacityChooser,
  { siteValue, shares, undecidedSites }: Found,
): () => number {
  const values = new Float64Array(undecidedSites.length);
  const parts = new Float64Array(undecidedSites.length);
  return () => {
    let forced = 0;
    for (let site = 0; site < shares.length; site += 1) {
      shares[site] = lists.status[site] === mustOpen ? 1 : 0;
      if (lists.status[site] === mustOpen) forced += siteValue[site] as number;
    }
    undecidedSites.forEach((site, at) => {
      values[at] = siteValue[site] as number;
    });
    const chosen = chooser.choose(values, parts);
    undecidedSites.forEach((site, at) => {
      shares[site] = parts[at] as number;
    });
    return forced + chosen;
  };
}

/** Serves the rows of most negative reduced cost per unit of load, the last in part. */
function fillContinuously(
  problem: PlacementProblem,
  lists: PairLists,
  capacities: Float64Array,
  found: Found,
  { keys, sorted, wanted, lastShare, part }: Workspace,
  site: number,
  multipliers: Float64Array,
): void {
  const { demands } = problem;
  const { start, row: rowOf, cost } = lists;
  const { taken } = found;
  const base = start[site] as number;
  const end = start[site + 1] as number;
  let count = 0;
  let load = 0;
  let value = 0;
  for (let at = base; at < end; at += 1) {
    const row = rowOf[at] as number;
    const reduced = (cost[at] as number) - (multipliers[row] as number);
    if (reduced >= 0) continue;
    const demand = demands[row] as number;
    sorted[count] = row;
    keys[count] = reduced / demand;
    count += 1;
    load += demand;
    value += reduced;
  }
  const room = capacities[site] as number;
  const length = count;
  wanted[site] = length;
  lastShare[site] = 1;
  found.exact[site] = load <= room ? 1 : 0;
  if (load > room) {
    count = takeSmallest(keys, sorted, 0, count, demands, room, part);
    value = 0;
    for (let at = 0; at < count; at += 1) {
      const reduced = (keys[at] as number) * (demands[sorted[at] as number] as number);
      value += at === count - 1 ? reduced * part.share : reduced;
    }
    lastShare[site] = part.share;
  }
  for (let at = 0; at < length; at += 1) taken[base + at] = sorted[at] as number;
  found.count[site] = count;
  found.continuousValue[site] = (problem.fixedCosts[site] as number) + value;
  found.siteValue[site] = found.continuousValue[site] as number;
}

/** Solves the knapsacks of the chosen sites that are not exact yet; returns whether a value changed. */
function exactKnapsacks(
  problem: PlacementProblem,
  lists: PairLists,
  capacities: Float64Array,
  found: Found,
  { keys, sorted, wanted, lastShare }: Workspace,
): (multipliers: Float64Array, reduced: Float64Array) => boolean {
  const rows = problem.demands.length;
  const items = knapsackItems(rows);
  const scratch = sortScratch(rows);
  const { demands, fixedCosts } = problem;
  const solve = (site: number, multipliers: Float64Array, reduced: Float64Array): void => {
    const base = lists.start[site] as number;
    const length = wanted[site] as number;
    for (let at = base; at < (lists.start[site + 1] as number); at += 1) {
      const row = lists.row[at] as number;
      reduced[row] = (lists.cost[at] as number) - (multipliers[row] as number);
    }
    for (let at = 0; at < length; at += 1) {
      const row = found.taken[base + at] as number;
      sorted[at] = row;
      keys[at] = (reduced[row] as number) / (demands[row] as number);
    }
    sortByKey(keys, sorted, length, scratch);
    for (let at = 0; at < length; at += 1) {
      items.profit[at] = -(reduced[sorted[at] as number] as number);
      items.weight[at] = demands[sorted[at] as number] as number;
    }
    items.count = length;
    const profit = fillKnapsack(items, capacities[site] as number, mostChoices);
    let count = 0;
    for (let at = 0; at < length; at += 1)
      if (items.taken[at] === 1) found.taken[base + count++] = sorted[at] as number;
    for (let at = 0, rest = count; at < length; at += 1)
      if (items.taken[at] === 0) found.taken[base + rest++] = sorted[at] as number;
    found.count[site] = count;
    lastShare[site] = 1;
    if (!Number.isNaN(profit))
      found.siteValue[site] = Math.max(found.continuousValue[site] as number, (fixedCosts[site] as number) - profit);
  };
  return (multipliers, reduced) => {
    let changed = false;
    for (let site = 0; site < found.shares.length; site += 1) {
      if (found.shares[site] === 0 || found.exact[site] === 1) continue;
      solve(site, multipliers, reduced);
      found.exact[site] = 1;
      changed = true;
    }
    return changed;
  };
}

function writeSlope(
  lists: PairLists,
  { shares, taken, count }: Found,
  { lastShare }: Workspace,
  slope: Float64Array,
): void {
  slope.fill(1);
  for (let site = 0; site < shares.length; site += 1) {
    const share = shares[site] as number;
    if (share === 0) continue;
    const base = lists.start[site] as number;
    const end = base + (count[site] as number);
    for (let at = base; at < end; at += 1) {
      const row = taken[at] as number;
      slope[row] = (slope[row] as number) - share * (at === end - 1 ? (lastShare[site] as number) : 1);
    }
  }
}

/** What the undecided sites must add, or null when they cannot. */
function aggregateLimits(
  problem: PlacementProblem,
  lists: PairLists,
  undecidedSites: Int32Array,
  capacities: Float64Array,
): SiteLimits | null {
  const reachable = (site: number): number => siteSupply(lists, problem.demands, capacities, site);
  let demand = problem.demands.reduce((sum, load) => sum + load, 0) * (1 - 1e-9);
  let forced = 0;
  lists.status.forEach((status, site) => {
    if (status !== mustOpen) return;
    demand -= reachable(site);
    forced += 1;
  });
  demand = Math.max(0, demand);
  const supply = Float64Array.from(undecidedSites, reachable);
  const { count: needed, carried } = largestSupplies(supply, demand);
  const atLeast = Math.max(0, problem.minSites - forced, needed);
  const atMost = Math.min(supply.length, problem.maxSites - forced);
  const isAnyNumber = atLeast === needed && atMost === supply.length;
  return carried < demand || atLeast > atMost ? null : { supply, demand, atLeast, atMost, isAnyNumber };
}
