import fc from 'fast-check';
import { NearestIndex, type Neighbour } from '../../lib/geo/nearest-index';
import type { Point } from '../../lib/geo/point';
import { bruteForce } from './support/brute-force';
import { points, sampler, uniformPoint } from './support/points';

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

test('an answer of 5,000 neighbours is in order, and a short one after it is right again', () => {
  const random = sampler(8);
  const all = Array.from({ length: 5000 }, () => uniformPoint(random));
  const index = new NearestIndex(all);
  const expected = bruteForce(all, { lat: 10, lng: 20 }).map(({ index: at }) => at);
  expect(indices(index.kNearest({ lat: 10, lng: 20 }, 6000))).toEqual(expected);
  expect(indices(index.within({ lat: 10, lng: 20 }, 21_000))).toEqual(expected);
  expect(index.nearest({ lat: 10, lng: 20 })?.index).toBe(expected[0]);
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

test('among 700 points of a coarse grid, each there many times, equal distances are answered by the smaller index', () => {
  const random = sampler(7);
  const onGrid = (): Point => ({ lat: Math.round(random() * 6) * 30 - 90, lng: Math.round(random() * 8) * 45 - 180 });
  const all = Array.from({ length: 700 }, onGrid);
  const index = new NearestIndex(all);
  for (let query = 0; query < 12; query += 1) {
    const place = onGrid();
    const expected = bruteForce(all, place).map(({ index: at }) => at);
    for (const count of [1, 2, 25, 400])
      expect(indices(index.kNearest(place, count))).toEqual(expected.slice(0, count));
  }
});

test('distances are kilometres of the great circle, up to the antipode', () => {
  const index = new NearestIndex([
    { lat: 0, lng: 1 },
    { lat: 0, lng: 90 },
    { lat: 0, lng: 180 },
  ]);
  const found = index.kNearest({ lat: 0, lng: 0 }, 3).map(({ km }) => km);
  expect(found).toEqual([111.1951, 10_007.5572, 20_015.1144].map((km) => expect.closeTo(km, 3)));
});

test('a count below one finds nothing, a fraction counts down, and a negative or missing radius finds nothing', () => {
  const place = { lat: 6.45, lng: 3.39 };
  const index = new NearestIndex([place, place, place]);
  expect([0, 0.9, -1, Number.NaN].map((count) => index.kNearest(place, count).length)).toEqual([0, 0, 0, 0]);
  expect(indices(index.kNearest(place, 2.9))).toEqual([0, 1]);
  expect([-1, Number.NaN].map((km) => index.within(place, km).length)).toEqual([0, 0]);
  expect(indices(index.within(place, 0))).toEqual([0, 1, 2]);
});
