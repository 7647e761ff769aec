import { compareCodeUnits, sortedBy } from '../compare';
import type { Capacity, Price, RegionNode } from '../model';
import { slugOf } from '../names';
import { parseCpuMillis, parseMemoryMiB } from '../quantity';
import type { CapacitySpec, PriceSpec, RegionObjectSpec, RegionSpec } from '../spec';
import { numberIn, report, type Findings } from './findings';

/** A row of the bundled region table, as far as the Model needs it. */
export interface RegionRow {
  readonly provider: string;
  readonly providerCode: string;
  readonly country: string;
  readonly eu: boolean;
  readonly eea: boolean;
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

const euCountries = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);
const eeaOnlyCountries = new Set(['IS', 'LI', 'NO']);

/** The regions by id; one region `local` when none is declared. */
export function normalizeRegions(
  findings: Findings,
  stack: string,
  specs: readonly RegionSpec[],
  table: RegionTable,
): RegionNode[] {
  if (specs.length === 0) return [localRegion(stack)];
  const regions = specs.flatMap((spec, index) => {
    const region = normalizeRegion(findings, stack, typeof spec === 'string' ? { code: spec } : spec, index, table);
    return region === undefined ? [] : [region];
  });
  checkNames(findings, regions);
  return sortedBy(regions, (region) => region.id);
}

function normalizeRegion(
  findings: Findings,
  stack: string,
  spec: RegionObjectSpec,
  index: number,
  table: RegionTable,
): RegionNode | undefined {
  const row = spec.code === undefined ? undefined : table.find(spec.code);
  const id = spec.id ?? spec.code ?? '';
  const path = `regions/${id === '' ? index : id}`;
  const place = id === '' ? `region ${index + 1}` : `region "${id}"`;
  if (id === '' || /[^A-Za-z0-9:._-]/.test(id)) {
    if (id === '') report(findings, 'names/empty', path, { subject: 'region' });
    else report(findings, 'names/illegal', path, { subject: 'region', name: id, suggestion: slugOf(id) });
    return undefined;
  }
  if (spec.code !== undefined && row === undefined) {
    report(findings, 'geo/unknown-region', path, { code: spec.code }, table.nearest(spec.code));
    return undefined;
  }
  const lat = spec.lat ?? row?.lat;
  const lng = spec.lng ?? row?.lng;
  const country = spec.country ?? row?.country;
  for (const [member, value, example] of [
    ['lat', lat, 'lat: 6.45'],
    ['lng', lng, 'lng: 3.39'],
    ['country', country, 'country: NG'],
  ] as const)
    if (value === undefined) report(findings, 'config/missing', path, { place, member, example });
  if (lat === undefined || lng === undefined || country === undefined) return undefined;
  checkPlace(findings, path, place, lat, lng);
  if (!/^[A-Z]{2}$/.test(country))
    report(findings, 'config/bad-value', `${path}/country`, {
      place: `"country" of ${place}`,
      found: `"${country}"`,
      allowed: 'two upper-case letters (ISO 3166-1), such as "NG"',
    });
  const slug = slugOf(id);
  return {
    id,
    slug,
    code: spec.code ?? null,
    provider: row?.provider ?? null,
    nodeRegion: row?.providerCode ?? slug,
    lat: lat === 0 ? 0 : lat,
    lng: lng === 0 ? 0 : lng,
    country,
    jurisdictions: jurisdictionsOf(country, spec.jurisdiction ?? []),
    zones: sortedSet(spec.zones ?? ['a', 'b', 'c']),
    failureDomains: sortedSet(spec.failureDomains ?? []),
    gateway: normalizeGateway(findings, path, place, spec.gateway),
    capacity: spec.capacity === undefined ? null : normalizeCapacity(findings, path, place, spec.capacity),
    price: normalizePrice(findings, path, place, spec.price),
    origin: { construct: `${stack}/${id}` },
  };
}

export function checkPlace(findings: Findings, path: string, place: string, lat: number, lng: number): void {
  if (!(lat >= -90 && lat <= 90)) report(findings, 'geo/latitude-out-of-range', `${path}/lat`, { place, lat });
  if (!(lng >= -180 && lng <= 180)) report(findings, 'geo/longitude-out-of-range', `${path}/lng`, { place, lng });
}

function jurisdictionsOf(country: string, own: readonly string[]): string[] {
  const isEu = euCountries.has(country);
  return sortedSet([
    country,
    ...(isEu ? ['EU'] : []),
    ...(isEu || eeaOnlyCountries.has(country) ? ['EEA'] : []),
    ...own,
  ]);
}

/** An IP address or DNS name: nothing that could be read as more than an address by a router. */
function normalizeGateway(findings: Findings, path: string, place: string, gateway: string | undefined): string | null {
  if (gateway === undefined) return null;
  if (
    gateway.length <= 253 &&
    /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$|^[0-9a-fA-F:]*:[0-9a-fA-F:.]+$/.test(gateway)
  )
    return gateway;
  report(findings, 'config/bad-value', `${path}/gateway`, {
    place: `"gateway" of ${place}`,
    found: `"${gateway}"`,
    allowed: 'an IP address or a DNS name',
  });
  return null;
}

export function normalizeCapacity(
  findings: Findings,
  path: string,
  place: string,
  spec: CapacitySpec,
): Capacity | null {
  const cpuMillis = parseCpuMillis(spec.cpu);
  if (cpuMillis === undefined)
    report(findings, 'config/bad-quantity', `${path}/capacity/cpu`, {
      place: `"cpu" of ${place}`,
      quantity: String(spec.cpu),
      example: '16',
    });
  if ((spec.memory === undefined) === (spec.memoryGiB === undefined)) {
    const found = spec.memory === undefined ? 'none' : 'both';
    report(findings, 'config/one-of', `${path}/capacity`, {
      place: `the capacity of ${place}`,
      members: '"memory", "memory_gib"',
      found,
    });
    return null;
  }
  const memoryMiB =
    spec.memory === undefined ? parseMemoryMiB(`${spec.memoryGiB ?? 0}Gi`) : parseMemoryMiB(spec.memory);
  if (memoryMiB === undefined)
    report(findings, 'config/bad-quantity', `${path}/capacity/memory`, {
      place: `"memory" of ${place}`,
      quantity: String(spec.memory ?? spec.memoryGiB),
      example: '64Gi',
    });
  return cpuMillis === undefined || memoryMiB === undefined ? null : { cpuMillis, memoryMiB };
}

function normalizePrice(findings: Findings, path: string, place: string, spec: PriceSpec | undefined): Price {
  const price = (member: keyof PriceSpec): number =>
    numberIn(findings, `${path}/price/${member}`, `"${member}" of ${place}`, spec?.[member], defaultPrice[member], {
      min: 0,
    });
  return {
    cpuHourUsd: price('cpuHourUsd'),
    memoryGiBHourUsd: price('memoryGiBHourUsd'),
    egressGiBUsd: price('egressGiBUsd'),
    source: spec === undefined ? 'default' : 'declared',
  };
}

function checkNames(findings: Findings, regions: readonly RegionNode[]): void {
  const bySlug = new Map<string, string>();
  for (const { id, slug } of regions) {
    const first = bySlug.get(slug);
    if (first === id) report(findings, 'names/duplicate', `regions/${id}`, { subject: 'region', name: id });
    else if (first !== undefined)
      report(findings, 'names/collision', `regions/${id}`, { subject: 'region', first, second: id, slug });
    else bySlug.set(slug, id);
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
    zones: ['a', 'b', 'c'],
    failureDomains: [],
    gateway: null,
    capacity: null,
    price: { ...defaultPrice, source: 'default' },
    origin: { construct: `${stack}/local` },
  };
}

export function sortedSet(values: readonly string[]): string[] {
  return [...new Set(values)].sort(compareCodeUnits);
}
