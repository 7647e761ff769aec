import type { CoverInstance } from './cover-instance';
import { errorOfSums, type Relaxation } from '../subgradient';

/** Every row's cover relaxed at a price >= 0; `reduced` is the cost of a column less the prices of its rows. */
export interface CoverRelaxation extends Relaxation {
  readonly reduced: Float64Array;
}

/** L(u) = sum of u + sum over columns of min(0, cost - prices of its rows). O(entries). */
export function coverRelaxation(instance: CoverInstance): CoverRelaxation {
  const { rows, site, cost, start, row } = instance;
  const columns = site.length;
  const reduced = new Float64Array(columns);
  let magnitude = 0;
  const evaluate = (prices: Float64Array, slope: Float64Array): number => {
    let value = 0;
    slope.fill(1);
    for (let one = 0; one < rows; one += 1) value += prices[one] as number;
    magnitude = 2 * value;
    for (let column = 0; column < columns; column += 1) {
      const from = start[column] as number;
      const to = start[column + 1] as number;
      let left = cost[column] as number;
      for (let at = from; at < to; at += 1) left -= prices[row[at] as number] as number;
      reduced[column] = left;
      if (left >= 0) continue;
      value += left;
      magnitude += (cost[column] as number) - left;
      for (let at = from; at < to; at += 1) slope[row[at] as number] = (slope[row[at] as number] as number) - 1;
    }
    return value;
  };
  return { evaluate, errorBound: () => errorOfSums(rows, columns, magnitude), reduced };
}

/**
 * A cover by the greedy rule: the column of least `weight` per newly covered row first, negative ones for nothing; then
 * columns that are not needed are left out, the dearest first. Flags of columns. Every row must have a column.
 */
export function greedyCover(instance: CoverInstance, weight: Float64Array): Uint8Array {
  const { rows, start, row, cost } = instance;
  const columns = cost.length;
  const chosen = new Uint8Array(columns);
  const covered = new Int32Array(rows);
  const fresh = Int32Array.from(cost, (_, column) => (start[column + 1] as number) - (start[column] as number));
  let left = rows;
  while (left > 0) {
    const best = cheapestColumn(weight, fresh, chosen);
    chosen[best] = 1;
    left -= fresh[best] as number;
    for (let at = start[best] as number; at < (start[best + 1] as number); at += 1)
      covered[row[at] as number] = (covered[row[at] as number] as number) + 1;
    recount(instance, covered, fresh);
  }
  const dearestFirst = Int32Array.from(cost, (_, column) => column)
    .filter((column) => chosen[column] === 1)
    .sort((a, b) => (cost[b] as number) - (cost[a] as number) || b - a);
  for (const column of dearestFirst) {
    let needed = false;
    for (let at = start[column] as number; at < (start[column + 1] as number) && !needed; at += 1)
      needed = covered[row[at] as number] === 1;
    if (needed) continue;
    chosen[column] = 0;
    for (let at = start[column] as number; at < (start[column + 1] as number); at += 1)
      covered[row[at] as number] = (covered[row[at] as number] as number) - 1;
  }
  return chosen;
}

function cheapestColumn(weight: Float64Array, fresh: Int32Array, chosen: Uint8Array): number {
  let best = -1;
  let least = Infinity;
  for (let column = 0; column < fresh.length; column += 1) {
    const count = fresh[column] as number;
    if (count === 0 || chosen[column] === 1) continue;
    const one = weight[column] as number;
    const score = one > 0 ? one / count : one * count;
    if (score >= least) continue;
    least = score;
    best = column;
  }
  return best;
}

function recount({ start, row }: CoverInstance, covered: Int32Array, fresh: Int32Array): void {
  for (let column = 0; column < fresh.length; column += 1) {
    if (fresh[column] === 0) continue;
    let count = 0;
    for (let at = start[column] as number; at < (start[column + 1] as number); at += 1)
      if (covered[row[at] as number] === 0) count += 1;
    fresh[column] = count;
  }
}
