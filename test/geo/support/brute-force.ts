import type { Point } from '../../../lib/geo/point';

const radian = Math.PI / 180;

interface Judged {
  readonly index: number;
  readonly square: number;
}

/** Every point by squared chord, then index: what the tree must find, without a tree; given the points, it judges a place. */
export function judge(all: readonly Point[]): (place: Point) => Judged[] {
  const vector = ({ lat, lng }: Point): [number, number, number] => [
    Math.cos(lat * radian) * Math.cos(lng * radian),
    Math.cos(lat * radian) * Math.sin(lng * radian),
    Math.sin(lat * radian),
  ];
  const vectors = all.map(vector);
  return (place) => {
    const [x, y, z] = vector(place);
    return vectors
      .map(([px, py, pz], index) => ({
        index,
        square: (px - x) * (px - x) + (py - y) * (py - y) + (pz - z) * (pz - z),
      }))
      .sort((a, b) => a.square - b.square || a.index - b.index);
  };
}

export const bruteForce = (all: readonly Point[], place: Point): Judged[] => judge(all)(place);
