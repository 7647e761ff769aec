import { nearestName } from '../nearest-name';
import type { Geo, RegionNode, Tier } from '../model';
import type { ServiceSpec, TierName, TierSpec } from '../spec';
import { numberIn, report, type Findings } from './findings';
import { sortedSet } from './regions';

const tierDefaults: Readonly<Record<TierName, Required<TierSpec>>> = {
  open: { minRegions: 1, minZones: 1, minReplicas: 1, survive: 0 },
  business: { minRegions: 1, minZones: 2, minReplicas: 2, survive: 0 },
  heart: { minRegions: 2, minZones: 2, minReplicas: 3, survive: 1 },
};
export const tierNames = Object.keys(tierDefaults) as readonly TierName[];

/** The promise of a tier, with the stack's overrides. */
export function normalizeTier(
  findings: Findings,
  name: TierName,
  overrides: Readonly<Partial<Record<TierName, TierSpec>>>,
): Tier {
  const own = overrides[name];
  const defaults = tierDefaults[name];
  const member = (key: keyof TierSpec, min: number, max: number): number =>
    numberIn(findings, `tiers/${name}/${key}`, `"${key}" of tier "${name}"`, own?.[key], defaults[key], {
      min,
      max,
      integer: true,
    });
  return {
    name,
    minRegions: member('minRegions', 1, 254),
    minZones: member('minZones', 1, 10),
    minReplicas: member('minReplicas', 1, 1000),
    survive: member('survive', 0, 1),
  };
}

/**
 * Where a service may run. It is geo-enabled when it says so, has a `geo` member, takes part in a mesh or calls geo
 * services; otherwise it runs in exactly as many regions as its tier asks for.
 */
export function normalizeGeo(
  findings: Findings,
  id: string,
  spec: ServiceSpec,
  tier: Tier,
  regions: readonly RegionNode[],
): Geo {
  const path = `services/${id}/geo`;
  const { geo } = spec;
  const enabled =
    spec.geoEnabled ?? (geo !== undefined || spec.meshTopology !== undefined || (spec.geoServices ?? []).length > 0);
  const count = regions.length;
  const minRegions = numberIn(
    findings,
    `${path}/regions/min`,
    `"min" regions of service "${id}"`,
    geo?.regions?.min,
    tier.minRegions,
    { min: 1, max: 254, integer: true },
  );
  const floor = Math.max(minRegions, tier.minRegions);
  const maxRegions = numberIn(
    findings,
    `${path}/regions/max`,
    `"max" regions of service "${id}"`,
    geo?.regions?.max,
    enabled ? Math.max(floor, count) : floor,
    { min: floor, integer: true },
  );
  return {
    enabled,
    maxLatencyMs:
      geo?.maxLatencyMs === undefined
        ? null
        : numberIn(findings, `${path}/maxLatencyMs`, `"max_latency_ms" of service "${id}"`, geo.maxLatencyMs, 0, {
            min: 0,
            above: true,
            max: 60_000,
          }),
    coverage: numberIn(findings, `${path}/coverage`, `"coverage" of service "${id}"`, geo?.coverage, 1, {
      min: 0,
      above: true,
      max: 1,
    }),
    minRegions: floor,
    maxRegions: Math.min(maxRegions, Math.max(floor, count)),
    residency: sortedSet(geo?.residency ?? []),
    candidates: candidates(findings, path, id, geo?.allow, geo?.deny, regions),
  };
}

function candidates(
  findings: Findings,
  path: string,
  id: string,
  allow: readonly string[] | undefined,
  deny: readonly string[] | undefined,
  regions: readonly RegionNode[],
): string[] {
  const ids = regions.map((region) => region.id);
  const known = new Set(ids);
  for (const [member, list] of [
    ['allow', allow ?? []],
    ['deny', deny ?? []],
  ] as const)
    for (const region of list)
      if (!known.has(region))
        report(
          findings,
          'config/unknown-region',
          `${path}/${member}`,
          { place: `"${member}" of service "${id}"`, region },
          nearestName(region, ids),
        );
  return ids.filter((each) => (allow === undefined || allow.includes(each)) && !(deny ?? []).includes(each));
}
