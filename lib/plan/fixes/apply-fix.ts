import { compareCodeUnits, sortedBy, sortedSet } from '../../model/compare';
import type { Geo, Model, RegionNode, ServiceNode, Tier } from '../../model/model';
import type { Fix, NumberFix, RegionCapacity, TierFix } from './fix';

/** The Model with a fix made; the Model itself stays as it is. */
export function applyFix(model: Model, fix: Fix): Model {
  switch (fix.kind) {
    case 'relax-latency':
    case 'relax-coverage':
    case 'raise-max-regions':
    case 'lower-min-regions':
      return withService(model, fix.service, (service) => ({ ...service, geo: { ...service.geo, ...geoOf(fix) } }));
    case 'relax-tier':
      return withTier(model, fix);
    case 'allow-regions':
      return withService(model, fix.service, (service) => ({
        ...service,
        geo: { ...service.geo, candidates: sortedSet(fix.to) },
      }));
    case 'add-regions':
      return withAddedRegions(model, fix.service, fix.to);
    case 'buy-capacity':
      return withCapacities(model, fix.to);
    case 'raise-utilisation':
      return { ...model, planner: { ...model.planner, targetUtilisation: fix.to } };
  }
}

function withService(model: Model, id: string, change: (service: ServiceNode) => ServiceNode): Model {
  return { ...model, services: model.services.map((service) => (service.id === id ? change(service) : service)) };
}

function geoOf({ kind, to }: NumberFix): Partial<Geo> {
  switch (kind) {
    case 'relax-latency':
      return { maxLatencyMs: to };
    case 'relax-coverage':
      return { coverage: to };
    case 'raise-max-regions':
      return { maxRegions: to };
    case 'lower-min-regions':
      return { minRegions: to };
  }
}

function withTier(model: Model, { tier, member, to }: TierFix): Model {
  const changed: Partial<Tier> = { [member]: to };
  return {
    ...model,
    services: model.services.map((service) => {
      if (service.tier.name !== tier) return service;
      const lowered = member === 'minRegions' && service.geo.minRegions === service.tier.minRegions;
      const geo = lowered ? { ...service.geo, minRegions: to } : service.geo;
      return { ...service, geo, tier: { ...service.tier, ...changed } };
    }),
  };
}

function withCapacities(model: Model, capacities: readonly RegionCapacity[]): Model {
  const byRegion = new Map(
    capacities.map(({ region, cpuMillis, memoryMiB }) => [region, { cpuMillis, memoryMiB }] as const),
  );
  return {
    ...model,
    regions: model.regions.map((region) => {
      const capacity = byRegion.get(region.id) ?? region.capacity;
      return { ...region, capacity };
    }),
  };
}

/**
 * A service without `allow` and `deny` may use new regions as well, one that may run in all regions in as many more; the
 * one that they are added for may use them in any case.
 */
export function withAddedRegions(model: Model, id: string | null, added: readonly RegionNode[]): Model {
  const all = model.regions.length;
  const ids = added.map((region) => region.id);
  const services = model.services.map((service) => {
    const { candidates, maxRegions, enabled } = service.geo;
    const mayUse = service.id === id || candidates.length === all;
    const mayUseMore = enabled && maxRegions >= all;
    return {
      ...service,
      geo: {
        ...service.geo,
        candidates: mayUse ? [...candidates, ...ids].toSorted(compareCodeUnits) : candidates,
        maxRegions: mayUseMore ? maxRegions + added.length : maxRegions,
      },
    };
  });
  return { ...model, services, regions: sortedBy([...model.regions, ...added], (region) => region.id) };
}
