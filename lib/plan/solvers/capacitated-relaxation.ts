import { activeLists, type ActiveLists } from './capacitated/active-lists';
import { siteClosed } from './capacitated/site-status';
import { supplyLimits } from './capacitated/supply-limits';
import { type SiteChooser, siteChooser, type SiteLimits } from './capacitated/site-choice';
import { takeSmallest } from './knapsack';
import type { PreparedProblem } from './preprocess';
import { errorOfSums, type Relaxation } from './subgradient';

/** The relaxation, with what its last evaluation found. */
export interface CapacitatedRelaxation extends Relaxation {
  /** Share to which every site is open in the relaxed optimum. */
  readonly shares: Float64Array;
  /** Fixed cost plus the continuous knapsack of its rows: what opening the site adds. Not kept for closed sites. */
  readonly siteValue: Float64Array;
  /** What one more unit of capacity would save each site; 0 where there is room. Not kept for closed sites. */
  readonly prices: Float64Array;
  readonly limits: SiteLimits;
  readonly chooser: SiteChooser;
  /** Takes over which sites are open, closed or free; all are free at first. False when no choice meets the limits. */
  restrict(status: Uint8Array): boolean;
  /** Sites that an evaluation looks at. */
  active(): number;
}

/**
 * Assignment relaxed, capacity kept: a continuous knapsack per site, then the sites under aggregate capacity and
 * cardinality (Cornuejols, Sridharan and Thizy 1991). An evaluation reads only pairs that cost less than the multiplier.
 */
export function capacitatedRelaxation(prepared: PreparedProblem): CapacitatedRelaxation {
  const { rows, sites, problem } = prepared;
  const limits = supplyLimits(prepared);
  const chooser = siteChooser(limits);
  const shares = new Float64Array(sites);
  const siteValue = new Float64Array(sites);
  const knapsacks = newKnapsacks(prepared, limits);
  const lists = activeLists(prepared);
  let magnitude = 0;
  let value = 0;

  const evaluate = (multipliers: Float64Array, slope: Float64Array): number => {
    let total = 0;
    magnitude = 0;
    for (let row = 0; row < rows; row += 1) {
      total += multipliers[row] as number;
      magnitude += Math.abs(multipliers[row] as number);
    }
    collectRows(prepared, lists, knapsacks, multipliers);
    for (let at = 0; at < lists.count; at += 1) {
      const site = lists.sites[at] as number;
      const served = fillKnapsack(prepared, knapsacks, site, multipliers);
      siteValue[site] = (problem.fixedCosts[site] as number) + served;
      magnitude -= served;
    }
    value = total + chooser.choose(siteValue, shares);
    for (let at = 0; at < lists.count; at += 1) {
      const site = lists.sites[at] as number;
      magnitude += (shares[site] as number) * (problem.fixedCosts[site] as number);
    }
    magnitude += chooser.price() * Math.abs(chooser.pricedDemand());
    writeSlope(rows, lists, knapsacks, shares, slope);
    return value;
  };
  const restrict = (status: Uint8Array): boolean => {
    lists.restrict(status);
    for (let site = 0; site < sites; site += 1) if (status[site] === siteClosed) siteValue[site] = 0;
    return chooser.restrict(status);
  };
  const errorBound = () => 1e-9 * Math.abs(value) + errorOfSums(rows, sites, magnitude);
  const { prices } = knapsacks;
  return { evaluate, errorBound, shares, siteValue, prices, limits, chooser, restrict, active: () => lists.count };
}

interface Knapsacks {
  /** m x n: the rows taken by each site come first. */
  readonly rows: Int32Array;
  readonly count: Int32Array;
  /** Load and reduced cost of the rows in `rows`. */
  readonly load: Float64Array;
  readonly value: Float64Array;
  readonly supply: Float64Array;
  readonly prices: Float64Array;
  /** Rows that a site wants less than this, per unit of load, are left out; <= 0. Whether there were any. */
  readonly guard: Float64Array;
  readonly leftOut: Uint8Array;
  /** Share of the last row taken; the others are taken whole. */
  readonly lastShare: Float64Array;
  readonly keys: Float64Array;
  readonly taken: { share: number };
}

function newKnapsacks({ sites, rows, problem }: PreparedProblem, limits: SiteLimits): Knapsacks {
  return {
    rows: new Int32Array(sites * rows),
    count: new Int32Array(sites),
    load: new Float64Array(sites),
    value: new Float64Array(sites),
    supply: problem.capacities ?? limits.cuts[0]?.supply ?? new Float64Array(sites),
    prices: new Float64Array(sites),
    guard: new Float64Array(sites),
    leftOut: new Uint8Array(sites),
    lastShare: new Float64Array(sites),
    keys: new Float64Array(rows),
    taken: { share: 1 },
  };
}

/** The rows of negative reduced cost of every active site, without those that the guard keeps out. */
function collectRows(
  { rows, problem }: PreparedProblem,
  lists: ActiveLists,
  knapsacks: Knapsacks,
  multipliers: Float64Array,
): void {
  const { demands } = problem;
  const { start, site: listSite, cost: listCost } = lists.lists();
  const { count, load, value, guard, leftOut } = knapsacks;
  count.fill(0);
  load.fill(0);
  value.fill(0);
  leftOut.fill(0);
  for (let row = 0; row < rows; row += 1) {
    const multiplier = multipliers[row] as number;
    const demand = demands[row] as number;
    const end = start[row + 1] as number;
    for (let at = start[row] as number; at < end; at += 1) {
      const reduced = (listCost[at] as number) - multiplier;
      if (reduced >= 0) break;
      const site = listSite[at] as number;
      if (reduced > (guard[site] as number) * demand) {
        leftOut[site] = 1;
        continue;
      }
      knapsacks.rows[site * rows + (count[site] as number)] = row;
      count[site] = (count[site] as number) + 1;
      load[site] = (load[site] as number) + demand;
      value[site] = (value[site] as number) + reduced;
    }
  }
}

/** A site's next guard, as a share of its dearest row taken: the multipliers move little between evaluations. */
const guardShare = 0.7;

/** Serves the rows of most negative reduced cost per unit of load. Returns their reduced cost, <= 0. */
function fillKnapsack(
  prepared: PreparedProblem,
  knapsacks: Knapsacks,
  site: number,
  multipliers: Float64Array,
): number {
  const supply = knapsacks.supply[site] as number;
  if (knapsacks.leftOut[site] === 1 && (knapsacks.load[site] as number) <= supply)
    collectAll(prepared, knapsacks, site, multipliers);
  knapsacks.lastShare[site] = 1;
  if ((knapsacks.load[site] as number) <= supply) {
    knapsacks.guard[site] = 0;
    knapsacks.prices[site] = 0;
    return knapsacks.value[site] as number;
  }
  const { keys } = knapsacks;
  const { demands } = prepared.problem;
  const base = site * prepared.rows;
  const count = knapsacks.count[site] as number;
  for (let at = 0; at < count; at += 1) {
    const row = knapsacks.rows[base + at] as number;
    keys[at] = ((prepared.costsBySite[base + row] as number) - (multipliers[row] as number)) / (demands[row] as number);
  }
  const taken = takeSmallest(keys, knapsacks.rows, base, count, demands, supply, knapsacks.taken);
  knapsacks.count[site] = taken;
  knapsacks.lastShare[site] = knapsacks.taken.share;
  let value = 0;
  let dearest = taken === 0 ? 0 : -Infinity;
  for (let at = 0; at < taken; at += 1) {
    const key = keys[at] as number;
    const whole = key * (demands[knapsacks.rows[base + at] as number] as number);
    value += at === taken - 1 ? whole * knapsacks.taken.share : whole;
    if (key > dearest) dearest = key;
  }
  knapsacks.guard[site] = guardShare * dearest;
  knapsacks.prices[site] = -dearest;
  return value;
}

/** All rows of negative reduced cost of one site. */
function collectAll(
  { rows, costsBySite, problem }: PreparedProblem,
  knapsacks: Knapsacks,
  site: number,
  multipliers: Float64Array,
): void {
  const base = site * rows;
  let count = 0;
  let load = 0;
  let value = 0;
  for (let row = 0; row < rows; row += 1) {
    const reduced = (costsBySite[base + row] as number) - (multipliers[row] as number);
    if (reduced >= 0) continue;
    knapsacks.rows[base + count] = row;
    count += 1;
    load += problem.demands[row] as number;
    value += reduced;
  }
  knapsacks.count[site] = count;
  knapsacks.load[site] = load;
  knapsacks.value[site] = value;
}

function writeSlope(
  rows: number,
  lists: ActiveLists,
  knapsacks: Knapsacks,
  shares: Float64Array,
  slope: Float64Array,
): void {
  slope.fill(1);
  for (let position = 0; position < lists.count; position += 1) {
    const site = lists.sites[position] as number;
    const share = shares[site] as number;
    if (share === 0) continue;
    const count = knapsacks.count[site] as number;
    for (let at = 0; at < count; at += 1) {
      const row = knapsacks.rows[site * rows + at] as number;
      const part = at === count - 1 ? (knapsacks.lastShare[site] as number) : 1;
      slope[row] = (slope[row] as number) - share * part;
    }
  }
}
