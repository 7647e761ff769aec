export interface Ordering {
  /** Every vertex once, after all that it depends on. */
  readonly order: readonly number[];
  /** One chain of vertices that wait for each other, the first repeated at the end, for each circle met. */
  readonly cycles: readonly (readonly number[])[];
}

/**
 * Topological order of the vertices 0 … n - 1, as near to that sequence as the dependencies allow. Depth-first search
 * with a stack of its own: linear in vertices and edges, for chains of any length. An edge that closes a circle is
 * reported and left out.
 */
export function topologicalOrder(count: number, dependencies: (vertex: number) => readonly number[]): Ordering {
  const search: Search = { state: new Uint8Array(count), order: [], cycles: [], path: [], next: [] };
  for (let root = 0; root < count; root += 1) if (search.state[root] === unseen) visit(search, root, dependencies);
  return search;
}

const unseen = 0;
const open = 1;
const done = 2;

interface Search {
  /** `unseen`, `open` (on the path) or `done`, by vertex. */
  readonly state: Uint8Array;
  readonly order: number[];
  readonly cycles: number[][];
  /** From the root to the vertex at hand, with the number of dependencies already looked at. */
  readonly path: number[];
  readonly next: number[];
}

function visit(search: Search, root: number, dependencies: (vertex: number) => readonly number[]): void {
  enter(search, root);
  for (;;) {
    const vertex = search.path.at(-1);
    if (vertex === undefined) return;
    const depth = search.path.length - 1;
    const index = search.next[depth] ?? 0;
    const target = dependencies(vertex)[index];
    search.next[depth] = index + 1;
    if (target === undefined) leave(search, vertex);
    else if (search.state[target] === unseen) enter(search, target);
    else if (search.state[target] === open)
      search.cycles.push([...search.path.slice(search.path.indexOf(target)), target]);
  }
}

function enter(search: Search, vertex: number): void {
  search.state[vertex] = open;
  search.path.push(vertex);
  search.next.push(0);
}

function leave(search: Search, vertex: number): void {
  search.state[vertex] = done;
  search.order.push(vertex);
  search.path.pop();
  search.next.pop();
}
