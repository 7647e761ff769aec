import { diagnostic, type Diagnostic } from '../model/diagnostic';
import type { RegionNode } from '../model/model';
import { offsetText } from './compass';
import { lambertKm } from './distance';
import { findRegion } from './regions';

const toleranceKm = 100;

/** Regions with a known code and other coordinates than the table's by more than 100 km: a sign lost, another city. */
export function checkRegions(regions: readonly RegionNode[]): Diagnostic[] {
  return regions.flatMap(({ id, code, lat, lng }) => {
    const known = code === null ? undefined : findRegion(code);
    if (known === undefined || lambertKm(known, { lat, lng }) <= toleranceKm) return [];
    return diagnostic('geo/region-displaced', `regions/${id}`, {
      region: id,
      code: known.code,
      metro: known.metro,
      offset: offsetText(known, { lat, lng }),
    });
  });
}
