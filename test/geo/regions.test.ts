import { checkRegions } from '../../lib/geo/check-regions';
import { findRegion, knownRegions, nearestRegionCode } from '../../lib/geo/regions';
import type { RegionNode } from '../../lib/model/model';

const regions = [...knownRegions().values()];
/** Member states on 1 January 2026, ISO 3166-1 alpha-2. */
const union = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');

test('there are 254 regions of 9 providers, sorted by code, all on the globe', () => {
  expect(regions).toHaveLength(254);
  expect(new Set(regions.map(({ provider }) => provider)).size).toBe(9);
  const codes = regions.map(({ code }) => code);
  expect(codes).toEqual([...codes].sort());
  expect(new Set(codes).size).toBe(254);
  for (const { lat, lng, country } of regions) {
    expect(Math.abs(lat)).toBeLessThan(90);
    expect(Math.abs(lng)).toBeLessThanOrEqual(180);
    expect(country).toMatch(/^[A-Z]{2}$/);
  }
});

test('the EU flag says what the country says: London and Zurich are outside', () => {
  for (const region of regions) {
    expect([region.code, region.eu]).toEqual([region.code, union.includes(region.country)]);
    expect(region.eea).toBe(region.eu || ['NO', 'IS', 'LI'].includes(region.country));
  }
  expect(findRegion('aws:eu-west-2')).toMatchObject({ country: 'GB', eu: false, eea: false });
  expect(findRegion('aws:eu-central-2')).toMatchObject({ country: 'CH', eu: false, eea: false });
});

test('regions that public tables misplace are where they are', () => {
  expect(findRegion('azure:spaincentral')?.lng).toBeCloseTo(-3.7, 0);
  expect(findRegion('aws:ca-central-1')?.metro).toMatch(/^Montreal/);
  expect(findRegion('aws:us-west-2')?.metro).toMatch(/^Boardman/);
});

test('a code has its parts, and names of Object.prototype are no codes', () => {
  expect(findRegion('aws:eu-west-2')).toMatchObject({ provider: 'aws', providerCode: 'eu-west-2', metro: 'London' });
  for (const code of ['__proto__', 'constructor', 'toString', '', 'aws', 'AWS:eu-west-2'])
    expect(findRegion(code)).toBeUndefined();
});

test('a mistyped code finds the one that was meant', () => {
  expect(nearestRegionCode('aws:eu-wset-2')).toBe('aws:eu-west-2');
  expect(nearestRegionCode('gcp:southamerica-eats1')).toBe('gcp:southamerica-east1');
});

describe('a region with a code and coordinates of its own', () => {
  const node = (lat: number, lng: number, code: string | null = 'azure:spaincentral'): RegionNode => ({
    id: 'madrid',
    slug: 'madrid',
    code,
    provider: 'azure',
    nodeRegion: 'spaincentral',
    lat,
    lng,
    country: 'ES',
    jurisdictions: ['EEA', 'ES', 'EU'],
    zones: ['a'],
    failureDomains: [],
    gateway: null,
    capacity: null,
    price: { cpuHourUsd: 0.04, memoryGiBHourUsd: 0.005, egressGiBUsd: 0.05, source: 'default' },
    origin: { construct: 'shop/madrid' },
  });

  test('is refused when the sign of its longitude is lost', () => {
    const [finding, ...rest] = checkRegions([node(40.42, 3.7)]);
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ code: 'geo/region-displaced', severity: 'error', path: 'regions/madrid' });
    expect(finding?.message).toContain('lies 628 km E of Madrid');
    expect(finding?.hint).toMatch(/^did you mean "lng: -3\.\d+"\?$/);
  });

  test('is accepted within 100 km of the table, and anywhere without a code', () => {
    expect(checkRegions([node(40.9, -3.7), node(0, 0, null)])).toEqual([]);
  });
});
