import type { TopologyNode } from '../model/model';
import { distinctLinks, link, type Link, type SiteDistances } from './distances';
import { electHubs } from './hubs';
import { shortOrder } from './site-order';

export interface Wiring {
  readonly hubs: readonly string[];
  readonly links: readonly Link[];
}

/** The links of a topology over the sites; `topology.survive` losses leave every other pair connected where the kind allows. */
export function wire(topology: TopologyNode, distances: SiteDistances): Wiring {
  const { sites } = distances;
  const k = topology.survive + 1;
  switch (topology.kind) {
    case 'mesh':
      return { hubs: [], links: allPairs(sites) };
    case 'star': {
      const hubs = hubsOf(topology, distances, k);
      return {
        hubs,
        links: distinctLinks([...allPairs(hubs), ...sites.flatMap((site) => hubs.map((hub) => link(site, hub)))]),
      };
    }
    case 'bus':
      return { hubs: [], links: distinctLinks(neighbours(shortOrder(distances, false), k, false)) };
    case 'ring':
      return {
        hubs: [],
        links: distinctLinks(neighbours(shortOrder(distances, true), Math.max(1, Math.ceil(k / 2)), true)),
      };
    case 'p2p':
      return {
        hubs: [],
        links: distinctLinks(
          topology.links.filter(([a, b]) => sites.includes(a) && sites.includes(b)).map(([a, b]) => link(a, b)),
        ),
      };
    case 'hybrid': {
      const hubs = hubsOf(topology, distances, Math.max(k + 1, Math.round(Math.sqrt(sites.length))));
      return {
        hubs,
        links: distinctLinks([
          ...allPairs(hubs),
          ...sites.flatMap((site) => nearestHubs(site, hubs, distances, Math.max(2, k))),
        ]),
      };
    }
  }
}

function hubsOf(topology: TopologyNode, distances: SiteDistances, count: number): string[] {
  const declared = topology.hubs.filter((hub) => distances.sites.includes(hub));
  if (declared.length > 0) return declared;
  return distances.sites.length <= count ? [...distances.sites] : electHubs(distances, count);
}

function nearestHubs(site: string, hubs: readonly string[], { rttMs }: SiteDistances, count: number): Link[] {
  if (hubs.includes(site)) return [];
  const sorted = hubs.toSorted((a, b) => rttMs(site, a) - rttMs(site, b) || (a < b ? -1 : 1));
  return sorted.slice(0, count).map((hub) => link(site, hub));
}

function allPairs(sites: readonly string[]): Link[] {
  return sites.flatMap((a, index) => sites.slice(index + 1).map((b) => link(a, b)));
}

/** Every site with the next `reach` along the order. */
function neighbours(order: readonly string[], reach: number, closed: boolean): Link[] {
  return order.flatMap((site, at) =>
    Array.from({ length: reach }, (_, step) => at + step + 1)
      .filter((other) => closed || other < order.length)
      .map((other) => link(site, order[other % order.length] ?? site)),
  );
}
