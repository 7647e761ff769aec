import type { FacilityLocationProblem } from '../../lib/plan/facility/facility-problem';
import { mulberry32 } from '../../lib/plan/solvers/random';

/** A generated family of square instances: as many sites as rows, `ratio` times as much capacity as demand. */
export interface Family {
  readonly name: string;
  readonly size: number;
  readonly ratio: number;
}

const sizes = [300, 500, 700, 1000];
const ratios = [1.5, 2, 3, 5, 10, 20];

export const families: readonly Family[] = sizes.flatMap((size) =>
  ratios.map((ratio) => ({ name: `${size} x ${size}, ratio ${ratio}`, size, ratio })),
);

/**
 * Cornuejols, Sridharan and Thizy 1991, as the test beds of Avella and Boccia 2009: points of the unit square, demands of 5
 * to 35, capacities of 10 to 160 scaled to the ratio, fixed costs of 0 to 90 and 100 to 110 times the root of the capacity,
 * a unit of demand costs ten times the way.
 */
export function generate({ size, ratio }: Family, seed: number): FacilityLocationProblem {
  const random = mulberry32(seed);
  const between = (low: number, high: number): number => low + random() * (high - low);
  const points = (): readonly (readonly [number, number])[] =>
    Array.from({ length: size }, () => [random(), random()] as const);
  const drawn = (draw: () => number): Float64Array => Float64Array.from({ length: size }, draw);
  const [places, customers] = [points(), points()];
  const demands = drawn(() => between(5, 35));
  const raw = drawn(() => between(10, 160));
  const scale = (ratio * sum(demands)) / sum(raw);
  const capacities = raw.map((load) => load * scale);
  const fixedCosts = capacities.map((load) => between(0, 90) + between(100, 110) * Math.sqrt(load));
  const costs = new Float64Array(size * size);
  customers.forEach(([x, y], row) => {
    places.forEach(([u, v], site) => {
      costs[row * size + site] = 10 * (demands[row] as number) * Math.hypot(x - u, y - v);
    });
  });
  return { costs, demands, capacities, fixedCosts };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
