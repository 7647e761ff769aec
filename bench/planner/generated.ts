import type { PlacementProblem } from '../../lib/plan/solver';
import { mulberry32 } from '../../lib/plan/solvers/random';
import type { Case } from './cases';

type Draw = (random: () => number, size: number) => PlacementProblem;

/** Seeded instances in the style of public families, rows = sites; their optima are not known. */
export function generatedCases(): Case[] {
  return [
    ...family('random', [100, 200, 500, 1000], unstructured(0, 1000, 500, 1000)),
    ...family('gapA', [250, 500], unstructured(1000, 2000, 100, 200)),
    ...family('gapB', [250, 500], unstructured(1000, 2000, 1000, 2000)),
    ...family('gapC', [250, 500], unstructured(1000, 2000, 10_000, 20_000)),
    ...family('mstar', [100, 200, 500, 1000], proportional),
    ...family('plane', [200, 500, 1000], planar(100)),
    ...family('sparse', [200, 500, 1000], planar(2000)),
    ...[5, 10, 20, 50, 100, 200].flatMap((p) => family(`euclid${p}of`, [500, 1000], euclidean(p))),
    ...[4, 9, 16].flatMap((p) => family(`grid${p}of`, [225, 400], grid(p))),
  ];
}

function family(name: string, sizes: readonly number[], draw: Draw): Case[] {
  return sizes.map((size) => ({
    name: `${name}_${size}`,
    family: name.replace(/\d.*$/, ''),
    optimum: null,
    problem: () => draw(mulberry32(size), size),
  }));
}

function problemOf(size: number, costs: (row: number, site: number) => number, fixed: () => number): PlacementProblem {
  return {
    costs: Float64Array.from({ length: size * size }, (_, at) => costs(Math.floor(at / size), at % size)),
    demands: new Float64Array(size).fill(1),
    fixedCosts: Float64Array.from({ length: size }, fixed),
    capacities: null,
    minSites: 1,
    maxSites: size,
  };
}

const integer = (random: () => number, from: number, to: number): number =>
  from + Math.floor(random() * (to - from + 1));

/** Costs without any geometry: a large duality gap by nature. With narrow ranges, the gap instances of Koerkel and Ghosh. */
function unstructured(lowest: number, highest: number, leastFixed: number, mostFixed: number): Draw {
  return (random, size) =>
    problemOf(
      size,
      () => integer(random, lowest, highest),
      () => integer(random, leastFixed, mostFixed),
    );
}

/** Real costs around a demand, with fixed costs that leave many plans close to the best: after Kratica's M* instances. */
const proportional: Draw = (random, size) =>
  problemOf(
    size,
    () => (size / 100) * (0.5 + 1.5 * random()) * (10 + 20 * random()),
    () => 3 * size * (0.5 + random()),
  );

/** Clients of demand 1 to 35 and sites at the same random points of a square, fixed costs around `scale`. */
function planar(scale: number): Draw {
  return (random, size) => {
    const points = randomPoints(random, size);
    const demands = points.map(() => integer(random, 1, 35));
    const distance = distanceIn(points);
    return problemOf(
      size,
      (row, site) => Math.round(0.1 * (demands[row] ?? NaN) * distance(row, site)),
      () => Math.round(scale * (10 + 10 * random())),
    );
  };
}

/** Medians of random points, distances rounded to integers. */
function euclidean(p: number): Draw {
  return (random, size) => {
    const distance = distanceIn(randomPoints(random, size));
    const problem = problemOf(
      size,
      (row, site) => Math.round(distance(row, site)),
      () => 0,
    );
    return { ...problem, minSites: p, maxSites: p };
  };
}

/** Medians of a square grid under the Manhattan distance: full of symmetries and ties. */
function grid(p: number): Draw {
  return (_, size) => {
    const side = Math.round(Math.sqrt(size));
    const steps = (row: number, site: number): number =>
      Math.abs((row % side) - (site % side)) + Math.abs(Math.floor(row / side) - Math.floor(site / side));
    return { ...problemOf(size, steps, () => 0), minSites: p, maxSites: p };
  };
}

type Point = readonly [x: number, y: number];

function randomPoints(random: () => number, count: number): Point[] {
  return Array.from({ length: count }, () => [1000 * random(), 1000 * random()] as const);
}

function distanceIn(points: readonly Point[]): (row: number, site: number) => number {
  return (row, site) => {
    const [[x1, y1], [x2, y2]] = [points[row] ?? [NaN, NaN], points[site] ?? [NaN, NaN]];
    return Math.hypot(x1 - x2, y1 - y2);
  };
}
