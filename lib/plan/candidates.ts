import { diagnostic, type Diagnostic } from '../model/diagnostic';
import type { Model, RegionNode, ServiceNode } from '../model/model';
import { quotedList } from '../model/quoted-list';
import { type CapacityLedger, capacityLedger } from './capacity-ledger';
import type { Rejection } from './plan';
import { reserveReplicas, zonesNeeded } from './replicas';
import { spreadNames } from './spread';
import { siteLimits } from './workload-problem';

export interface Candidates {
  /** Regions that may run the service, by id. */
  readonly regions: readonly RegionNode[];
  /** The others, each with the rule that excludes it. */
  readonly rejected: readonly Rejection[];
  /** Empty when enough regions are left. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Regions that could run the service if it were placed alone: by allow and deny, residency, zones and room. */
export function staticCandidates(model: Model, service: ServiceNode): ReadonlySet<string> {
  const ledger = capacityLedger(model.regions, model.planner.targetUtilisation);
  const allowed = new Set(service.geo.candidates);
  return new Set(
    model.regions
      .filter((region) => allowed.has(region.id) && rejectionOf(service, region, ledger) === null)
      .map(({ id }) => id),
  );
}

/**
 * Applies allow and deny, residency, the tier's zones and the room for its reserve, leaves out regions `taken` by services
 * that it stays apart from, and checks that enough is left, in enough places of its spread.
 */
export function candidatesOf(
  model: Model,
  service: ServiceNode,
  ledger: CapacityLedger,
  taken: ReadonlySet<string>,
): Candidates {
  const allowed = new Set(service.geo.candidates);
  const regions: RegionNode[] = [];
  const rejected: Rejection[] = [];
  for (const region of model.regions) {
    const rejection = !allowed.has(region.id)
      ? ({ cause: 'not-allowed', reason: 'excluded by "allow" or "deny"' } as const)
      : taken.has(region.id)
        ? ({ cause: 'apart', reason: `runs ${service.geo.apartFrom.join(' or ')}, from which it stays apart` } as const)
        : rejectionOf(service, region, ledger);
    if (rejection === null) regions.push(region);
    else rejected.push({ region: region.id, ...rejection });
  }
  const missing = siteLimits(service).minSites - regions.length;
  if (missing > 0) return { regions, rejected, diagnostics: [shortage(model, service, rejected)] };
  return { regions, rejected, diagnostics: spreadShortage(model, service, regions) };
}

function spreadShortage({ regions }: Model, { id, geo }: ServiceNode, candidates: readonly RegionNode[]): Diagnostic[] {
  if (geo.spread === null) return [];
  const { over, min } = geo.spread;
  const names = spreadNames(regions, over);
  const usable = new Set(candidates.map((region) => region.id));
  const values = [...new Set(names.filter((_, at) => usable.has(regions[at]?.id ?? '')))];
  if (values.length >= min) return [];
  const parameters = { service: id, over, min, available: values.length, values: quotedList(values) };
  return [diagnostic('plan/spread-short', `services/${id}/geo/spread`, parameters)];
}

function rejectionOf(
  service: ServiceNode,
  region: RegionNode,
  ledger: CapacityLedger,
): Omit<Rejection, 'region'> | null {
  const { geo, tier } = service;
  if (geo.residency.length > 0 && !geo.residency.some((tag) => region.jurisdictions.includes(tag)))
    return {
      cause: 'residency',
      reason: `residency asks for ${geo.residency.join(' or ')}; the region is in ${region.jurisdictions.join(', ') || 'no known jurisdiction'}`,
    };
  if (region.zones.length < zonesNeeded(service))
    return {
      cause: 'zones',
      reason: `tier "${tier.name}" asks for ${zonesNeeded(service)} zones; the region has ${region.zones.length}`,
    };
  const fit = ledger.replicasThatFit(region.id, service);
  if (fit < reserveReplicas(service))
    return {
      cause: 'capacity',
      reason: `room for ${fit} more replica(s) of ${service.resources.cpuMillis} m CPU and ${service.resources.memoryMiB} MiB; tier "${tier.name}" asks for ${reserveReplicas(service)}`,
    };
  return null;
}

/** Why fewer regions are left than the service needs: the strictest rule that excluded one. */
function shortage(model: Model, service: ServiceNode, rejected: readonly Rejection[]): Diagnostic {
  const { id, geo, tier, resources } = service;
  const path = `services/${id}/geo`;
  const needed = siteLimits(service).minSites;
  const excludedBy = (cause: Rejection['cause']): string[] =>
    rejected.filter((each) => each.cause === cause).map(({ region }) => region);
  const full = excludedBy('capacity');
  const available = model.regions.length - rejected.length;
  if (geo.candidates.length === 0) return diagnostic('plan/no-candidate', path, { service: id });
  const taken = excludedBy('apart');
  if (taken.length > 0)
    return diagnostic('plan/apart-conflict', `${path}/apartFrom`, {
      service: id,
      needed,
      available,
      taken: quotedList(taken),
      others: quotedList(geo.apartFrom),
    });
  if (full.length > 0)
    return diagnostic('plan/no-room', `services/${id}`, {
      service: id,
      replicas: reserveReplicas(service),
      cpuMillis: resources.cpuMillis,
      memoryMiB: resources.memoryMiB,
      needed,
      available,
      full: quotedList(full),
      targetPercent: Math.round(model.planner.targetUtilisation * 100),
    });
  const narrow = excludedBy('zones');
  if (narrow.length > 0)
    return diagnostic('plan/too-few-zones', `services/${id}/tier`, {
      service: id,
      tier: tier.name,
      zones: zonesNeeded(service),
      needed,
      available,
      narrow: quotedList(narrow),
    });
  if (available === 0)
    return diagnostic('plan/residency-conflict', `${path}/residency`, {
      service: id,
      residency: geo.residency.join(', '),
      regions: geo.candidates.join(', '),
    });
  return diagnostic('plan/too-few-regions', `${path}/regions`, { service: id, needed, available });
}
