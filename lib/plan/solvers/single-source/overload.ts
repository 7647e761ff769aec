import type { Budget } from '../eager-swap';
import { type Assignment, type AssignmentProblem, moveRow, placeRow } from './assignment';

/** What a unit of load beyond a capacity costs in the search: lower after success, higher after failure. */
export interface OverloadPenalty {
  perLoad: number;
}

/** To start with as much as a unit of load costs in `assignment`. */
export function overloadPenalty({ prepared }: AssignmentProblem, { cost }: Assignment): OverloadPenalty {
  return { perLoad: cost / prepared.problem.demands.reduce((sum, demand) => sum + demand, 0) };
}

const easier = 0.97;
const harder = 1.1;
/** Times that the penalty doubles before overload stays. */
const mostDoublings = 3;
/** Evaluations that a look at a row or site takes as long as: it reads memory far apart. */
const costOfLook = 3;
/** Gains below this share of the cost are rounding. */
const relativeTolerance = 1e-10;

/**
 * Serves the rows of `loose` and searches locally while capacities may be exceeded at a price, which rises until they are
 * not (Yagiura, Ibaraki and Glover 2004). It starts around the sites that carry another load than in `before`, everywhere
 * without it. Returns whether all capacities hold.
 */
export function descendWithOverload(
  problem: AssignmentProblem,
  state: Assignment,
  loose: Int32Array,
  before: Assignment | null,
  penalty: OverloadPenalty,
  budget: Budget,
): boolean {
  let { perLoad } = penalty;
  for (const row of loose) if (!placeAnywhere(problem, state, row, perLoad)) return false;
  const queue = rowQueue(problem.prepared.rows);
  const { sites } = problem.prepared;
  for (let site = 0; site < sites; site += 1)
    if (before === null || state.load[site] !== before.load[site]) queue.pushRowsOf(state, site);
  for (let doubling = 0; ; doubling += 1) {
    descend(problem, state, queue, perLoad, budget);
    for (let site = 0; site < sites; site += 1)
      if ((state.load[site] as number) > (problem.capacities[site] as number)) queue.pushRowsOf(state, site);
    if (queue.isEmpty()) {
      penalty.perLoad *= easier;
      return true;
    }
    if (doubling === mostDoublings || budget.steps <= 0) break;
    perLoad *= 2;
  }
  penalty.perLoad *= harder;
  return false;
}

/** Rows to look at, first in first out, none twice at a time. */
interface RowQueue {
  pushRowsOf(state: Assignment, site: number): void;
  /** -1 when there is none. */
  pop(): number;
  isEmpty(): boolean;
}

function rowQueue(rows: number): RowQueue {
  const ring = new Int32Array(rows);
  const waits = new Uint8Array(rows);
  let first = 0;
  let length = 0;
  const pushRowsOf = (state: Assignment, site: number): void => {
    for (let row = state.first[site] as number; row >= 0; row = state.next[row] as number) {
      if (waits[row] === 1) continue;
      waits[row] = 1;
      ring[(first + length) % rows] = row;
      length += 1;
    }
  };
  const pop = (): number => {
    if (length === 0) return -1;
    const row = ring[first] as number;
    waits[row] = 0;
    first = (first + 1) % rows;
    length -= 1;
    return row;
  };
  return { pushRowsOf, pop, isEmpty: () => length === 0 };
}

/** Serves a row where that is cheapest with the price of overload; false when no site can be used. */
function placeAnywhere(problem: AssignmentProblem, state: Assignment, row: number, perLoad: number): boolean {
  const { prepared, capacities } = problem;
  const { listStart, listSite, listCost, problem: placement } = prepared;
  const demand = placement.demands[row] as number;
  let best = -1;
  let least = Infinity;
  const end = listStart[row + 1] as number;
  for (let at = listStart[row] as number; at < end && (listCost[at] as number) < least; at += 1) {
    const site = listSite[at] as number;
    const isOpen = (state.count[site] as number) > 0;
    if (demand > (capacities[site] as number) || (!isOpen && state.open >= placement.maxSites)) continue;
    const opening = isOpen ? 0 : (placement.fixedCosts[site] as number);
    const price = (listCost[at] as number) + opening + perLoad * addedOverload(problem, state, site, demand);
    if (price >= least) continue;
    least = price;
    best = site;
  }
  if (best >= 0) placeRow(problem, state, row, best);
  return best >= 0;
}

/** By how much the overload of a site rises with `change` of its load. */
function addedOverload({ capacities }: AssignmentProblem, { load }: Assignment, site: number, change: number): number {
  const over = (load[site] as number) - (capacities[site] as number);
  return Math.max(0, over + change) - Math.max(0, over);
}

function descend(
  problem: AssignmentProblem,
  state: Assignment,
  queue: RowQueue,
  perLoad: number,
  budget: Budget,
): void {
  const move: Move = { site: -1, swapped: -1, change: 0 };
  while (budget.steps > 0) {
    const row = queue.pop();
    if (row < 0) return;
    findMove(problem, state, row, perLoad, move, budget);
    if (move.change >= -relativeTolerance * state.cost) continue;
    const here = state.site[row] as number;
    moveRow(problem, state, row, move.site);
    if (move.swapped >= 0) moveRow(problem, state, move.swapped, here);
    queue.pushRowsOf(state, here);
    queue.pushRowsOf(state, move.site);
  }
}

/** The best shift of a row, or swap with another. */
interface Move {
  site: number;
  swapped: number;
  change: number;
}

function findMove(
  problem: AssignmentProblem,
  state: Assignment,
  row: number,
  perLoad: number,
  best: Move,
  budget: Budget,
): void {
  const { prepared, capacities } = problem;
  const { listStart, listSite, listCost, problem: placement, sites, rows } = prepared;
  const { demands, costs, fixedCosts, maxSites } = placement;
  const here = state.site[row] as number;
  const demand = demands[row] as number;
  const lone = state.count[here] === 1;
  const overHere = (state.load[here] as number) - (capacities[here] as number);
  const roomHere = Math.max(0, overHere);
  const now = costs[row * sites + here] as number;
  const leaving = now + perLoad * (roomHere - Math.max(0, overHere - demand));
  const saved = leaving + (lone ? (fixedCosts[here] as number) : 0);
  best.site = -1;
  best.swapped = -1;
  best.change = 0;
  let looks = 0;
  const end = listStart[row + 1] as number;
  for (let at = listStart[row] as number; at < end; at += 1) {
    const cost = listCost[at] as number;
    if (cost - saved >= best.change) break;
    looks += 1;
    const site = listSite[at] as number;
    if (site === here || demand > (capacities[site] as number)) continue;
    if (state.count[site] === 0) {
      const opened = cost + (fixedCosts[site] as number) - saved;
      if (opened >= best.change || (!lone && state.open >= maxSites)) continue;
      best.site = site;
      best.swapped = -1;
      best.change = opened;
      continue;
    }
    const overThere = (state.load[site] as number) - (capacities[site] as number);
    const roomThere = Math.max(0, overThere);
    const shifted = cost - saved + perLoad * (Math.max(0, overThere + demand) - roomThere);
    if (shifted < best.change) {
      best.site = site;
      best.swapped = -1;
      best.change = shifted;
    }
    for (let other = state.first[site] as number; other >= 0; other = state.next[other] as number) {
      looks += 1;
      const change = cost - now + (costs[other * sites + here] as number) - (costs[other * sites + site] as number);
      const excess = demand - (demands[other] as number);
      const added = Math.max(0, overHere - excess) - roomHere + Math.max(0, overThere + excess) - roomThere;
      const swapped = change + perLoad * added;
      if (swapped >= best.change || (demands[other] as number) > (capacities[here] as number)) continue;
      best.site = site;
      best.swapped = other;
      best.change = swapped;
    }
  }
  budget.steps -= (costOfLook * looks) / rows;
}
