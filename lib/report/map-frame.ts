import type { Point } from '../geo/point';
import { equalEarth, fromCentralMeridian, type PlanePoint } from './equal-earth';

/** Where the map ends, degrees north: nobody lives beyond. */
export const northernEdge = 83.7;
export const southernEdge = -56;

/** Units of the picture; the whole Equator is `mapWidth` long. */
export const mapWidth = 1000;
const unitsPerRadius = mapWidth / (2 * equalEarth({ lat: 0, lng: 180 }).x);
const top = equalEarth({ lat: northernEdge, lng: 0 }).y;
export const mapHeight = Math.round((top - equalEarth({ lat: southernEdge, lng: 0 }).y) * unitsPerRadius);

/** A place in the picture: x to the right, y downwards. */
export function toMap({ lat, lng }: Point): PlanePoint {
  return planeToMap({ lat, lng: fromCentralMeridian(lng) });
}

/** The same with the longitude counted from the central meridian, where the two edges of the map are different places. */
export function planeToMap(place: Point): PlanePoint {
  const { x, y } = equalEarth(place);
  return { x: mapWidth / 2 + x * unitsPerRadius, y: (top - y) * unitsPerRadius };
}

/** Paths are drawn in steps that are so many to the unit, as whole numbers. */
export const stepsPerUnit = 4;

/** SVG path data of a line, in steps: the first point absolute, the rest relative; points that fall together are one. */
export function pathData(points: readonly PlanePoint[], end: 'Z' | '' = ''): string {
  let text = '';
  let [beforeX, beforeY] = [0, 0];
  for (const [index, { x, y }] of points.entries()) {
    const [stepX, stepY] = [Math.round(x * stepsPerUnit), Math.round(y * stepsPerUnit)];
    const [differenceX, differenceY] = [stepX - beforeX, stepY - beforeY];
    if (index > 0 && differenceX === 0 && differenceY === 0) continue;
    const command = index === 0 ? 'M' : index === 1 ? 'l' : differenceX < 0 ? '' : ' ';
    text += `${command}${differenceX}${differenceY < 0 ? '' : ' '}${differenceY}`;
    [beforeX, beforeY] = [stepX, stepY];
  }
  return text + end;
}
