import fc from 'fast-check';
import { disjointPair } from '../../lib/topology/disjoint-paths';
import { distinctLinks, link, type Link, type SiteDistances } from '../../lib/topology/distances';
import { shortestPath } from '../../lib/topology/shortest-path';
import { arbitrarySites, fixed } from './support/random-sites';

const graphs = arbitrarySites(2, 8).chain((distances) =>
  fc.tuple(
    fc.constant(distances),
    fc
      .subarray(distances.sites.flatMap((a, index) => distances.sites.slice(index + 1).map((b) => [a, b] as const)))
      .map((pairs) => distinctLinks(pairs.map(([a, b]) => link(a, b)))),
  ),
);

function length(path: readonly string[], { rttMs }: SiteDistances): number {
  return path.slice(1).reduce((sum, site, index) => sum + rttMs(path[index] ?? '', site), 0);
}

/** Every simple path, by definition. */
function simplePaths(from: string, to: string, links: readonly Link[], passed: readonly string[] = []): string[][] {
  if (from === to) return [[...passed, to]];
  return links
    .flatMap(({ a, b }) => (a === from ? [b] : b === from ? [a] : []))
    .filter((next) => next !== from && !passed.includes(next))
    .flatMap((next) => simplePaths(next, to, links, [...passed, from]));
}

function floyd({ sites, rttMs }: SiteDistances, links: readonly Link[]): ReadonlyMap<string, number> {
  const least = new Map(sites.flatMap((a) => sites.map((b) => [`${a} ${b}`, a === b ? 0 : Infinity] as const)));
  for (const { a, b } of links) least.set(`${a} ${b}`, rttMs(a, b)).set(`${b} ${a}`, rttMs(a, b));
  const of = (a: string, b: string): number => least.get(`${a} ${b}`) ?? NaN;
  for (const through of sites)
    for (const a of sites)
      for (const b of sites) least.set(`${a} ${b}`, Math.min(of(a, b), of(a, through) + of(through, b)));
  return least;
}

test('a shortest path runs over links and is as long as Floyd-Warshall says, or absent where there is none', () => {
  fc.assert(
    fc.property(graphs, ([distances, links]) => {
      const least = floyd(distances, links);
      const known = new Set(links.map(({ a, b }) => `${a} ${b}`));
      for (const from of distances.sites)
        for (const to of distances.sites) {
          const path = shortestPath(from, to, links, distances);
          const wanted = least.get(`${from} ${to}`) ?? NaN;
          expect(path === null ? Infinity : length(path, distances)).toBeCloseTo(wanted, 6);
          for (const [index, site] of (path ?? []).slice(1).entries()) {
            const { a, b } = link(path?.[index] ?? '', site);
            expect(known).toContain(`${a} ${b}`);
          }
        }
    }),
    fixed,
  );
});

test('of equally short paths the one with fewer sites is taken', () => {
  const rtts = new Map([
    ['a b', 1],
    ['b c', 1],
    ['c z', 2],
    ['a y', 3],
    ['y z', 1],
  ]);
  const rttMs = (from: string, to: string): number => rtts.get(Object.values(link(from, to)).join(' ')) ?? 0;
  const links = [...rtts.keys()].map((each) => link(each.split(' ')[0] ?? '', each.split(' ')[1] ?? ''));
  expect(shortestPath('a', 'z', links, { sites: ['a', 'b', 'c', 'y', 'z'], rttMs })).toEqual(['a', 'y', 'z']);
});

test('a disjoint pair is the least one of all pairs of simple paths, and found exactly when there is one', () => {
  fc.assert(
    fc.property(graphs, ([distances, links]) => {
      const [from = '', to = ''] = distances.sites;
      const paths = simplePaths(from, to, links);
      const pairs = paths.flatMap((x, index) =>
        paths
          .slice(index + 1)
          .filter((y) => x.slice(1, -1).every((site) => !y.slice(1, -1).includes(site)))
          .map((y) => length(x, distances) + length(y, distances)),
      );
      const found = disjointPair(from, to, links, distances);
      expect(found === null).toBe(pairs.length === 0);
      if (found === null) return;
      const [first, second] = found;
      for (const path of found) expect(paths).toContainEqual(path);
      expect(first.slice(1, -1).filter((site) => second.slice(1, -1).includes(site))).toEqual([]);
      expect(length(first, distances)).toBeLessThanOrEqual(length(second, distances));
      expect(length(first, distances) + length(second, distances)).toBeCloseTo(Math.min(...pairs), 6);
    }),
    fixed,
  );
});
