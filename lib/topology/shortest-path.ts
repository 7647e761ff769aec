import { adjacency } from './connectivity';
import type { Link, SiteDistances } from './distances';

/** Least-latency paths over links, ends included. Dijkstra 1959, O(V^2); ties by fewer hops, then id. */
export function shortestPath(
  from: string,
  to: string,
  links: readonly Link[],
  { sites, rttMs }: SiteDistances,
  without: ReadonlySet<string> = new Set(),
): string[] | null {
  const adjacent = adjacency(sites, links);
  const best = new Map<string, { readonly rttMs: number; readonly path: readonly string[] }>([
    [from, { rttMs: 0, path: [from] }],
  ]);
  const done = new Set<string>();
  for (;;) {
    const [site, here] =
      [...best]
        .filter(([each]) => !done.has(each))
        .sort(([a, x], [b, y]) => x.rttMs - y.rttMs || x.path.length - y.path.length || (a < b ? -1 : 1))[0] ?? [];
    if (site === undefined || here === undefined) return null;
    if (site === to) return [...here.path];
    done.add(site);
    for (const next of adjacent.get(site) ?? []) {
      if (done.has(next) || (without.has(next) && next !== to)) continue;
      const length = here.rttMs + rttMs(site, next);
      const known = best.get(next);
      if (known === undefined || length < known.rttMs - 1e-9)
        best.set(next, { rttMs: length, path: [...here.path, next] });
    }
  }
}
