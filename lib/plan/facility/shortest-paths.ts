/** Undirected edges by vertex: the neighbours of v are at positions `start[v]` to `start[v + 1]`. */
export interface Adjacency {
  readonly start: Int32Array;
  readonly neighbour: Int32Array;
  readonly length: Float64Array;
}

/** All-pairs shortest paths, n x n row-major; Infinity where there is no path. Dijkstra from every vertex. */
export function shortestPaths(vertices: number, edges: Adjacency): Float64Array {
  const distances = new Float64Array(vertices * vertices).fill(Infinity);
  const heap = newHeap(edges.neighbour.length + 1);
  for (let source = 0; source < vertices; source += 1) {
    const distance = distances.subarray(source * vertices, (source + 1) * vertices);
    distance[source] = 0;
    push(heap, 0, source);
    while (heap.size > 0) {
      const near = heap.keys[0] as number;
      const vertex = pop(heap);
      if (near > (distance[vertex] as number)) continue;
      const end = edges.start[vertex + 1] as number;
      for (let at = edges.start[vertex] as number; at < end; at += 1) {
        const next = edges.neighbour[at] as number;
        const through = near + (edges.length[at] as number);
        if (through >= (distance[next] as number)) continue;
        distance[next] = through;
        push(heap, through, next);
      }
    }
  }
  return distances;
}

/** Binary heap; a vertex that came nearer is pushed again and its older entry skipped. */
interface Heap {
  readonly keys: Float64Array;
  readonly items: Int32Array;
  size: number;
}

function newHeap(capacity: number): Heap {
  return { keys: new Float64Array(capacity), items: new Int32Array(capacity), size: 0 };
}

function push(heap: Heap, key: number, item: number): void {
  const { keys, items } = heap;
  let at = heap.size;
  heap.size += 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if ((keys[parent] as number) <= key) break;
    keys[at] = keys[parent] as number;
    items[at] = items[parent] as number;
    at = parent;
  }
  keys[at] = key;
  items[at] = item;
}

function pop(heap: Heap): number {
  const { keys, items } = heap;
  const top = items[0] as number;
  heap.size -= 1;
  const key = keys[heap.size] as number;
  const item = items[heap.size] as number;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.size) break;
    if (child + 1 < heap.size && (keys[child + 1] as number) < (keys[child] as number)) child += 1;
    if ((keys[child] as number) >= key) break;
    keys[at] = keys[child] as number;
    items[at] = items[child] as number;
    at = child;
  }
  keys[at] = key;
  items[at] = item;
  return top;
}
