import fc from 'fast-check';
import { largestSupplies, supplyLimits } from '../../../../lib/plan/solvers/capacitated/supply-limits';
import { prepare } from '../../../../lib/plan/solvers/preprocess';
import { problemOf } from '../support/problems';

test('the fewest sites that supply a demand are the largest, and all where they do not', () => {
  const supply = Float64Array.of(3, 9, 1, 5);
  expect(largestSupplies(supply, 0)).toEqual({ count: 0, carried: 0 });
  expect(largestSupplies(supply, 9)).toEqual({ count: 1, carried: 9 });
  expect(largestSupplies(supply, 9.5)).toEqual({ count: 2, carried: 14 });
  expect(largestSupplies(supply, 100)).toEqual({ count: 4, carried: 18 });
});

const sites = 4;
const drawn = fc.record({
  costs: fc.array(fc.array(fc.oneof(fc.constant(1), fc.constant(null)), { minLength: sites, maxLength: sites }), {
    minLength: 5,
    maxLength: 5,
  }),
  demands: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 5, maxLength: 5 }),
  capacities: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: sites, maxLength: sites }),
  lost: fc.array(fc.integer({ min: 0, max: sites - 1 }), { maxLength: 12 }),
  minSites: fc.integer({ min: 1, max: 2 }),
});

test('what a set of sites supplies every day and under each loss is what its cuts say, and no smaller set keeps to them all', () => {
  let limited = 0;
  fc.assert(
    fc.property(drawn, ({ costs, lost, minSites, ...loads }) => {
      const losses = [...new Set(lost)].map((site) => ({ sites: Int32Array.of(site), capacities: null }));
      const problem = { ...problemOf(costs, { ...loads, minSites }), losses };
      const { cuts, atLeast, atMost } = supplyLimits(prepare(problem, true));
      const demand = loads.demands.reduce((sum, load) => sum + load, 0);
      const supplyOf = (site: number): number => {
        const reach = loads.demands.reduce((sum, load, row) => sum + (costs[row]?.[site] === null ? 0 : load), 0);
        return Math.min(reach, loads.capacities[site] ?? NaN);
      };
      const expected = [null, ...losses].map((loss) =>
        Array.from({ length: sites }, (_, site) => (loss?.sites.includes(site) === true ? 0 : supplyOf(site))),
      );
      expect(cuts.map(({ supply }) => [...supply])).toEqual(expected);
      for (const cut of cuts) expect(cut.demand).toBeCloseTo(demand, 6);
      expect(atMost).toBe(sites);
      const keeps = (mask: number): boolean =>
        expected.every(
          (supply) => supply.reduce((sum, load, site) => sum + ((mask >> site) & 1) * load, 0) >= demand * (1 - 1e-9),
        );
      const sizes = Array.from({ length: 2 ** sites }, (_, mask) => mask)
        .filter(keeps)
        .map((mask) => [0, 1, 2, 3].reduce((count, site) => count + ((mask >> site) & 1), 0));
      const fewest = Math.min(...sizes, sites);
      expect(atLeast).toBeLessThanOrEqual(Math.max(fewest, minSites));
      expect(atLeast).toBeGreaterThanOrEqual(minSites);
      // Counts look at one cut at a time, so with losses they may ask for less than all cuts together.
      const alone = expected.map((supply) => largestSupplies(Float64Array.from(supply), demand).count);
      expect(atLeast).toBeGreaterThanOrEqual(Math.max(...alone));
      expect(atLeast).toBeLessThanOrEqual(Math.max(minSites, ...(losses.length === 0 ? alone : [sites])));
      if (atLeast > minSites) limited += 1;
    }),
    { seed: 577, numRuns: 300 },
  );
  expect(limited).toBeGreaterThan(50);
});
