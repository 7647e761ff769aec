import type { Budget } from '../eager-swap';
import { sortByKey, sortScratch } from '../sort-by-key';
import {
  type Assignment,
  type AssignmentProblem,
  copyAssignment,
  isBetterAssignment,
  moveRow,
  noAssignment,
  placeRow,
  removeRow,
  rowsOf,
} from './assignment';
import { moveRows, placeRows } from './move-rows';

/** Sites to open and to close, -1 for none, and the change of cost if capacities did not matter. */
interface SiteMove {
  readonly opens: number;
  readonly closes: number;
  readonly estimate: number;
}

/** Moves tried without success before the search over sites ends. */
const mostTrials = 40;

/** Local search over rows and sites: opens, closes and exchanges sites while that pays. */
export function moveSites(problem: AssignmentProblem, state: Assignment, budget: Budget): void {
  moveRows(problem, state, budget);
  const trial = noAssignment(problem);
  for (let improved = true; improved && budget.steps > 0;) {
    improved = false;
    let trials = 0;
    for (const move of promisingMoves(problem, state, budget)) {
      if (trials >= mostTrials || budget.steps <= 0) break;
      trials += 1;
      copyAssignment(state, trial);
      if (!tryMove(problem, trial, move.opens, move.closes, budget)) continue;
      moveRows(problem, trial, budget);
      if (!isBetterAssignment(problem, trial, state)) continue;
      copyAssignment(trial, state);
      improved = true;
      break;
    }
  }
}

/** Opens and closes a site; false when the rows of the closed one find no room. */
function tryMove(
  problem: AssignmentProblem,
  state: Assignment,
  opens: number,
  closes: number,
  budget: Budget,
): boolean {
  const loose = closes < 0 ? new Int32Array(0) : rowsOf(state, closes);
  for (const row of loose) removeRow(problem, state, row);
  if (opens >= 0) attractRows(problem, state, opens, closes);
  const { demands } = problem.prepared.problem;
  loose.sort((a, b) => (demands[b] as number) - (demands[a] as number) || a - b);
  budget.steps -= opens >= 0 ? 1 : 0;
  return placeRows(problem, state, loose, false, budget);
}

/** Fills the closed `site` with the rows that save most per load. */
export function attractRows(problem: AssignmentProblem, state: Assignment, site: number, leaving: number): void {
  const { prepared, capacities } = problem;
  const { rows, sites, costsBySite, problem: placement } = prepared;
  const keys = new Float64Array(rows);
  const items = new Int32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row += 1) {
    const here = costsBySite[site * rows + row] as number;
    if (here === Infinity) continue;
    const now = state.site[row] as number;
    const elsewhere =
      now < 0 ? cheapestOpen(problem, state, row, leaving) : (placement.costs[row * sites + now] as number);
    const saving = Math.min(elsewhere, Number.MAX_VALUE) - here;
    if (saving <= 0) continue;
    keys[count] = -saving / (placement.demands[row] as number);
    items[count] = row;
    count += 1;
  }
  sortByKey(keys, items, count, sortScratch(count));
  for (let at = 0; at < count; at += 1) {
    const row = items[at] as number;
    if ((state.load[site] as number) + (placement.demands[row] as number) > (capacities[site] as number)) continue;
    if ((state.site[row] as number) < 0) placeRow(problem, state, row, site);
    else moveRow(problem, state, row, site);
  }
}

function cheapestOpen({ prepared }: AssignmentProblem, state: Assignment, row: number, except: number): number {
  const { listStart, listSite, listCost } = prepared;
  for (let at = listStart[row] as number; at < (listStart[row + 1] as number); at += 1) {
    const site = listSite[at] as number;
    if (site !== except && (state.count[site] as number) > 0) return listCost[at] as number;
  }
  return Infinity;
}

/**
 * Moves that would pay if capacities did not matter, the most promising first: for every closed site alone and with every
 * open one, by the gain of Whitaker (1983); and every closing. O(n m).
 */
function promisingMoves(problem: AssignmentProblem, state: Assignment, budget: Budget): SiteMove[] {
  const { prepared, capacities } = problem;
  const { rows, sites, costsBySite, problem: placement } = prepared;
  const { now, alternative, loss } = presentCosts(problem, state);
  const moves: SiteMove[] = [];
  const limit = -1e-10 * state.cost;
  const offer = (opens: number, closes: number, estimate: number): void => {
    if (estimate < limit) moves.push({ opens, closes, estimate });
  };
  const delta = new Float64Array(sites);
  budget.steps -= sites;
  for (let closes = 0; closes < sites; closes += 1)
    if ((state.count[closes] as number) > 0 && state.open > placement.minSites)
      offer(-1, closes, (loss[closes] as number) - (placement.fixedCosts[closes] as number));
  for (let opens = 0; opens < sites; opens += 1) {
    if ((state.count[opens] as number) > 0 || capacities[opens] === 0) continue;
    let gain = placement.fixedCosts[opens] as number;
    delta.fill(0);
    for (let row = 0; row < rows; row += 1) {
      const cost = costsBySite[opens * rows + row] as number;
      const present = now[row] as number;
      const other = alternative[row] as number;
      if (cost >= present && cost >= other) continue;
      const site = state.site[row] as number;
      if (cost < present) {
        gain += cost - present;
        if (other > present) delta[site] = (delta[site] as number) + present - other;
      } else delta[site] = (delta[site] as number) + cost - other;
    }
    if (state.open < placement.maxSites) offer(opens, -1, gain);
    for (let closes = 0; closes < sites; closes += 1) {
      if (state.count[closes] === 0) continue;
      const fixed = placement.fixedCosts[closes] as number;
      offer(opens, closes, gain - fixed + (loss[closes] as number) + (delta[closes] as number));
    }
  }
  return moves.sort((a, b) => a.estimate - b.estimate || a.opens - b.opens || a.closes - b.closes).slice(0, mostTrials);
}

/** Per row its cost and that of the cheapest other open site; per site what its rows would lose there. */
function presentCosts(
  { prepared }: AssignmentProblem,
  state: Assignment,
): { now: Float64Array; alternative: Float64Array; loss: Float64Array } {
  const { rows, sites, listStart, listSite, listCost, problem } = prepared;
  const now = new Float64Array(rows);
  const alternative = new Float64Array(rows);
  const loss = new Float64Array(sites);
  let ceiling = 1;
  for (let row = 0; row < rows; row += 1) ceiling += listCost[(listStart[row + 1] as number) - 1] as number;
  for (let row = 0; row < rows; row += 1) {
    const site = state.site[row] as number;
    now[row] = problem.costs[row * sites + site] as number;
    alternative[row] = ceiling;
    for (let at = listStart[row] as number; at < (listStart[row + 1] as number); at += 1) {
      const other = listSite[at] as number;
      if (other === site || state.count[other] === 0) continue;
      alternative[row] = Math.max(listCost[at] as number, now[row] as number);
      break;
    }
    loss[site] = (loss[site] as number) + (alternative[row] as number) - (now[row] as number);
  }
  return { now, alternative, loss };
}
