import type { Link, SiteDistances } from './distances';

interface Arc {
  readonly from: string;
  readonly to: string;
  readonly length: number;
}

/**
 * Two paths without a site between the ends in common whose round trips sum to the least, shorter first; null when there are
 * none. Bhandari 1999: a second path over the residual arcs of the first, with every site between split in two.
 */
export function disjointPair(
  from: string,
  to: string,
  links: readonly Link[],
  { sites, rttMs }: SiteDistances,
): readonly [string[], string[]] | null {
  let arcs: Arc[] = [
    ...sites.map((site): Arc => ({ from: entry(site), to: exit(site), length: 0 })),
    ...links.flatMap(({ a, b }): Arc[] => [
      { from: exit(a), to: entry(b), length: rttMs(a, b) },
      { from: exit(b), to: entry(a), length: rttMs(a, b) },
    ]),
  ];
  const used = new Map<string, Arc>();
  for (let count = 0; count < 2; count += 1) {
    const path = leastPath(exit(from), entry(to), arcs);
    if (path === null) return null;
    const taken = new Set(path);
    for (const arc of path)
      // An arc taken backwards cancels the one that the first path took.
      if (!used.delete(key(arc.to, arc.from))) used.set(key(arc.from, arc.to), arc);
    arcs = arcs.map((arc) => (taken.has(arc) ? { from: arc.to, to: arc.from, length: -arc.length } : arc));
  }
  const paths = trace(from, to, [...used.values()]);
  const length = (path: readonly string[]): number =>
    path.slice(1).reduce((sum, site, index) => sum + rttMs(path[index] ?? '', site), 0);
  const [first = [], second = []] = paths.toSorted((a, b) => length(a) - length(b));
  return [first, second];
}

const entry = (site: string): string => `in ${site}`;
const exit = (site: string): string => `out ${site}`;
const key = (from: string, to: string): string => `${from}>${to}`;

/** Bellman-Ford: residual arcs have negative lengths, but no negative cycle. */
function leastPath(from: string, to: string, arcs: readonly Arc[]): Arc[] | null {
  const best = new Map<string, { readonly length: number; readonly by: Arc | null }>([[from, { length: 0, by: null }]]);
  for (let changed = true; changed;) {
    changed = false;
    for (const arc of arcs) {
      const length = (best.get(arc.from)?.length ?? Infinity) + arc.length;
      if (length >= (best.get(arc.to)?.length ?? Infinity) - 1e-9) continue;
      best.set(arc.to, { length, by: arc });
      changed = true;
    }
  }
  const path: Arc[] = [];
  for (let by = best.get(to)?.by; by !== null; by = best.get(by.from)?.by) {
    if (by === undefined) return null;
    path.push(by);
  }
  return path;
}

/** The two paths along the used arcs between different sites. */
function trace(from: string, to: string, used: readonly Arc[]): string[][] {
  const hops = used
    .filter((arc) => arc.from.startsWith('out '))
    .map((arc): [string, string] => [arc.from.slice('out '.length), arc.to.slice('in '.length)]);
  const next = new Map(hops.filter(([site]) => site !== from));
  return hops
    .filter(([site]) => site === from)
    .map(([, second]) => {
      const path = [from];
      for (let site: string | undefined = second; site !== undefined; site = site === to ? undefined : next.get(site))
        path.push(site);
      return path;
    });
}
