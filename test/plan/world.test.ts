import { citiesAbove } from '../../lib/geo/cities';
import { roundTripMatrix } from '../../lib/geo/latency';
import { knownRegions, type KnownRegion } from '../../lib/geo/regions';
import { solvePlacement } from '../../lib/plan/solvers/solve';

/** One region per metro, without mainland China, where a licence decides. */
const metros = [
  ...new Map(
    [...knownRegions().values()].filter(({ country }) => country !== 'CN').map((region) => [region.metro, region]),
  ).values(),
];
const cities = citiesAbove(100_000);
const people = cities.reduce((sum, { population }) => sum + population, 0);
const roundTrips = roundTripMatrix(cities, metros);

/** The k metros with the least round trip of an average inhabitant of the 4,442 cities. */
function medianMetros(k: number): { names: string[]; meanMs: number; gap: number } {
  const weight = (at: number): number => (cities[Math.floor(at / metros.length)]?.population ?? 0) / 1000;
  const solution = solvePlacement(
    {
      costs: roundTrips.map((ms, at) => Math.round(weight(at) * ms)),
      demands: Float64Array.from(cities, ({ population }) => population),
      fixedCosts: new Float64Array(metros.length),
      capacities: null,
      minSites: k,
      maxSites: k,
    },
    { seed: 1, steps: 20_000 },
  );
  if (!solution.feasible) throw new Error('the world has a median');
  const names = [...solution.open].map((site) => (metros[site] as KnownRegion).metro);
  return {
    names: names.sort(),
    meanMs: solution.cost / (people / 1000),
    gap: (solution.cost - solution.lowerBound) / solution.cost,
  };
}

test('there are 105 metros outside of mainland China and 4,442 cities', () => {
  expect(metros).toHaveLength(105);
  expect(cities).toHaveLength(4442);
});

test('the best 5 regions for the whole world are proven to be Dallas, Milan, Mumbai, Sao Paulo and Taipei, 39.6 ms away', () => {
  const found = medianMetros(5);
  expect(found.names).toEqual(['Dallas TX', 'Milan', 'Mumbai', 'Sao Paulo', 'Taipei']);
  expect(found.meanMs).toBeCloseTo(39.6, 1);
  expect(found.gap).toBeLessThan(1e-6);
});
