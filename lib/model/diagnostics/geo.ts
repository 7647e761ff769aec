import type { CatalogueArea } from './entry';

export const geo = {
  'geo/latitude-out-of-range': {
    severity: 'error',
    text: (p: { place: string; lat: number }) =>
      `${p.place} has the latitude ${p.lat} degrees; it must be a number from -90 to 90 (south is negative)${Math.abs(p.lat) <= 180 ? '; were latitude and longitude swapped?' : ''}`,
    what: 'A latitude is not between the poles.',
    why: 'Distances to such a place have no meaning.',
    fix: 'Write decimal degrees north as `lat`, degrees east as `lng`.',
  },
  'geo/longitude-out-of-range': {
    severity: 'error',
    text: (p: { place: string; lng: number }) =>
      `${p.place} has the longitude ${p.lng} degrees; it must be a number from -180 to 180 (west is negative)`,
    what: 'A longitude is not on the globe.',
    why: 'Distances to such a place have no meaning.',
    fix: 'Write decimal degrees east, from -180 to 180.',
  },
  'geo/unknown-region': {
    severity: 'error',
    text: (p: { code: string }) =>
      `the region "${p.code}" is not in the bundled table; correct the code, or give "id", "lat", "lng" and "country"`,
    what: 'A region code is not in the table of public cloud regions.',
    why: 'Its place on the globe is not known.',
    fix: 'Write `provider:code` as the provider spells it (`aws:eu-west-2`), or describe the place yourself.',
  },
  'geo/region-displaced': {
    severity: 'error',
    text: (p: { region: string; code: string; metro: string; offset: string }) =>
      `the region "${p.region}" has the code "${p.code}" but lies ${p.offset} of ${p.metro}, more than the 100 km allowed; correct "lat" and "lng", or leave them to the table`,
    what: 'A region has a known code and coordinates of its own, more than 100 km from the place of that code.',
    why: 'Lists of regions hold such mistakes (a lost sign, another town of the same name), and every round trip from there would be wrong.',
    fix: 'Remove `lat` and `lng` so that the bundled table is used, or remove `code` if it is a place of your own.',
  },
} as const satisfies CatalogueArea;
