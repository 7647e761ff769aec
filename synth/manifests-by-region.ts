import type { JsonObject } from '../lib/model/json';
import type { RegionObject } from './kubernetes/built-regions';

/** The objects of each region, in their order; a region without any is absent. */
export function manifestsByRegion(objects: readonly RegionObject[]): ReadonlyMap<string, readonly JsonObject[]> {
  const byRegion = new Map<string, JsonObject[]>();
  for (const { region, manifest } of objects) {
    const known = byRegion.get(region);
    if (known === undefined) byRegion.set(region, [manifest]);
    else known.push(manifest);
  }
  return byRegion;
}
