import { sortedBy, sortedSet } from '../compare';
import type { DemandNode, DemandPointNode } from '../model';
import type { CityDemandSpec, DemandPointSpec, DemandSpec } from '../spec';
import { numberIn, placeOf, report, reportValue, withoutMinusZero, type At, type Findings } from './findings';
import { checkCoordinates, checkCountry } from './regions';

const at = ['demand'];
const mostPoints = 100_000;

/** Where the users are. Whoever can read files has put the points of a `csv` in its place. */
export function normalizeDemand(findings: Findings, spec: DemandSpec | undefined): DemandNode {
  if (spec === undefined) return { kind: 'none' };
  const given = (['cities', 'points', 'csv'] as const).filter((member) => spec[member] !== undefined);
  if (given.length !== 1) {
    const found = given.length === 0 ? 'none' : given.map((member) => `"${member}"`).join(' and ');
    report(findings, 'config/one-of', at, { place: 'the demand', members: '"cities", "points", "csv"', found });
    return { kind: 'none' };
  }
  if (spec.points !== undefined) return normalizePoints(findings, spec.points, spec);
  if (spec.cities !== undefined) return normalizeCities(findings, spec.cities, spec);
  report(findings, 'config/unread-csv', [...at, 'csv'], {
    subject: 'the demand',
    file: spec.csv ?? '',
    call: 'Demand.csv',
  });
  return { kind: 'none' };
}

const totalRange = { min: 0, above: true, max: 1e12 } as const;
const total = [...at, 'requestsPerSecond'];

function normalizeCities(findings: Findings, spec: CityDemandSpec, demand: DemandSpec): DemandNode {
  const { requestsPerSecond: rate } = demand;
  const cities = [...at, 'cities'];
  if (rate === undefined)
    report(findings, 'config/missing', total, {
      place: 'a demand of cities',
      member: 'requestsPerSecond',
      example: 'requestsPerSecond: 1000',
    });
  for (const country of spec.countries ?? []) checkCountry(findings, [...cities, 'countries'], country);
  return {
    kind: 'cities',
    minPopulation: numberIn(findings, [...cities, 'minPopulation'], spec.minPopulation, 100_000, {
      min: 100_000,
      max: 1e9,
      integer: true,
    }),
    countries: sortedSet(spec.countries ?? []),
    requestsPerSecond: numberIn(findings, total, rate, 1, totalRange),
    accessMs: accessOf(findings, at, demand.accessMs, 0),
  };
}

function normalizePoints(findings: Findings, specs: readonly DemandPointSpec[], demand: DemandSpec): DemandNode {
  if (specs.length === 0) reportValue(findings, [...at, 'points'], 'an empty list', 'a list of at least 1 point');
  if (specs.length > mostPoints) {
    const parameters = { subject: 'points of demand', count: specs.length, limit: mostPoints };
    report(findings, 'config/too-many', [...at, 'points'], parameters);
  }
  const accessMs = accessOf(findings, at, demand.accessMs, 0);
  const points = sortedBy(
    specs.map((spec, index) => normalizePoint(findings, spec, index, accessMs)),
    (point) => point.id,
  );
  for (const [index, { id }] of points.entries())
    if (index > 0 && points[index - 1]?.id === id)
      report(findings, 'names/duplicate', [...at, 'points', id], { subject: 'demand point', name: id });
  // In the order of the ids: a sum of floating-point numbers depends on its order.
  const sum = points.reduce((all, point) => all + point.requestsPerSecond, 0);
  if (specs.length > 0 && sum === 0)
    reportValue(findings, [...at, 'points'], 'a list of points without any request', 'one with a rate above 0');
  return {
    kind: 'points',
    points,
    requestsPerSecond: numberIn(findings, total, demand.requestsPerSecond, sum, totalRange),
  };
}

function normalizePoint(findings: Findings, spec: DemandPointSpec, index: number, accessMs: number): DemandPointNode {
  const point = [...at, 'points', spec.id === '' ? String(index) : spec.id];
  if (spec.id === '') report(findings, 'names/empty', point, { subject: placeOf(point) });
  checkCoordinates(findings, point, spec.lat, spec.lng);
  if (spec.country !== undefined) checkCountry(findings, [...point, 'country'], spec.country);
  return {
    id: spec.id,
    lat: withoutMinusZero(spec.lat),
    lng: withoutMinusZero(spec.lng),
    country: spec.country ?? null,
    requestsPerSecond: numberIn(findings, [...point, 'requestsPerSecond'], spec.requestsPerSecond, 0, {
      min: 0,
      max: 1e12,
    }),
    accessMs: accessOf(findings, point, spec.accessMs, accessMs),
  };
}

function accessOf(findings: Findings, at: At, accessMs: number | undefined, fallback: number): number {
  return numberIn(findings, [...at, 'accessMs'], accessMs, fallback, { min: 0, max: 10_000 });
}
