import { earthRadiusKm } from './distance';
import { kdTree, type KdTree } from './kd-tree';
import { NearestFound } from './nearest-found';
import { assertPoint, type Point } from './point';

const radian = Math.PI / 180;
/** A descent leaves one side of every level behind, and no tree of 2^32 points is deeper than 32. */
const mostWaiting = 64;

/** A neighbour: its position in the points that the index was made of, and its great-circle distance. */
export interface Neighbour {
  readonly index: number;
  readonly km: number;
}

/**
 * Exact nearest neighbours on the sphere: a three-dimensional kd-tree over unit vectors. The chord grows with the great
 * circle, so neither a pole nor the date line is special. Built in O(n log n); a query looks at O(log n + k) points on
 * average and allocates nothing but its answer. Ties go to the smaller index.
 */
export class NearestIndex {
  private readonly tree: KdTree;
  private readonly found = new NearestFound();
  /** The sides that wait during one query: their nodes, their offset on each axis, and the square of their distance. */
  private readonly nodes = new Int32Array(mostWaiting);
  private readonly offsets = new Float64Array(mostWaiting * 3);
  private readonly bounds = new Float64Array(mostWaiting);

  constructor(points: readonly Point[]) {
    const vectors = new Float64Array(points.length * 3);
    for (let index = 0; index < points.length; index += 1) {
      const point = points[index] as Point;
      assertPoint(point);
      const cosLat = Math.cos(point.lat * radian);
      vectors[index * 3] = cosLat * Math.cos(point.lng * radian);
      vectors[index * 3 + 1] = cosLat * Math.sin(point.lng * radian);
      vectors[index * 3 + 2] = Math.sin(point.lat * radian);
    }
    this.tree = kdTree(vectors);
  }

  /** The nearest point, undefined when the index is empty. */
  nearest(place: Point): Neighbour | undefined {
    return this.kNearest(place, 1)[0];
  }

  /** The `count` nearest points, nearest first; all of them when there are fewer. */
  kNearest(place: Point, count: number): Neighbour[] {
    return count >= 1 ? this.search(place, Math.min(Math.floor(count), this.tree.ids.length), Infinity) : [];
  }

  /** Every point within `km`, nearest first. */
  within(place: Point, km: number): Neighbour[] {
    if (!(km >= 0)) return [];
    const chord = 2 * Math.sin(Math.min(km / (2 * earthRadiusKm), Math.PI / 2));
    return this.search(place, this.tree.ids.length, chord * chord);
  }

  private search(place: Point, capacity: number, limit: number): Neighbour[] {
    assertPoint(place);
    if (capacity === 0) return [];
    this.found.start(capacity, limit);
    const cosLat = Math.cos(place.lat * radian);
    this.visit(
      cosLat * Math.cos(place.lng * radian),
      cosLat * Math.sin(place.lng * radian),
      Math.sin(place.lat * radian),
    );
    const { squares, ids } = this.found.sort();
    const neighbours: Neighbour[] = [];
    for (let at = 0; at < this.found.size; at += 1)
      neighbours.push({
        index: ids[at] as number,
        km: kilometres(squares[at] as number),
      });
    return neighbours;
  }

  /**
   * Offers every point that can be among the nearest. Near side first; the far side waits with its offsets, whose squared
   * sum no point in it can undercut: rounding is monotone, and both sums are made in the same order.
   */
  private visit(x: number, y: number, z: number): void {
    const { found, nodes, offsets, bounds } = this;
    const { vectors, ids, leaves, splits, axes } = this.tree;
    const perLeaf = ids.length / leaves;
    let node = 1;
    let offX = 0;
    let offY = 0;
    let offZ = 0;
    let top = 0;
    let worst = found.worst;
    for (;;) {
      while (node < leaves) {
        const split = splits[node] as number;
        const axis = axes[node] as number;
        const difference = (axis === 0 ? x : axis === 1 ? y : z) - split;
        const farX = axis === 0 ? difference : offX;
        const farY = axis === 1 ? difference : offY;
        const farZ = axis === 2 ? difference : offZ;
        const bound = farX * farX + farY * farY + farZ * farZ;
        node = 2 * node + (difference < 0 ? 0 : 1);
        if (bound > worst) continue;
        nodes[top] = node ^ 1;
        offsets[top * 3] = farX;
        offsets[top * 3 + 1] = farY;
        offsets[top * 3 + 2] = farZ;
        bounds[top] = bound;
        top += 1;
      }
      const end = Math.floor((node - leaves + 1) * perLeaf) * 3;
      for (let at = Math.floor((node - leaves) * perLeaf) * 3; at < end; at += 3) {
        const dx = (vectors[at] as number) - x;
        const dy = (vectors[at + 1] as number) - y;
        const dz = (vectors[at + 2] as number) - z;
        const square = dx * dx + dy * dy + dz * dz;
        if (square <= worst) worst = found.offer(square, ids[at / 3] as number);
      }
      do {
        if (top === 0) return;
        top -= 1;
      } while ((bounds[top] as number) > worst);
      node = nodes[top] as number;
      offX = offsets[top * 3] as number;
      offY = offsets[top * 3 + 1] as number;
      offZ = offsets[top * 3 + 2] as number;
    }
  }
}

/** The great circle over a chord of the unit sphere, given its square. */
function kilometres(squaredChord: number): number {
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(squaredChord) / 2));
}
