import { smallestOnAxis } from './kd-split';

/** Leaves hold at most this many points, and more than half of it if there are two or more leaves. */
const leafSize = 16;
/** A range's extent is judged by about this many of its points. */
const sampleSize = 32;

/**
 * A balanced kd-tree over three-dimensional points without node objects. The inner nodes are numbered as in a binary
 * heap: the children of `node` are 2 node and 2 node + 1, the root is 1, and from `leaves` on the numbers are leaves.
 * Leaf b holds the points from floor(b n / leaves) up to floor((b + 1) n / leaves), so that a leaf is one stretch of
 * memory and the inner nodes of a million points fit into a core's own cache.
 */
export interface KdTree {
  /** x, y, z of each point, in the order of the leaves. */
  readonly vectors: Float64Array;
  /** Where each of them was before. */
  readonly ids: Uint32Array;
  /** A power of two. */
  readonly leaves: number;
  /** Of each inner node: nothing below 2 node is greater on its axis, nothing below 2 node + 1 is smaller. */
  readonly splits: Float64Array;
  readonly axes: Uint8Array;
}

/** Takes `vectors` over. Each range is split at its median on the axis of its greatest extent; O(n log n). */
export function kdTree(vectors: Float64Array): KdTree {
  const size = vectors.length / 3;
  const ids = Uint32Array.from({ length: size }, (_, index) => index);
  let leaves = 1;
  while (size / leaves > leafSize) leaves *= 2;
  const splits = new Float64Array(leaves);
  const axes = new Uint8Array(leaves);
  for (let width = 1; width < leaves; width *= 2)
    for (let at = 0; at < width; at += 1) {
      const low = Math.floor((at * size) / width);
      const high = Math.floor(((at + 1) * size) / width) - 1;
      const middle = Math.floor(((2 * at + 1) * size) / (2 * width));
      const axis = widestAxis(vectors, low, high);
      smallestOnAxis(vectors, ids, middle, low, high, axis);
      splits[width + at] = vectors[middle * 3 + axis] as number;
      axes[width + at] = axis;
    }
  return { vectors, ids, leaves, splits, axes };
}

function widestAxis(vectors: Float64Array, low: number, high: number): number {
  const step = Math.max(1, Math.floor((high - low + 1) / sampleSize));
  let [widest, widestExtent] = [0, -1];
  for (let axis = 0; axis < 3; axis += 1) {
    let [least, most] = [Infinity, -Infinity];
    for (let at = low; at <= high; at += step) {
      const value = vectors[at * 3 + axis] as number;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    if (most - least > widestExtent) [widest, widestExtent] = [axis, most - least];
  }
  return widest;
}
