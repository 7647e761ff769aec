import fc from 'fast-check';
import { improveSites } from '../../../lib/plan/joint/joint-search';
import { costOfSites } from '../support/cost-of-sites';
import { drawnChoices, type DrawnChoice } from './drawn-problems';

/** Of all choices of at least one region for every service. */
function leastCost({ problem, slowUsd }: DrawnChoice): number {
  const { regions, services } = problem;
  const choices = 2 ** regions - 1;
  const sets = new Uint8Array(services.length * regions);
  let least = Infinity;
  for (let number = 0; number < choices ** services.length; number += 1) {
    for (let index = 0; index < services.length; index += 1) {
      const mask = 1 + (Math.floor(number / choices ** index) % choices);
      for (let site = 0; site < regions; site += 1) sets[index * regions + site] = (mask >> site) & 1;
    }
    least = Math.min(least, costOfSites(problem, sets, slowUsd));
  }
  return least;
}

test('kicks lead out of valleys: every search of a small problem ends at the optimum', () => {
  const seen = { runs: 0, optimal: 0 };
  const drawn = drawnChoices(false).filter(({ problem: { services, regions } }) => {
    const choices = (2 ** regions - 1) ** services.length;
    return choices >= 343 && choices <= 3375;
  });
  fc.assert(
    fc.property(drawn, (each) => {
      const found = improveSites(each.problem, each.sets, each.slowUsd, { seed: 1, steps: 1e6 });
      const optimum = leastCost(each);
      seen.runs += 1;
      seen.optimal += costOfSites(each.problem, found, each.slowUsd) <= optimum + 1e-6 ? 1 : 0;
    }),
    { seed: 77, numRuns: 60 },
  );
  expect(seen.optimal).toBe(seen.runs);
});
