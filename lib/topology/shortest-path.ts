import { adjacency } from './connectivity';
import type { Link, SiteDistances } from './distances';

interface Way {
  readonly rttMs: number;
  readonly path: readonly string[];
}

/** The least-latency path over links, ends included; null when there is none. Dijkstra 1959; ties by fewer sites, then id. */
export function shortestPath(
  from: string,
  to: string,
  links: readonly Link[],
  { sites, rttMs }: SiteDistances,
  without: ReadonlySet<string> = new Set(),
): string[] | null {
  const adjacent = adjacency(sites, links);
  const best = new Map<string, Way>([[from, { rttMs: 0, path: [from] }]]);
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
      const path = [...here.path, next];
      if (known === undefined || isBetter(length, path, known)) best.set(next, { rttMs: length, path });
    }
  }
}

function isBetter(rttMs: number, path: readonly string[], known: Way): boolean {
  if (Math.abs(rttMs - known.rttMs) > 1e-9) return rttMs < known.rttMs;
  return path.length < known.path.length;
}
