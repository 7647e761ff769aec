/** The same meridian, at least -180 and below 180 degrees. */
export function wrapLongitude(lng: number): number {
  const turned = (lng + 540) % 360;
  return (turned < 0 ? turned + 360 : turned) - 180;
}
