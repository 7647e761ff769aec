import { generate } from '../../../bench/capacitated/families';
import type { FacilityLocationProblem } from '../../../lib/plan/facility/facility-problem';
import type { SplitResult, UnsplitResult } from '../../../lib/plan/facility/facility-result';
import { solveFacilityLocation } from '../../../lib/plan/facility/solve-facility-location';
import { verifyCertificate } from '../../../lib/plan/facility/verify/verify-certificate';
import { mulberry32, randomIndex } from '../../../lib/plan/solvers/random';
import { feasible } from '../facility/support/problems';

/** Rows that ten random sites may serve for next to nothing, sites that cost the same: local optima lie far apart. */
function alikeSites(seed: number, size: number): FacilityLocationProblem {
  const random = mulberry32(seed);
  const costs = new Float64Array(size * size).fill(Infinity);
  for (let row = 0; row < size; row += 1)
    for (let pick = 0; pick < 10; pick += 1) costs[row * size + randomIndex(random, size)] = randomIndex(random, 5);
  return { costs, fixedCosts: new Float64Array(size).fill(3000) };
}

function solved(problem: FacilityLocationProblem, proofSteps: number): UnsplitResult | SplitResult {
  const result = feasible(solveFacilityLocation(problem, { proofSteps }));
  expect(verifyCertificate(problem, result).faults).toEqual([]);
  return result;
}

test.each([
  ['sites are alike', alikeSites(4, 60)],
  ['few sites with capacities carry all', generate({ name: '60 x 60, ratio 12', size: 60, ratio: 12 }, 14)],
])('the search goes on where the proof is given up, and finds a cheaper solution: %s', (_, problem) => {
  const [unproved, givenUp] = [solved(problem, 0), solved(problem, 1)];
  expect(givenUp.proof).toBe('bound');
  expect(givenUp.cost).toBeLessThan(0.995 * unproved.cost);
});
