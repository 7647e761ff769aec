import fc from 'fast-check';
import type { TopologyNode } from '../../../lib/model/model';
import type { Link, SiteDistances } from '../../../lib/topology/distances';

/** Sites on a plane whose round trips are 5 ms and a millisecond per unit of distance, as the latency model has them. */
export function arbitrarySites(least: number, most: number): fc.Arbitrary<SiteDistances> {
  const coordinate = fc.integer({ min: 0, max: 200 });
  return fc.array(fc.tuple(coordinate, coordinate), { minLength: least, maxLength: most }).map(sitesAt);
}

export function sitesAt(points: readonly (readonly [number, number])[]): SiteDistances {
  const sites = points.map((_, index) => `s${index}`);
  const place = new Map(sites.map((site, index) => [site, points[index] ?? [0, 0]] as const));
  return {
    sites,
    rttMs: (from, to) => {
      const [[x1, y1], [x2, y2]] = [place.get(from) ?? [0, 0], place.get(to) ?? [0, 0]];
      return from === to ? 0 : 5 + Math.hypot(x1 - x2, y1 - y2);
    },
  };
}

export function topologyOf(
  kind: TopologyNode['kind'],
  survive: number,
  more: Partial<TopologyNode> = {},
): TopologyNode {
  return { kind, survive, hubs: [], links: [], ...more };
}

/** Every subset of at most `most` items, by definition. */
export function subsets<Item>(items: readonly Item[], most: number): Item[][] {
  return items
    .reduce<Item[][]>((all, item) => all.concat(all.map((each) => [...each, item])), [[]])
    .filter((each) => each.length <= most);
}

/** Whether the sites that are left reach each other: marks spread over the links until nothing changes. */
export function isConnected(sites: readonly string[], links: readonly Link[], lost: readonly string[]): boolean {
  const left = sites.filter((site) => !lost.includes(site));
  const marked = new Set(left.slice(0, 1));
  for (let before = -1; before !== marked.size;) {
    before = marked.size;
    for (const { a, b } of links)
      if (left.includes(a) && left.includes(b) && (marked.has(a) || marked.has(b))) marked.add(a).add(b);
  }
  return marked.size === left.length;
}

export const fixed = { seed: 20_250_731, numRuns: 120 } as const;
