import { solveFacilityLocation } from '../../../../lib/plan/facility/solve-facility-location';
import { reviewed } from '../../../support/reviewed';
import { facility, record, runOut, small } from './drawn';

test('facilities that serve whole rows: solutions, bounds, trees and counts are as reviewed', () => {
  const results = [1, 2, 3].flatMap((seed) => {
    const problem = { ...facility(seed, 12, 6, 2), singleSource: true };
    const few = { ...problem, minSites: 2, maxSites: 3 + seed };
    return [
      record(solveFacilityLocation(problem, { steps: 30_000 })),
      record(solveFacilityLocation(problem, small)),
      record(solveFacilityLocation(few, { seed, keepTree: false, steps: 30_000, proofSteps: 50_000 })),
    ];
  });
  const { now, before } = reviewed('solvers/expected/facilities that serve whole rows.json', results);
  expect(now).toEqual(before);
});

test('facilities that serve whole rows: where searches and proofs stand when their budgets run out is as reviewed', () => {
  const results = [1, 2].flatMap((seed) => {
    const problem = { ...facility(seed, 30, 12, 1.7), singleSource: true };
    const few = { ...problem, minSites: 3, maxSites: 11 };
    return runOut.flatMap((budgets) =>
      [problem, few].map((each) => record(solveFacilityLocation(each, { seed, keepTree: false, ...budgets }))),
    );
  });
  const { now, before } = reviewed('solvers/expected/whole rows, budgets run out.json', results);
  expect(now).toEqual(before);
});
