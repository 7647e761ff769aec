import { compareCodeUnits, sortedBy, sortedSet } from '../compare';
import type { ServiceNode, TopologyNode } from '../model';
import { nearestName } from '../nearest-name';
import type { TopologySpec } from '../spec';
import { topologyKindOf } from '../topology-kind';
import { meant, numberIn, placeOf, report, reportValue, type Findings } from './findings';

/** How the regions are wired; a stack of one region needs no word about it. */
export function normalizeTopology(
  findings: Findings,
  topology: TopologySpec | undefined,
  regionIds: ReadonlySet<string>,
  regionCount: number,
): TopologyNode {
  if (topology === undefined) {
    if (regionCount > 1) report(findings, 'config/missing-topology', ['topology'], { regions: regionCount });
    return { kind: 'mesh', survive: 0, hubs: [], links: [] };
  }
  const kind = topologyKindOf(topology.kind);
  for (const hub of topology.hubs ?? []) checkRegion(findings, 'hubs', hub, regionIds);
  if (topology.hubs !== undefined && kind !== 'star' && kind !== 'hybrid') reportUseless(findings, 'hubs', kind);
  if (topology.links !== undefined && kind !== 'p2p') reportUseless(findings, 'links', kind);
  if (kind === 'p2p' && regionCount > 1 && (topology.links ?? []).length === 0)
    report(findings, 'config/missing', ['topology', 'links'], {
      place: 'a topology of kind p2p',
      member: 'links',
      example: 'links: [[lagos, london]]',
    });
  return {
    kind,
    survive: numberIn(findings, ['topology', 'survive'], topology.survive, 0, { min: 0, max: 2, integer: true }),
    hubs: sortedSet(topology.hubs ?? []),
    links: normalizeLinks(findings, topology.links ?? [], regionIds),
  };
}

/** Each pair and the list sorted; a pair that is declared twice is one link. */
function normalizeLinks(
  findings: Findings,
  links: readonly (readonly [string, string])[],
  regionIds: ReadonlySet<string>,
): (readonly [string, string])[] {
  const byName = new Map<string, readonly [string, string]>();
  for (const [a, b] of links) {
    for (const end of [a, b]) checkRegion(findings, 'links', end, regionIds);
    if (a === b) reportValue(findings, ['topology', 'links'], `a link from "${a}" to itself`, 'between two regions');
    const link = compareCodeUnits(a, b) <= 0 ? ([a, b] as const) : ([b, a] as const);
    byName.set(link.join(' '), link);
  }
  return sortedBy(byName.values(), (link) => link.join(' '));
}

function checkRegion(
  findings: Findings,
  member: 'hubs' | 'links',
  region: string,
  regionIds: ReadonlySet<string>,
): void {
  if (regionIds.has(region)) return;
  const at = ['topology', member];
  report(findings, 'config/unknown-region', at, { place: placeOf(at), region }, meant(nearestName(region, regionIds)));
}

function reportUseless(findings: Findings, member: 'hubs' | 'links', kind: string): void {
  const at = ['topology', member];
  report(findings, 'config/does-not-apply', at, {
    place: placeOf(at),
    condition: `the kind of the topology is "${kind}"`,
  });
}

/** A service that asks for another kind of edges than the stack has. A hybrid holds a star and a mesh. */
export function reportMeshMismatch(
  findings: Findings,
  topology: TopologyNode,
  services: readonly ServiceNode[],
  regionCount: number,
): void {
  if (regionCount < 2 || topology.kind === 'hybrid') return;
  for (const { id, mesh } of services)
    if (mesh !== null && mesh !== topology.kind)
      report(findings, 'config/topology-mismatch', ['services', id, 'meshTopology'], {
        service: id,
        kind: mesh,
        stackKind: topology.kind,
      });
}
