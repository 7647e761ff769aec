import fc from 'fast-check';
import type { SiteDistances } from '../../lib/topology/distances';
import { electHubs } from '../../lib/topology/hubs';
import { shortOrder } from '../../lib/topology/site-order';
import { arbitrarySites, fixed, sitesAt, subsets } from './support/random-sites';

function permutations(items: readonly string[]): string[][] {
  return items.length === 0
    ? [[]]
    : items.flatMap((first) =>
        permutations(items.filter((item) => item !== first)).map((rest) => [first].concat(rest)),
      );
}

function length(order: readonly string[], { rttMs }: SiteDistances, closed: boolean): number {
  const round = closed ? [...order, ...order.slice(0, 1)] : order;
  return round.slice(1).reduce((sum, site, index) => sum + rttMs(round[index] ?? '', site), 0);
}

test.each([
  ['chain', false],
  ['round trip', true],
])('the order of up to 7 sites is a shortest %s of all permutations', (_, closed) => {
  fc.assert(
    fc.property(arbitrarySites(1, 7), (distances) => {
      const order = shortOrder(distances, closed);
      const least = Math.min(...permutations(distances.sites).map((each) => length(each, distances, closed)));
      expect(order.toSorted()).toEqual(distances.sites);
      expect(length(order, distances, closed)).toBeCloseTo(least, 6);
    }),
    { ...fixed, numRuns: 25 },
  );
});

test('a chain starts at its smaller end', () => {
  const chain = sitesAt([
    [50, 0],
    [100, 0],
    [0, 0],
  ]);
  expect(shortOrder(chain, false)).toEqual(['s1', 's0', 's2']);
});

test('the order of many sites on a circle goes once around it', () => {
  const points = Array.from({ length: 24 }, (_, at): [number, number] => {
    const angle = ((at * 7) % 24) * (Math.PI / 12);
    return [100 * Math.cos(angle), 100 * Math.sin(angle)];
  });
  const distances = sitesAt(points);
  const around = Array.from({ length: 24 }, (_, step) => `s${(step * 7) % 24}`);
  expect(length(shortOrder(distances, true), distances, true)).toBeCloseTo(length(around, distances, true), 6);
});

test('elected hubs have the least total round trip of all sets of that size', () => {
  const withCount = arbitrarySites(2, 9).chain((distances) =>
    fc.tuple(fc.constant(distances), fc.integer({ min: 1, max: Math.min(4, distances.sites.length - 1) })),
  );
  fc.assert(
    fc.property(withCount, ([distances, count]) => {
      const total = (hubs: readonly string[]): number =>
        distances.sites.reduce((sum, site) => sum + Math.min(...hubs.map((hub) => distances.rttMs(site, hub))), 0);
      const hubs = electHubs(distances, count);
      const sets = subsets(distances.sites, count).filter((each) => each.length === count);
      expect(hubs).toEqual([...new Set(hubs)].sort());
      expect(hubs).toHaveLength(count);
      expect(total(hubs)).toBeCloseTo(Math.min(...sets.map(total)), 4);
    }),
    { ...fixed, numRuns: 60 },
  );
});
