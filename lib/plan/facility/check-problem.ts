import type { FacilityLocationProblem, FacilityOptions, Numbers, PMedianProblem } from './facility-problem';

/** What is wrong with the arguments, each with the member's name. A wrong type and a wrong value are told apart. */
export interface ArgumentFaults {
  readonly types: string[];
  readonly ranges: string[];
}

/** Throws one TypeError or RangeError that lists every fault; a TypeError if any is one of type. */
export function throwFaults(caller: string, { types, ranges }: ArgumentFaults): void {
  const faults = [...types, ...ranges];
  if (faults.length === 0) return;
  const message = `${caller}: ${faults.join('; ')}`;
  throw types.length > 0 ? new TypeError(message) : new RangeError(message);
}

export function checkFacilityLocation(problem: FacilityLocationProblem, faults: ArgumentFaults): void {
  if (!isObject(problem)) {
    faults.types.push('the problem must be an object with costs and fixedCosts');
    return;
  }
  const { costs, fixedCosts, demands, capacities, weights, singleSource, minSites, maxSites } = problem;
  if (!isNumbers('fixedCosts', fixedCosts, faults)) return;
  const sites = fixedCosts.length;
  checkEach('fixedCosts', fixedCosts, 'finite', faults);
  const rows = checkCosts(costs, sites, faults);
  checkList('demands', demands, rows, 'a row', 'finite', faults);
  checkList('weights', weights, rows, 'a row', 'finite', faults);
  checkList('capacities', capacities, sites, 'a site', 'infinite', faults);
  if (singleSource !== undefined && typeof singleSource !== 'boolean')
    faults.types.push(`singleSource must be true or false, not ${show(singleSource)}`);
  checkSiteCounts(minSites, maxSites, sites, faults);
  if (faults.types.length === 0 && faults.ranges.length === 0) checkTotals(problem, faults);
}

export function checkPMedian(problem: PMedianProblem, faults: ArgumentFaults): void {
  if (!isObject(problem)) {
    faults.types.push('the problem must be an object with costs, sites and p');
    return;
  }
  const { sites, p, demands, costs } = problem;
  const hasSites = checkWhole('sites', sites, 1, 2 ** 31 - 1, faults);
  if (hasSites) checkWhole('p', p, 1, sites, faults);
  if (typeof demands === 'number' && hasSites && isNumbers('costs', costs, faults) && demands * sites !== costs.length)
    faults.ranges.push(
      `costs has ${costs.length} numbers; ${demands} demands x ${sites} sites need ${demands * sites}`,
    );
}

export function checkOptions(options: FacilityOptions, faults: ArgumentFaults): void {
  if (!isObject(options)) {
    faults.types.push('the options must be an object');
    return;
  }
  const { seed, steps, proofSteps, keepTree } = options;
  if (seed !== undefined) checkWhole('seed', seed, 0, 2 ** 32 - 1, faults);
  if (steps !== undefined) checkWhole('steps', steps, 1, Number.MAX_SAFE_INTEGER, faults);
  if (proofSteps !== undefined) checkWhole('proofSteps', proofSteps, 0, Number.MAX_SAFE_INTEGER, faults);
  if (keepTree !== undefined && typeof keepTree !== 'boolean')
    faults.types.push(`keepTree must be true or false, not ${show(keepTree)}`);
}

function checkCosts(costs: unknown, sites: number, faults: ArgumentFaults): number | undefined {
  if (!(costs instanceof Float64Array)) {
    faults.types.push(`costs must be a Float64Array, not ${show(costs)}`);
    return undefined;
  }
  if (sites === 0 ? costs.length > 0 : costs.length % sites !== 0) {
    faults.ranges.push(`costs has ${costs.length} numbers, which is no multiple of the ${sites} sites`);
    return undefined;
  }
  checkEach('costs', costs, 'infinite', faults);
  return sites === 0 ? undefined : costs.length / sites;
}

type Range = 'finite' | 'infinite';

function checkList(
  name: string,
  list: Numbers | undefined,
  length: number | undefined,
  per: string,
  range: Range,
  faults: ArgumentFaults,
): void {
  if (list === undefined || !isNumbers(name, list, faults)) return;
  if (length !== undefined && list.length !== length)
    faults.ranges.push(`${name} has ${list.length} numbers; it must have ${length}, one for ${per}`);
  checkEach(name, list, range, faults);
}

/** The first number that is none, and how many more. */
function checkEach(name: string, list: Numbers, range: Range, faults: ArgumentFaults): void {
  let first = -1;
  let count = 0;
  for (let at = 0; at < list.length; at += 1) {
    const value = list[at] as unknown;
    if (typeof value === 'number' && value >= 0 && (range === 'infinite' || value < Infinity)) continue;
    if (first < 0) first = at;
    count += 1;
  }
  if (first < 0) return;
  const value = list[first] as unknown;
  const rule = range === 'finite' ? 'finite and at least 0' : 'at least 0, or Infinity';
  const more = count === 1 ? '' : ` (and ${count - 1} more)`;
  const kind = typeof value === 'number' ? faults.ranges : faults.types;
  kind.push(`${name}[${first}] is ${show(value)}${more}; it must be ${rule}`);
}

function checkSiteCounts(min: unknown, max: unknown, sites: number, faults: ArgumentFaults): void {
  const most = Math.max(1, sites);
  const isMax = max === undefined || checkWhole('maxSites', max, 1, most, faults);
  if (min !== undefined) checkWhole('minSites', min, 1, isMax ? Number(max ?? most) : most, faults);
}

function checkWhole(name: string, value: unknown, from: number, to: number, faults: ArgumentFaults): value is number {
  if (typeof value !== 'number') {
    faults.types.push(`${name} must be a number, not ${show(value)}`);
    return false;
  }
  if (Number.isInteger(value) && value >= from && value <= to) return true;
  faults.ranges.push(`${name} is ${value}; it must be a whole number from ${from} to ${to}`);
  return false;
}

/** Sums must stay finite: costs of 1e308 in two rows have no total. */
function checkTotals({ costs, fixedCosts, demands, weights }: FacilityLocationProblem, faults: ArgumentFaults): void {
  const sites = fixedCosts.length;
  let total = 0;
  for (let site = 0; site < sites; site += 1) total += fixedCosts[site] as number;
  for (let row = 0; row * sites < costs.length; row += 1) {
    let dearest = 0;
    for (let at = row * sites; at < (row + 1) * sites; at += 1) {
      const cost = costs[at] as number;
      if (cost > dearest && cost < Infinity) dearest = cost;
    }
    total += dearest * (weights === undefined ? 1 : (weights[row] as number));
  }
  if (!(total < Infinity))
    faults.ranges.push('the dearest solution costs more than 1.8e308; divide all costs by a number');
  let load = 0;
  let least = Infinity;
  for (let row = 0; demands !== undefined && row < demands.length; row += 1) {
    const demand = demands[row] as number;
    load += demand;
    if (demand > 0 && demand < least) least = demand;
  }
  if (!(load < Infinity)) faults.ranges.push('the demands sum to more than 1.8e308; divide all loads by a number');
  else if (least < load * smallestShare)
    faults.ranges.push(`demands holds ${least}, less than 1e-90 of the sum ${load}; make it 0`);
}

/** The solvers tell loads apart down to 2^-400 of the whole. */
const smallestShare = 1e-90;

function isNumbers(name: string, list: unknown, faults: ArgumentFaults): list is Numbers {
  if (Array.isArray(list) || (ArrayBuffer.isView(list) && 'length' in list)) return true;
  faults.types.push(`${name} must be an array of numbers, not ${show(list)}`);
  return false;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function show(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean' || value === undefined || value === null)
    return String(value);
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40));
  return Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`;
}
