import type { Link } from './distances';

export interface Separation {
  /** The lost sites, sorted; empty when the graph is apart from the start. */
  readonly lost: readonly string[];
  readonly from: string;
  readonly to: string;
}

/** The first set of at most `survive` (0 to 2) losses that separates two other sites, null when there is none. */
export function findSeparation(sites: readonly string[], links: readonly Link[], survive: number): Separation | null {
  if (links.length === (sites.length * (sites.length - 1)) / 2) return null;
  const adjacent = adjacency(sites, links);
  for (const lost of lossSets(sites, survive)) {
    const left = sites.filter((site) => !lost.includes(site));
    const [from] = left;
    if (from === undefined) continue;
    const reached = reach(from, adjacent, new Set(lost));
    const to = left.find((site) => !reached.has(site));
    if (to !== undefined) return { lost, from, to };
  }
  return null;
}

export function adjacency(sites: readonly string[], links: readonly Link[]): ReadonlyMap<string, readonly string[]> {
  const adjacent = new Map<string, string[]>(sites.map((site) => [site, []]));
  for (const { a, b } of links) {
    adjacent.get(a)?.push(b);
    adjacent.get(b)?.push(a);
  }
  return adjacent;
}

function* lossSets(sites: readonly string[], survive: number): Generator<readonly string[]> {
  yield [];
  if (survive >= 1) for (const a of sites) yield [a];
  if (survive >= 2) for (const [index, a] of sites.entries()) for (const b of sites.slice(index + 1)) yield [a, b];
}

function reach(
  from: string,
  adjacent: ReadonlyMap<string, readonly string[]>,
  lost: ReadonlySet<string>,
): ReadonlySet<string> {
  const reached = new Set([from]);
  const pending = [from];
  for (let site = pending.pop(); site !== undefined; site = pending.pop())
    for (const next of adjacent.get(site) ?? [])
      if (!lost.has(next) && !reached.has(next)) {
        reached.add(next);
        pending.push(next);
      }
  return reached;
}
