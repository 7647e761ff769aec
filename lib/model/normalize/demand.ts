import { sortedBy } from '../compare';
import type { DemandNode, DemandPointNode } from '../model';
import type { DemandPointSpec, DemandSpec } from '../spec';
import { numberIn, report, type Findings } from './findings';
import { checkPlace, sortedSet } from './regions';

/** Where the users are. A `csv` must have been read into `points` before. */
export function normalizeDemand(findings: Findings, spec: DemandSpec | undefined): DemandNode {
  if (spec === undefined) return { kind: 'none' };
  const given = (['cities', 'points', 'csv'] as const).filter((member) => spec[member] !== undefined);
  if (given.length !== 1) {
    report(findings, 'config/one-of', 'demand', {
      place: 'the demand',
      members: '"cities", "points", "csv"',
      found: given.length === 0 ? 'none' : given.join(' and '),
    });
    return { kind: 'none' };
  }
  if (spec.points !== undefined) return normalizePoints(findings, spec.points, spec.requestsPerSecond);
  if (spec.cities === undefined) return { kind: 'none' };
  if (spec.requestsPerSecond === undefined)
    report(findings, 'config/missing', 'demand', {
      place: 'a demand of cities',
      member: 'requests_per_second',
      example: 'requests_per_second: 1000',
    });
  return {
    kind: 'cities',
    minPopulation: numberIn(
      findings,
      'demand/cities/minPopulation',
      '"min_population" of the demand',
      spec.cities.minPopulation,
      100_000,
      { min: 100_000 },
    ),
    countries: sortedSet(spec.cities.countries ?? []),
    requestsPerSecond: numberIn(
      findings,
      'demand/requestsPerSecond',
      '"requests_per_second" of the demand',
      spec.requestsPerSecond,
      1,
      { min: 0, above: true, max: 1e12 },
    ),
  };
}

function normalizePoints(findings: Findings, specs: readonly DemandPointSpec[], total: number | undefined): DemandNode {
  const ids = new Set<string>();
  const points = specs.map((spec): DemandPointNode => {
    const path = `demand/points/${spec.id}`;
    const place = `demand point "${spec.id}"`;
    if (spec.id === '') report(findings, 'names/empty', path, { subject: 'demand point' });
    if (ids.has(spec.id)) report(findings, 'names/duplicate', path, { subject: 'demand point', name: spec.id });
    ids.add(spec.id);
    checkPlace(findings, path, place, spec.lat, spec.lng);
    const requestsPerSecond = numberIn(
      findings,
      `${path}/requestsPerSecond`,
      `"requests_per_second" of ${place}`,
      spec.requestsPerSecond,
      0,
      { min: 0, max: 1e12 },
    );
    return {
      id: spec.id,
      lat: spec.lat === 0 ? 0 : spec.lat,
      lng: spec.lng === 0 ? 0 : spec.lng,
      country: spec.country ?? null,
      requestsPerSecond,
    };
  });
  const sum = points.reduce((rate, point) => rate + point.requestsPerSecond, 0);
  const requestsPerSecond = numberIn(
    findings,
    'demand/requestsPerSecond',
    '"requests_per_second" of the demand',
    total,
    sum,
    { min: 0, max: 1e12 },
  );
  return { kind: 'points', points: sortedBy(points, (point) => point.id), requestsPerSecond };
}
