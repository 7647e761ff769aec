import { diagnostic, type Diagnostic } from '../model/diagnostic';
import type { TopologyNode } from '../model/model';
import { findSeparation } from './connectivity';
import type { SiteDistances } from './distances';
import { idleRegions } from './idle-regions';
import { wire, type Wiring } from './kinds';

/**
 * Wires the sites as declared and proves that the promised losses leave them connected. Tells what is declared of regions
 * that are no sites.
 */
export function topologyGraph(
  topology: TopologyNode,
  distances: SiteDistances,
): { readonly wiring: Wiring; readonly diagnostics: readonly Diagnostic[] } {
  const wiring = wire(topology, distances);
  const idle = idleRegions(topology, distances.sites, wiring.hubs);
  return { wiring, diagnostics: [...idle, ...separations(topology, distances, wiring)] };
}

function separations({ kind, survive }: TopologyNode, { sites }: SiteDistances, { links }: Wiring): Diagnostic[] {
  // Declared pairs need not connect everything: whether each call has a way is checked when it is routed.
  if (kind === 'p2p' && survive === 0) return [];
  const separation = findSeparation(sites, links, survive);
  if (separation === null) return [];
  const { from, to } = separation;
  const lost = separation.lost.map((site) => `"${site}"`).join(' and ');
  return [diagnostic('router/not-connected', 'topology', { kind, survive, lost, from, to })];
}
