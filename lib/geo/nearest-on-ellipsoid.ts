import { lambertKm } from './distance';
import type { NearestIndex, Neighbour } from './nearest-index';
import type { Point } from './point';

/**
 * How much farther than the nearest on the sphere the nearest on the ellipsoid can be, measured on the sphere: the ratio of
 * the two bounds of the haversine's error, 1.00562 / 0.9955.
 */
const sphereRatio = 1.0102;

/**
 * The nearest point on the WGS84 ellipsoid by Lambert's distance: the sphere of the index may prefer another one that is up
 * to 1 % farther. `points` are those that the index was made of. Ties go to the smaller index.
 */
export function nearestOnEllipsoid(index: NearestIndex, points: readonly Point[], place: Point): Neighbour | undefined {
  const onSphere = index.nearest(place);
  if (onSphere === undefined) return undefined;
  let best: Neighbour | undefined;
  for (const { index: at } of index.within(place, onSphere.km * sphereRatio)) {
    const point = points[at];
    if (point === undefined) throw new Error('nearestOnEllipsoid: the index was made of other points');
    const km = lambertKm(place, point);
    if (best === undefined || km < best.km || (km === best.km && at < best.index)) best = { index: at, km };
  }
  return best;
}
