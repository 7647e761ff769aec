import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** Who must be applied before whom: objects are the vertices 0 … n - 1, the rest are gates. */
export interface DependencyGraph {
  readonly count: number;
  readonly dependencies: (vertex: number) => readonly number[];
}

/**
 * Dependencies between constructs as edges between their objects. Each construct that depends, and each that is
 * depended on, is one gate for all objects in it, so that the graph grows with the tree instead of with products of
 * sub-trees. What lies outside of the tree is in another cluster: its gate leads nowhere.
 */
export function dependencyGraph(constructs: readonly IConstruct[], objects: readonly ApiObject[]): DependencyGraph {
  const edges: number[][] = objects.map(() => []);
  const depending = constructs.filter((construct) => construct.node.dependencies.length > 0);
  if (depending.length === 0) return { count: edges.length, dependencies: () => none };
  const gate = (): number => edges.push([]) - 1;
  const ways = new Map<IConstruct, number>(depending.map((construct) => [construct, gate()]));
  const ends = new Map<IConstruct, number>();
  for (const [source, way] of ways) {
    for (const target of source.node.dependencies) {
      if (target === source) continue;
      const end = ends.get(target) ?? gate();
      ends.set(target, end);
      edges[way]?.push(end);
    }
  }
  objects.forEach((object, vertex) => {
    for (const scope of object.node.scopes) {
      const way = ways.get(scope);
      if (way !== undefined) edges[vertex]?.push(way);
      const end = ends.get(scope);
      if (end !== undefined) edges[end]?.push(vertex);
    }
  });
  return { count: edges.length, dependencies: (vertex) => edges[vertex] ?? none };
}

const none: readonly number[] = [];
