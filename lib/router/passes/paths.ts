import { diagnostic, type Diagnostic } from '../../model/diagnostic';
import type { TopologyNode } from '../../model/model';
import type { SiteDistances } from '../../topology/distances';
import type { Wiring } from '../../topology/kinds';
import { shortestPath } from '../../topology/shortest-path';
import type { SitePath, Steering } from '../route-plan';

/** The way of every pair of sites that exchange calls through a router, and a disjoint one where the first has a site between. */
export function sitePaths(
  rows: readonly Steering[],
  topology: TopologyNode,
  wiring: Wiring,
  distances: SiteDistances,
): { readonly paths: readonly SitePath[]; readonly diagnostics: readonly Diagnostic[] } {
  const paths = new Map<string, SitePath>();
  const diagnostics: Diagnostic[] = [];
  for (const row of rows.filter((each) => each.way === 'router'))
    for (const to of row.tiers.flatMap((tier) => tier.members.map((member) => member.site))) {
      const key = `${row.source} ${to}`;
      if (to === row.source || paths.has(key)) continue;
      const via = shortestPath(row.source, to, wiring.links, distances);
      if (via === null) {
        diagnostics.push(
          diagnostic('router/not-connected', 'topology', {
            kind: topology.kind,
            survive: topology.survive,
            lost: '',
            from: row.source,
            to,
          }),
        );
        continue;
      }
      const between = new Set(via.slice(1, -1));
      const alternative = between.size === 0 ? null : shortestPath(row.source, to, wiring.links, distances, between);
      paths.set(key, { from: row.source, to, via, alternative, rttMs: lengthMs(via, distances) });
    }
  return { paths: [...paths].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path), diagnostics };
}

function lengthMs(via: readonly string[], { rttMs }: SiteDistances): number {
  const sum = via.slice(1).reduce((total, site, index) => total + rttMs(via[index] ?? '', site), 0);
  return Math.round(sum * 1000) / 1000;
}
