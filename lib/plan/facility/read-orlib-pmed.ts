import type { FacilityLocationProblem } from './facility-problem';
import {
  isAmount,
  isCount,
  instanceText,
  type InstanceOptions,
  type InstanceReading,
  type InstanceText,
} from './instance-text';
import { shortestPaths, type Adjacency } from './shortest-paths';

const mostVertices = 5_000;
const mostEdges = 5_000_000;

/**
 * OR-Library's p-median format: `vertices edges p`, then `u v length` per edge, vertices counted from 1, edges undirected.
 * Of edges between the same vertices the last counts. Every vertex is a row of load 1 and a site; costs are the lengths of
 * shortest paths.
 */
export function readOrlibPmed(text: string, file: string, options: InstanceOptions = {}): InstanceReading {
  const from = instanceText(text, file);
  const count = `a whole number from 1 to`;
  const vertices = from.next('the number of vertices', `${count} ${mostVertices}`, isCount(mostVertices));
  const edges = from.next('the number of edges', `${count} ${mostEdges}`, isCount(mostEdges));
  const own = from.next('p', `${count} the number of vertices`, isCount(Number.isNaN(vertices) ? Infinity : vertices));
  const isReadable = from.diagnostics.length === 0 && from.holds(3 * edges, `its ${edges} edges`);
  const lengths = isReadable ? readLengths(from, vertices, edges) : new Map<number, number>();
  if (isReadable) from.end();
  if (from.diagnostics.length > 0) return { problem: null, diagnostics: from.diagnostics };
  return { problem: problemOf(vertices, lengths, { p: own, ...options }), diagnostics: [] };
}

/** Lengths by `smaller vertex * vertices + larger vertex`, counted from 0. */
function readLengths(from: InstanceText, vertices: number, edges: number): Map<number, number> {
  const lengths = new Map<number, number>();
  const isVertex = isCount(vertices);
  const expected = `a vertex from 1 to ${vertices}`;
  for (let edge = 1; edge <= edges; edge += 1) {
    const u = from.next(`the first end of edge ${edge}`, expected, isVertex) - 1;
    const v = from.next(`the second end of edge ${edge}`, expected, isVertex) - 1;
    const length = from.next(`the length of edge ${edge}`, 'a number of at least 0', isAmount);
    if (u !== v) lengths.set(Math.min(u, v) * vertices + Math.max(u, v), length);
  }
  return lengths;
}

function problemOf(
  vertices: number,
  lengths: ReadonlyMap<number, number>,
  options: InstanceOptions,
): FacilityLocationProblem {
  const { p = 1, capacity, singleSource } = options;
  return {
    costs: shortestPaths(vertices, adjacencyOf(vertices, lengths)),
    fixedCosts: new Float64Array(vertices),
    minSites: p,
    maxSites: p,
    ...(capacity === undefined ? {} : { capacities: new Float64Array(vertices).fill(capacity) }),
    ...(singleSource === undefined ? {} : { singleSource }),
  };
}

function adjacencyOf(vertices: number, lengths: ReadonlyMap<number, number>): Adjacency {
  const start = new Int32Array(vertices + 1);
  for (const key of lengths.keys())
    for (const vertex of [Math.floor(key / vertices), key % vertices])
      start[vertex + 1] = (start[vertex + 1] as number) + 1;
  for (let vertex = 0; vertex < vertices; vertex += 1)
    start[vertex + 1] = (start[vertex + 1] as number) + (start[vertex] as number);
  const free = start.slice(0, vertices);
  const neighbour = new Int32Array(2 * lengths.size);
  const length = new Float64Array(2 * lengths.size);
  for (const [key, each] of lengths) {
    const ends = [Math.floor(key / vertices), key % vertices] as const;
    for (const [from, to] of [ends, [ends[1], ends[0]] as const]) {
      const at = free[from] as number;
      neighbour[at] = to;
      length[at] = each;
      free[from] = at + 1;
    }
  }
  return { start, neighbour, length };
}
