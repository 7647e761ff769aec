import type { Atlas } from '../atlas';
import type { DemandPoint } from '../plan';

/** More classes make the bound tighter and its work longer. */
const mostClasses = 32;

/**
 * Groups users who are alike: those with the same nearest region. Beyond 32 groups the smallest join the one whose region
 * is next. Writes classes numbered by first appearance.
 */
export function demandClasses(points: readonly DemandPoint[], regions: number, atlas: Atlas): Int32Array {
  const all = Array.from({ length: regions }, (_, region) => region);
  const first = nearestOf(points.length, regions, all, atlas);
  const rate = new Float64Array(regions);
  for (const [at, region] of first.entries())
    rate[region] = (rate[region] as number) + (points[at] as DemandPoint).requestsPerSecond;
  const kept = [...new Set(first)]
    .toSorted((a, b) => (rate[b] as number) - (rate[a] as number) || a - b)
    .slice(0, mostClasses)
    .toSorted((a, b) => a - b);
  const final = kept.length === 0 ? first : nearestOf(points.length, regions, kept, atlas);
  const numbers = new Map([...new Set(final)].map((region, index) => [region, index]));
  return final.map((region) => numbers.get(region) ?? 0);
}

function nearestOf(points: number, regions: number, among: readonly number[], atlas: Atlas): Int32Array {
  return Int32Array.from({ length: points }, (_, point) => {
    let [nearest, least] = [0, Infinity];
    for (const region of among) {
      const ms = atlas.roundTrip(regions + point, region);
      if (ms < least) [nearest, least] = [region, ms];
    }
    return nearest;
  });
}
