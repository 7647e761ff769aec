import { fromCentralMeridian } from './equal-earth';
import { pathData, planeToMap } from './map-frame';
import { landRings } from './tables/land';
import type { Point } from '../geo/point';

const degreesPerStep = 0.05;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** SVG path data of the land. */
export function landPath(): string {
  return landRings.trim().split('\n').map(ringPath).join('');
}

/** The outlines of the land, each closed by its first point, degrees. */
export function decodeRing(line: string): Point[] {
  const ring: Point[] = [];
  let [lng, lat] = [0, 0];
  let [value, shift, isLat] = [0, 0, false];
  for (const character of line) {
    const bits = alphabet.indexOf(character);
    value += (bits & 31) << shift;
    shift += 5;
    if (bits >= 32) continue;
    const difference = value & 1 ? -(value + 1) / 2 : value / 2;
    if (isLat) {
      lat += difference;
      ring.push({ lat: lat * degreesPerStep, lng: lng * degreesPerStep });
    } else lng += difference;
    [value, shift, isLat] = [0, 0, !isLat];
  }
  return ring;
}

function ringPath(line: string): string {
  return pathData(
    decodeRing(line).map(({ lat, lng }) => planeToMap({ lat, lng: fromCentralMeridian(lng) })),
    'Z',
  );
}
