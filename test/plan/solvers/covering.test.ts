import fc from 'fast-check';
import { findFeasibleSites } from '../../../lib/plan/solvers/covering';
import { newTransport } from '../../../lib/plan/solvers/transport';
import { bruteForceOptimum, cheapestFlow } from './support/brute-force';
import { problemOf } from './support/problems';

const cell = fc.oneof(fc.constant(1), fc.constant(null), fc.constant(null));
const drawn = fc.integer({ min: 1, max: 7 }).chain((sites) =>
  fc.record({
    costs: fc.array(fc.array(cell, { minLength: sites, maxLength: sites }), { minLength: 1, maxLength: 8 }),
    capacities: fc.option(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: sites, maxLength: sites })),
    maxSites: fc.integer({ min: 1, max: sites }),
  }),
);

describe('the search for a feasible choice of sites', () => {
  it('finds one exactly where brute force does', () => {
    let feasible = 0;
    fc.assert(
      fc.property(drawn, ({ costs, capacities, maxSites }) => {
        const problem = problemOf(costs, { maxSites, ...(capacities && { capacities }) });
        const found = findFeasibleSites(newTransport(problem), { steps: 1e6 });
        expect(found !== null).toBe(bruteForceOptimum(problem) !== null);
        if (found === null) return;
        feasible += 1;
        expect(found.length).toBeLessThanOrEqual(maxSites);
        expect(cheapestFlow(problem, [...found]).cost).toBeLessThan(Infinity);
      }),
      { seed: 99, numRuns: 400 },
    );
    expect(feasible).toBeGreaterThan(30);
    expect(feasible).toBeLessThan(370);
  });

  it('finds the only cover of 60 rows by 20 of 60 sites within 3,000 steps', () => {
    const rows = Array.from({ length: 60 }, (_, row) =>
      Array.from({ length: 60 }, (_, site) => (site === row - (row % 3) || site === row ? 1 : null)),
    );
    const found = findFeasibleSites(newTransport(problemOf(rows, { maxSites: 20 })), { steps: 3000 });
    expect(found).toEqual(Int32Array.from({ length: 20 }, (_, at) => 3 * at));
  });

  it('proves within 5,000 steps that the 66 pairs of 12 sites cannot all be covered by 10 of them', () => {
    const pairs = Array.from({ length: 12 }, (_, a) => Array.from({ length: a }, (_, b) => [a, b])).flat();
    const rows = pairs.map((pair) => Array.from({ length: 12 }, (_, site) => (pair.includes(site) ? 1 : null)));
    const budget = { steps: 5000 };
    expect(findFeasibleSites(newTransport(problemOf(rows, { maxSites: 10 })), budget)).toBeNull();
    expect(budget.steps).toBeGreaterThan(0);
    expect(findFeasibleSites(newTransport(problemOf(rows, { maxSites: 11 })), budget)).toHaveLength(11);
  });
});
