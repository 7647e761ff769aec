import type { PlacementProblem } from '../solver';
import { sortByKey, sortScratch } from './sort-by-key';

/** The costs in the layouts that the inner loops read; planner preprocessing, O(n m log m). */
export interface PreparedProblem {
  readonly problem: PlacementProblem;
  readonly rows: number;
  readonly sites: number;
  /** m x n, a row per site. */
  readonly costsBySite: Float64Array;
  /** 1 for sites that never need to serve. */
  readonly dominated: Uint8Array;
  /** Allowed undominated sites of row i, cheapest first (ties by index): positions `listStart[i]` to `listStart[i + 1]`. */
  readonly listStart: Int32Array;
  readonly listSite: Int32Array;
  readonly listCost: Float64Array;
}

/** With `capacitated` no site dominates another: a dearer one may be needed for its capacity. */
export function prepare(problem: PlacementProblem, capacitated: boolean): PreparedProblem {
  const rows = problem.demands.length;
  const sites = problem.fixedCosts.length;
  const costsBySite = transpose(problem.costs, rows, sites);
  const dominated = capacitated ? new Uint8Array(sites) : dominatedSites(costsBySite, problem.fixedCosts);
  return { problem, rows, sites, costsBySite, dominated, ...sortedLists(problem, dominated) };
}

/** n x m to m x n. */
export function transpose(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const transposed = new Float64Array(matrix.length);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1)
      transposed[column * rows + row] = matrix[row * columns + column] as number;
  return transposed;
}

function sortedLists(
  problem: PlacementProblem,
  dominated: Uint8Array,
): Pick<PreparedProblem, 'listStart' | 'listSite' | 'listCost'> {
  const rows = problem.demands.length;
  const sites = problem.fixedCosts.length;
  const length = countListed(problem.costs, rows, dominated);
  const listStart = new Int32Array(rows + 1);
  const listSite = new Int32Array(length);
  const listCost = new Float64Array(length);
  const scratch = sortScratch(sites);
  let end = 0;
  for (let row = 0; row < rows; row += 1) {
    const start = end;
    for (let site = 0; site < sites; site += 1) {
      const cost = problem.costs[row * sites + site] as number;
      if (cost === Infinity || dominated[site] === 1) continue;
      listSite[end] = site;
      listCost[end] = cost;
      end += 1;
    }
    sortByKey(listCost.subarray(start, end), listSite.subarray(start, end), end - start, scratch);
    listStart[row + 1] = end;
  }
  return { listStart, listSite, listCost };
}

function countListed(costs: Float64Array, rows: number, dominated: Uint8Array): number {
  const sites = dominated.length;
  let count = 0;
  for (let row = 0; row < rows; row += 1)
    for (let site = 0; site < sites; site += 1)
      if ((costs[row * sites + site] as number) < Infinity && dominated[site] === 0) count += 1;
  return count;
}

/**
 * 1 for every site that another one replaces at no loss when capacity does not matter: nowhere dearer to serve from and
 * not dearer to open; of equal sites the first stays. Some best solution sends no load to a dominated site.
 * O(m^2 n) at worst, in practice a few rows per pair.
 */
export function dominatedSites(costsBySite: Float64Array, fixedCosts: Float64Array): Uint8Array {
  const sites = fixedCosts.length;
  const rows = sites === 0 ? 0 : costsBySite.length / sites;
  const dominated = new Uint8Array(sites);
  for (let site = 0; site < sites; site += 1) {
    for (let other = 0; other < sites; other += 1) {
      if (other === site || dominated[other] === 1) continue;
      if (!dominates(costsBySite, fixedCosts, rows, other, site)) continue;
      dominated[site] = 1;
      break;
    }
  }
  return dominated;
}

function dominates(costsBySite: Float64Array, fixedCosts: Float64Array, rows: number, a: number, b: number): boolean {
  const fixedA = fixedCosts[a] as number;
  const fixedB = fixedCosts[b] as number;
  if (fixedA > fixedB) return false;
  let strictly = fixedA < fixedB;
  for (let row = 0; row < rows; row += 1) {
    const costA = costsBySite[a * rows + row] as number;
    const costB = costsBySite[b * rows + row] as number;
    if (costA > costB) return false;
    if (costA < costB) strictly = true;
  }
  return strictly || a < b;
}
