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
const names = corridorRows
  .trim()
  .split('\n')
  .map((row) => row.split('|'));
const hubOf = (name = ''): Hub => hubs.find((hub) => hub.name === name) as Hub;
const corridors = names.flatMap(([a, b]) => {
  const km = haversineKm(hubOf(a), hubOf(b));
  return [
    { start: a, end: b, km },
    { start: b, end: a, km },
  ];
});

/** The shortest way over the backbone by Bellman-Ford from the start's hubs: another algorithm than the model's. */
function pathKm(from: Point, to: Point): number {
  const reach = new Map<string | undefined, number>(attached(from).map(({ hub, km }) => [hub.name, km]));
  for (let changed = true; changed;) {
    changed = false;
    for (const { start, end, km } of corridors) {
      const through = (reach.get(start) ?? Infinity) + km;
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

function expectedMs(a: Point, b: Point): number {
  const direct = haversineKm(a, b);
  const overHubs = direct < 500 ? Math.min(pathKm(a, b), 1.3 * direct) : pathKm(a, b);
  return 7.47 + (13.412 * Math.max(direct, overHubs)) / 1000;
}

test('the backbone has 81 hubs and 143 distinct corridors', () => {
  expect(hubs).toHaveLength(81);
  expect(new Set(names.map((pair) => pair.toSorted().join('|')))).toHaveProperty('size', 143);
});

test('a round trip is 7.47 ms + 13.412 ms per 1,000 km of the shortest way over the backbone', () => {
  const random = sampler(12);
  for (let pair = 0; pair < 60; pair += 1) {
    const [a, b] = [uniformPoint(random), uniformPoint(random)];
    expect(roundTripMs(a, b)).toBeCloseTo(expectedMs(a, b), 6);
  }
});

test('within 80 km of a hub a place has that one, farther away three, and no way below 500 km exceeds 1.3 x the direct one', () => {
  const random = sampler(14);
  const near = ({ lat, lng }: Point, degrees: number): Point => ({
    lat: lat + (2 * random() - 1) * degrees,
    lng: Math.max(-180, Math.min(180, lng + (2 * random() - 1) * degrees)),
  });
  for (const [at, hub] of hubs.entries()) {
    const place = near(hub, 1.2);
    const others = [near(place, 3), near(place, 6), near(hubs[(at + 1) % hubs.length] ?? hub, 1.2)];
    for (const other of others) expect(roundTripMs(place, other)).toBeCloseTo(expectedMs(place, other), 6);
  }
});

test('around 500 km, where short hauls end, and near antipodes, the direct way counts where it is decisive', () => {
  const random = sampler(15);
  for (let pair = 0; pair < 60; pair += 1) {
    const a = uniformPoint(random);
    const lat = Math.max(
      -90,
      Math.min(90, a.lat + (pair % 2 === 0 ? 1 : -1) * (500 + (random() - 0.5) * 2) * (180 / 20_015)),
    );
    const opposite = { lat: -a.lat, lng: a.lng > 0 ? a.lng - 180 : a.lng + 180 };
    for (const b of [{ lat, lng: a.lng }, opposite]) expect(roundTripMs(a, b)).toBeCloseTo(expectedMs(a, b), 6);
  }
});

test('in the Sahara 333 km are taken as 433, and 667 km go by the coast', () => {
  const [tenere, north, farNorth] = [18, 21, 24].map((lat) => ({ lat, lng: 11 })) as [Point, Point, Point];
  expect(roundTripMs(tenere, north)).toBeCloseTo(7.47 + 13.412 * 1.3 * 0.333585, 3);
  expect(roundTripMs(tenere, farNorth)).toBeGreaterThan(7.47 + 13.412 * 1.3 * 0.667);
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

test.each<[string, Point]>([
  ['latitude 91', { lat: 91, lng: 0 }],
  ['latitude -90.1', { lat: -90.1, lng: 0 }],
  ['latitude NaN', { lat: Number.NaN, lng: 0 }],
  ['longitude 180.1', { lat: 0, lng: 180.1 }],
  ['longitude -181', { lat: 0, lng: -181 }],
  ['longitude NaN', { lat: 0, lng: Number.NaN }],
])('%s is off the globe and refused, as start and as end', (text, place) => {
  const message = `${text} is not from -${text.startsWith('lat') ? '90 to 90' : '180 to 180'} degrees`;
  expect(() => roundTripMs(place, { lat: 0, lng: 0 })).toThrow(new RangeError(message));
  expect(() => roundTripMatrix([{ lat: 0, lng: 0 }], [place])).toThrow(new RangeError(message));
});

test('poles and both ends of the date line are on the globe', () => {
  for (const lat of [-90, 90])
    for (const lng of [-180, 180]) expect(roundTripMs({ lat, lng }, { lat: 0, lng: 0 })).toBeGreaterThan(7.47);
});
