/** A place on the Earth in degrees: `lat` north, `lng` east. */
export interface Point {
  readonly lat: number;
  readonly lng: number;
}

/** Throws unless the point is on the globe: everything below takes that for granted. */
export function assertPoint({ lat, lng }: Point): void {
  if (!(lat >= -90 && lat <= 90)) throw new RangeError(`latitude ${lat} is not from -90 to 90 degrees`);
  if (!(lng >= -180 && lng <= 180)) throw new RangeError(`longitude ${lng} is not from -180 to 180 degrees`);
}
