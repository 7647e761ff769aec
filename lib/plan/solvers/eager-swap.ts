import { closeSite, type OpenSites, openSite, summarise } from './open-sites';
import type { PreparedProblem } from './preprocess';

/** Work left, in candidate evaluations. */
export interface Budget {
  steps: number;
}

/** Reusable buffers and the answer of the last evaluation. */
export interface SwapScratch {
  /** Per open site: change of its loss if the candidate opens; all 0 between evaluations. */
  readonly delta: Float64Array;
  readonly deltaRows: Int32Array;
  /** The open sites with a change, some perhaps more than once. */
  readonly touched: Int32Array;
  /** Rows that the candidate would serve better than their second-nearest site. */
  readonly nearer: Int32Array;
  /** The best move with the candidate: site to close, or -1 to add only. */
  close: number;
  rows: number;
  cost: number;
}

export function swapScratch({ rows, sites }: PreparedProblem): SwapScratch {
  return {
    delta: new Float64Array(sites),
    deltaRows: new Int32Array(sites),
    touched: new Int32Array(rows),
    nearer: new Int32Array(rows),
    close: -1,
    rows: 0,
    cost: 0,
  };
}

/**
 * Local search over swap, add and drop. Every improving move is made at once (eager swap of FasterPAM, Schubert and
 * Rousseeuw 2021, on Whitaker's gain 1983); ends after a whole round of candidates without success, or with the budget.
 */
export function descend(
  state: OpenSites,
  candidates: Int32Array,
  offset: number,
  budget: Budget,
  scratch: SwapScratch,
): void {
  let failures = 0;
  for (let at = offset; failures < candidates.length && budget.steps > 0; at += 1) {
    const site = candidates[at % candidates.length] as number;
    const moved = (state.position[site] as number) >= 0 ? tryDrop(state, site) : tryOpen(state, site, budget, scratch);
    failures = moved ? 0 : failures + 1;
  }
}

/** Gains below this share of the cost are rounding. */
const relativeTolerance = 1e-10;

function tryDrop(state: OpenSites, site: number): boolean {
  const { problem } = state.prepared;
  if (state.count <= problem.minSites || (state.lossRows[site] as number) > 0) return false;
  const change = (state.loss[site] as number) - (problem.fixedCosts[site] as number);
  if (change >= -relativeTolerance * state.cost) return false;
  const before = state.cost;
  closeSite(state, site);
  summarise(state);
  return state.cost < before;
}

function tryOpen(state: OpenSites, site: number, budget: Budget, scratch: SwapScratch): boolean {
  budget.steps -= 1;
  evaluate(state, site, scratch);
  const improves = scratch.rows < 0 || (scratch.rows === 0 && scratch.cost < -relativeTolerance * state.cost);
  if (!improves) return false;
  const before = state.cost;
  openSite(state, site);
  if (scratch.close >= 0) closeSite(state, scratch.close);
  summarise(state);
  return scratch.rows < 0 || state.cost < before;
}

/** Finds the best way to open the closed `site`: alone, or for one of the open ones. O(n). */
function evaluate(state: OpenSites, site: number, scratch: SwapScratch): void {
  const { costsBySite, rows } = state.prepared;
  const { nearest, nearestCost, secondCost } = state;
  const { delta, deltaRows, touched, nearer } = scratch;
  const base = site * rows;
  const count = rowsNearer(costsBySite, base, secondCost, nearer);
  let gain = 0;
  let gainRows = 0;
  let touches = 0;
  for (let at = 0; at < count; at += 1) {
    const row = nearer[at] as number;
    const cost = costsBySite[base + row] as number;
    const next = secondCost[row] as number;
    const first = nearestCost[row] as number;
    const owner = nearest[row] as number;
    if (owner < 0) {
      gainRows -= 1;
      gain += cost;
      continue;
    }
    if (delta[owner] === 0 && deltaRows[owner] === 0) touched[touches++] = owner;
    let saved = 0;
    if (next === Infinity) deltaRows[owner] = (deltaRows[owner] as number) - 1;
    else saved = next;
    if (cost < first) {
      gain += cost - first;
      delta[owner] = (delta[owner] as number) + first - saved;
    } else delta[owner] = (delta[owner] as number) + cost - saved;
  }
  chooseMove(state, touches, scratch);
  scratch.rows += gainRows;
  scratch.cost += gain + (state.prepared.problem.fixedCosts[site] as number);
}

/**
 * Writes the rows that are nearer to the site at `base` than to their second-nearest open site; returns their number. The
 * innermost loop of the search, kept apart so that it compiles to little more than a load and a comparison.
 */
function rowsNearer(costsBySite: Float64Array, base: number, secondCost: Float64Array, nearer: Int32Array): number {
  const rows = secondCost.length;
  let count = 0;
  for (let row = 0; row < rows; row += 1) {
    if ((costsBySite[base + row] as number) >= (secondCost[row] as number)) continue;
    nearer[count] = row;
    count += 1;
  }
  return count;
}

/**
 * The best site to close, if any. A candidate only lowers what closing a site loses, so an untouched site can be best only
 * if its loss was the least of all before.
 */
function chooseMove(state: OpenSites, touches: number, scratch: SwapScratch): void {
  const canAdd = state.count < state.prepared.problem.maxSites;
  scratch.close = -1;
  scratch.rows = canAdd ? 0 : Infinity;
  scratch.cost = canAdd ? 0 : Infinity;
  if (state.cheapestLoss >= 0) offerClosing(state, state.cheapestLoss, scratch);
  for (let at = 0; at < touches; at += 1) {
    const open = scratch.touched[at] as number;
    offerClosing(state, open, scratch);
    scratch.delta[open] = 0;
    scratch.deltaRows[open] = 0;
  }
}

function offerClosing(state: OpenSites, open: number, scratch: SwapScratch): void {
  const fixed = state.prepared.problem.fixedCosts[open] as number;
  const rows = (state.lossRows[open] as number) + (scratch.deltaRows[open] as number);
  const cost = (state.loss[open] as number) + (scratch.delta[open] as number) - fixed;
  if (rows > scratch.rows || (rows === scratch.rows && cost > scratch.cost)) return;
  if (rows === scratch.rows && cost === scratch.cost && (scratch.close < 0 || open > scratch.close)) return;
  scratch.close = open;
  scratch.rows = rows;
  scratch.cost = cost;
}
