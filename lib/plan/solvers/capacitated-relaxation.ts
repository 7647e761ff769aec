import { type AggregateCapacity, capacityChooser } from './capacity-choice';
import { takeSmallest } from './knapsack';
import type { PreparedProblem } from './preprocess';
import { errorOfSums, type Relaxation } from './subgradient';

/** The relaxation, with what its last evaluation found. */
export interface CapacitatedRelaxation extends Relaxation {
  /** Share to which every site is open in the relaxed optimum. */
  readonly shares: Float64Array;
  /** Fixed cost plus the continuous knapsack of its rows: what opening the site adds. */
  readonly siteValue: Float64Array;
  readonly limits: AggregateCapacity;
}

/**
 * Assignment relaxed, capacity kept: a continuous knapsack per site, then the sites under aggregate capacity and
 * cardinality (Cornuejols, Sridharan and Thizy 1991). O(n m) per evaluation.
 */
export function capacitatedRelaxation(prepared: PreparedProblem): CapacitatedRelaxation {
  const { rows, sites, problem } = prepared;
  const limits = aggregateCapacity(prepared);
  const chooser = capacityChooser(limits);
  const shares = new Float64Array(sites);
  const siteValue = new Float64Array(sites);
  const knapsacks: Knapsacks = {
    rows: new Int32Array(sites * rows),
    count: new Int32Array(sites),
    lastShare: new Float64Array(sites),
    keys: new Float64Array(rows),
    taken: { share: 1 },
  };
  let magnitude = 0;
  let value = 0;

  const evaluate = (multipliers: Float64Array, slope: Float64Array): number => {
    let total = 0;
    magnitude = 0;
    for (let row = 0; row < rows; row += 1) {
      total += multipliers[row] as number;
      magnitude += Math.abs(multipliers[row] as number);
    }
    for (let site = 0; site < sites; site += 1) {
      const served = fillKnapsack(prepared, limits, knapsacks, site, multipliers);
      siteValue[site] = (problem.fixedCosts[site] as number) + served;
      magnitude -= served;
    }
    value = total + chooser.choose(siteValue, shares);
    for (let site = 0; site < sites; site += 1)
      magnitude += (shares[site] as number) * (problem.fixedCosts[site] as number);
    magnitude += chooser.price() * limits.demand;
    writeSlope(prepared, knapsacks, shares, slope);
    return value;
  };
  const errorBound = () => 1e-9 * Math.abs(value) + errorOfSums(rows, sites, magnitude);
  return { evaluate, errorBound, shares, siteValue, limits };
}

interface Knapsacks {
  /** m x n: the rows taken by each site come first. */
  readonly rows: Int32Array;
  readonly count: Int32Array;
  /** Share of the last row taken; the others are taken whole. */
  readonly lastShare: Float64Array;
  readonly keys: Float64Array;
  readonly taken: { share: number };
}

/** Serves the rows of most negative reduced cost per unit of load. Returns their reduced cost, <= 0. */
function fillKnapsack(
  prepared: PreparedProblem,
  limits: AggregateCapacity,
  knapsacks: Knapsacks,
  site: number,
  multipliers: Float64Array,
): number {
  const { rows, costsBySite, problem } = prepared;
  const { demands } = problem;
  const base = site * rows;
  const supply = limits.supply[site] as number;
  let count = 0;
  let load = 0;
  let value = 0;
  for (let row = 0; row < rows; row += 1) {
    const reduced = (costsBySite[base + row] as number) - (multipliers[row] as number);
    if (reduced >= 0) continue;
    knapsacks.rows[base + count] = row;
    knapsacks.keys[count] = reduced / (demands[row] as number);
    count += 1;
    load += demands[row] as number;
    value += reduced;
  }
  knapsacks.lastShare[site] = 1;
  knapsacks.count[site] = count;
  if (load <= supply) return value;
  const taken = takeSmallest(knapsacks.keys, knapsacks.rows, base, count, demands, supply, knapsacks.taken);
  knapsacks.count[site] = taken;
  knapsacks.lastShare[site] = knapsacks.taken.share;
  value = 0;
  for (let at = 0; at < taken; at += 1) {
    const row = knapsacks.rows[base + at] as number;
    const reduced = (costsBySite[base + row] as number) - (multipliers[row] as number);
    value += at === taken - 1 ? reduced * knapsacks.taken.share : reduced;
  }
  return value;
}

function writeSlope(prepared: PreparedProblem, knapsacks: Knapsacks, shares: Float64Array, slope: Float64Array): void {
  const { rows, sites } = prepared;
  slope.fill(1);
  for (let site = 0; site < sites; site += 1) {
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

/** Demand and supply as a whole; at least as many sites as the largest supplies need to carry the demand. */
function aggregateCapacity(prepared: PreparedProblem): AggregateCapacity {
  const { rows, sites, problem, costsBySite } = prepared;
  const demand = problem.demands.reduce((sum, load) => sum + load, 0);
  const supply = new Float64Array(sites);
  for (let site = 0; site < sites; site += 1) {
    let reachable = 0;
    for (let row = 0; row < rows; row += 1)
      if ((costsBySite[site * rows + row] as number) < Infinity) reachable += problem.demands[row] as number;
    supply[site] = Math.min(reachable, problem.capacities === null ? Infinity : (problem.capacities[site] as number));
  }
  let needed = 0;
  let carried = 0;
  for (const load of Float64Array.from(supply).sort().reverse()) {
    if (carried >= demand * (1 - 1e-9)) break;
    carried += load;
    needed += 1;
  }
  const atLeast = Math.min(problem.maxSites, Math.max(problem.minSites, needed));
  return { supply, demand: demand * (1 - 1e-9), atLeast, atMost: problem.maxSites };
}
