import type { BoundKind, PlacementProblem } from '../solver';
import type { FeasibleResult } from './facility-result';

/** Sums of whole numbers are exact below it. */
const largestExact = 2 ** 53;

/** From numbers alone, never from what a solver says of itself. */
export function proofOf(
  problem: PlacementProblem,
  kind: BoundKind,
  cost: number,
  lowerBound: number,
): FeasibleResult['proof'] {
  // An optimum that splits rows may cost what is no sum of the given costs.
  const isWhole = kind !== 'cflp' && cost < largestExact && isIntegral(problem);
  if ((isWhole && lowerBound > cost - 1) || lowerBound >= cost * (1 - 1.001e-6)) return 'optimal';
  return lowerBound > 0 ? 'bound' : 'none';
}

function isIntegral({ costs, fixedCosts }: PlacementProblem): boolean {
  return (
    costs.every((cost) => cost === Infinity || Number.isInteger(cost)) &&
    fixedCosts.every((cost) => Number.isInteger(cost))
  );
}
