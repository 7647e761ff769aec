import fc from 'fast-check';
import { improveSites } from '../../../lib/plan/joint/joint-search';
import { allCosts, costOf, drawnChoices } from './drawn-problems';

test('kicks lead out of valleys: every search of a small problem ends at the optimum', () => {
  const seen = { runs: 0, optimal: 0 };
  const drawn = drawnChoices(false).filter(({ problem: { services, regions } }) => {
    const choices = (2 ** regions - 1) ** services.length;
    return choices >= 343 && choices <= 3375;
  });
  fc.assert(
    fc.property(drawn, (each) => {
      const found = improveSites(each.problem, each.sets, each.slowUsd, { seed: 1, steps: 1e6 });
      const optimum = Math.min(...allCosts(each).map(({ usd }) => usd));
      seen.runs += 1;
      seen.optimal += costOf({ ...each, sets: found }) <= optimum + 1e-6 ? 1 : 0;
    }),
    { seed: 77, numRuns: 60 },
  );
  expect(seen.optimal).toBe(seen.runs);
});
