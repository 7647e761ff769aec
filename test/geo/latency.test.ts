import fc from 'fast-check';
import { haversineKm } from '../../lib/geo/distance';
import { latencyModel, roundTripMatrix, roundTripMs } from '../../lib/geo/latency';
import type { Point } from '../../lib/geo/point';
import { findRegion } from '../../lib/geo/regions';
import { corridorRows, hubRows } from '../../lib/geo/tables/waypoint-rows';
import { points, sampler, uniformPoint } from './support/points';

interface Hub extends Point {
  readonly name: string;
}

const hubs = hubRows
  .trim()
  .split('\n')
  .map((row): Hub => {
    const [name = '', lat, lng] = row.split('|');
    return { name, lat: Number(lat), lng: Number(lng) };
  });
const corridors = corridorRows
  .trim()
  .split('\n')
  .map((row) => row.split('|'));

/** The shortest way over the backbone by Bellman-Ford from the start's hubs: another algorithm than the model's. */
function pathKm(from: Point, to: Point): number {
  const reach = new Map(attached(from).map(({ hub, km }) => [hub.name, km]));
  const at = (name: string): Point => hubs.find((hub) => hub.name === name) as Hub;
  for (let changed = true; changed;) {
    changed = false;
    for (const [a = '', b = ''] of corridors)
      for (const [start, end] of [
        [a, b],
        [b, a],
      ] as const) {
        const through = (reach.get(start) ?? Infinity) + haversineKm(at(start), at(end));
        if (through < (reach.get(end) ?? Infinity) - 1e-9) {
          reach.set(end, through);
          changed = true;
        }
      }
  }
  return Math.min(...attached(to).map(({ hub, km }) => (reach.get(hub.name) ?? Infinity) + km));
}

function attached(place: Point): { hub: Hub; km: number }[] {
  const sorted = hubs.map((hub) => ({ hub, km: haversineKm(place, hub) })).sort((a, b) => a.km - b.km);
  return sorted.slice(0, (sorted[0]?.km ?? 0) <= 80 ? 1 : 3);
}

const region = (code: string): Point => findRegion(code) as Point;

test('the backbone has 81 hubs and 143 distinct corridors', () => {
  expect(hubs).toHaveLength(81);
  expect(new Set(corridors.map((pair) => pair.toSorted().join('|')))).toHaveProperty('size', 143);
});

test('a round trip is 7.47 ms + 13.412 ms per 1,000 km of the shortest way over the backbone', () => {
  const random = sampler(12);
  for (let pair = 0; pair < 60; pair += 1) {
    const [a, b] = [uniformPoint(random), uniformPoint(random)];
    const direct = haversineKm(a, b);
    const overHubs = direct < 500 ? Math.min(pathKm(a, b), 1.3 * direct) : pathKm(a, b);
    expect(roundTripMs(a, b)).toBeCloseTo(7.47 + (13.412 * Math.max(direct, overHubs)) / 1000, 6);
  }
});

test('London to Frankfurt takes 17 ms, to Sydney 257 ms: round trips, not one way', () => {
  expect(roundTripMs(region('aws:eu-west-2'), region('aws:eu-central-1'))).toBeCloseTo(16.9, 0);
  expect(roundTripMs(region('aws:eu-west-2'), region('aws:ap-southeast-2'))).toBeGreaterThan(230);
  expect(roundTripMs(region('aws:eu-west-2'), region('aws:ap-southeast-2'))).toBeLessThan(300);
});

test('no round trip is faster than light in fibre, asymmetric, or not finite', () => {
  fc.assert(
    fc.property(points, points, (a, b) => {
      const ms = roundTripMs(a, b);
      expect(Number.isFinite(ms)).toBe(true);
      expect(ms).toBeGreaterThanOrEqual(Math.max(latencyModel.interceptMs, (2 * haversineKm(a, b)) / 204.19));
      expect(roundTripMs(b, a)).toBeCloseTo(ms, 9);
    }),
    { seed: 13, numRuns: 300 },
  );
});

test('the matrix holds the round trip of row and column at row x columns + column', () => {
  const from = [region('aws:eu-west-2'), region('aws:us-east-1'), region('aws:af-south-1')];
  const to = [region('gcp:southamerica-east1'), region('aws:ap-northeast-1')];
  const matrix = roundTripMatrix(from, to);
  expect(matrix).toHaveLength(6);
  from.forEach((a, row) => to.forEach((b, column) => expect(matrix[row * 2 + column]).toBe(roundTripMs(a, b))));
});

test('a place off the globe is refused', () => {
  expect(() => roundTripMs({ lat: 91, lng: 0 }, { lat: 0, lng: 0 })).toThrow('latitude 91');
  expect(() => roundTripMatrix([{ lat: 0, lng: 0 }], [{ lat: Number.NaN, lng: 0 }])).toThrow('latitude NaN');
});
