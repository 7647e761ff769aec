import type { Point } from '../geo/point';
import { wrapLongitude } from './longitude';

const radian = Math.PI / 180;
const longestPieceDegrees = 5;

/**
 * Points along the shortest way on the sphere, both ends included, at most five degrees apart. Antipodal points have no
 * shortest way: the one over the north pole is taken.
 */
export function greatCircle(from: Point, to: Point): Point[] {
  const a = unitVector(from);
  const b = unitVector(to);
  const cosine = Math.max(-1, Math.min(1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]));
  const angle = Math.acos(cosine);
  if (Math.sin(angle) < 1e-9) return cosine > 0 ? [from, to] : [from, { lat: 90, lng: from.lng }, to];
  const pieces = Math.max(1, Math.ceil(angle / radian / longestPieceDegrees));
  return Array.from({ length: pieces + 1 }, (_, index) => {
    if (index === 0) return from;
    if (index === pieces) return to;
    const ofA = Math.sin((1 - index / pieces) * angle) / Math.sin(angle);
    const ofB = Math.sin((index / pieces) * angle) / Math.sin(angle);
    return pointOf([ofA * a[0] + ofB * b[0], ofA * a[1] + ofB * b[1], ofA * a[2] + ofB * b[2]]);
  });
}

/** The line in pieces none of which jumps over the meridian 180 degrees from `centre`; pieces end and start on it. */
export function cutAtSeam(line: readonly Point[], centre: number): Point[][] {
  const pieces: Point[][] = [];
  let piece: Point[] = [];
  for (const [index, { lat, lng }] of line.entries()) {
    const here = { lat, lng: wrapLongitude(lng - centre) };
    const before = piece.at(-1);
    if (index > 0 && before !== undefined && Math.abs(here.lng - before.lng) > 180) {
      const side = before.lng > 0 ? 180 : -180;
      const unwrapped = here.lng + 2 * side;
      const run = unwrapped - before.lng;
      const crossing = run === 0 ? before.lat : before.lat + ((side - before.lng) / run) * (lat - before.lat);
      piece.push({ lat: crossing, lng: side });
      pieces.push(piece);
      piece = [{ lat: crossing, lng: -side }];
    }
    piece.push(here);
  }
  if (piece.length > 0) pieces.push(piece);
  return pieces;
}

type Vector = readonly [number, number, number];

function unitVector({ lat, lng }: Point): Vector {
  const across = Math.cos(lat * radian);
  return [across * Math.cos(lng * radian), across * Math.sin(lng * radian), Math.sin(lat * radian)];
}

function pointOf([x, y, z]: Vector): Point {
  return { lat: Math.atan2(z, Math.hypot(x, y)) / radian, lng: Math.atan2(y, x) / radian };
}
