import type { FacilityLocationProblem } from '../../../lib/plan/facility/facility-problem';
import { solveFacilityLocation } from '../../../lib/plan/facility/solve-facility-location';
import { verifyCertificate } from '../../../lib/plan/facility/verify/verify-certificate';
import { mulberry32, randomIndex } from '../../../lib/plan/solvers/random';
import { feasible, type Kind, kinds } from './support/problems';

const rows = 40;
const sites = 18;

/** Costs of a kind in units of `unit`, rounded to whole numbers if asked. */
function drawn(kind: Kind, unit: number, whole: boolean): FacilityLocationProblem {
  const random = mulberry32(20);
  const amount = (from: number, to: number): number => {
    const value = unit * (from + (to - from) * random());
    return whole ? Math.round(value) : value;
  };
  const costs = Float64Array.from({ length: rows * sites }, () => amount(10, 90));
  const fixedCosts = Float64Array.from({ length: sites }, () => (kind === 'pmedian' ? 0 : amount(100, 300)));
  if (kind === 'pmedian') return { costs, fixedCosts, minSites: 5, maxSites: 5 };
  if (kind === 'ufl') return { costs, fixedCosts };
  const demands = Float64Array.from({ length: rows }, () => 1 + randomIndex(random, 9));
  const capacities = Float64Array.from({ length: sites }, () => 25 + randomIndex(random, 20));
  return { costs, fixedCosts, demands, capacities, singleSource: kind === 'sscflp' };
}

describe.each(kinds)('%s', (kind) => {
  const units = [1, 1e2, 1e3, 1e4, 1e6, 1e9, 1e15];
  describe.each([
    ['whole numbers', true, units],
    ['fractions', false, [1e-9, 1e-6, ...units]],
  ])('costs that are %s', (_, whole, magnitudes) => {
    test.each(magnitudes)('of a magnitude of %d are proved and checked', (unit) => {
      const problem = drawn(kind, unit, whole);
      const result = feasible(solveFacilityLocation(problem));
      const { faults, isShown, lowerBound } = verifyCertificate(problem, result);
      expect(faults).toEqual([]);
      expect(result.proof).toBe('optimal');
      if (kind === 'sscflp') return;
      expect(isShown).toBe(true);
      expect(lowerBound).toBeGreaterThanOrEqual(result.cost * (1 - 2e-6));
    });
  });
});
