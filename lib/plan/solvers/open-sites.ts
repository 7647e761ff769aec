import type { PreparedProblem } from './preprocess';

/**
 * A set of open sites with the two nearest of every row: a pure function of the set, whatever the order of the moves
 * that led to it. A row without any open site it may use is unserved: nearest -1, cost Infinity.
 */
export interface OpenSites {
  readonly prepared: PreparedProblem;
  /** The first `count` entries are open. */
  readonly list: Int32Array;
  /** Index in `list`, -1 when closed. */
  readonly position: Int32Array;
  count: number;
  readonly nearest: Int32Array;
  readonly second: Int32Array;
  readonly nearestCost: Float64Array;
  readonly secondCost: Float64Array;
  /** Per open site: what its rows would cost more at their second-nearest; and how many have none. */
  readonly loss: Float64Array;
  readonly lossRows: Int32Array;
  /** Served and fixed cost, valid after `summarise`. */
  cost: number;
  unserved: number;
  /** The open site whose closing loses least (fewest rows, then cost less its fixed cost, then index), -1 for none. */
  cheapestLoss: number;
}

export function noSites(prepared: PreparedProblem): OpenSites {
  const { rows, sites } = prepared;
  return {
    prepared,
    list: new Int32Array(sites),
    position: new Int32Array(sites).fill(-1),
    count: 0,
    nearest: new Int32Array(rows).fill(-1),
    second: new Int32Array(rows).fill(-1),
    nearestCost: new Float64Array(rows).fill(Infinity),
    secondCost: new Float64Array(rows).fill(Infinity),
    loss: new Float64Array(sites),
    lossRows: new Int32Array(sites),
    cost: 0,
    unserved: rows,
    cheapestLoss: -1,
  };
}

export function copyOpenSites(from: OpenSites, to: OpenSites): void {
  to.list.set(from.list);
  to.position.set(from.position);
  to.nearest.set(from.nearest);
  to.second.set(from.second);
  to.nearestCost.set(from.nearestCost);
  to.secondCost.set(from.secondCost);
  to.loss.set(from.loss);
  to.lossRows.set(from.lossRows);
  to.count = from.count;
  to.cost = from.cost;
  to.unserved = from.unserved;
  to.cheapestLoss = from.cheapestLoss;
}

/** Fewer unserved rows first, then the lower cost. */
export function isBetter(a: OpenSites, b: OpenSites): boolean {
  return a.unserved < b.unserved || (a.unserved === b.unserved && a.cost < b.cost);
}

/** O(n). Call `summarise` when the set is complete. */
export function openSite(state: OpenSites, site: number): void {
  const { costsBySite, rows } = state.prepared;
  const { nearest, second, nearestCost, secondCost } = state;
  state.position[site] = state.count;
  state.list[state.count] = site;
  state.count += 1;
  const base = site * rows;
  for (let row = 0; row < rows; row += 1) {
    const cost = costsBySite[base + row] as number;
    if (cost > (secondCost[row] as number) || cost === Infinity) continue;
    const first = nearestCost[row] as number;
    if (cost < first || (cost === first && site < (nearest[row] as number))) {
      second[row] = nearest[row] as number;
      secondCost[row] = first;
      nearest[row] = site;
      nearestCost[row] = cost;
    } else if (cost < (secondCost[row] as number) || site < (second[row] as number)) {
      second[row] = site;
      secondCost[row] = cost;
    }
  }
}

/** O(n) plus the open sites for every row that had it among its two nearest. Call `summarise` afterwards. */
export function closeSite(state: OpenSites, site: number): void {
  const { rows } = state.prepared;
  const { nearest, second, list, position } = state;
  const at = position[site] as number;
  const last = list[state.count - 1] as number;
  list[at] = last;
  position[last] = at;
  position[site] = -1;
  state.count -= 1;
  for (let row = 0; row < rows; row += 1) if (nearest[row] === site || second[row] === site) rescan(state, row);
}

function rescan(state: OpenSites, row: number): void {
  const { costs } = state.prepared.problem;
  const { list, count } = state;
  const base = row * state.prepared.sites;
  let first = -1;
  let second = -1;
  let firstCost = Infinity;
  let secondCost = Infinity;
  for (let at = 0; at < count; at += 1) {
    const site = list[at] as number;
    const cost = costs[base + site] as number;
    if (cost > secondCost || cost === Infinity) continue;
    if (cost < firstCost || (cost === firstCost && site < first)) {
      second = first;
      secondCost = firstCost;
      first = site;
      firstCost = cost;
    } else if (cost < secondCost || site < second) {
      second = site;
      secondCost = cost;
    }
  }
  state.nearest[row] = first;
  state.nearestCost[row] = firstCost;
  state.second[row] = second;
  state.secondCost[row] = secondCost;
}

/** Recomputes cost, unserved rows and losses. O(n + m). */
export function summarise(state: OpenSites): void {
  const { rows, problem } = state.prepared;
  const { nearest, nearestCost, secondCost, loss, lossRows, list, position } = state;
  let cost = 0;
  let unserved = 0;
  loss.fill(0);
  lossRows.fill(0);
  for (let row = 0; row < rows; row += 1) {
    const site = nearest[row] as number;
    if (site < 0) {
      unserved += 1;
      continue;
    }
    const first = nearestCost[row] as number;
    const next = secondCost[row] as number;
    cost += first;
    if (next === Infinity) {
      lossRows[site] = (lossRows[site] as number) + 1;
      loss[site] = (loss[site] as number) - first;
    } else loss[site] = (loss[site] as number) + next - first;
  }
  for (let site = 0; site < position.length; site += 1)
    if ((position[site] as number) >= 0) cost += problem.fixedCosts[site] as number;
  sortList(list, position, state.count);
  state.cost = cost;
  state.unserved = unserved;
  state.cheapestLoss = cheapestLoss(state);
}

function cheapestLoss(state: OpenSites): number {
  const { fixedCosts } = state.prepared.problem;
  let cheapest = -1;
  let leastRows = Infinity;
  let least = Infinity;
  for (let at = 0; at < state.count; at += 1) {
    const site = state.list[at] as number;
    const rows = state.lossRows[site] as number;
    const loss = (state.loss[site] as number) - (fixedCosts[site] as number);
    if (rows > leastRows || (rows === leastRows && loss >= least)) continue;
    cheapest = site;
    leastRows = rows;
    least = loss;
  }
  return cheapest;
}

/** Ascending, so that equal sets are equal states. Nearly sorted already: one or two sites moved. */
function sortList(list: Int32Array, position: Int32Array, count: number): void {
  for (let at = 1; at < count; at += 1) {
    const site = list[at] as number;
    let to = at;
    while (to > 0 && (list[to - 1] as number) > site) {
      list[to] = list[to - 1] as number;
      to -= 1;
    }
    list[to] = site;
  }
  for (let at = 0; at < count; at += 1) position[list[at] as number] = at;
}
