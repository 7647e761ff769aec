import type { RegionNode } from '../../model/model';
import { quotedList } from '../../model/quoted-list';
import { toCents } from '../constants';
import { replicaUsd, reserveReplicas } from '../replicas';
import type { Fix, NumberFix } from './fix';
import type { Reach, Situation } from './situation';

/** Whether a fix does what is wanted; false as well once no more may be tried. */
export type Works = (fix: Fix) => boolean;

/** Looks for a fix of one kind, the smallest or cheapest that works; null when it finds none. */
export type Search = (works: Works) => Fix | null;

export function firstOf(fixes: readonly Fix[]): Search {
  return (works) => fixes.find((fix) => works(fix)) ?? null;
}

/**
 * Between a value that fails and one that works, halves the way until they are no further apart than `step`: what works
 * then is returned. `fixAt` rounds towards what works.
 */
export function smallest(fixAt: (value: number) => Fix, fails: number, works: number, step: number): Search {
  return (isGood) => {
    let [low, high] = [fails, works];
    let best = fixAt(works);
    if (!isGood(best)) return null;
    while (Math.abs(high - low) > step) {
      const middle = (low + high) / 2;
      const fix = fixAt(middle);
      if (isGood(fix)) [high, best] = [middle, fix];
      else low = middle;
    }
    return best;
  };
}

const geoMembers = {
  'relax-latency': 'geo/maxLatencyMs',
  'relax-coverage': 'geo/coverage',
  'raise-max-regions': 'geo/regions/max',
  'lower-min-regions': 'geo/regions/min',
} as const;

export function numberFix({ service }: Situation, kind: NumberFix['kind'], to: number): NumberFix {
  const { maxLatencyMs, coverage, maxRegions, minRegions } = service.geo;
  const words = {
    'relax-latency': [maxLatencyMs ?? 0, `raise "max_latency_ms" from ${maxLatencyMs ?? 0} to ${to} ms`],
    'relax-coverage': [coverage, `lower "coverage" from ${coverage} to ${to}`],
    'raise-max-regions': [maxRegions, `raise "regions.max" from ${maxRegions} to ${to}`],
    'lower-min-regions': [minRegions, `lower "regions.min" from ${minRegions} to ${to}`],
  } as const;
  const [from, text] = words[kind];
  return {
    kind,
    service: service.id,
    path: `services/${service.id}/${geoMembers[kind]}`,
    from,
    to,
    usdPerMonth: null,
    text,
  };
}

/** The price is that of the service's reserve of replicas there. */
export function regionFix({ service }: Situation, reaches: readonly Reach[]): Fix {
  const regions = reaches.map(({ region }) => region);
  const usdPerMonth = toCents(reserveUsd(service, regions));
  const text = `add the region${regions.length === 1 ? '' : 's'} ${namesOf(regions)}`;
  return { kind: 'add-regions', service: service.id, path: 'regions', from: null, to: regions, usdPerMonth, text };
}

export function allowFix({ service }: Situation, reaches: readonly Reach[]): Fix {
  const regions = reaches.map(({ region }) => region);
  const { candidates } = service.geo;
  return {
    kind: 'allow-regions',
    service: service.id,
    path: `services/${service.id}/geo`,
    from: candidates,
    to: [...candidates, ...regions.map(({ id }) => id)].toSorted(),
    usdPerMonth: toCents(reserveUsd(service, regions)),
    text: `let "allow" and "deny" admit ${namesOf(regions)}`,
  };
}

function reserveUsd(service: Situation['service'], regions: readonly RegionNode[]): number {
  return regions.reduce((sum, region) => sum + reserveReplicas(service) * replicaUsd(service, region), 0);
}

function namesOf(regions: readonly RegionNode[]): string {
  return quotedList(regions.map(({ id }) => id));
}
