import type { Model, RegionNode, ServiceNode } from '../model/model';
import { staticCandidates } from './candidates';
import { spreadNames } from './spread';
import { siteLimits } from './workload-problem';

/** By service, the regions that it runs in. */
export type RegionsInUse = ReadonlyMap<string, ReadonlySet<string>>;

/** How many regions or distinct values a choice of regions for a service lacks; 0 = it keeps the rules. */
export type MissingOf = (chosen: ReadonlySet<string>) => number;

/**
 * The spread of a service, and that the services which stay apart from it and are not placed yet find enough regions
 * outside its own and those in use by others that they stay apart from. Null when it has no such rules.
 */
export function siteRules(model: Model, service: ServiceNode, inUse: RegionsInUse): MissingOf | null {
  const own = spreadMeter(model.regions, service);
  const waiting = service.geo.apartFrom
    .filter((id) => !inUse.has(id))
    .flatMap((id) => model.services.find((each) => each.id === id) ?? [])
    .map((other) => {
      const taken = regionsTaken(other, inUse);
      const free = [...staticCandidates(model, other)].filter((region) => !taken.has(region));
      const { minSites } = siteLimits(other);
      const spread = spreadMeter(model.regions, other);
      return (chosen: ReadonlySet<string>): number => {
        const left = new Set(free.filter((region) => !chosen.has(region)));
        return Math.max(minSites - left.size, spread(left), 0);
      };
    });
  if (service.geo.spread === null && waiting.length === 0) return null;
  return (chosen) => waiting.reduce((sum, missing) => sum + missing(chosen), own(chosen));
}

/** Regions in use by the services that `service` stays apart from. */
export function regionsTaken({ geo }: ServiceNode, inUse: RegionsInUse): ReadonlySet<string> {
  return new Set(geo.apartFrom.flatMap((id) => [...(inUse.get(id) ?? [])]));
}

function spreadMeter(regions: readonly RegionNode[], { geo: { spread } }: ServiceNode): MissingOf {
  if (spread === null) return () => 0;
  const names = spreadNames(regions, spread.over);
  return (chosen) => Math.max(0, spread.min - new Set(names.filter((_, at) => chosen.has(regions[at]?.id ?? ''))).size);
}
