import { smallestOnAxis } from '../../lib/geo/kd-split';
import { kdTree } from '../../lib/geo/kd-tree';
import { sampler } from './support/points';

/** Points in a box of 3 x 2 x 1, on a grid where `steps` is given, as x, y, z one after the other. */
function drawn(count: number, seed: number, steps?: number): Float64Array {
  const random = sampler(seed);
  const value = (): number => (steps === undefined ? random() : Math.floor(random() * steps));
  return Float64Array.from({ length: 3 * count }, (_, at) => value() * (3 - (at % 3)));
}

const onAxis = (vectors: Float64Array, axis: number): number[] => [...vectors].filter((_, at) => at % 3 === axis);
const triple = (vectors: Float64Array, at: number): number[] => [...vectors.subarray(3 * at, 3 * at + 3)];

test.each([
  ['few', 7, undefined],
  ['more than are sampled', 1900, undefined],
  ['many equal', 1900, 4],
  ['all equal', 700, 1],
])(
  '%s points: position k holds what a sort puts there, the rest lies on its side, and points keep their ids',
  (_, count, steps) => {
    for (const [axis, k] of [
      [0, 0],
      [1, Math.floor(count / 3)],
      [2, count - 1],
    ] as const) {
      const before = drawn(count, 21, steps);
      const vectors = before.slice();
      const ids = Uint32Array.from({ length: count }, (__, at) => at);
      smallestOnAxis(vectors, ids, k, 0, count - 1, axis);
      const values = onAxis(vectors, axis);
      const pivot = values[k] as number;
      expect(pivot).toBe(onAxis(before, axis).sort((a, b) => a - b)[k]);
      expect(values.slice(0, k).every((value) => value <= pivot)).toBe(true);
      expect(values.slice(k).every((value) => value >= pivot)).toBe(true);
      expect([...ids].sort((a, b) => a - b)).toEqual([...ids.keys()]);
      ids.forEach((id, at) => expect(triple(vectors, at)).toEqual(triple(before, id)));
    }
  },
);

test('points outside of the range stay where they are', () => {
  const before = drawn(60, 22);
  const vectors = before.slice();
  smallestOnAxis(
    vectors,
    Uint32Array.from({ length: 60 }, (_, at) => at),
    30,
    20,
    39,
    0,
  );
  expect(vectors.subarray(0, 60)).toEqual(before.subarray(0, 60));
  expect(vectors.subarray(120)).toEqual(before.subarray(120));
});

test('the median of 20,000 points is found with fewer than five reads for each, comparisons and swaps together', () => {
  let reads = 0;
  const vectors = new Proxy(drawn(20_000, 23), {
    get(target, key) {
      reads += 1;
      return Reflect.get(target, key) as unknown;
    },
  });
  smallestOnAxis(
    vectors,
    Uint32Array.from({ length: 20_000 }, (_, at) => at),
    10_000,
    0,
    19_999,
    1,
  );
  expect(reads).toBeLessThan(95_000);
});

test.each([1, 16, 17, 33, 500, 1000])(
  'a tree of %i points has leaves of 9 to 16, and each split parts its two sides',
  (count) => {
    const { vectors, ids, leaves, splits, axes } = kdTree(drawn(count, 24));
    expect(Math.log2(leaves) % 1).toBe(0);
    expect(count / leaves).toBeLessThanOrEqual(16);
    expect(leaves === 1 || count / leaves > 8).toBe(true);
    expect([...ids].sort((a, b) => a - b)).toEqual([...ids.keys()]);
    for (let node = 1; node < leaves; node += 1) {
      const width = 2 ** Math.floor(Math.log2(node));
      const [low, middle, high] = [0, 0.5, 1].map((part) => Math.floor(((node - width + part) * count) / width)) as [
        number,
        number,
        number,
      ];
      const values = onAxis(vectors.subarray(3 * low, 3 * high), axes[node] as number);
      const split = splits[node] as number;
      expect(Math.max(...values.slice(0, middle - low))).toBeLessThanOrEqual(split);
      expect(Math.min(...values.slice(middle - low))).toBe(split);
    }
  },
);

test('a split is on the axis of the greatest extent', () => {
  expect(
    [0, 1, 2].map(
      (longest) =>
        kdTree(Float64Array.from(drawn(40, 25), (value, at) => (at % 3 === longest ? 9 : 1) * value)).axes[1],
    ),
  ).toEqual([0, 1, 2]);
});
