import { citiesAbove } from '../../lib/geo/cities';
import { haversineKm } from '../../lib/geo/distance';
import { NearestIndex, type Neighbour } from '../../lib/geo/nearest-index';
import type { Point } from '../../lib/geo/point';
import { judge } from './support/brute-force';
import { sampler, uniformPoint } from './support/points';

const indices = (found: readonly Neighbour[]): number[] => found.map(({ index }) => index);

test('over all 4,442 cities there are 0 differences to brute force, and distances are haversine', () => {
  const all = citiesAbove(0);
  const index = new NearestIndex(all);
  const judged = judge(all);
  const random = sampler(5);
  for (let query = 0; query < 300; query += 1) {
    const place = uniformPoint(random);
    const expected = judged(place).slice(0, 10);
    const found = index.kNearest(place, 10);
    expect(indices(found)).toEqual(expected.map(({ index: at }) => at));
    for (const { index: at, km } of found) expect(km).toBeCloseTo(haversineKm(place, all[at] as Point), 6);
  }
});

test('among 4,000 points of a coarse grid, each there many times, equal distances are answered by the smaller index', () => {
  const random = sampler(7);
  const onGrid = (): Point => ({ lat: Math.round(random() * 12) * 15 - 90, lng: Math.round(random() * 24) * 15 - 180 });
  const all = Array.from({ length: 4000 }, onGrid);
  const index = new NearestIndex(all);
  const judged = judge(all);
  for (let query = 0; query < 60; query += 1) {
    const place = onGrid();
    const byDistance = judged(place);
    const expected = byDistance.map(({ index: at }) => at);
    expect(index.nearest(place)?.index).toBe(expected[0]);
    for (const count of [2, 25, 400]) expect(indices(index.kNearest(place, count))).toEqual(expected.slice(0, count));
    expect(indices(index.within(place, 1500))).toEqual(
      byDistance
        .filter(({ square }) => square <= (2 * Math.sin(1500 / (2 * 6371.0088))) ** 2)
        .map(({ index: at }) => at),
    );
  }
});

test('10,000 equal points build and answer by index: a split on equal values ends', () => {
  const index = new NearestIndex(Array.from({ length: 10_000 }, () => ({ lat: 6.45, lng: 3.39 })));
  expect(indices(index.kNearest({ lat: 0, lng: 0 }, 4))).toEqual([0, 1, 2, 3]);
});
