import type { PreparedProblem } from '../preprocess';
import { strictCapacities } from './pair-lists';

/** What assignments are made of: the problem and what every site can carry, up to rounding. */
export interface AssignmentProblem {
  readonly prepared: PreparedProblem;
  readonly capacities: Float64Array;
}

/** Every row at one site, or not served yet; no site carries more than it can. A site is open while it serves a row. */
export interface Assignment {
  /** n: the site of the row, -1 for none. */
  readonly site: Int32Array;
  /** m: load, and number of rows. */
  readonly load: Float64Array;
  readonly count: Int32Array;
  /** Rows of a site as a list: first of the site, next and previous of the row, -1 at the ends. */
  readonly first: Int32Array;
  readonly next: Int32Array;
  readonly previous: Int32Array;
  open: number;
  unserved: number;
  /** Of served rows and of the sites that serve. */
  cost: number;
}

export function assignmentProblem(prepared: PreparedProblem): AssignmentProblem {
  return { prepared, capacities: strictCapacities(prepared.problem) };
}

export function noAssignment({ prepared: { rows, sites } }: AssignmentProblem): Assignment {
  return {
    site: new Int32Array(rows).fill(-1),
    load: new Float64Array(sites),
    count: new Int32Array(sites),
    first: new Int32Array(sites).fill(-1),
    next: new Int32Array(rows).fill(-1),
    previous: new Int32Array(rows).fill(-1),
    open: 0,
    unserved: rows,
    cost: 0,
  };
}

export function copyAssignment(from: Assignment, to: Assignment): void {
  to.site.set(from.site);
  to.load.set(from.load);
  to.count.set(from.count);
  to.first.set(from.first);
  to.next.set(from.next);
  to.previous.set(from.previous);
  to.open = from.open;
  to.unserved = from.unserved;
  to.cost = from.cost;
}

/** Fewer unserved rows first, then the lower cost, by more than rounding. */
export function isBetterAssignment(problem: AssignmentProblem, a: Assignment, b: Assignment): boolean {
  if (a.unserved !== b.unserved) return a.unserved < b.unserved;
  const cost = wholeCost(problem, b);
  return wholeCost(problem, a) < cost - 1e-10 * cost;
}

/** The rows that no site serves, ascending. */
export function unservedRows({ site }: Assignment): Int32Array {
  return Int32Array.from(site, (_, row) => row).filter((row) => (site[row] as number) < 0);
}

/** Overwrites `best` with a better assignment; returns whether it is one. */
export function offer(problem: AssignmentProblem, best: Assignment, found: Assignment): boolean {
  const better = isBetterAssignment(problem, found, best);
  if (better) copyAssignment(found, best);
  return better;
}

/** The cost with that of the cheapest further sites where fewer than `minSites` serve. */
export function wholeCost({ prepared: { problem } }: AssignmentProblem, { open, count, cost }: Assignment): number {
  const missing = problem.minSites - open;
  if (missing <= 0) return cost;
  const idle = problem.fixedCosts.filter((_, site) => count[site] === 0).sort();
  return idle.slice(0, missing).reduce((sum, fixed) => sum + fixed, cost);
}

/** Serves an unserved row. */
export function placeRow({ prepared }: AssignmentProblem, state: Assignment, row: number, site: number): void {
  const { problem, sites } = prepared;
  if (state.count[site] === 0) {
    state.open += 1;
    state.cost += problem.fixedCosts[site] as number;
  }
  state.site[row] = site;
  state.load[site] = (state.load[site] as number) + (problem.demands[row] as number);
  state.count[site] = (state.count[site] as number) + 1;
  state.unserved -= 1;
  state.cost += problem.costs[row * sites + site] as number;
  const first = state.first[site] as number;
  state.next[row] = first;
  state.previous[row] = -1;
  if (first >= 0) state.previous[first] = row;
  state.first[site] = row;
}

/** The row is unserved afterwards. */
export function removeRow({ prepared }: AssignmentProblem, state: Assignment, row: number): void {
  const { problem, sites } = prepared;
  const site = state.site[row] as number;
  const next = state.next[row] as number;
  const previous = state.previous[row] as number;
  if (next >= 0) state.previous[next] = previous;
  if (previous >= 0) state.next[previous] = next;
  else state.first[site] = next;
  state.site[row] = -1;
  state.count[site] = (state.count[site] as number) - 1;
  state.unserved += 1;
  state.cost -= problem.costs[row * sites + site] as number;
  if (state.count[site] === 0) {
    state.open -= 1;
    state.load[site] = 0;
    state.cost -= problem.fixedCosts[site] as number;
  } else state.load[site] = (state.load[site] as number) - (problem.demands[row] as number);
}

export function moveRow(problem: AssignmentProblem, state: Assignment, row: number, site: number): void {
  removeRow(problem, state, row);
  placeRow(problem, state, row, site);
}

/** The rows of a site, last placed first. */
export function rowsOf(state: Assignment, site: number): Int32Array {
  const rows = new Int32Array(state.count[site] as number);
  for (let row = state.first[site] as number, at = 0; row >= 0; row = state.next[row] as number) rows[at++] = row;
  return rows;
}
