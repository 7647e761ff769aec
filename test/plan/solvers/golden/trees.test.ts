import type { PlacementProblem, Solution } from '../../../../lib/plan/solver';
import { solvePlacement } from '../../../../lib/plan/solvers/solve';
import { sampler } from '../../../geo/support/points';
import { reviewed } from '../../../support/reviewed';

/** Every row is near a few sites and far from all others: the relaxation leaves a gap that only a tree closes. */
function farApart(seed: number, [few, many]: readonly [number, number], far: number, unit: number): PlacementProblem {
  const [rows, sites] = [40, 16];
  const random = sampler(seed);
  return {
    costs: Float64Array.from(
      { length: rows * sites },
      () => unit * ((random() < 0.3 ? 0 : far) + Math.floor(3 * random())),
    ),
    demands: new Float64Array(rows).fill(1),
    fixedCosts: Float64Array.from({ length: sites }, () => unit * Math.floor(8 * (1 + random()))),
    capacities: null,
    minSites: few,
    maxSites: many,
  };
}

const sumOf = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0);

function figures(solution: Solution): unknown {
  if (!solution.feasible) return { ...solution, rows: [...solution.rows], sites: [...solution.sites] };
  const { open, cost, lowerBound, rootBound, nodes, tree } = solution;
  const path = tree && tree.nodes.map(({ rounds, branch }) => [branch, rounds.map(sumOf)]);
  return { open: [...open], cost, lowerBound, rootBound, nodes, cutoff: tree && tree.cutoff, path };
}

const shapes: readonly (readonly [range: readonly [number, number], far: number])[] = [
  [[1, 16], 60],
  [[1, 16], Infinity],
  [[4, 4], 60],
  [[2, 5], 60],
];

test('trees of rows that are near few sites: solutions, bounds, nodes and rounds are as reviewed', () => {
  const results = [1, 2].flatMap((seed) =>
    shapes.map(([range, far]) => {
      const problem = farApart(seed, range, far, seed === 2 ? 1.1 : 1);
      const budgets = [100, 2500, 2_000_000].map((proofSteps) => ({ seed, steps: 2000, proofSteps }));
      return budgets.map((budget) => figures(solvePlacement(problem, { ...budget, keepTree: true })));
    }),
  );
  const { now, before } = reviewed('solvers/expected/trees.json', results);
  expect(now).toEqual(before);
});
