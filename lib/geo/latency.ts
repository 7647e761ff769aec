import { backbone } from './backbone';
import { earthRadiusKm, haversineKm } from './distance';
import { assertPoint, type Point } from './point';

/**
 * Round trips by a waypoint model: RTT_ms = 7.47 + 13.412 x path / 1,000 km, where the path is the greater of the great
 * circle and the shortest way over a backbone of 81 hubs. Fitted by relative least absolute deviations on 496 measured
 * region pairs of one provider: median absolute error 6.4 %, 90th percentile 18.4 %, R2 0.964. Access networks
 * (mobile, Wi-Fi) are not part of it.
 */
export const latencyModel = {
  id: 'waypoint-1',
  interceptMs: 7.47,
  msPerThousandKm: 13.412,
  /** A place is within an objective when 1.2 x the model is: about one false acceptance in a hundred. */
  margin: 1.2,
  p90AbsoluteErrorPercent: 18.4,
} as const;

/** Between two zones of one region, milliseconds: measured 0.3 to 2.2 by one provider, ten times as much as in a zone. */
export const inRegionMs = 1;

const attachKm = 80;
const shortHaulKm = 500;
const shortHaulDetour = 1.3;

/** Model round trip between two places, milliseconds; never below the intercept. */
export function roundTripMs(a: Point, b: Point): number {
  return roundTripMatrix([a], [b])[0] as number;
}

/** from x to, row-major. Costs at most 9 additions and one sine per pair, one attachment per place. */
export function roundTripMatrix(from: readonly Point[], to: readonly Point[]): Float64Array {
  const { hubs, pathKm } = backbone();
  const vectors = Float64Array.from(hubs.flatMap((hub) => unitVector(hub)));
  const starts = from.map((place) => attach(place, hubs, vectors));
  const ends = to.map((place) => attach(place, hubs, vectors));
  const matrix = new Float64Array(from.length * to.length);
  for (const [row, start] of starts.entries())
    for (const [column, end] of ends.entries()) {
      let path = Infinity;
      for (const a of start.ways)
        for (const b of end.ways) path = Math.min(path, a.km + (pathKm[a.hub * hubs.length + b.hub] as number) + b.km);
      if (!exceedsDirect(path, squaredChord(start.vector, end.vector))) {
        const direct = haversineKm(from[row] as Point, to[column] as Point);
        path = Math.max(direct, direct < shortHaulKm ? Math.min(path, shortHaulDetour * direct) : path);
      }
      matrix[row * to.length + column] = latencyModel.interceptMs + (latencyModel.msPerThousandKm * path) / 1000;
    }
  return matrix;
}

/** More than what rounding may make of a squared chord. */
const chordMargin = 1 + 1e-9;
const shortHaulChord = chordMargin * (2 * Math.sin(shortHaulKm / earthRadiusKm / 2)) ** 2;

/** Whether a way is beyond doubt longer than a direct one that is no short haul, given by its squared chord. */
function exceedsDirect(km: number, chord: number): boolean {
  const reach = 2 * Math.sin(Math.min(Math.PI, km / earthRadiusKm) / 2);
  return chord > shortHaulChord && reach * reach > chordMargin * chord;
}

type Vector = readonly [number, number, number];

function squaredChord(a: Vector, b: Vector): number {
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
}

interface Attachment {
  readonly vector: Vector;
  readonly ways: readonly { readonly hub: number; readonly km: number }[];
}

/** The nearest hub within 80 km, else the three nearest; the nearest by chord are the nearest by great circle. */
function attach(place: Point, hubs: readonly Point[], vectors: Float64Array): Attachment {
  assertPoint(place);
  const vector = unitVector(place);
  const [x, y, z] = vector;
  let [first, second, third] = [-1, -1, -1];
  let [least, next, last] = [Infinity, Infinity, Infinity];
  for (let hub = 0; hub < hubs.length; hub += 1) {
    const dx = (vectors[3 * hub] as number) - x;
    const dy = (vectors[3 * hub + 1] as number) - y;
    const dz = (vectors[3 * hub + 2] as number) - z;
    const chord = dx * dx + dy * dy + dz * dz;
    if (chord >= last) continue;
    if (chord >= next) [third, last] = [hub, chord];
    else if (chord >= least) [third, last, second, next] = [second, next, hub, chord];
    else [third, last, second, next, first, least] = [second, next, first, least, hub, chord];
  }
  const way = (hub: number): Attachment['ways'][number] => ({ hub, km: haversineKm(place, hubs[hub] as Point) });
  const nearest = way(first);
  return { vector, ways: nearest.km <= attachKm ? [nearest] : [nearest, way(second), way(third)] };
}

function unitVector({ lat, lng }: Point): Vector {
  const [phi, lambda] = [(lat * Math.PI) / 180, (lng * Math.PI) / 180];
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
}
