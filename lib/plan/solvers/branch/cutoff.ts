import type { PlacementProblem } from '../../solver';

/** Share of a quantum that is left for rounding. */
const slack = 2 ** -10;
/** A solution that is cheaper by less than this share does not count as better. */
const relativeGap = 5e-7;
/** Quanta below this share of a cost get lost in rounding errors. */
const smallestQuantum = 2 ** -30;

/**
 * The largest power of two that divides all finite costs, so that the costs of any two solutions differ by a multiple of
 * it; 0 where there is none, or where float32 multipliers cannot express the costs.
 */
export function costQuantum({ costs, fixedCosts }: PlacementProblem): number {
  let quantum = 2 ** 120;
  for (const array of [costs, fixedCosts]) {
    for (const cost of array) {
      if (cost === Infinity) continue;
      if (Math.fround(cost) !== cost) return 0;
      while (cost % quantum !== 0) quantum /= 2;
    }
  }
  return quantum === 2 ** 120 ? 0 : quantum;
}

/** No solution that is cheaper than this is looked for once one of `cost` is known. */
export function cutoffBelow(cost: number, quantum: number): number {
  return isExact(cost, quantum) ? cost - quantum * (1 - slack) : cost * (1 - relativeGap);
}

/** Where no solution is cheaper than `bound`: the least that one can cost, at most `cost`. */
export function leastCost(bound: number, cost: number, quantum: number): number {
  if (bound >= cost) return cost;
  return isExact(cost, quantum) ? Math.min(cost, Math.ceil(bound / quantum) * quantum) : bound;
}

function isExact(cost: number, quantum: number): boolean {
  return quantum > 0 && quantum >= cost * smallestQuantum;
}
