import { diagnostic, type Diagnostic } from '../../model/diagnostic';
import type { TopologyNode } from '../../model/model';
import { disjointPair } from '../../topology/disjoint-paths';
import type { Link, SiteDistances } from '../../topology/distances';
import type { Wiring } from '../../topology/kinds';
import { shortestPath } from '../../topology/shortest-path';
import type { SitePath } from '../route-plan';
import type { SteeringRow } from './steering';

/** The way of every pair of sites that exchange calls through a router, and a disjoint one where the first has a site between. */
export function sitePaths(
  rows: readonly SteeringRow[],
  topology: TopologyNode,
  wiring: Wiring,
  distances: SiteDistances,
): { readonly paths: readonly SitePath[]; readonly diagnostics: readonly Diagnostic[] } {
  const paths: SitePath[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [from, to] of exchangingPairs(rows)) {
    const via = shortestPath(from, to, wiring.links, distances);
    if (via !== null) paths.push(pathBetween(from, to, via, wiring.links, distances));
    else {
      const { kind, survive } = topology;
      diagnostics.push(diagnostic('router/not-connected', 'topology', { kind, survive, lost: '', from, to }));
    }
  }
  return { paths, diagnostics };
}

/** Source and target of all calls through a router, each pair once, sorted. */
function exchangingPairs(rows: readonly SteeringRow[]): (readonly [string, string])[] {
  const pairs = new Map<string, readonly [string, string]>();
  for (const { source, tiers, way } of rows)
    for (const { site } of way === 'router' ? tiers.flatMap((tier) => tier.members) : [])
      if (site !== source) pairs.set(`${source} ${site}`, [source, site]);
  return [...pairs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair);
}

/**
 * With the least-latency path comes the shortest one around its inner sites. Where it bars every way around, the least pair
 * of disjoint paths takes its place.
 */
function pathBetween(
  from: string,
  to: string,
  shortest: readonly string[],
  links: readonly Link[],
  distances: SiteDistances,
): SitePath {
  const between = new Set(shortest.slice(1, -1));
  const around = between.size === 0 ? null : shortestPath(from, to, links, distances, between);
  const pair = between.size === 0 || around !== null ? null : disjointPair(from, to, links, distances);
  const [via, alternative] = pair ?? [shortest, around];
  const alternativeRttMs = alternative === null ? null : lengthMs(alternative, distances);
  return { from, to, via, alternative, alternativeRttMs, rttMs: lengthMs(via, distances) };
}

function lengthMs(via: readonly string[], { rttMs }: SiteDistances): number {
  const sum = via.slice(1).reduce((total, site, index) => total + rttMs(via[index] ?? '', site), 0);
  return Math.round(sum * 1000) / 1000;
}
