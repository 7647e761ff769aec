import { earthRadiusKm } from './distance';
import { assertPoint, type Point } from './point';

const leafSize = 8;
const radian = Math.PI / 180;

/** A neighbour: the place in the list of points that the index was made of, and its great-circle distance. */
export interface Neighbour {
  readonly index: number;
  readonly km: number;
}

/**
 * Exact nearest neighbours on the sphere: an implicit three-dimensional kd-tree over unit vectors. The chord grows with
 * the great circle, so no pole and no date line is special. Built in O(n log n), no objects per node; a nearest-neighbour
 * query visits O(log n) nodes on average. Ties go to the smaller index.
 */
export class NearestIndex {
  private readonly vectors: Float64Array;
  private readonly ids: Uint32Array;
  private readonly scratch = new Float64Array(3);

  constructor(points: readonly Point[]) {
    this.vectors = new Float64Array(points.length * 3);
    this.ids = Uint32Array.from(points, (_, index) => index);
    for (const [index, point] of points.entries()) {
      assertPoint(point);
      writeVector(this.vectors, index, point);
    }
    this.build(0, points.length - 1);
  }

  /** The nearest point, undefined when the index is empty. */
  nearest(place: Point): Neighbour | undefined {
    return this.kNearest(place, 1)[0];
  }

  /** The `count` nearest points, nearest first. */
  kNearest(place: Point, count: number): Neighbour[] {
    return this.search(place, count, Infinity);
  }

  /** Every point within `km`, nearest first. */
  within(place: Point, km: number): Neighbour[] {
    const chord = 2 * Math.sin(Math.min(km / (2 * earthRadiusKm), Math.PI / 2));
    return this.search(place, this.ids.length, chord * chord);
  }

  private search(place: Point, count: number, limit: number): Neighbour[] {
    assertPoint(place);
    const { vectors, ids, scratch } = this;
    writeVector(scratch, 0, place);
    const found: { square: number; id: number }[] = [];
    let worst = limit;
    const stack: [low: number, high: number, axis: number, bound: number][] = [[0, ids.length - 1, 0, 0]];
    for (let top = stack.pop(); top !== undefined && count > 0; top = stack.pop()) {
      const [low, high, axis, bound] = top;
      if (low > high || bound > worst) continue;
      const middle = high - low < leafSize ? -1 : (low + high) >> 1;
      const first = middle < 0 ? low : middle;
      for (let at = first; at <= (middle < 0 ? high : middle); at += 1) {
        const square = squaredChord(vectors, at, scratch);
        if (square <= worst && insert(found, { square, id: ids[at] as number }, count))
          worst = found.length === count ? Math.min(limit, found.at(-1)?.square ?? limit) : limit;
      }
      if (middle < 0) continue;
      const difference = (scratch[axis] as number) - (vectors[middle * 3 + axis] as number);
      const next = (axis + 1) % 3;
      const [near, far] =
        difference < 0
          ? ([
              [low, middle - 1],
              [middle + 1, high],
            ] as const)
          : ([
              [middle + 1, high],
              [low, middle - 1],
            ] as const);
      stack.push([far[0], far[1], next, difference * difference], [near[0], near[1], next, bound]);
    }
    return found.map(({ square, id }) => ({
      index: id,
      km: 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(square) / 2)),
    }));
  }

  /** Median split of [low, high] on cyclic axes, in place. */
  private build(low: number, high: number): void {
    const pending: [low: number, high: number, axis: number][] = [[low, high, 0]];
    for (let range = pending.pop(); range !== undefined; range = pending.pop()) {
      const [from, to, axis] = range;
      if (to - from < leafSize) continue;
      const middle = (from + to) >> 1;
      this.select(middle, from, to, axis);
      pending.push([from, middle - 1, (axis + 1) % 3], [middle + 1, to, (axis + 1) % 3]);
    }
  }

  /** Quickselect (Hoare): afterwards position `k` holds the k-th smallest on the axis. */
  private select(k: number, from: number, to: number, axis: number): void {
    let [left, right] = [from, to];
    while (left < right) {
      const pivot = this.vectors[((left + right) >> 1) * 3 + axis] as number;
      let [i, j] = [left, right];
      while (i <= j) {
        while ((this.vectors[i * 3 + axis] as number) < pivot) i += 1;
        while ((this.vectors[j * 3 + axis] as number) > pivot) j -= 1;
        if (i > j) break;
        this.swap(i, j);
        i += 1;
        j -= 1;
      }
      if (k <= j) right = j;
      else if (k >= i) left = i;
      else return;
    }
  }

  private swap(i: number, j: number): void {
    const { vectors, ids } = this;
    const id = ids[i] as number;
    ids[i] = ids[j] as number;
    ids[j] = id;
    for (let axis = 0; axis < 3; axis += 1) {
      const value = vectors[i * 3 + axis] as number;
      vectors[i * 3 + axis] = vectors[j * 3 + axis] as number;
      vectors[j * 3 + axis] = value;
    }
  }
}

function writeVector(vectors: Float64Array, index: number, { lat, lng }: Point): void {
  const cosLat = Math.cos(lat * radian);
  vectors[index * 3] = cosLat * Math.cos(lng * radian);
  vectors[index * 3 + 1] = cosLat * Math.sin(lng * radian);
  vectors[index * 3 + 2] = Math.sin(lat * radian);
}

function squaredChord(vectors: Float64Array, index: number, target: Float64Array): number {
  let square = 0;
  for (let axis = 0; axis < 3; axis += 1)
    square += ((vectors[index * 3 + axis] as number) - (target[axis] as number)) ** 2;
  return square;
}

/** Keeps `found` sorted by distance, then id, and at most `count` long; false when the candidate is not among them. */
function insert(
  found: { square: number; id: number }[],
  candidate: { square: number; id: number },
  count: number,
): boolean {
  let [low, high] = [0, found.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = found[middle] as { square: number; id: number };
    if (other.square < candidate.square || (other.square === candidate.square && other.id < candidate.id))
      low = middle + 1;
    else high = middle;
  }
  if (low >= count) return false;
  found.splice(low, 0, candidate);
  if (found.length > count) found.pop();
  return true;
}
