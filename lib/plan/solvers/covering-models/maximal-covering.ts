import { solvePlacement } from '../solve';
import {
  checkDistances,
  coveringDefaults,
  type CoveringDistances,
  type CoveringOptions,
  type CoveringProof,
  type Numbers,
  optionFaults,
  refuse,
} from './covering-result';
import { withinRadius } from './set-covering';

/** Maximal covering (MCLP, Church and ReVelle 1974): open p sites so that most demand is within a radius of one. */
export interface MaximalCoveringProblem extends CoveringDistances {
  /** In the unit of `distances`, >= 0. */
  readonly radius: number;
  /** How many open, 1 <= p <= sites. */
  readonly p: number;
  /** n: demand of the row, >= 0. @default 1 for every row */
  readonly demands?: Numbers;
}

export interface MaximalCover {
  readonly feasible: true;
  /** Ascending site indices, p of them. */
  readonly open: Int32Array;
  /** Demand within the radius of an open site, and the rest of it. */
  readonly covered: number;
  readonly uncovered: number;
  /** No p sites leave less demand uncovered; none cover more than `upperBound`. */
  readonly lowerBound: number;
  readonly upperBound: number;
  /** (upperBound - covered) / upperBound; 0 where that is 0. */
  readonly gap: number;
  readonly proof: CoveringProof;
}

/**
 * Solves maximal covering as the p-median whose costs are 0 within the radius and the demand of the row beyond it.
 * @throws RangeError that lists every fault of the arguments
 */
export function solveMaximalCovering(problem: MaximalCoveringProblem, options: CoveringOptions = {}): MaximalCover {
  const rows = checkDistances('solveMaximalCovering', problem);
  const { distances, sites, radius, p } = problem;
  const demands = Float64Array.from(problem.demands ?? new Float64Array(rows).fill(1));
  const faults: string[] = [];
  if (!(radius >= 0)) faults.push('radius is >= 0');
  if (!(Number.isInteger(p) && 1 <= p && p <= sites)) faults.push('p is a whole number from 1 to sites');
  if (demands.length !== rows) faults.push('a demand per row');
  if (!demands.every((demand) => demand >= 0)) faults.push('demands are >= 0');
  const total = demands.reduce((sum, demand) => sum + demand, 0);
  if (total === Infinity) faults.push('the demand of all rows is a finite number');
  refuse('solveMaximalCovering', [...faults, ...optionFaults(options)]);
  if (rows === 0) {
    const open = Int32Array.from({ length: p }, (_, site) => site);
    return { feasible: true, open, covered: 0, uncovered: 0, lowerBound: 0, upperBound: 0, gap: 0, proof: 'optimal' };
  }
  const costs = distances.map((distance, at) =>
    withinRadius(distance, radius) ? 0 : (demands[Math.floor(at / sites)] as number),
  );
  const solution = solvePlacement(
    {
      costs,
      demands: new Float64Array(rows).fill(1),
      fixedCosts: new Float64Array(sites),
      capacities: null,
      minSites: p,
      maxSites: p,
    },
    { ...coveringDefaults, ...options },
  );
  if (!solution.feasible) throw new Error(`maximal-covering: every choice of sites is feasible, not ${solution.cause}`);
  const uncovered = solution.cost;
  const lowerBound = Math.min(uncovered, Math.max(0, solution.lowerBound));
  const [covered, upperBound] = [total - uncovered, total - lowerBound];
  const gap = upperBound === 0 ? 0 : (upperBound - covered) / upperBound;
  return { feasible: true, open: solution.open, covered, uncovered, lowerBound, upperBound, gap, proof: proofOf(gap) };
}

function proofOf(gap: number): CoveringProof {
  return gap <= 1e-6 ? 'optimal' : 'bound';
}
