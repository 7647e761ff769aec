import { diagnostic, type Diagnostic } from '../model/diagnostic';
import type { TopologyNode } from '../model/model';
import { quotedList } from '../model/quoted-list';

/** Declared hubs and ends of links that are none of the sites: a region without a service has no router. */
export function idleRegions(
  { kind, hubs, links }: TopologyNode,
  sites: readonly string[],
  wiredHubs: readonly string[],
): Diagnostic[] {
  const isIdle = (region: string): boolean => !sites.includes(region);
  if (kind === 'p2p')
    return [...new Set(links.flat())]
      .filter((region) => isIdle(region))
      .map((region) => diagnostic('topology/idle-link', 'topology/links', { region, links: linksOf(region, links) }));
  if (kind !== 'star' && kind !== 'hybrid') return [];
  const idle = hubs.filter((hub) => isIdle(hub));
  const names = quotedList(wiredHubs);
  const instead = idle.length < hubs.length ? `the hubs are ${names}` : `elected instead: ${names}`;
  return idle.map((hub) => diagnostic('topology/idle-hub', 'topology/hubs', { hub, instead }));
}

const namedLinks = 5;

function linksOf(region: string, links: TopologyNode['links']): string {
  const ending = links.filter((ends) => ends.includes(region)).map((ends) => ends.join(' - '));
  const more = ending.length - namedLinks;
  return [...ending.slice(0, namedLinks), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
