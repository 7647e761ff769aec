import { solveFacilityLocation } from '../../../../lib/plan/facility/solve-facility-location';
import { solvePMedian } from '../../../../lib/plan/facility/solve-p-median';
import { reviewed } from '../../../support/reviewed';
import { type Drawn, drawn, facility, record, runOut, scattered, small } from './drawn';

test('facilities without capacities: solutions, bounds, trees and counts are as reviewed', () => {
  const results = [1, 2, 3].flatMap((seed) => {
    const problem = facility(seed, 36, 18, null);
    const few = { ...problem, minSites: 2, maxSites: 3 + seed };
    return [
      record(solveFacilityLocation(problem)),
      record(solveFacilityLocation(problem, small)),
      record(solveFacilityLocation(few, { seed, keepTree: false, steps: 30_000, proofSteps: 50_000 })),
    ];
  });
  const { now, before } = reviewed('solvers/expected/facilities without capacities.json', results);
  expect(now).toEqual(before);
});

test('facilities of scattered costs: solutions, bounds, trees and counts are as reviewed', () => {
  const results = [1, 2, 3].flatMap((seed) => {
    const { distances: costs, sites } = scattered(seed, 30, 16);
    const fixedCosts = Float64Array.from({ length: sites }, (_, at) => 700 + ((37 * at) % 11) * 50);
    return [
      record(solveFacilityLocation({ costs, fixedCosts })),
      record(solveFacilityLocation({ costs, fixedCosts }, small)),
      record(solveFacilityLocation({ costs, fixedCosts, minSites: 3, maxSites: 5 }, { seed })),
    ];
  });
  const { now, before } = reviewed('solvers/expected/facilities of scattered costs.json', results);
  expect(now).toEqual(before);
});

test('medians: solutions, bounds, trees and counts are as reviewed', () => {
  const results = [1, 2, 3].flatMap((seed) => {
    const near = drawn(seed, 40, 24);
    const wild = scattered(seed, 30, 16);
    const solved = ({ distances: costs, demands, sites }: Drawn, p: number, options = {}): unknown =>
      record(solvePMedian({ costs, demands, sites, p }, options));
    return [2, 5, 9].flatMap((p) => [solved(near, p), solved(near, p, small), solved(wild, p), solved(wild, p, small)]);
  });
  const { now, before } = reviewed('solvers/expected/medians.json', results);
  expect(now).toEqual(before);
});

test('without capacities: where searches and proofs stand when their budgets run out is as reviewed', () => {
  const { distances: costs, demands, sites } = scattered(1, 50, 30);
  const problem = facility(2, 80, 40, null);
  const results = runOut.flatMap((budgets) => [
    record(solvePMedian({ costs, demands, sites, p: 6 }, budgets)),
    record(solveFacilityLocation(problem, budgets)),
    record(solveFacilityLocation({ ...problem, minSites: 3, maxSites: 8 }, budgets)),
  ]);
  const { now, before } = reviewed('solvers/expected/without capacities, budgets run out.json', results);
  expect(now).toEqual(before);
});
