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
} as const satisfies CatalogueArea;
