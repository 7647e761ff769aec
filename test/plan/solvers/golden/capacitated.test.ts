import { solveFacilityLocation } from '../../../../lib/plan/facility/solve-facility-location';
import { reviewed } from '../../../support/reviewed';
import { facility, record, runOut, small } from './drawn';

test.each([
  ['that share, capacity twice the demand', 24, 12, 2],
  ['that share, capacity five times the demand', 24, 12, 5],
] as const)('facilities %s: solutions, bounds, trees and counts are as reviewed', (name, rows, sites, ratio) => {
  const results = [1, 2, 3].flatMap((seed) => {
    const problem = facility(seed, rows, sites, ratio);
    const few = { ...problem, minSites: 2, maxSites: 3 + seed };
    return [
      record(solveFacilityLocation(problem, { steps: 30_000 })),
      record(solveFacilityLocation(problem, small)),
      record(solveFacilityLocation(few, { seed, keepTree: false, steps: 30_000, proofSteps: 50_000 })),
    ];
  });
  const { now, before } = reviewed(`solvers/expected/facilities ${name}.json`, results);
  expect(now).toEqual(before);
});

test('facilities that share: where searches and proofs stand when their budgets run out is as reviewed', () => {
  const results = [1, 2].flatMap((seed) => {
    const problem = facility(seed, 40, 20, 6);
    const few = { ...problem, minSites: 3, maxSites: 8 };
    return runOut.flatMap((budgets) =>
      [problem, few].map((each) => record(solveFacilityLocation(each, { seed, ...budgets }))),
    );
  });
  const { now, before } = reviewed('solvers/expected/facilities that share, budgets run out.json', results);
  expect(now).toEqual(before);
});
