import { diagnostic, type Diagnostic } from '../model/diagnostic';
import type { TopologyNode } from '../model/model';
import { findSeparation } from './connectivity';
import type { SiteDistances } from './distances';
import { wire, type Wiring } from './kinds';

/** Wires the sites as declared and proves that the promised losses leave them connected. */
export function topologyGraph(
  topology: TopologyNode,
  distances: SiteDistances,
): { readonly wiring: Wiring; readonly diagnostics: readonly Diagnostic[] } {
  const wiring = wire(topology, distances);
  // Declared pairs need not connect everything: whether each call has a way is checked when it is routed.
  if (topology.kind === 'p2p' && topology.survive === 0) return { wiring, diagnostics: [] };
  const separation = findSeparation(distances.sites, wiring.links, topology.survive);
  if (separation === null) return { wiring, diagnostics: [] };
  const { kind, survive } = topology;
  const lost = separation.lost.map((site) => `"${site}"`).join(' and ');
  return {
    wiring,
    diagnostics: [
      diagnostic('router/not-connected', 'topology', { kind, survive, lost, from: separation.from, to: separation.to }),
    ],
  };
}
