import { findRegion, knownRegions, nearestRegionCode } from '../../geo/regions';
import type { Model, RegionNode } from '../../model/model';
import { newFindings } from '../../model/normalize/findings';
import { normalizeRegions } from '../../model/normalize/regions';

/** The regions of the bundled table that the stack lacks, as they would be if only their code were declared; by id. */
export function knownRegionNodes({ name, regions }: Model): RegionNode[] {
  const taken = new Set(regions.flatMap(({ id, code, slug }) => [id, slug, ...(code === null ? [] : [code])]));
  const codes = [...knownRegions().keys()].filter((code) => !taken.has(code));
  const added = normalizeRegions(newFindings(), name, codes, { find: findRegion, nearest: nearestRegionCode });
  return added.filter(({ slug }) => !taken.has(slug));
}
