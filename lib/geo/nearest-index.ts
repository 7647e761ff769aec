import { earthRadiusKm } from './distance';
import { smallestOnAxis } from './kd-split';
import { NearestHeap } from './nearest-heap';
import { assertPoint, type Point } from './point';

const radian = Math.PI / 180;
/** Ranges of at most this many points are scanned. */
const leafSize = 8;
/** Every level pushes at most one range more than it pops, and no tree of 2^32 points is deeper than 32. */
const stackSize = 64;

/** A neighbour: its position in the points that the index was made of, and its great-circle distance. */
export interface Neighbour {
  readonly index: number;
  readonly km: number;
}

/**
 * Exact nearest neighbours on the sphere: an implicit three-dimensional kd-tree over unit vectors, which is two arrays
 * and no node. The chord grows with the great circle, so neither a pole nor the date line is special. Built in
 * O(n log n); a query visits O(log n + k) points on average. Ties go to the smaller index.
 */
export class NearestIndex {
  /** The middle of every range [low, high] splits it on the axis depth % 3. */
  private readonly vectors: Float64Array;
  private readonly ids: Uint32Array;
  /** The ranges that wait during one query. */
  private readonly lows = new Int32Array(stackSize);
  private readonly highs = new Int32Array(stackSize);
  private readonly axes = new Uint8Array(stackSize);
  private readonly bounds = new Float64Array(stackSize);

  constructor(points: readonly Point[]) {
    this.vectors = new Float64Array(points.length * 3);
    this.ids = Uint32Array.from(points, (_, index) => index);
    for (let index = 0; index < points.length; index += 1) {
      const point = points[index] as Point;
      assertPoint(point);
      const { x, y, z } = unitVector(point);
      this.vectors.set([x, y, z], index * 3);
    }
    this.build();
  }

  /** The nearest point, undefined when the index is empty. */
  nearest(place: Point): Neighbour | undefined {
    return this.kNearest(place, 1)[0];
  }

  /** The `count` nearest points, nearest first; all of them when there are fewer. */
  kNearest(place: Point, count: number): Neighbour[] {
    if (!(count >= 1)) return [];
    return this.search(place, new NearestHeap(Math.min(Math.floor(count), this.ids.length), Infinity));
  }

  /** Every point within `km`, nearest first. */
  within(place: Point, km: number): Neighbour[] {
    if (!(km >= 0)) return [];
    const chord = 2 * Math.sin(Math.min(km / (2 * earthRadiusKm), Math.PI / 2));
    return this.search(place, new NearestHeap(this.ids.length, chord * chord));
  }

  private search(place: Point, heap: NearestHeap): Neighbour[] {
    assertPoint(place);
    if (heap.capacity > 0) this.collect(unitVector(place), heap);
    return heap.sorted().map(({ square, id }) => ({
      index: id,
      km: 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(square) / 2)),
    }));
  }

  /** Near side first; the far side waits with the squared distance of its plane and is skipped if that is too far. */
  private collect({ x, y, z }: Vector, heap: NearestHeap): void {
    const { vectors, ids, lows, highs, axes, bounds } = this;
    let worst = heap.worst;
    lows[0] = 0;
    highs[0] = ids.length - 1;
    axes[0] = 0;
    bounds[0] = 0;
    let top = 1;
    while (top > 0) {
      top -= 1;
      if ((bounds[top] as number) > worst) continue;
      let low = lows[top] as number;
      let high = highs[top] as number;
      let axis = axes[top] as number;
      while (high - low >= leafSize) {
        const middle = (low + high) >> 1;
        const difference = (axis === 0 ? x : axis === 1 ? y : z) - (vectors[middle * 3 + axis] as number);
        axis = axis === 2 ? 0 : axis + 1;
        axes[top] = axis;
        bounds[top] = difference * difference;
        if (difference < 0) {
          lows[top] = middle + 1;
          highs[top] = high;
          high = middle - 1;
        } else {
          lows[top] = low;
          highs[top] = middle - 1;
          low = middle + 1;
        }
        top += 1;
        const square = squaredChord(vectors, middle, x, y, z);
        if (square <= worst) worst = heap.offer(square, ids[middle] as number);
      }
      for (let at = low; at <= high; at += 1) {
        const square = squaredChord(vectors, at, x, y, z);
        if (square <= worst) worst = heap.offer(square, ids[at] as number);
      }
    }
  }

  private build(): void {
    const pending: [low: number, high: number, axis: number][] = [[0, this.ids.length - 1, 0]];
    for (let range = pending.pop(); range !== undefined; range = pending.pop()) {
      const [low, high, axis] = range;
      if (high - low < leafSize) continue;
      const middle = (low + high) >> 1;
      smallestOnAxis(this.vectors, this.ids, middle, low, high, axis);
      pending.push([low, middle - 1, (axis + 1) % 3], [middle + 1, high, (axis + 1) % 3]);
    }
  }
}

function squaredChord(vectors: Float64Array, at: number, x: number, y: number, z: number): number {
  const dx = (vectors[at * 3] as number) - x;
  const dy = (vectors[at * 3 + 1] as number) - y;
  const dz = (vectors[at * 3 + 2] as number) - z;
  return dx * dx + dy * dy + dz * dz;
}

interface Vector {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

function unitVector({ lat, lng }: Point): Vector {
  const cosLat = Math.cos(lat * radian);
  return { x: cosLat * Math.cos(lng * radian), y: cosLat * Math.sin(lng * radian), z: Math.sin(lat * radian) };
}
