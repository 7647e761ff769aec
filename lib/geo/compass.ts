import { getCompassDirection } from 'geolib';
import { lambertKm } from './distance';
import type { Point } from './point';

/** `5,015 km NNE`: how far and in which direction `to` lies from `from`, for people. */
export function offsetText(from: Point, to: Point): string {
  const km = Math.round(lambertKm(from, to));
  if (km === 0) return 'the same place';
  const direction = getCompassDirection(
    { latitude: from.lat, longitude: from.lng },
    { latitude: to.lat, longitude: to.lng },
  );
  return `${thousands(km)} km ${direction}`;
}

/** Thousands separated by commas, whatever the locale. */
function thousands(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
