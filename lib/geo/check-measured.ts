import { diagnostic, type Diagnostic, type DiagnosticPlace } from '../model/diagnostic';
import type { MeasuredLatency } from '../model/model';
import { nearestName } from '../model/nearest-name';
import { pairName } from '../model/normalize/planner';
import { lambertKm } from './distance';
import type { Point } from './point';

/** There and back through vacuum and through silica (index 1.468), kilometres of distance per millisecond of round trip. */
const lightKmPerMs = 299.792458 / 2;
const fibreKmPerMs = 299.792458 / 1.468 / 2;

/** A place that a measurement may name. */
interface NamedPoint extends Point {
  readonly id: string;
}

/**
 * Measured round trips between places that do not exist, between two places of users, or faster than light: at once
 * a proof that a coordinate or the measurement is wrong. An id of both a region and a demand point means the region.
 */
export function checkMeasured(
  measured: readonly MeasuredLatency[],
  regions: readonly NamedPoint[],
  points: readonly NamedPoint[],
): Diagnostic[] {
  const places = new Map([...points, ...regions].map((place) => [place.id, place]));
  const isRegion = new Set(regions.map(({ id }) => id));
  return measured.flatMap((pair) => {
    const [from, to] = [places.get(pair.from), places.get(pair.to)];
    if (from === undefined || to === undefined)
      return (['from', 'to'] as const).flatMap((end) => unknownEnd(pair, end, places));
    const path = `planner/latency/measured/${pairName(pair)}`;
    if (!isRegion.has(pair.from) && !isRegion.has(pair.to))
      return [diagnostic('geo/measured-between-users', path, { from: pair.from, to: pair.to })];
    return tooFast(pair, lambertKm(from, to), `${path}/rttMs`);
  });
}

function unknownEnd(pair: MeasuredLatency, end: 'from' | 'to', places: ReadonlyMap<string, unknown>): Diagnostic[] {
  const id = pair[end];
  if (places.has(id)) return [];
  const near = nearestName(id, [...places.keys()]);
  const place: DiagnosticPlace = {
    path: `planner/latency/measured/${pairName(pair)}/${end}`,
    hint: near === undefined ? undefined : `did you mean "${near}"?`,
  };
  return [diagnostic('geo/measured-unknown-place', place, { id, pair: pairName(pair) })];
}

function tooFast({ from, to, rttMs }: MeasuredLatency, km: number, path: string): Diagnostic[] {
  const parameters = { from, to, rttMs, km: Math.round(km) };
  if (rttMs < km / lightKmPerMs)
    return [diagnostic('geo/faster-than-light', path, { ...parameters, leastMs: upwards(km / lightKmPerMs) })];
  if (rttMs < km / fibreKmPerMs)
    return [diagnostic('geo/faster-than-fibre', path, { ...parameters, leastMs: upwards(km / fibreKmPerMs) })];
  return [];
}

/** To 0.1 ms, never below. */
function upwards(ms: number): number {
  return Math.ceil(ms * 10) / 10;
}
