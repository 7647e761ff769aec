import { byDensity, continuousSaving, type Item, wholeSaving } from './knapsack-value';
import { loadSlack, type RelaxedProblem } from './relaxed-problem';
import { bestChoice, type PricedChoice, type Undecided } from './site-choice';

/** What is decided about the sites of a state, by site. */
export const siteUndecided = 0;
export const siteOpen = 1;
export const siteClosed = 2;

/** The Lagrangian bound of a state at given multipliers. */
export interface StateBound {
  /** No solution in the state costs less; Infinity: there is none. Rounding is taken off. */
  readonly bound: number;
  readonly rounding: number;
  /** The same if the undecided site at this position of `undecided` were open, or closed. */
  ifOpen(at: number): number;
  ifClosed(at: number): number;
  readonly undecided: readonly number[];
}

const noSolution: StateBound = {
  bound: Infinity,
  rounding: 0,
  ifOpen: () => Infinity,
  ifClosed: () => Infinity,
  undecided: [],
};

/**
 * L(lambda) = sum of lambda + values of the open sites + the cheapest choice of undecided ones, where the value of a site
 * is its fixed cost plus the least that serving rows from it may save: sum of min(0, c - lambda) for `pmedian` and `ufl`,
 * a knapsack of them within its capacity for `cflp` (filled in part) and `sscflp` (whole rows).
 */
export function boundOfState(problem: RelaxedProblem, status: Int8Array, multipliers: ArrayLike<number>): StateBound {
  const alive = [...status.keys()].filter((site) => status[site] !== siteClosed);
  const open = alive.filter((site) => status[site] === siteOpen);
  const undecided = alive.filter((site) => status[site] === siteUndecided);
  const limits = limitsOf(problem, open, undecided);
  if (limits === null || !everyRowHasSite(problem, alive)) return noSolution;
  const values = siteValues(problem, alive, multipliers);
  const choice = settledChoice(problem, limits, undecided, open, values);
  if (choice === null) return noSolution;
  let sum = choice.bound;
  for (let row = 0; row < problem.rows; row += 1) sum += multipliers[row] as number;
  for (const site of open) sum += values.at(site);
  const rounding = roundingError(problem, multipliers, values, alive, choice.price * Math.abs(limits.needed));
  const bound = sum - rounding;
  const { priced, last, next, count } = choice;
  const leaves = count === limits.most ? last : Math.max(0, last);
  const enters = count === limits.fewest ? next : Math.min(0, next);
  return {
    bound,
    rounding,
    undecided,
    ifOpen: (at) => bound + Math.max(0, (priced[at] as number) - leaves),
    ifClosed: (at) => ((priced[at] as number) <= last ? bound + Math.max(0, enters - (priced[at] as number)) : bound),
  };
}

type Limits = Pick<Undecided, 'needed' | 'fewest' | 'most'> & { readonly supply: Float64Array };

/** What the undecided sites must add; null when they cannot. */
function limitsOf(problem: RelaxedProblem, open: readonly number[], undecided: readonly number[]): Limits | null {
  const supply = Float64Array.from(undecided, (site) => problem.supply[site] as number);
  let needed = isCapacitated(problem) ? problem.totalLoad * (1 - loadSlack) : 0;
  for (const site of open) needed -= problem.supply[site] as number;
  let carried = 0;
  let enough = 0;
  for (const load of Float64Array.from(supply).sort().reverse()) {
    if (carried >= needed) break;
    carried += load;
    enough += 1;
  }
  const fewest = Math.max(0, problem.minSites - open.length, enough);
  const most = Math.min(undecided.length, problem.maxSites - open.length);
  return carried < needed || fewest > most ? null : { needed, fewest, most, supply };
}

export function isCapacitated({ kind }: RelaxedProblem): boolean {
  return kind === 'cflp' || kind === 'sscflp';
}

function everyRowHasSite({ rows, sites, costs, dominated }: RelaxedProblem, alive: readonly number[]): boolean {
  const serving = alive.filter((site) => dominated[site] === 0);
  for (let row = 0; row < rows; row += 1) {
    const base = row * sites;
    if (!serving.some((site) => costs[base + site] !== Infinity)) return false;
  }
  return true;
}

interface SiteValues {
  at(site: number): number;
  /** Solves the knapsack of a site in whole rows; whether that raised its value. */
  sharpen(site: number): boolean;
}

/**
 * Chooses sites; where knapsacks are of whole rows, those of chosen sites are solved until no value changes. The best price
 * mixes two choices: sites that are in only one of them are as dear as the last chosen, or as none.
 */
function settledChoice(
  problem: RelaxedProblem,
  limits: Limits,
  undecided: readonly number[],
  open: readonly number[],
  values: SiteValues,
): PricedChoice | null {
  for (const site of open) values.sharpen(site);
  for (;;) {
    const choice = bestChoice({ ...limits, values: Float64Array.from(undecided, (site) => values.at(site)) });
    if (choice === null || problem.kind !== 'sscflp') return choice;
    const largest = choice.priced.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const limit = (choice.count < limits.most ? Math.max(0, choice.last) : choice.last) + 1e-9 * largest;
    const chosen = undecided.filter((_, at) => (choice.priced[at] as number) <= limit);
    const changed = chosen.map((site) => values.sharpen(site));
    if (!changed.includes(true)) return choice;
  }
}

function siteValues(problem: RelaxedProblem, alive: readonly number[], multipliers: ArrayLike<number>): SiteValues {
  return isCapacitated(problem)
    ? knapsackValues(problem, alive, multipliers)
    : unlimitedValues(problem, alive, multipliers);
}

function unlimitedValues(
  { rows, sites, costs, fixedCosts, dominated }: RelaxedProblem,
  alive: readonly number[],
  multipliers: ArrayLike<number>,
): SiteValues {
  const values = Float64Array.from(fixedCosts);
  const serving = Int32Array.from(alive.filter((site) => dominated[site] === 0));
  for (let row = 0; row < rows; row += 1) {
    const base = row * sites;
    const multiplier = multipliers[row] as number;
    for (let at = 0; at < serving.length; at += 1) {
      const site = serving[at] as number;
      const reduced = (costs[base + site] as number) - multiplier;
      if (reduced < 0) values[site] = (values[site] as number) + reduced;
    }
  }
  return { at: (site) => values[site] as number, sharpen: () => false };
}

function knapsackValues(problem: RelaxedProblem, alive: readonly number[], multipliers: ArrayLike<number>): SiteValues {
  const { rows, sites, costs, fixedCosts, loads, capacities, kind } = problem;
  const isWhole = kind === 'sscflp';
  const slack = isWhole ? loadSlack * problem.totalLoad : 0;
  const values = new Float64Array(sites);
  const pending = new Map<number, Item[]>();
  for (const site of alive) {
    const room = (capacities[site] as number) + slack;
    const items: Item[] = [];
    let load = 0;
    let saving = 0;
    for (let row = 0; row < rows; row += 1) {
      const item = {
        saving: (multipliers[row] as number) - (costs[row * sites + site] as number),
        load: loads[row] as number,
      };
      if (item.saving <= 0) continue;
      items.push(item);
      load += item.load;
      saving += item.saving;
    }
    if (load > room) {
      const sorted = byDensity(items);
      saving = continuousSaving(sorted, room);
      if (isWhole) pending.set(site, sorted);
    }
    values[site] = (fixedCosts[site] as number) - saving;
  }
  const sharpen = (site: number): boolean => {
    const items = pending.get(site);
    if (items === undefined) return false;
    pending.delete(site);
    const before = values[site] as number;
    values[site] = Math.max(
      before,
      (fixedCosts[site] as number) - wholeSaving(items, (capacities[site] as number) + slack),
    );
    return (values[site] as number) > before;
  };
  return { at: (site) => values[site] as number, sharpen };
}

/** More than the sums of the bound can lose by rounding. */
function roundingError(
  { rows, sites, fixedCosts }: RelaxedProblem,
  multipliers: ArrayLike<number>,
  values: SiteValues,
  alive: readonly number[],
  priced: number,
): number {
  let magnitude = priced;
  for (let row = 0; row < rows; row += 1) magnitude += Math.abs(multipliers[row] as number);
  for (const site of alive) magnitude += 3 * (fixedCosts[site] as number) - values.at(site);
  return (rows + sites + 16) * 2 ** -51 * magnitude;
}
