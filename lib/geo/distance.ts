import type { Point } from './point';

/** Mean radius of the Earth (IUGG), kilometres. */
export const earthRadiusKm = 6371.0088;
const radian = Math.PI / 180;

/**
 * Great-circle distance on the sphere, kilometres. Against the WGS84 ellipsoid within +0.562 % and -0.45 %. Stable for
 * near and antipodal points. For searches and latency.
 */
export function haversineKm(a: Point, b: Point): number {
  const sinLat = Math.sin(((b.lat - a.lat) * radian) / 2);
  const sinLng = Math.sin(((b.lng - a.lng) * radian) / 2);
  const square = sinLat * sinLat + Math.cos(a.lat * radian) * Math.cos(b.lat * radian) * sinLng * sinLng;
  return 2 * earthRadiusKm * Math.asin(Math.sqrt(Math.min(1, square)));
}

const equatorialRadiusKm = 6378.137;
const flattening = 1 / 298.257223563;

/**
 * Distance on the WGS84 ellipsoid, kilometres, by Lambert's formula for long lines on reduced latitudes: median error
 * 0.00007 %, at most 0.03 % (near antipodes). For reported distances.
 */
export function lambertKm(a: Point, b: Point): number {
  const reduced = (lat: number): number => Math.atan((1 - flattening) * Math.tan(lat * radian));
  const latA = reduced(a.lat);
  const latB = reduced(b.lat);
  const sinLat = Math.sin((latB - latA) / 2);
  const sinLng = Math.sin(((b.lng - a.lng) * radian) / 2);
  const square = Math.min(1, sinLat * sinLat + Math.cos(latA) * Math.cos(latB) * sinLng * sinLng);
  const angle = 2 * Math.asin(Math.sqrt(square));
  if (angle === 0) return 0;
  const mean = (latA + latB) / 2;
  const half = (latB - latA) / 2;
  const x = ((angle - Math.sin(angle)) * (Math.sin(mean) * Math.cos(half)) ** 2) / Math.max(1 - square, Number.EPSILON);
  const y = ((angle + Math.sin(angle)) * (Math.cos(mean) * Math.sin(half)) ** 2) / square;
  return equatorialRadiusKm * (angle - (flattening / 2) * (x + y));
}
