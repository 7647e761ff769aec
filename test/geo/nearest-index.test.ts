import fc from 'fast-check';
import { citiesAbove } from '../../lib/geo/cities';
import { haversineKm } from '../../lib/geo/distance';
import { NearestIndex, type Neighbour } from '../../lib/geo/nearest-index';
import type { Point } from '../../lib/geo/point';
import { points, sampler, uniformPoint } from './support/points';

const radian = Math.PI / 180;

interface Judged {
  readonly index: number;
  readonly square: number;
}

/** Every point by squared chord, then index: what the tree must find, without a tree; given the points, it judges a place. */
function judge(all: readonly Point[]): (place: Point) => Judged[] {
  const vector = ({ lat, lng }: Point): [number, number, number] => [
    Math.cos(lat * radian) * Math.cos(lng * radian),
    Math.cos(lat * radian) * Math.sin(lng * radian),
    Math.sin(lat * radian),
  ];
  const vectors = all.map(vector);
  return (place) => {
    const [x, y, z] = vector(place);
    return vectors
      .map(([px, py, pz], index) => ({
        index,
        square: (px - x) * (px - x) + (py - y) * (py - y) + (pz - z) * (pz - z),
      }))
      .sort((a, b) => a.square - b.square || a.index - b.index);
  };
}

const bruteForce = (all: readonly Point[], place: Point): Judged[] => judge(all)(place);

const indices = (found: readonly Neighbour[]): number[] => found.map(({ index }) => index);

test('the tree finds what brute force finds, in the same order, on random, polar, date-line and duplicate points', () => {
  fc.assert(
    fc.property(
      fc.array(points, { minLength: 0, maxLength: 120 }),
      points,
      fc.integer({ min: 0, max: 130 }),
      (all, place, count) => {
        const index = new NearestIndex([...all, ...all.slice(0, 20)]);
        const expected = bruteForce([...all, ...all.slice(0, 20)], place).map(({ index: at }) => at);
        expect(indices(index.kNearest(place, count))).toEqual(expected.slice(0, count));
        expect(index.nearest(place)?.index).toBe(expected[0]);
      },
    ),
    { seed: 3, numRuns: 400 },
  );
});

test('a radius finds exactly the points within it', () => {
  fc.assert(
    fc.property(
      fc.array(points, { maxLength: 100 }),
      points,
      fc.double({ min: 0, max: 21_000, noNaN: true }),
      (all, place, km) => {
        const limit = (2 * Math.sin(Math.min(km / (2 * 6371.0088), Math.PI / 2))) ** 2;
        const expected = bruteForce(all, place).filter(({ square }) => square <= limit);
        expect(indices(new NearestIndex(all).within(place, km))).toEqual(expected.map(({ index }) => index));
      },
    ),
    { seed: 4, numRuns: 300 },
  );
});

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

test('an answer of 5,000 neighbours is in order, and a short one after it is right again', () => {
  const random = sampler(8);
  const all = Array.from({ length: 5000 }, () => uniformPoint(random));
  const index = new NearestIndex(all);
  const expected = bruteForce(all, { lat: 10, lng: 20 }).map(({ index: at }) => at);
  expect(indices(index.kNearest({ lat: 10, lng: 20 }, 6000))).toEqual(expected);
  expect(indices(index.within({ lat: 10, lng: 20 }, 21_000))).toEqual(expected);
  expect(index.nearest({ lat: 10, lng: 20 })?.index).toBe(expected[0]);
});

test('10,000 equal points build and answer by index: a split on equal values ends', () => {
  const index = new NearestIndex(Array.from({ length: 10_000 }, () => ({ lat: 6.45, lng: 3.39 })));
  expect(indices(index.kNearest({ lat: 0, lng: 0 }, 4))).toEqual([0, 1, 2, 3]);
});

test('two queries at once do not disturb each other: an index keeps nothing between them', () => {
  const random = sampler(6);
  const all = Array.from({ length: 5000 }, () => uniformPoint(random));
  const index = new NearestIndex(all);
  const first = index.kNearest({ lat: 50, lng: 10 }, 7);
  index.within({ lat: -30, lng: 100 }, 5000);
  expect(index.kNearest({ lat: 50, lng: 10 }, 7)).toEqual(first);
});

test('an empty index has no neighbour, and a place off the globe is refused', () => {
  expect(new NearestIndex([]).nearest({ lat: 0, lng: 0 })).toBeUndefined();
  expect(() => new NearestIndex([{ lat: 95, lng: 0 }])).toThrow('latitude 95');
  expect(() => new NearestIndex([{ lat: 0, lng: Number.NaN }])).toThrow('longitude NaN');
  expect(() => new NearestIndex([{ lat: 0, lng: 0 }]).nearest({ lat: 0, lng: 181 })).toThrow('longitude 181');
});
