import type { Budget } from '../eager-swap';
import { type Assignment, type AssignmentProblem, moveRow, placeRow } from './assignment';

/** Gains below this share of the cost are rounding. */
const relativeTolerance = 1e-10;

/**
 * Local search over the rows: shift to a site with room, swap with a row there, or push a row there on to a third site.
 * A closed site may open for a shift if a place is free. Ends at a local optimum, or with the budget.
 */
export function moveRows(problem: AssignmentProblem, state: Assignment, budget: Budget): void {
  const { rows } = problem.prepared;
  for (let failures = 0, row = 0; failures < rows && budget.steps > 0; row = (row + 1) % rows)
    failures = improveRow(problem, state, row, budget) ? 0 : failures + 1;
}

/** The best way found to serve a row elsewhere. */
interface Move {
  site: number;
  /** The row that makes room, -1 for none, and where it goes. */
  pushed: number;
  to: number;
  change: number;
}

function improveRow(problem: AssignmentProblem, state: Assignment, row: number, budget: Budget): boolean {
  const here = state.site[row] as number;
  if (here < 0) return false;
  const move = bestMove(problem, state, row, budget);
  if (move === null || move.change >= -relativeTolerance * state.cost) return false;
  if (move.pushed >= 0) moveRow(problem, state, move.pushed, move.to);
  moveRow(problem, state, row, move.site);
  return true;
}

function bestMove(problem: AssignmentProblem, state: Assignment, row: number, budget: Budget): Move | null {
  const { prepared, capacities } = problem;
  const { listStart, listSite, listCost, problem: placement, sites, rows } = prepared;
  const here = state.site[row] as number;
  const demand = placement.demands[row] as number;
  const lone = state.count[here] === 1;
  const now = (placement.costs[row * sites + here] as number) + (lone ? (placement.fixedCosts[here] as number) : 0);
  const best: Move = { site: -1, pushed: -1, to: -1, change: 0 };
  let looks = 0;
  const end = listStart[row + 1] as number;
  for (let at = listStart[row] as number; at < end && (listCost[at] as number) - now < best.change; at += 1) {
    const site = listSite[at] as number;
    looks += 1;
    if (site === here || demand > (capacities[site] as number)) continue;
    const change = (listCost[at] as number) - now;
    const isOpen = (state.count[site] as number) > 0;
    if (!isOpen && !lone && state.open >= placement.maxSites) continue;
    if ((state.load[site] as number) + demand <= (capacities[site] as number)) {
      const whole = change + (isOpen ? 0 : (placement.fixedCosts[site] as number));
      if (whole < best.change) Object.assign(best, { site, pushed: -1, to: -1, change: whole });
    } else looks += pushOut(problem, state, row, site, change, best, budget);
  }
  budget.steps -= looks / rows;
  return best.site < 0 ? null : best;
}

/** Tries every row of `site` that leaves room for `row`: to the site that `row` leaves, or to the cheapest with room. */
function pushOut(
  problem: AssignmentProblem,
  state: Assignment,
  row: number,
  site: number,
  change: number,
  best: Move,
  budget: Budget,
): number {
  const { prepared, capacities } = problem;
  const { problem: placement, sites } = prepared;
  const { demands, costs } = placement;
  const here = state.site[row] as number;
  const demand = demands[row] as number;
  const excess = (state.load[site] as number) + demand - (capacities[site] as number);
  let looks = 0;
  for (let other = state.first[site] as number; other >= 0; other = state.next[other] as number) {
    looks += 1;
    if ((demands[other] as number) < excess) continue;
    const before = change - (costs[other * sites + site] as number);
    const roomHere = (capacities[here] as number) - (state.load[here] as number) + demand;
    if ((demands[other] as number) <= roomHere) {
      const refill = state.count[here] === 1 ? (placement.fixedCosts[here] as number) : 0;
      const swapped = before + (costs[other * sites + here] as number) + refill;
      if (swapped < best.change) Object.assign(best, { site, pushed: other, to: here, change: swapped });
    }
    const to = cheapestRoom(problem, state, other, site, best.change - before, budget);
    if (to < 0 || to === here) continue;
    const pushed = before + (costs[other * sites + to] as number);
    if (pushed < best.change) Object.assign(best, { site, pushed: other, to, change: pushed });
  }
  return looks;
}

/** The cheapest open site with room for `row`, other than `except` and cheaper than `limit`; -1 for none. */
export function cheapestRoom(
  { prepared, capacities }: AssignmentProblem,
  state: Assignment,
  row: number,
  except: number,
  limit: number,
  budget: Budget,
): number {
  const { listStart, listSite, listCost, problem, rows } = prepared;
  const demand = problem.demands[row] as number;
  const start = listStart[row] as number;
  const end = listStart[row + 1] as number;
  let found = -1;
  let at = start;
  for (; at < end && found < 0 && (listCost[at] as number) < limit; at += 1) {
    const site = listSite[at] as number;
    if (site === except || state.count[site] === 0) continue;
    if ((state.load[site] as number) + demand <= (capacities[site] as number)) found = site;
  }
  budget.steps -= (at - start) / rows;
  return found;
}

/**
 * Serves the unserved rows of `order`: each at the cheapest open site with room, at a site that opens for it (if `mayOpen`),
 * or by pushing a row on to another site. Rows that fit nowhere stay unserved; returns whether there are none.
 */
export function placeRows(
  problem: AssignmentProblem,
  state: Assignment,
  order: Int32Array,
  mayOpen: boolean,
  budget: Budget,
): boolean {
  const { demands } = problem.prepared.problem;
  let waiting = order.reduce((sum, row) => sum + ((state.site[row] as number) < 0 ? (demands[row] as number) : 0), 0);
  for (const row of order) {
    if ((state.site[row] as number) >= 0) continue;
    const site = cheapestRoom(problem, state, row, -1, Infinity, budget);
    const opening = mayOpen ? cheapestOpening(problem, state, row, waiting) : -1;
    waiting -= demands[row] as number;
    const price = openingPrice(problem, row, opening);
    if (site >= 0 && cost(problem, row, site) <= price) placeRow(problem, state, row, site);
    else if (opening >= 0) placeRow(problem, state, row, opening);
    else if (!makeRoom(problem, state, row, budget) && !mayOpen) return false;
  }
  return state.unserved === 0;
}

function cost({ prepared: { problem, sites } }: AssignmentProblem, row: number, site: number): number {
  return problem.costs[row * sites + site] as number;
}

function openingPrice(problem: AssignmentProblem, row: number, site: number): number {
  if (site < 0) return Infinity;
  return cost(problem, row, site) + (problem.prepared.problem.fixedCosts[site] as number);
}

/** The closed site that is cheapest for `row` with its part of the fixed cost, if all waiting load comes along. */
function cheapestOpening(problem: AssignmentProblem, state: Assignment, row: number, waiting: number): number {
  const { prepared, capacities } = problem;
  const { listStart, listSite, listCost, problem: placement } = prepared;
  const demand = placement.demands[row] as number;
  if (state.open >= placement.maxSites) return -1;
  let best = -1;
  let least = Infinity;
  const end = listStart[row + 1] as number;
  for (let at = listStart[row] as number; at < end && (listCost[at] as number) < least; at += 1) {
    const site = listSite[at] as number;
    const capacity = capacities[site] as number;
    if ((state.count[site] as number) > 0 || demand > capacity) continue;
    const part = demand / Math.min(capacity, Math.max(waiting, demand));
    const price = (listCost[at] as number) + part * (placement.fixedCosts[site] as number);
    if (price >= least) continue;
    least = price;
    best = site;
  }
  return best;
}

/** Sites that `makeRoom` looks at before it takes the best found. */
const sitesForRoom = 8;

/** Places `row` where pushing one row on costs least among the nearest sites where that is possible. */
function makeRoom(problem: AssignmentProblem, state: Assignment, row: number, budget: Budget): boolean {
  const { prepared, capacities } = problem;
  const { listStart, listSite, listCost, problem: placement } = prepared;
  const demand = placement.demands[row] as number;
  const best = { site: -1, pushed: -1, to: -1, change: Infinity };
  const end = listStart[row + 1] as number;
  let looked = 0;
  for (let at = listStart[row] as number; at < end && (looked < sitesForRoom || best.site < 0); at += 1) {
    const site = listSite[at] as number;
    const excess = (state.load[site] as number) + demand - (capacities[site] as number);
    if (state.count[site] === 0 || demand > (capacities[site] as number)) continue;
    looked += 1;
    for (let other = state.first[site] as number; other >= 0; other = state.next[other] as number) {
      if ((placement.demands[other] as number) < excess) continue;
      const before = (listCost[at] as number) - cost(problem, other, site);
      const to = cheapestRoom(problem, state, other, site, best.change - before, budget);
      if (to < 0) continue;
      best.site = site;
      best.pushed = other;
      best.to = to;
      best.change = before + cost(problem, other, to);
    }
  }
  if (best.site < 0) return false;
  moveRow(problem, state, best.pushed, best.to);
  placeRow(problem, state, row, best.site);
  return true;
}
