import { Geodesic } from 'geographiclib-geodesic';
import { haversineKm } from '../../lib/geo/distance';
import { NearestIndex } from '../../lib/geo/nearest-index';
import { nearestOnEllipsoid } from '../../lib/geo/nearest-on-ellipsoid';
import type { Point } from '../../lib/geo/point';
import { sampler, uniformPoint } from './support/points';

/** Karney's algorithm: nanometres. */
const karneyKm = (a: Point, b: Point): number =>
  (Geodesic.WGS84.Inverse(a.lat, a.lng, b.lat, b.lng).s12 ?? Number.NaN) / 1000;

test('finds the nearest of 500 points by Karney’s distance for 1,000 places, where the sphere alone misses some', () => {
  const random = sampler(11);
  const points = Array.from({ length: 500 }, () => uniformPoint(random));
  const index = new NearestIndex(points);
  let onSphereOnly = 0;
  for (let query = 0; query < 1000; query += 1) {
    const place = uniformPoint(random);
    const roughly = points.map((point) => haversineKm(place, point));
    const limit = 1.02 * Math.min(...roughly);
    const distances = points.map((point, at) => ((roughly[at] ?? 0) > limit ? Infinity : karneyKm(place, point)));
    const nearest = distances.indexOf(Math.min(...distances));
    const found = nearestOnEllipsoid(index, points, place);
    expect(found?.index).toBe(nearest);
    expect(found?.km).toBeCloseTo(distances[nearest] ?? Number.NaN, 1);
    if (index.nearest(place)?.index !== nearest) onSphereOnly += 1;
  }
  expect(onSphereOnly).toBeGreaterThan(0);
});

test('a degree north and 1.003 degrees east of the equator: the sphere takes the wrong one', () => {
  // 110.574 km and 111.654 km on the ellipsoid; on the sphere both degrees are 111.195 km.
  const points = [
    { lat: 0, lng: 0.999 },
    { lat: 1, lng: 0 },
  ];
  const index = new NearestIndex(points);
  expect(index.nearest({ lat: 0, lng: 0 })?.index).toBe(0);
  expect(nearestOnEllipsoid(index, points, { lat: 0, lng: 0 })).toEqual({ index: 1, km: expect.closeTo(110.574, 3) });
});

test('no points, no neighbour; of equal points the first', () => {
  expect(nearestOnEllipsoid(new NearestIndex([]), [], { lat: 0, lng: 0 })).toBeUndefined();
  const twins = [
    { lat: 6.45, lng: 3.39 },
    { lat: 6.45, lng: 3.39 },
  ];
  expect(nearestOnEllipsoid(new NearestIndex(twins), twins, { lat: 6.45, lng: 3.39 })).toEqual({ index: 0, km: 0 });
});

test('fewer points than the index was made of are a mistake that is named', () => {
  const index = new NearestIndex([{ lat: 6.45, lng: 3.39 }]);
  expect(() => nearestOnEllipsoid(index, [], { lat: 6.45, lng: 3.39 })).toThrow('the index was made of other points');
});
