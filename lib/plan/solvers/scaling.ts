import type { PlacementProblem } from '../solver';

/** A problem in units of its own: costs and loads divided by powers of two. */
export interface ScaledProblem {
  readonly problem: PlacementProblem;
  readonly costUnit: number;
  readonly loadUnit: number;
}

/** Costs stay within 2^100 of 1, in the range of float32, and the whole load within 2^200: no sum or quotient overflows. */
const largestCostExponent = 100;
const largestLoadExponent = 200;
/** Smallest demand allowed, as a share of the whole. */
const smallestShare = 2 ** -400;
const largestShift = 1000;

/**
 * Division by a power of two is exact, so ordinary problems come back untouched and the others lose nothing; only costs
 * more than 2^1000 below the largest are rounded down to 0.
 */
export function scaleProblem(problem: PlacementProblem): ScaledProblem {
  const costUnit = unitFor(largestFinite([problem.costs, problem.fixedCosts]), largestCostExponent);
  const load = problem.demands.reduce((sum, demand) => sum + demand, 0);
  if (load === Infinity || problem.demands.some((demand) => demand < load * smallestShare))
    throw new Error('placement-problem: demands are more than 2^400 apart, or their sum overflows');
  const loadUnit = unitFor(load, largestLoadExponent);
  if (costUnit === 1 && loadUnit === 1) return { problem, costUnit, loadUnit };
  return {
    problem: {
      ...problem,
      costs: problem.costs.map((cost) => divide(cost, costUnit)),
      fixedCosts: problem.fixedCosts.map((cost) => divide(cost, costUnit)),
      demands: problem.demands.map((demand) => demand / loadUnit),
      capacities: problem.capacities === null ? null : problem.capacities.map((load) => divide(load, loadUnit)),
      ...(problem.losses && {
        losses: problem.losses.map((loss) => ({
          ...loss,
          capacities: loss.capacities && loss.capacities.map((load) => divide(load, loadUnit)),
        })),
      }),
    },
    costUnit,
    loadUnit,
  };
}

/** Subnormal numbers have lost digits: rounding them down to 0 keeps every bound valid. */
function divide(value: number, unit: number): number {
  const quotient = value / unit;
  return quotient < 2 ** -1022 ? 0 : quotient;
}

function unitFor(largest: number, exponentLimit: number): number {
  if (largest === 0) return 1;
  const exponent = Math.max(-largestShift, Math.min(largestShift, Math.floor(Math.log2(largest))));
  return Math.abs(exponent) <= exponentLimit ? 1 : 2 ** exponent;
}

function largestFinite(arrays: readonly Float64Array[]): number {
  let largest = 0;
  for (const array of arrays) for (const value of array) if (value > largest && value < Infinity) largest = value;
  return largest;
}
