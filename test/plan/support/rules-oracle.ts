import type { Model, RegionNode, ServiceNode } from '../../../lib/model/model';
import { jointCostOf } from './joint-oracle';

/** What a spread tells apart, by the words of the specification. */
function distinct({ geo }: ServiceNode, chosen: readonly RegionNode[]): number {
  switch (geo.spread?.over) {
    case undefined:
      return Infinity;
    case 'provider':
      return new Set(chosen.map(({ id, provider }) => provider ?? id)).size;
    case 'country':
      return new Set(chosen.map(({ id, country }) => country ?? id)).size;
    case 'region':
      return chosen.length;
    case 'domain': {
      // In these stacks at most one domain is shared.
      const shared = chosen.filter(({ failureDomains }) => failureDomains.length > 0).length;
      return chosen.length - Math.max(0, shared - 1);
    }
  }
}

/** The least that all services of a chain cost together over all choices of regions that keep the rules; null for none. */
export function cheapestWithRules(model: Model): number | null {
  const sets = Array.from({ length: 2 ** model.regions.length - 1 }, (_, mask) =>
    model.regions.flatMap((_region, at) => (((mask + 1) >> at) & 1 ? [at] : [])),
  );
  const admitted = model.services.map((service) =>
    sets.filter(
      (set) =>
        set.length >= service.geo.minRegions &&
        distinct(
          service,
          set.map((at) => model.regions[at] as RegionNode),
        ) >= (service.geo.spread?.min ?? 0),
    ),
  );
  const costOf = jointCostOf(model);
  let best = Infinity;
  const extend = (chosen: readonly (readonly number[])[]): void => {
    const service = model.services[chosen.length];
    if (service === undefined) {
      best = Math.min(best, costOf(chosen));
      return;
    }
    for (const set of admitted[chosen.length] ?? []) {
      const meets = chosen.some(
        (other, at) =>
          service.geo.apartFrom.includes(model.services[at]?.id ?? '') && other.some((site) => set.includes(site)),
      );
      if (!meets) extend([...chosen, set]);
    }
  };
  extend([]);
  return best === Infinity ? null : best;
}
