import { diagnostic, type Diagnostic } from '../model/diagnostic';
import type { Model, RegionNode, ServiceNode } from '../model/model';
import type { Rejection } from './plan';

export interface Candidates {
  /** Regions that may run the service, by id. */
  readonly regions: readonly RegionNode[];
  /** The others, each with the rule that excludes it. */
  readonly rejected: readonly Rejection[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Applies allow, deny and residency, and checks that enough regions are left. */
export function candidatesOf(model: Model, service: ServiceNode): Candidates {
  const { candidates, residency, minRegions } = service.geo;
  const allowed = new Set(candidates);
  const rejected: Rejection[] = [];
  const regions = model.regions.filter((region) => {
    if (!allowed.has(region.id))
      rejected.push({ region: region.id, cause: 'not-allowed', reason: 'excluded by "allow" or "deny"' });
    else if (!mayReside(region, residency))
      rejected.push({
        region: region.id,
        cause: 'residency',
        reason: `residency asks for ${residency.join(' or ')}; the region is in ${region.jurisdictions.join(', ') || 'no known jurisdiction'}`,
      });
    else return true;
    return false;
  });
  const path = `services/${service.id}/geo`;
  const diagnostics: Diagnostic[] = [];
  if (candidates.length === 0) diagnostics.push(diagnostic('plan/no-candidate', path, { service: service.id }));
  else if (regions.length === 0)
    diagnostics.push(
      diagnostic('plan/residency-conflict', `${path}/residency`, {
        service: service.id,
        residency: residency.join(', '),
        regions: candidates.join(', '),
      }),
    );
  else if (regions.length < minRegions)
    diagnostics.push(
      diagnostic('plan/too-few-regions', `${path}/regions`, {
        service: service.id,
        needed: minRegions,
        available: regions.length,
      }),
    );
  return { regions, rejected, diagnostics };
}

function mayReside(region: RegionNode, residency: readonly string[]): boolean {
  return residency.length === 0 || residency.some((tag) => region.jurisdictions.includes(tag));
}
