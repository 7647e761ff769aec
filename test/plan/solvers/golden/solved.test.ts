import type { FacilityLocationProblem } from '../../../../lib/plan/facility/facility-problem';
import type { FacilityResult } from '../../../../lib/plan/facility/facility-result';
import { solveFacilityLocation } from '../../../../lib/plan/facility/solve-facility-location';
import { solvePMedian } from '../../../../lib/plan/facility/solve-p-median';
import { solveMaximalCovering } from '../../../../lib/plan/solvers/covering-models/maximal-covering';
import { solvePCenter } from '../../../../lib/plan/solvers/covering-models/p-center';
import { solveSetCovering } from '../../../../lib/plan/solvers/covering-models/set-covering';
import { sampler } from '../../../geo/support/points';
import { reviewed } from '../../../support/reviewed';

interface Drawn {
  readonly rows: number;
  readonly sites: number;
  /** Of points in a square of 1,000. */
  readonly distances: Float64Array;
  readonly demands: Float64Array;
}

function drawn(seed: number, rows: number, sites: number): Drawn {
  const random = sampler(seed);
  const points = Array.from({ length: rows + sites }, () => [1000 * random(), 1000 * random()] as const);
  const distances = Float64Array.from({ length: rows * sites }, (_, at) => {
    const [x, y] = points[Math.floor(at / sites)] as readonly [number, number];
    const [u, v] = points[rows + (at % sites)] as readonly [number, number];
    return Math.floor(Math.sqrt((x - u) ** 2 + (y - v) ** 2));
  });
  return { rows, sites, distances, demands: Float64Array.from({ length: rows }, () => 5 + Math.floor(31 * random())) };
}

/** Costs by distance and demand; capacities and the prices of sites as in the capacitated sets of the literature. */
function facility(seed: number, rows: number, sites: number, ratio: number | null): FacilityLocationProblem {
  const { distances, demands } = drawn(seed, rows, sites);
  const random = sampler(seed + 1000);
  const sizes = Float64Array.from({ length: sites }, () => 10 + 150 * random());
  const total = demands.reduce((sum, demand) => sum + demand, 0);
  const scale = ratio === null ? 1 : (ratio * total) / sizes.reduce((sum, size) => sum + size, 0);
  const capacities = sizes.map((size) => Math.floor(size * scale));
  return {
    costs: distances.map((distance, at) => (distance * (demands[Math.floor(at / sites)] as number)) / 100),
    fixedCosts: capacities.map((size) => Math.floor(90 * random() + (100 + 10 * random()) * Math.sqrt(size))),
    ...(ratio === null ? {} : { capacities, demands }),
  };
}

/** What a run decides and how much it does for that. */
function record(result: FacilityResult): unknown {
  if (!result.feasible) return { ...result, rows: [...result.rows], sites: [...result.sites] };
  const { open, cost, lowerBound, gap, proof, nodes, solver, certificate } = result;
  const { kind, rootBound, tree, multipliers } = certificate;
  const sumOf = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0);
  return {
    open: [...open],
    served: 'assignment' in result ? [...result.assignment] : [...result.flow.site],
    figures: { cost, lowerBound, gap, proof, nodes, solver, kind, rootBound },
    multipliers: sumOf(multipliers),
    tree: tree && tree.nodes.map(({ rounds, branch }) => [branch, rounds.map(sumOf)]),
  };
}

const small = { steps: 1500, proofSteps: 600 };

test.each([
  ['without capacities', 36, 18, null, false],
  ['that share, capacity twice the demand', 24, 12, 2, false],
  ['that share, capacity five times the demand', 24, 12, 5, false],
  ['that serve whole rows', 12, 6, 2, true],
] as const)(
  'facilities %s: solutions, bounds, trees and counts are as reviewed',
  (name, rows, sites, ratio, singleSource) => {
    const results = [1, 2, 3].flatMap((seed) => {
      const problem = { ...facility(seed, rows, sites, ratio), singleSource };
      const few = { ...problem, minSites: 2, maxSites: 3 + seed };
      return [
        record(solveFacilityLocation(problem, singleSource ? { steps: 30_000 } : {})),
        record(solveFacilityLocation(problem, small)),
        record(solveFacilityLocation(few, { seed, keepTree: false, steps: 30_000, proofSteps: 50_000 })),
      ];
    });
    const { now, before } = reviewed(`solvers/expected/facilities ${name}.json`, results);
    expect(now).toEqual(before);
  },
);

test('medians: solutions, bounds, trees and counts are as reviewed', () => {
  const results = [1, 2, 3].flatMap((seed) => {
    const { distances: costs, demands, sites } = drawn(seed, 40, 24);
    return [2, 5, 9].flatMap((p) => [
      record(solvePMedian({ costs, demands, sites, p })),
      record(solvePMedian({ costs, demands, sites, p }, small)),
    ]);
  });
  const { now, before } = reviewed('solvers/expected/medians.json', results);
  expect(now).toEqual(before);
});

test('covers and centers: solutions, bounds and counts are as reviewed', () => {
  const results = [1, 2].map((seed) => {
    const { sites, distances, demands } = drawn(seed, 60, 40);
    const fixedCosts = Float64Array.from({ length: sites }, (_, at) => 2 + ((7 * at) % 5));
    return {
      centers: [2, 4, 7].map((p) => solvePCenter({ distances, sites, p })),
      most: [2, 4, 7].map((p) => solveMaximalCovering({ distances, sites, demands, radius: 190, p })),
      fewSteps: solveMaximalCovering(
        { distances, sites, demands, radius: 150, p: 6 },
        { steps: 2000, proofSteps: 500 },
      ),
      all: [210, 280, 400].map((radius) => solveSetCovering({ distances, sites, radius })),
      cheapest: solveSetCovering({ distances, sites, radius: 250, fixedCosts }),
    };
  });
  const { now, before } = reviewed('solvers/expected/covers.json', results);
  expect(now).toEqual(before);
});
