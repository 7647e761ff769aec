import type { Point } from '../point';

/**
 * The seven slips of coordinates, likeliest first: a sign lost, both lost, the two swapped, swapped with signs lost. Those
 * that change nothing, or are off the globe, are left out.
 */
function flipsOf({ lat, lng }: Point): Point[] {
  const flips = [
    { lat, lng: -lng },
    { lat: -lat, lng },
    { lat: -lat, lng: -lng },
    { lat: lng, lng: lat },
    { lat: lng, lng: -lat },
    { lat: -lng, lng: lat },
    { lat: -lng, lng: -lat },
  ];
  return flips.filter((flip) => Math.abs(flip.lat) <= 90 && (flip.lat !== lat || flip.lng !== lng));
}

/** `did you mean "lng: -3.7"?` for the first slip that leads to a place that fits. */
export function meantCoordinates(point: Point, fits: (flip: Point) => boolean): string | undefined {
  const flip = flipsOf(point).find(fits);
  if (flip === undefined) return undefined;
  const members = [
    flip.lat === point.lat ? [] : [`lat: ${flip.lat}`],
    flip.lng === point.lng ? [] : [`lng: ${flip.lng}`],
  ].flat();
  return `did you mean "${members.join(', ')}"?`;
}
