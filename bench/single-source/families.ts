import type { PlacementProblem } from '../../lib/plan/solver';
import { mulberry32 } from '../../lib/plan/solvers/random';

/** A single-source instance in the style of a published family; integers throughout, drawn from `seed`. */
export interface Family {
  readonly name: string;
  readonly rows: number;
  readonly sites: number;
  generate(seed: number): PlacementProblem;
}

interface Draw {
  readonly rows: number;
  readonly sites: number;
  readonly random: () => number;
}

const integer = (random: () => number, low: number, high: number): number =>
  low + Math.floor(random() * (high - low + 1));

function distances({ rows, sites, random }: Draw, side: number): Float64Array {
  const point = (): readonly [number, number] => [random() * side, random() * side];
  const [places, customers] = [Array.from({ length: sites }, point), Array.from({ length: rows }, point)];
  return Float64Array.from(customers.flatMap(([x, y]) => places.map(([u, v]) => Math.hypot(x - u, y - v))));
}

function singleSource(
  costs: Float64Array,
  demands: Float64Array,
  fixedCosts: Float64Array,
  capacities: Float64Array,
  sites?: number,
): PlacementProblem {
  const range = { minSites: sites ?? 1, maxSites: sites ?? fixedCosts.length };
  return { costs, demands, fixedCosts, capacities, ...range, singleSource: true };
}

/** Holmberg, Ronnqvist and Yuan 1999: demands 10-50, capacities 100-500, fixed costs 300-700, costs by distance. */
function holmberg(rows: number, sites: number): Family {
  const generate = (seed: number): PlacementProblem => {
    const random = mulberry32(seed);
    const lengths = distances({ rows, sites, random }, 200);
    const demands = Float64Array.from({ length: rows }, () => integer(random, 10, 50));
    const total = demands.reduce((sum, load) => sum + load, 0);
    const raw = Float64Array.from({ length: sites }, () => integer(random, 100, 500));
    const ratio = (2.5 * total) / raw.reduce((sum, load) => sum + load, 0);
    return singleSource(
      lengths.map((length, at) => Math.round((length * (demands[Math.floor(at / sites)] ?? 0)) / 30)),
      demands,
      Float64Array.from({ length: sites }, () => integer(random, 300, 700)),
      raw.map((load) => Math.max(60, Math.round(load * ratio))),
    );
  };
  return { name: `holmberg ${rows} x ${sites}`, rows, sites, generate };
}

/** Cornuejols style, as Yang, Chu and Chen 2012 and the TBED1 set: unit square, demands 5-35, capacities 10-160 scaled. */
function cornuejols(rows: number, sites: number, ratio: number): Family {
  const generate = (seed: number): PlacementProblem => {
    const random = mulberry32(seed);
    const lengths = distances({ rows, sites, random }, 1);
    const demands = Float64Array.from({ length: rows }, () => integer(random, 5, 35));
    const total = demands.reduce((sum, load) => sum + load, 0);
    const raw = Float64Array.from({ length: sites }, () => integer(random, 10, 160));
    const scale = (ratio * total) / raw.reduce((sum, load) => sum + load, 0);
    return singleSource(
      lengths.map((length, at) => Math.round(10 * (demands[Math.floor(at / sites)] ?? 0) * length)),
      demands,
      raw.map((load) => Math.round(integer(random, 0, 90) + integer(random, 100, 110) * Math.sqrt(load))),
      raw.map((load) => Math.max(35, Math.round(load * scale))),
    );
  };
  return { name: `cornuejols ${rows} x ${sites}, ratio ${ratio}`, rows, sites, generate };
}

/** Osman and Christofides 1994 (OR-Library's capacitated p-median): demands 1-20, capacity 120, costs whole distances. */
function capacitatedMedian(rows: number, p: number): Family {
  const generate = (seed: number): PlacementProblem => {
    const random = mulberry32(seed);
    const points = Array.from({ length: rows }, () => [integer(random, 1, 100), integer(random, 1, 100)] as const);
    const costs = points.flatMap(([x, y]) => points.map(([u, v]) => Math.floor(Math.hypot(x - u, y - v))));
    const demands = Float64Array.from({ length: rows }, () => integer(random, 1, 20));
    const total = demands.reduce((sum, load) => sum + load, 0);
    const capacity = Math.max(120, Math.ceil((total / p) * 1.05));
    return singleSource(
      Float64Array.from(costs),
      demands,
      new Float64Array(rows),
      new Float64Array(rows).fill(capacity),
      p,
    );
  };
  return { name: `p-median ${rows}, p = ${p}`, rows, sites: rows, generate };
}

export const families: readonly Family[] = [
  holmberg(50, 10),
  holmberg(50, 20),
  holmberg(150, 30),
  holmberg(200, 30),
  cornuejols(50, 25, 2),
  cornuejols(90, 45, 3),
  capacitatedMedian(50, 5),
  capacitatedMedian(100, 10),
  cornuejols(200, 30, 2),
  cornuejols(200, 60, 5),
  cornuejols(400, 80, 5),
  cornuejols(300, 300, 5),
  cornuejols(1000, 1000, 5),
];
