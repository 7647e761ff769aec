import type { RegionNode } from '../../../lib/model/model';

/** A declared region of one's own, `edge`, with other members where they matter. */
export function region(members: Partial<RegionNode>): RegionNode {
  return {
    id: 'edge',
    slug: 'edge',
    code: null,
    provider: null,
    nodeRegion: 'edge',
    lat: 0,
    lng: 0,
    country: 'ES',
    jurisdictions: [],
    zones: [],
    failureDomains: [],
    gateway: null,
    capacity: null,
    price: { cpuHourUsd: 0, memoryGiBHourUsd: 0, egressGiBUsd: 0, source: 'default' },
    origin: { construct: 'shop/edge' },
    ...members,
  };
}
