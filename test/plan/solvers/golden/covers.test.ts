import { solveMaximalCovering } from '../../../../lib/plan/solvers/covering-models/maximal-covering';
import { solvePCenter } from '../../../../lib/plan/solvers/covering-models/p-center';
import { solveSetCovering } from '../../../../lib/plan/solvers/covering-models/set-covering';
import { reviewed } from '../../../support/reviewed';
import { drawn, scattered } from './drawn';

test('covers and centers: solutions, bounds and counts are as reviewed', () => {
  const results = [drawn(1, 60, 40), drawn(2, 60, 40), scattered(3, 40, 30), scattered(4, 60, 24)].map(
    (distances, at) => {
      const { sites, demands } = distances;
      const problem = { distances: distances.distances, sites };
      const scale = at < 2 ? 1 : 1.4;
      const fixedCosts = Float64Array.from({ length: sites }, (_, site) => 2 + ((7 * site) % 5) + 0.25 * (site % 3));
      const budget = { steps: 2000, proofSteps: 500 };
      return {
        centers: [2, 4, 7].map((p) => solvePCenter({ ...problem, p })),
        most: [2, 4, 7].map((p) => solveMaximalCovering({ ...problem, demands, radius: 190 * scale, p })),
        all: [210, 280, 400].map((radius) => solveSetCovering({ ...problem, radius: radius * scale })),
        cheapest: [250, 320].map((radius) => solveSetCovering({ ...problem, radius: radius * scale, fixedCosts })),
        fewSteps: [
          solvePCenter({ ...problem, p: 5 }, budget),
          solveMaximalCovering({ ...problem, demands, radius: 150 * scale, p: 6 }, budget),
          solveSetCovering({ ...problem, radius: 240 * scale, fixedCosts }, budget),
        ],
      };
    },
  );
  const { now, before } = reviewed('solvers/expected/covers.json', results);
  expect(now).toEqual(before);
});
