import { coverInstance } from './cover-instance';
import { cheapestCover } from './cover-tree';
import {
  optionFaults,
  checkDistances,
  coveringDefaults,
  type CoveringDistances,
  type CoveringOptions,
  type CoveringProof,
  type Numbers,
  refuse,
  rowsOutOfReach,
  type Uncoverable,
} from './covering-result';

/** Location set covering (LSCP, Toregas et al. 1971): the cheapest sites so that every row is within a radius of one. */
export interface SetCoveringProblem extends CoveringDistances {
  /** In the unit of `distances`, >= 0. */
  readonly radius: number;
  /** m: cost of opening the site, >= 0. @default 1 for every site: the fewest sites */
  readonly fixedCosts?: Numbers;
}

export interface SetCover {
  readonly feasible: true;
  /** Ascending site indices. */
  readonly open: Int32Array;
  readonly cost: number;
  /** No cover costs less. */
  readonly lowerBound: number;
  /** (cost - lowerBound) / cost; 0 where cost is 0. */
  readonly gap: number;
  readonly proof: CoveringProof;
}

/**
 * Solves location set covering by reductions, a Lagrangian bound with greedy covers, and branch and bound with fixing.
 * @throws RangeError that lists every fault of the arguments
 */
export function solveSetCovering(problem: SetCoveringProblem, options: CoveringOptions = {}): SetCover | Uncoverable {
  const rows = checkDistances('solveSetCovering', problem);
  const { distances, sites, radius } = problem;
  const costs = Float64Array.from(problem.fixedCosts ?? new Float64Array(sites).fill(1));
  const faults: string[] = [];
  if (!(radius >= 0)) faults.push('radius is >= 0');
  if (costs.length !== sites) faults.push('a fixed cost per site');
  if (!costs.every((cost) => cost >= 0 && cost < Infinity)) faults.push('fixed costs are >= 0 and finite');
  refuse('solveSetCovering', [...faults, ...optionFaults(options)]);
  const lost = rowsOutOfReach(problem, rows, radius);
  if (lost !== null) return lost;
  const { steps, proofSteps } = { ...coveringDefaults, ...options };
  const answer = cheapestCover({
    instance: coverInstance(rows, costs, (row, site) => withinRadius(distances[row * sites + site] as number, radius)),
    below: Infinity,
    goodEnough: -Infinity,
    areIntegers: costs.every((cost) => Number.isInteger(cost)),
    budget: { steps: steps + proofSteps },
  });
  const open = answer.open ?? new Int32Array(0);
  const cost = open.reduce((sum, site) => sum + (costs[site] as number), 0);
  const lowerBound = Math.min(cost, answer.lowerBound);
  const gap = cost === 0 ? 0 : (cost - lowerBound) / cost;
  return { feasible: true, open, cost, lowerBound, gap, proof: proofOf(gap, lowerBound) };
}

export function withinRadius(distance: number, radius: number): boolean {
  return distance <= radius && distance < Infinity;
}

function proofOf(gap: number, lowerBound: number): CoveringProof {
  if (gap <= 1e-6) return 'optimal';
  return lowerBound > 0 ? 'bound' : 'none';
}
