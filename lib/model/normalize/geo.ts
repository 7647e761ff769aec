import { sortedSet } from '../compare';
import { nearestName } from '../nearest-name';
import type { Geo, RegionNode, Tier } from '../model';
import type { ServiceSpec, SpreadSpec, StackSpec, TierName, TierSpec } from '../spec';
import { meant, numberIn, placeOf, report, reportValue, type At, type Findings } from './findings';

/** What each tier promises unless the stack says otherwise. */
const tierDefaults: Readonly<Record<TierName, Required<TierSpec>>> = {
  open: { minRegions: 1, minZones: 1, minReplicas: 1, survive: 0 },
  business: { minRegions: 1, minZones: 2, minReplicas: 2, survive: 0 },
  heart: { minRegions: 2, minZones: 2, minReplicas: 3, survive: 1 },
};

export type Tiers = Readonly<Record<TierName, Tier>>;

export function normalizeTiers(findings: Findings, overrides: Partial<Record<TierName, TierSpec>> = {}): Tiers {
  const tier = (name: TierName): Tier => {
    const member = (key: keyof TierSpec, min: number, max: number): number =>
      numberIn(findings, ['tiers', name, key], overrides[name]?.[key], tierDefaults[name][key], {
        min,
        max,
        integer: true,
      });
    const survive = member('survive', 0, 1);
    return {
      name,
      // Nothing survives the loss of its only region.
      minRegions: Math.max(member('minRegions', 1, 254), survive + 1),
      minZones: member('minZones', 1, 10),
      minReplicas: member('minReplicas', 1, 1000),
      survive,
    };
  };
  return { open: tier('open'), business: tier('business'), heart: tier('heart') };
}

export interface GeoContext {
  readonly regions: readonly RegionNode[];
  /** Ids of all declared regions. */
  readonly regionIds: ReadonlySet<string>;
  /** Services that another names in `geoServices`. */
  readonly nearestTargets: ReadonlySet<string>;
}

/** Services that share no region, by id, in both directions. */
export type Apart = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Where a service may run. It is geo-enabled when it says so, and without a word when it has a `geo` member, takes part
 * in a mesh or is called at the nearest copy; otherwise it runs in exactly as many regions as its tier asks for.
 */
export function isGeoEnabled(id: string, spec: ServiceSpec, nearestTargets: ReadonlySet<string>): boolean {
  return spec.geoEnabled ?? (spec.geo !== undefined || spec.meshTopology !== undefined || nearestTargets.has(id));
}

export function normalizeGeo(
  findings: Findings,
  id: string,
  spec: ServiceSpec,
  tier: Tier,
  context: GeoContext & { readonly apart: Apart },
): Geo {
  const at = ['services', id, 'geo'];
  const { geo = {} } = spec;
  const spread = normalizeSpread(findings, [...at, 'spread'], geo.spread);
  const enabled = isGeoEnabled(id, spec, context.nearestTargets);
  return {
    enabled,
    maxLatencyMs:
      geo.maxLatencyMs === undefined
        ? null
        : numberIn(findings, [...at, 'maxLatencyMs'], geo.maxLatencyMs, 1, { min: 0, above: true, max: 60_000 }),
    coverage: numberIn(findings, [...at, 'coverage'], geo.coverage, 1, { min: 0, above: true, max: 1 }),
    ...regionCounts(findings, [...at, 'regions'], geo.regions, tier, { enabled, all: context.regions.length, spread }),
    residency: sortedSet(geo.residency ?? []),
    candidates: candidates(findings, at, geo, context),
    spread,
    apartFrom: sortedSet([...(context.apart.get(id) ?? [])]),
  };
}

function normalizeSpread(findings: Findings, at: At, spread: SpreadSpec | undefined): Geo['spread'] {
  if (spread === undefined) return null;
  const range = { min: 1, max: 254, integer: true };
  return { over: spread.over, min: numberIn(findings, [...at, 'min'], spread.min, 1, range) };
}

/** Whom every service stays apart from: `apartFrom` holds both ways. */
export function apartOf(findings: Findings, spec: StackSpec): Apart {
  const apart = new Map(Object.keys(spec.services).map((id) => [id, new Set<string>()]));
  for (const [id, { geo }] of Object.entries(spec.services))
    for (const other of geo?.apartFrom ?? []) {
      const at = ['services', id, 'geo', 'apartFrom'];
      if (other === id) reportValue(findings, at, `"${id}" itself`, 'a list of other services');
      else if (!apart.has(other))
        report(
          findings,
          'config/not-a-service',
          at,
          { place: placeOf(at), service: other },
          meant(nearestName(other, apart.keys())),
        );
      apart.get(id)?.add(other);
      apart.get(other)?.add(id);
    }
  return apart;
}

/** At least what the tier and the spread ask for; at most all regions of a geo-enabled service, else just as many. */
function regionCounts(
  findings: Findings,
  at: At,
  given: { readonly min?: number; readonly max?: number } = {},
  tier: Tier,
  { enabled, all, spread }: { readonly enabled: boolean; readonly all: number; readonly spread: Geo['spread'] },
): Pick<Geo, 'minRegions' | 'maxRegions'> {
  const range = { min: 1, max: 254, integer: true };
  const spreadOut = spread?.min ?? 1;
  const minRegions = Math.max(numberIn(findings, [...at, 'min'], given.min, 1, range), tier.minRegions, spreadOut);
  const most = enabled ? Math.max(minRegions, all) : minRegions;
  const maxRegions = numberIn(findings, [...at, 'max'], given.max, most, range);
  if (maxRegions < minRegions)
    report(findings, 'config/empty-range', [...at, 'max'], {
      place: placeOf([...at, 'max']),
      max: maxRegions,
      min: minRegions,
      reason:
        given.min === minRegions
          ? '"min" asks for'
          : spreadOut === minRegions
            ? '"spread.min" asks for'
            : `the tier "${tier.name}" asks for`,
    });
  if (!enabled && given.max !== undefined && given.max > minRegions)
    report(findings, 'config/does-not-apply', [...at, 'max'], {
      place: placeOf([...at, 'max']),
      condition: `geoEnabled is false: the service runs in exactly ${minRegions} region${minRegions === 1 ? '' : 's'}`,
    });
  return { minRegions, maxRegions: Math.max(minRegions, Math.min(maxRegions, all)) };
}

function candidates(
  findings: Findings,
  at: At,
  { allow, deny }: { readonly allow?: readonly string[]; readonly deny?: readonly string[] },
  { regions, regionIds }: GeoContext,
): string[] {
  const lists = { allow: allow ?? [], deny: deny ?? [] };
  for (const [member, list] of Object.entries(lists))
    for (const region of list)
      if (!regionIds.has(region)) {
        const hint = meant(nearestName(region, regionIds));
        report(findings, 'config/unknown-region', [...at, member], { place: placeOf([...at, member]), region }, hint);
      }
  const allowed = new Set(lists.allow);
  const denied = new Set(lists.deny);
  return regions.map(({ id }) => id).filter((id) => (allow === undefined || allowed.has(id)) && !denied.has(id));
}
