import fc from 'fast-check';
import type { Point } from '../../../lib/geo/point';

/** Uniform on the sphere, and the places where spherical code goes wrong: poles, date line, equator, duplicates. */
export const points: fc.Arbitrary<Point> = fc.oneof(
  fc.record({
    lat: fc.double({ min: -1, max: 1, noNaN: true }).map((sine) => (Math.asin(sine) * 180) / Math.PI),
    lng: fc.double({ min: -180, max: 180, noNaN: true }),
  }),
  fc.record({
    lat: fc.constantFrom(-90, -89.9999, -1e-9, 0, 45, 89.9999, 90),
    lng: fc.constantFrom(-180, -179.9999, -1e-9, 0, 90, 179.9999, 180),
  }),
);

/** A generator of numbers from 0 to 1 (mulberry32), so that a sample is the same in every run. */
export function sampler(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function uniformPoint(random: () => number): Point {
  return { lat: (Math.asin(2 * random() - 1) * 180) / Math.PI, lng: 360 * random() - 180 };
}
