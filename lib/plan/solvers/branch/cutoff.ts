import type { PlacementProblem } from '../../solver';

/** What is left for rounding of the difference of 1 between two integer costs. */
const integerSlack = 2 ** -10;
/** A solution that is cheaper by less than this share does not count as better. */
const relativeGap = 5e-7;
/** Above this, a difference of 1 gets lost in rounding errors. */
const largestExactCost = 2 ** 30;

/** Whether the costs of any two solutions differ by an integer, and float32 multipliers can express every cost. */
export function hasIntegerCosts({ costs, fixedCosts }: PlacementProblem): boolean {
  const isInteger = (cost: number): boolean =>
    cost === Infinity || (Number.isInteger(cost) && Math.fround(cost) === cost);
  return costs.every(isInteger) && fixedCosts.every(isInteger);
}

/** No solution that is cheaper than this is looked for once one of `cost` is known. */
export function cutoffBelow(cost: number, areIntegers: boolean): number {
  return isExact(cost, areIntegers) ? cost - 1 + integerSlack : cost * (1 - relativeGap);
}

/** Where no solution is cheaper than `bound`: the least that one can cost, at most `cost`. */
export function leastCost(bound: number, cost: number, areIntegers: boolean): number {
  return Math.min(cost, isExact(cost, areIntegers) ? Math.ceil(bound) : bound);
}

function isExact(cost: number, areIntegers: boolean): boolean {
  return areIntegers && cost <= largestExactCost;
}
