import fc from 'fast-check';
import { topologicalOrder } from '../../../../synth/kubernetes/order';

/** Edges from each vertex to vertices with a smaller shuffled position: never a circle. */
const acyclic = fc.integer({ min: 0, max: 12 }).chain((count) =>
  fc.record({
    positions: fc.shuffledSubarray(
      Array.from({ length: count }, (_, vertex) => vertex),
      { minLength: count, maxLength: count },
    ),
    pairs: fc.array(fc.tuple(fc.nat(Math.max(0, count - 1)), fc.nat(Math.max(0, count - 1))), { maxLength: 40 }),
  }),
);

function edgesOf(positions: readonly number[], pairs: readonly (readonly [number, number])[]): number[][] {
  const place = new Map(positions.map((vertex, index) => [vertex, index]));
  const edges: number[][] = positions.map(() => []);
  for (const [a, b] of pairs) {
    const [later, earlier] = (place.get(a) ?? 0) > (place.get(b) ?? 0) ? [a, b] : [b, a];
    if (later !== earlier) edges[later]?.push(earlier);
  }
  return edges;
}

test('every vertex comes once and after all that it depends on', () => {
  fc.assert(
    fc.property(acyclic, ({ positions, pairs }) => {
      const edges = edgesOf(positions, pairs);
      const { order, cycles } = topologicalOrder(edges.length, (vertex) => edges[vertex] ?? []);
      expect(cycles).toEqual([]);
      expect(order.toSorted((a, b) => a - b)).toEqual(edges.map((_, vertex) => vertex));
      edges.forEach((targets, vertex) => {
        for (const target of targets) expect(order.indexOf(target)).toBeLessThan(order.indexOf(vertex));
      });
    }),
    { seed: 20260101, numRuns: 500 },
  );
});

test('without dependencies the sequence stays as it is', () => {
  expect(topologicalOrder(4, () => []).order).toEqual([0, 1, 2, 3]);
});

test('a circle is named from its first vertex back to it, and still every vertex is ordered', () => {
  const edges = [[1], [2], [1]];
  const { order, cycles } = topologicalOrder(3, (vertex) => edges[vertex] ?? []);
  expect(cycles).toEqual([[1, 2, 1]]);
  expect(order).toEqual([2, 1, 0]);
});

test('a chain of 100,000 vertices, and layers of 2 that each need both below (2^5,000 ways), end at once', () => {
  const chain = topologicalOrder(100_000, (vertex) => (vertex === 99_999 ? [] : [vertex + 1]));
  expect(chain.order[0]).toBe(99_999);
  const below = (vertex: number): number[] => [vertex - (vertex % 2) + 2, vertex - (vertex % 2) + 3];
  const layers = topologicalOrder(10_000, (vertex) => (vertex < 9_998 ? below(vertex) : []));
  expect(layers.order).toHaveLength(10_000);
});
