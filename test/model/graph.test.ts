import fc from 'fast-check';
import { stronglyConnectedComponents } from '../../lib/model/graph';

const name = (index: number): string => `n${String(index).padStart(5, '0')}`;

function graphOf(count: number, edges: readonly (readonly [number, number])[]) {
  const successors = new Map<string, string[]>();
  for (const [from, to] of edges) successors.set(name(from), [...(successors.get(name(from)) ?? []), name(to)]);
  return {
    nodes: Array.from({ length: count }, (_, index) => name(index)),
    successors: (node: string) => successors.get(node) ?? [],
  };
}

/** Who reaches whom, by Warshall's closure. */
function closure(count: number, edges: readonly (readonly [number, number])[]): boolean[][] {
  const reach = Array.from({ length: count }, (_, from) => Array.from({ length: count }, (_, to) => from === to));
  for (const [from, to] of edges) (reach[from] ?? [])[to] = true;
  for (let via = 0; via < count; via += 1)
    for (let from = 0; from < count; from += 1)
      for (let to = 0; to < count; to += 1)
        if (reach[from]?.[via] === true && reach[via]?.[to] === true) (reach[from] ?? [])[to] = true;
  return reach;
}

const graph = fc
  .integer({ min: 1, max: 9 })
  .chain((count) =>
    fc.tuple(fc.constant(count), fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 20 })),
  );

describe('strongly connected components', () => {
  test('hold exactly the nodes that reach each other, callees before callers, 1,000 times', () => {
    fc.assert(
      fc.property(graph, ([count, edges]) => {
        const components = stronglyConnectedComponents(graphOf(count, edges));
        const reach = closure(count, edges);
        const place = new Map(components.flatMap((component, index) => component.map((node) => [node, index])));
        expect(place.size).toBe(count);
        for (let from = 0; from < count; from += 1)
          for (let to = 0; to < count; to += 1) {
            const [a = -1, b = -1] = [place.get(name(from)), place.get(name(to))];
            expect(a === b).toBe(reach[from]?.[to] === true && reach[to]?.[from] === true);
            expect(reach[from]?.[to] === true && b > a).toBe(false);
          }
      }),
      { seed: 1972, numRuns: 1000 },
    );
  });

  test('do not depend on the order of nodes and edges', () => {
    fc.assert(
      fc.property(graph, ([count, edges]) => {
        const forward = graphOf(count, edges);
        const backward = graphOf(count, edges.toReversed());
        expect(stronglyConnectedComponents({ ...backward, nodes: forward.nodes.toReversed() })).toEqual(
          stronglyConnectedComponents(forward),
        );
      }),
      { seed: 1972, numRuns: 200 },
    );
  });

  test('edges to what is no node are ignored', () => {
    expect(stronglyConnectedComponents({ nodes: ['a'], successors: () => ['b', 'a'] })).toEqual([['a']]);
  });

  test('a chain of 10,000 and a cycle of 10,000 need no call stack', () => {
    const chain = Array.from({ length: 9999 }, (_, index) => [index, index + 1] as const);
    expect(stronglyConnectedComponents(graphOf(10_000, chain))).toHaveLength(10_000);
    expect(stronglyConnectedComponents(graphOf(10_000, [...chain, [9999, 0]]))).toHaveLength(1);
  });
});
