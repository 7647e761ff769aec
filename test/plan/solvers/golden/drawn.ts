import type { FacilityLocationProblem } from '../../../../lib/plan/facility/facility-problem';
import type { FacilityResult } from '../../../../lib/plan/facility/facility-result';
import { sampler } from '../../../geo/support/points';

export interface Drawn {
  readonly rows: number;
  readonly sites: number;
  /** Of points in a square of 1,000. */
  readonly distances: Float64Array;
  readonly demands: Float64Array;
}

export function drawn(seed: number, rows: number, sites: number): Drawn {
  const random = sampler(seed);
  const points = Array.from({ length: rows + sites }, () => [1000 * random(), 1000 * random()] as const);
  const distances = Float64Array.from({ length: rows * sites }, (_, at) => {
    const [x, y] = points[Math.floor(at / sites)] as readonly [number, number];
    const [u, v] = points[rows + (at % sites)] as readonly [number, number];
    return Math.floor(Math.sqrt((x - u) ** 2 + (y - v) ** 2));
  });
  return { rows, sites, distances, demands: Float64Array.from({ length: rows }, () => 5 + Math.floor(31 * random())) };
}

/** Costs without any pattern: the bounds are far from the optimum, and proofs need many nodes. */
export function scattered(seed: number, rows: number, sites: number): Drawn {
  const random = sampler(seed);
  const distances = Float64Array.from({ length: rows * sites }, () => 100 + Math.floor(900 * random()));
  for (let at = 0; at < distances.length; at += 17) distances[at] = Infinity;
  return { rows, sites, distances, demands: Float64Array.from({ length: rows }, () => 1 + Math.floor(4 * random())) };
}

/** Costs by distance and demand; capacities and the prices of sites as in the capacitated sets of the literature. */
export function facility(seed: number, rows: number, sites: number, ratio: number | null): FacilityLocationProblem {
  const { distances, demands } = drawn(seed, rows, sites);
  const random = sampler(seed + 1000);
  const sizes = Float64Array.from({ length: sites }, () => 10 + 150 * random());
  const total = demands.reduce((sum, demand) => sum + demand, 0);
  const scale = ratio === null ? 1 : (ratio * total) / sizes.reduce((sum, size) => sum + size, 0);
  const capacities = sizes.map((size) => Math.floor(size * scale));
  return {
    costs: distances.map((distance, at) => (distance * (demands[Math.floor(at / sites)] as number)) / 100),
    fixedCosts: capacities.map((size) => Math.floor(90 * random() + (100 + 10 * random()) * Math.sqrt(size))),
    ...(ratio === null ? {} : { capacities, demands }),
  };
}

/** What a run decides and how much it does for that. */
export function record(result: FacilityResult): unknown {
  if (!result.feasible) return { ...result, rows: [...result.rows], sites: [...result.sites] };
  const { open, cost, lowerBound, gap, proof, nodes, solver, certificate } = result;
  const { kind, rootBound, tree, multipliers } = certificate;
  const sumOf = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0);
  return {
    open: [...open],
    served: 'assignment' in result ? [...result.assignment] : [...result.flow.site],
    figures: { cost, lowerBound, gap, proof, nodes, solver, kind, rootBound },
    multipliers: sumOf(multipliers),
    tree: tree && tree.nodes.map(({ rounds, branch }) => [branch, rounds.map(sumOf)]),
  };
}

export const small = { steps: 1500, proofSteps: 600 };

/** Budgets that run out at different stages: where a search stands then shows the order and the count of its steps. */
export const runOut = [
  [100, 200],
  [500, 0],
  [2000, 4000],
  [8000, 0],
  [20_000, 20_000],
].map(([steps = 0, proofSteps = 0]) => ({ steps, proofSteps }));
