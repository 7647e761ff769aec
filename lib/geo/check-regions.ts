import { diagnostic, type Diagnostic } from '../model/diagnostic';
import type { RegionNode } from '../model/model';
import { offsetText } from './compass';
import { lambertKm } from './distance';
import { meantCoordinates } from './lint/flips';
import type { Point } from './point';
import { findRegion } from './regions';

const toleranceKm = 100;

/** Regions with a known code and other coordinates than the table's by more than 100 km: a sign lost, another city. */
export function checkRegions(regions: readonly RegionNode[]): Diagnostic[] {
  return regions.flatMap((region) => {
    const known = region.code === null ? undefined : findRegion(region.code);
    if (known === undefined || isNear(known, region)) return [];
    const hint = meantCoordinates(region, (flip) => isNear(known, flip));
    const place = { path: `regions/${region.id}`, hint };
    return diagnostic('geo/region-displaced', place, {
      region: region.id,
      code: known.code,
      metro: known.metro,
      offset: offsetText(known, region),
    });
  });
}

function isNear(known: Point, point: Point): boolean {
  return lambertKm(known, point) <= toleranceKm;
}
