import type { Point } from '../geo/point';
import { wrapLongitude } from './longitude';

/** A place on the map plane: x to the right, y upwards, in radii of the globe. */
export interface PlanePoint {
  readonly x: number;
  readonly y: number;
}

/**
 * The map is centred here, degrees east, so that its edge (168.5 W) runs through the Bering Strait and cuts no continent.
 */
export const centralMeridian = 11.5;

const radian = Math.PI / 180;
const [a1, a2, a3, a4] = [1.340264, -0.081106, 0.000893, 0.003796] as const;
const rootThreeHalves = Math.sqrt(3) / 2;

/**
 * The Equal Earth projection of the sphere: equal areas, x within +-2.70663, y within +-1.31736. `lng` counts from the
 * central meridian, -180 to 180. B. Savric, T. Patterson, B. Jenny, "The Equal Earth map projection", International
 * Journal of Geographical Information Science 33 (2019) 454-465.
 */
export function equalEarth({ lat, lng }: Point): PlanePoint {
  const theta = Math.asin(rootThreeHalves * Math.sin(lat * radian));
  const square = theta * theta;
  const sixth = square * square * square;
  const slope = a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square);
  return {
    x: (lng * radian * Math.cos(theta)) / (rootThreeHalves * slope),
    y: theta * (a1 + a2 * square + sixth * (a3 + a4 * square)),
  };
}

/** Longitude counted from the central meridian, at least -180 and below 180. */
export const fromCentralMeridian = (lng: number): number => wrapLongitude(lng - centralMeridian);
