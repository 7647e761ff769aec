/** Sub-path `./geo`: distances with stated errors, exact nearest neighbours, a latency model, regions and cities. */
export { cities, citiesAbove, type City } from './cities';
export { offsetText } from './compass';
export { earthRadiusKm, haversineKm, lambertKm } from './distance';
export { inRegionMs, latencyModel, roundTripMatrix, roundTripMs } from './latency';
export { NearestIndex, type Neighbour } from './nearest-index';
export { nearestOnEllipsoid } from './nearest-on-ellipsoid';
export type { Point } from './point';
export { findRegion, knownRegions, nearestRegionCode, type KnownRegion } from './regions';
