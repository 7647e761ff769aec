import { isFoundByLintAlone } from '../../lib/geo/lint/lint-codes';
import { lintRegions } from '../../lib/geo/lint/lint-regions';
import { bundledPlaces, detailedPlaces } from '../../lib/geo/lint/place-table';
import { knownRegions } from '../../lib/geo/regions';
import type { RegionNode } from '../../lib/model/model';
import { region } from './support/region';

const bundled = bundledPlaces();
const towns = detailedPlaces(
  [
    { name: 'Madrid', country: 'ES', lat: 40.4165, lng: -3.7026 },
    { name: 'Cape Town', country: 'ZA', lat: -33.9258, lng: 18.4232 },
    { name: 'São Paulo', country: 'BR', lat: -23.5475, lng: -46.6361 },
    { name: 'Lagos', country: 'NG', lat: 6.4541, lng: 3.3947 },
    { name: 'Cluj-Napoca', country: 'RO', lat: 46.7667, lng: 23.6 },
  ],
  '5 towns',
);

const known = [...knownRegions().values()].map(({ code, provider, lat, lng, country }) =>
  region({ id: code, code, provider, lat, lng, country }),
);
const findings = (regions: readonly RegionNode[], table = bundled): string[] =>
  lintRegions(regions, table).diagnostics.map(({ code, path }) => `${code} ${path}`);
const hints = (members: Partial<RegionNode>, table = bundled): unknown[] =>
  lintRegions([region(members)], table).diagnostics.map(({ hint }) => hint);

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
  expect(hints(madrid, towns)).toEqual(['did you mean "lng: -3.7"?']);
});

test.each([
  ['longitude', { lat: 40.42, lng: 3.7, country: 'ES' }, 'did you mean "lng: -3.7"?'],
  ['latitude', { lat: 33.92, lng: 18.42, country: 'ZA' }, 'did you mean "lat: -33.92"?'],
  ['both signs', { lat: 23.55, lng: 46.63, country: 'BR' }, 'did you mean "lat: -23.55, lng: -46.63"?'],
  ['the order', { lat: 3.39, lng: 6.45, country: 'NG' }, 'did you mean "lat: 6.45, lng: 3.39"?'],
  ['the order and signs', { lat: 46.63, lng: 23.55, country: 'BR' }, 'did you mean "lat: -23.55, lng: -46.63"?'],
  [
    'the order and the first sign',
    { lat: 46.63, lng: -23.55, country: 'BR' },
    'did you mean "lat: -23.55, lng: -46.63"?',
  ],
  [
    'the order and the second sign',
    { lat: -46.63, lng: 23.55, country: 'BR' },
    'did you mean "lat: -23.55, lng: -46.63"?',
  ],
])('a slip of %s is undone', (_, members, hint) => {
  expect(hints(members, towns)).toEqual([hint]);
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

test('where the order of the coordinates leads off the globe and no slip fits, nothing is suggested', () => {
  expect(hints({ lat: 10, lng: 150, country: 'ES' })).toEqual([undefined]);
});

test('a far region is told the nearest place, its distance and the limit, and the verdict has them too', () => {
  const { verdicts, diagnostics } = lintRegions([region({ lat: 40.42, lng: 3.7 })], towns);
  expect(diagnostics.map(({ message }) => message).join()).toMatch(
    /"edge" at 40\.42, 3\.7 is 62\d\.\d km from Madrid \(ES\), the nearest of 5 towns; more than 20 km/,
  );
  expect(verdicts).toEqual([
    {
      region: 'edge',
      lat: 40.42,
      lng: 3.7,
      country: 'ES',
      nearest: { name: 'Madrid', country: 'ES', km: expect.closeTo(626, -1) },
      verdict: 'far',
    },
  ]);
});

test('a region in another country has that verdict, one in the declared country is right', () => {
  const verdict = (country: string): unknown =>
    lintRegions([region({ lat: 48.8566, lng: 2.3522, country })], bundled).verdicts[0]?.verdict;
  expect([verdict('DE'), verdict('FR')]).toEqual(['other country', 'ok']);
});

test('only public regions of two providers may share a place: not with a region of one’s own, nor two of these', () => {
  const at = { lat: 40.4168, lng: -3.7038 };
  const a = region({ ...at, id: 'a', provider: 'aws' });
  const b = region({ ...at, id: 'b', provider: 'azure' });
  const samePlace = (...pair: RegionNode[]): string[] =>
    findings(pair).filter((finding) => finding.startsWith('geo/same-place'));
  expect(samePlace(a, b)).toEqual(['geo/same-place regions/b']);
  expect(samePlace({ ...a, code: 'aws:x' }, b)).toEqual(['geo/same-place regions/b']);
  expect(samePlace(a, { ...b, code: 'azure:x' })).toEqual(['geo/same-place regions/b']);
  expect(samePlace({ ...a, code: 'aws:x' }, { ...b, provider: 'aws', code: 'aws:y' })).toEqual([
    'geo/same-place regions/b',
  ]);
});

test('what the lint alone finds are towns too far, another country and one place twice', () => {
  const codes = ['geo/far-from-places', 'geo/other-country', 'geo/same-place', 'geo/region-displaced', ''];
  expect(codes.map(isFoundByLintAlone)).toEqual([true, true, true, false, false]);
});

test('a table without places is a mistake that is named', () => {
  expect(() => lintRegions([region({})], detailedPlaces([], 'none'))).toThrow('no places');
});
