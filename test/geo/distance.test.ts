import fc from 'fast-check';
import { Geodesic } from 'geographiclib-geodesic';
import { getDistance } from 'geolib';
import { haversineKm, lambertKm } from '../../lib/geo/distance';
import type { Point } from '../../lib/geo/point';
import { points, sampler, uniformPoint } from './support/points';

const random = sampler(7);
const pairs = Array.from({ length: 20_000 }, () => [uniformPoint(random), uniformPoint(random)] as const);
const exact = pairs.map(([a, b]) => karneyKm(a, b));

/** Karney's geodesic on WGS84: exact to nanometres. */
function karneyKm(a: Point, b: Point): number {
  return (Geodesic.WGS84.Inverse(a.lat, a.lng, b.lat, b.lng).s12 ?? Number.NaN) / 1000;
}

function relativeErrors(distance: (a: Point, b: Point) => number): number[] {
  return pairs.map(([a, b], index) => distance(a, b) / (exact[index] as number) - 1).sort((a, b) => a - b);
}

test('haversine stays within -0.45 % and +0.562 % of the ellipsoid over 20,000 pairs, 0.114 % in the median', () => {
  const errors = relativeErrors(haversineKm);
  expect(errors[0]).toBeGreaterThan(-0.0045);
  expect(errors.at(-1)).toBeLessThan(0.00562);
  const sizes = errors.map(Math.abs).sort((a, b) => a - b);
  expect(sizes[sizes.length / 2]).toBeLessThan(0.0012);
});

test('Lambert stays within 0.03 % of the ellipsoid over 20,000 pairs, 0.0001 % in the median', () => {
  const sizes = relativeErrors(lambertKm)
    .map(Math.abs)
    .sort((a, b) => a - b);
  expect(sizes.at(-1)).toBeLessThan(0.0003);
  expect(sizes[sizes.length / 2]).toBeLessThan(0.000001);
});

test('Lambert is right to 0.3 m below 150 km', () => {
  for (const [a] of pairs.slice(0, 2000)) {
    const b = { lat: Math.min(90, Math.max(-90, a.lat + random() - 0.5)), lng: a.lng };
    expect(Math.abs(lambertKm(a, b) - karneyKm(a, b))).toBeLessThan(0.0003);
  }
});

test('geolib on its greater sphere gives the same as haversine, rounded to a metre', () => {
  for (const [a, b] of pairs.slice(0, 2000)) {
    const theirs = getDistance({ latitude: a.lat, longitude: a.lng }, { latitude: b.lat, longitude: b.lng }) / 1000;
    expect(Math.abs(theirs - (haversineKm(a, b) * 6378.137) / 6371.0088)).toBeLessThan(0.002);
  }
});

test.each([haversineKm, lambertKm])(
  '%p is finite, symmetric and zero at the same place, at poles and date line too',
  (distance) => {
    fc.assert(
      fc.property(points, points, (a, b) => {
        expect(Number.isFinite(distance(a, b))).toBe(true);
        expect(distance(a, b)).toBeCloseTo(distance(b, a), 9);
        expect(distance(a, a)).toBe(0);
        expect(distance(a, b)).toBeGreaterThanOrEqual(0);
      }),
      { seed: 11, numRuns: 500 },
    );
  },
);

test('the two ends of the date line are one meridian', () => {
  expect(haversineKm({ lat: 10, lng: 180 }, { lat: 10, lng: -180 })).toBeCloseTo(0, 9);
  expect(haversineKm({ lat: 0, lng: 179.5 }, { lat: 0, lng: -179.5 })).toBeCloseTo(111.195, 2);
});
