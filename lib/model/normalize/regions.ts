import { isDnsName, isIpv4, isIpv6 } from '../address';
import { sortedBy, sortedSet } from '../compare';
import type { Capacity, Price, RegionNode } from '../model';
import { isLabelValue, regionNameFindings, slugOf } from '../names';
import { parseCpuMillis, parseMemoryMiB, type Quantity } from '../quantity';
import type { CapacitySpec, PriceSpec, RegionObjectSpec, RegionSpec } from '../spec';
import {
  meant,
  numberIn,
  pathOf,
  placeOf,
  report,
  reportValue,
  withoutMinusZero,
  type At,
  type Findings,
} from './findings';

/** A row of the bundled region table, as far as the Model needs it. */
export interface RegionRow {
  readonly provider: string;
  readonly providerCode: string;
  readonly country: string;
  readonly lat: number;
  readonly lng: number;
}

/** Where known regions are looked up; handed in, because the model knows no table. */
export interface RegionTable {
  find(code: string): RegionRow | undefined;
  nearest(code: string): string | undefined;
}

/** List prices that stand for a region whose prices are not declared. */
export const defaultPrice = { cpuHourUsd: 0.04, memoryGiBHourUsd: 0.005, egressGiBUsd: 0.09 } as const;

const mostRegions = 1000;
const defaultZones = ['a', 'b', 'c'] as const;

const euCountries = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);
const eeaOnlyCountries = new Set(['IS', 'LI', 'NO']);

/** The ids of all declared regions, also of those with faults, so that references to them are not called unknown. */
export function regionIds(specs: readonly RegionSpec[]): ReadonlySet<string> {
  return new Set(specs.length === 0 ? ['local'] : specs.map((spec) => idOf(spec)));
}

function idOf(spec: RegionSpec): string {
  return typeof spec === 'string' ? spec : (spec.id ?? spec.code ?? '');
}

/** The regions by id; one region `local` when none is declared. */
export function normalizeRegions(
  findings: Findings,
  stack: string,
  specs: readonly RegionSpec[],
  table: RegionTable,
): RegionNode[] {
  if (specs.length === 0) return [localRegion(stack)];
  if (specs.length > mostRegions)
    report(findings, 'config/too-many', ['regions'], { subject: 'regions', count: specs.length, limit: mostRegions });
  const regions = specs.flatMap((spec, index) => {
    const region = typeof spec === 'string' ? { code: spec } : spec;
    return normalizeRegion(findings, stack, region, index, table) ?? [];
  });
  const sorted = sortedBy(regions, (region) => region.id);
  reportCollisions(findings, sorted);
  return sorted;
}

function normalizeRegion(
  findings: Findings,
  stack: string,
  spec: RegionObjectSpec,
  index: number,
  table: RegionTable,
): RegionNode | undefined {
  const id = idOf(spec);
  const at = ['regions', id === '' ? String(index) : id];
  const faults = regionNameFindings(id, pathOf(at));
  findings.diagnostics.push(...faults);
  const row = spec.code === undefined ? undefined : table.find(spec.code);
  if (spec.code !== undefined && row === undefined) {
    const nearest = table.nearest(spec.code);
    report(findings, 'geo/unknown-region', at, { code: spec.code }, meant(nearest));
    return undefined;
  }
  const place = placeRegion(findings, at, spec, row);
  if (place === undefined || faults.length > 0) return undefined;
  const slug = slugOf(id);
  return {
    id,
    slug,
    code: spec.code ?? null,
    provider: row?.provider ?? null,
    nodeRegion: row?.providerCode ?? slug,
    ...place,
    jurisdictions: jurisdictionsOf(place.country, spec.jurisdiction ?? []),
    zones: normalizeZones(findings, [...at, 'zones'], spec.zones),
    failureDomains: sortedSet(spec.failureDomains ?? []),
    gateway: normalizeGateway(findings, [...at, 'gateway'], spec.gateway),
    capacity: spec.capacity === undefined ? null : normalizeCapacity(findings, [...at, 'capacity'], spec.capacity),
    price: normalizePrice(findings, [...at, 'price'], spec.price),
    origin: { construct: `${stack}/${id}` },
  };
}

/** Where the region is: its own members, else the table's. */
function placeRegion(findings: Findings, at: At, spec: RegionObjectSpec, row: RegionRow | undefined) {
  const lat = spec.lat ?? row?.lat;
  const lng = spec.lng ?? row?.lng;
  const country = spec.country ?? row?.country;
  const members = [
    ['lat', lat, 'lat: 6.45'],
    ['lng', lng, 'lng: 3.39'],
    ['country', country, 'country: NG'],
  ] as const;
  for (const [member, value, example] of members)
    if (value === undefined)
      report(findings, 'config/missing', [...at, member], { place: placeOf(at), member, example });
  checkCoordinates(findings, at, lat ?? 0, lng ?? 0);
  if (country !== undefined) checkCountry(findings, [...at, 'country'], country);
  if (lat === undefined || lng === undefined || country === undefined) return undefined;
  return { lat: withoutMinusZero(lat), lng: withoutMinusZero(lng), country };
}

export function checkCoordinates(findings: Findings, at: At, lat: number, lng: number): void {
  const place = placeOf(at);
  if (!(lat >= -90 && lat <= 90)) report(findings, 'geo/latitude-out-of-range', [...at, 'lat'], { place, lat });
  if (!(lng >= -180 && lng <= 180)) report(findings, 'geo/longitude-out-of-range', [...at, 'lng'], { place, lng });
}

export function checkCountry(findings: Findings, at: At, country: string): void {
  if (/^[A-Z]{2}$/.test(country)) return;
  const upper = country.toUpperCase();
  const hint = /^[A-Z]{2}$/.test(upper) ? meant(upper) : undefined;
  reportValue(findings, at, `"${country}"`, 'two upper-case letters (ISO 3166-1), such as "NG"', hint);
}

function jurisdictionsOf(country: string, own: readonly string[]): string[] {
  const isEu = euCountries.has(country);
  const isEea = isEu || eeaOnlyCountries.has(country);
  return sortedSet([country, ...(isEu ? ['EU'] : []), ...(isEea ? ['EEA'] : []), ...own]);
}

/** Zones become values of `topology.kubernetes.io/zone`. */
function normalizeZones(findings: Findings, at: At, zones: readonly string[] = defaultZones): string[] {
  if (zones.length === 0) reportValue(findings, at, 'an empty list', 'a list of at least 1 zone');
  for (const zone of zones)
    if (!isLabelValue(zone))
      reportValue(findings, at, `"${zone}"`, 'made of zones of at most 63 letters, digits, "-", "_" and "."');
  return sortedSet(zones);
}

function normalizeGateway(findings: Findings, at: At, gateway: string | undefined): string | null {
  if (gateway === undefined) return null;
  if (!isIpv4(gateway) && !isIpv6(gateway) && !isDnsName(gateway))
    reportValue(findings, at, `"${gateway}"`, 'an IP address or a DNS name, without a port');
  return gateway;
}

function normalizeCapacity(findings: Findings, at: At, spec: CapacitySpec): Capacity | null {
  const cpuMillis = amount(findings, [...at, 'cpu'], spec.cpu, parseCpuMillis(spec.cpu), '16');
  const given = (['memory', 'memoryGiB'] as const).filter((member) => spec[member] !== undefined);
  if (given.length !== 1) {
    const found = given.length === 0 ? 'none' : 'both';
    report(findings, 'config/one-of', at, { place: placeOf(at), members: '"memory", "memoryGiB"', found });
    return null;
  }
  const memory = spec.memory ?? `${spec.memoryGiB ?? 0}Gi`;
  const memoryMiB = amount(findings, [...at, ...given], memory, parseMemoryMiB(memory), '64Gi');
  return { cpuMillis, memoryMiB };
}

/** The parsed amount, else a finding and a stand-in. */
export function amount(
  findings: Findings,
  at: At,
  written: number | string,
  parsed: Quantity,
  example: string,
): number {
  if ('value' in parsed) return parsed.value;
  const parameters = { place: placeOf(at), quantity: String(written), fault: parsed.fault, example };
  report(findings, 'config/bad-quantity', at, parameters);
  return 1;
}

function normalizePrice(findings: Findings, at: At, spec: PriceSpec = {}): Price {
  const price = (member: keyof PriceSpec): number =>
    numberIn(findings, [...at, member], spec[member], defaultPrice[member], { min: 0, max: 1e6 });
  return {
    cpuHourUsd: price('cpuHourUsd'),
    memoryGiBHourUsd: price('memoryGiBHourUsd'),
    egressGiBUsd: price('egressGiBUsd'),
    source: Object.keys(spec).length === 0 ? 'default' : 'declared',
  };
}

/** Two regions of one id, or of one slug: their files and objects would overwrite each other. */
function reportCollisions(findings: Findings, sorted: readonly RegionNode[]): void {
  const bySlug = new Map<string, string>();
  for (const { id, slug } of sorted) {
    const first = bySlug.get(slug);
    const at = ['regions', id];
    if (first === undefined) bySlug.set(slug, id);
    else if (first === id) report(findings, 'names/duplicate', at, { subject: 'region', name: id });
    else report(findings, 'names/collision', at, { subject: 'region', first, second: id, slug });
  }
}

function localRegion(stack: string): RegionNode {
  return {
    id: 'local',
    slug: 'local',
    code: null,
    provider: null,
    nodeRegion: 'local',
    lat: 0,
    lng: 0,
    country: null,
    jurisdictions: [],
    zones: [...defaultZones],
    failureDomains: [],
    gateway: null,
    capacity: null,
    price: { ...defaultPrice, source: 'default' },
    origin: { construct: `${stack}/local` },
  };
}
