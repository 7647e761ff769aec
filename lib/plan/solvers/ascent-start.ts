import type { PreparedProblem } from './preprocess';
import type { AscentStart } from './subgradient';

export function ascentStart(prepared: PreparedProblem): AscentStart {
  return {
    multipliers: secondSmallestCosts(prepared),
    floor: smallestCosts(prepared),
    scale: rowScales(prepared),
  };
}

/** Where the ascent starts: the second-smallest cost of every row, or its only one. */
export function secondSmallestCosts(prepared: PreparedProblem): Float64Array {
  const { listStart, listCost } = prepared;
  return Float64Array.from({ length: prepared.rows }, (_, row) => {
    const first = listStart[row] as number;
    return listCost[Math.min(first + 1, (listStart[row + 1] as number) - 1)] as number;
  });
}

/** Below the smallest cost of a row no site wants it, and the value only falls. */
function smallestCosts(prepared: PreparedProblem): Float64Array {
  return Float64Array.from(
    { length: prepared.rows },
    (_, row) => prepared.listCost[prepared.listStart[row] as number] as number,
  );
}

/** Smallest scale of a row against the average: a row may have to pay for a site without paying for the way to it. */
const smallestScale = 0.01;

/**
 * How far the multiplier of each row may be expected to move: the root of its mean cost. Rows weigh as unequally as cities;
 * equal steps for all would leave the heavy ones far from their multipliers.
 */
export function rowScales(prepared: PreparedProblem): Float64Array {
  const { listStart, listCost, rows } = prepared;
  const mean = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const start = listStart[row] as number;
    const end = listStart[row + 1] as number;
    for (let at = start; at < end; at += 1)
      mean[row] = (mean[row] as number) + (listCost[at] as number) / (end - start);
  }
  const average = mean.reduce((sum, cost) => sum + cost / rows, 0);
  return mean.map((cost) => (average === 0 ? 1 : Math.sqrt(Math.max(cost / average, smallestScale))));
}
