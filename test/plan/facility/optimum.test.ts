import fc from 'fast-check';
import { solveFacilityLocation } from '../../../lib/plan/facility/solve-facility-location';
import { solvePMedian } from '../../../lib/plan/facility/solve-p-median';
import { verifyCertificate } from '../../../lib/plan/facility/verify/verify-certificate';
import { facilityProblems, feasible, kinds, optimumOf } from './support/problems';

const options = { steps: 50_000, proofSteps: 200_000 };

test.each(kinds)('%s: bound <= optimum <= cost, proofs are true and certificates hold', (kind) => {
  fc.assert(
    fc.property(facilityProblems(kind), (problem) => {
      const optimum = optimumOf(problem);
      const result = solveFacilityLocation(problem, options);
      expect(result.feasible).toBe(optimum !== null);
      if (!result.feasible || optimum === null) return;
      expect(result.cost).toBeGreaterThanOrEqual(optimum - 1e-9 * optimum - 1e-9);
      expect(result.lowerBound).toBeLessThanOrEqual(optimum + 1e-9 * optimum + 1e-9);
      const most = result.proof === 'optimal' ? optimum * (1 + 1.1e-6) + 1e-9 : Infinity;
      expect(result.cost).toBeLessThanOrEqual(most);
      const verification = verifyCertificate(problem, result);
      expect(verification.faults).toEqual([]);
      // Trees of single-source problems branch on pairs of row and site and are not kept.
      expect(verification).toMatchObject({ valid: true, isShown: kind !== 'sscflp' || verification.isShown });
      expect(verification.lowerBound).toBeLessThanOrEqual(optimum + 1e-9 * optimum + 1e-9);
      expect(verification.cost).toBeCloseTo(result.cost, 6);
    }),
    { seed: 4, numRuns: kind === 'sscflp' ? 100 : 200 },
  );
});

test.each(kinds)('%s: the optimum is nearly always found and proved at this size', (kind) => {
  const problems = fc.sample(facilityProblems(kind), { seed: 5, numRuns: 60 });
  const results = problems.map((problem) => solveFacilityLocation(problem, options)).filter(({ feasible }) => feasible);
  const proved = results.filter((result) => feasible(result).proof === 'optimal');
  expect(proved.length).toBeGreaterThanOrEqual(0.9 * results.length);
});

test('solvePMedian is facility location with p sites and no opening costs', () => {
  const costs = Float64Array.from([0, 4, 10, 4, 0, 6, 10, 6, 0]);
  const result = feasible(solvePMedian({ costs, sites: 3, p: 1, demands: 3 }));
  expect(result).toMatchObject({ open: Int32Array.of(1), cost: 10, lowerBound: 10, proof: 'optimal', gap: 0 });
  expect('assignment' in result && [...result.assignment]).toEqual([1, 1, 1]);
  expect(verifyCertificate({ costs, sites: 3, p: 1 }, result).valid).toBe(true);
});

test('weights multiply the costs of a row, demands do not', () => {
  const problem = { costs: Float64Array.of(1, 9, 5, 2), sites: 2, p: 1 };
  expect(feasible(solvePMedian(problem)).cost).toBe(6);
  expect(feasible(solvePMedian({ ...problem, demands: [1, 7] })).cost).toBe(6);
  expect(feasible(solvePMedian({ ...problem, weights: [1, 7] })).cost).toBe(23);
});

test('a row is split where that is cheaper, and not with singleSource', () => {
  const problem = { costs: Float64Array.of(1, 3, 1, 3), fixedCosts: [0, 0], demands: [2, 2], capacities: [3, 3] };
  const split = feasible(solveFacilityLocation(problem));
  expect('flow' in split && split.cost).toBe(3);
  const whole = feasible(solveFacilityLocation({ ...problem, singleSource: true }));
  expect('assignment' in whole && whole.cost).toBe(4);
});

test('the same problem, seed and budgets give the same result', () => {
  const [problem] = fc.sample(facilityProblems('cflp'), { seed: 9, numRuns: 1 });
  if (problem === undefined) throw new Error('sample');
  expect(solveFacilityLocation(problem, { seed: 3 })).toEqual(solveFacilityLocation(problem, { seed: 3 }));
});
