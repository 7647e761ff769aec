import fc from 'fast-check';
import type { FeasibleSolution, PlacementProblem, SolverOptions } from '../../../../lib/plan/solver';
import { mulberry32 } from '../../../../lib/plan/solvers/random';
import { solvePlacement } from '../../../../lib/plan/solvers/solve';

export type Kind = 'pmedian' | 'ufl' | 'mixed';
export const kinds: readonly Kind[] = ['pmedian', 'ufl', 'mixed'];

export const options: SolverOptions = { seed: 3, steps: 20_000, proofSteps: 2_000_000, keepTree: true };

/**
 * Every row is near a few random sites and far from all others, as in set covering: the relaxation leaves a gap, so that
 * many of these problems need a tree.
 */
export function hardProblems(kind: Kind, largest = 11): fc.Arbitrary<PlacementProblem> {
  const shape = fc.record({
    rows: fc.integer({ min: 20, max: 40 }),
    sites: fc.integer({ min: 6, max: largest }),
    near: fc.constantFrom(0.3, 0.4, 0.5),
    far: fc.constantFrom(20, 60, Infinity),
    fixedCost: fc.constantFrom(5, 10, 20),
    seed: fc.integer(),
  });
  return fc.noBias(shape).map(({ rows, sites, near, far, fixedCost, seed }) => {
    const random = mulberry32(seed);
    const costs = Float64Array.from({ length: rows * sites }, () => {
      const base = random() < near ? 0 : far;
      return base + Math.floor(random() * 3);
    });
    const fixedCosts = Float64Array.from({ length: sites }, () => Math.floor((1 + random()) * fixedCost));
    const drawn = [random(), random()].map((share) => 1 + Math.floor((share * sites) / 2));
    const [few = 1, many = 1] = drawn.toSorted((a, b) => a - b);
    return {
      costs,
      demands: new Float64Array(rows).fill(1),
      fixedCosts: kind === 'pmedian' ? new Float64Array(sites) : fixedCosts,
      capacities: null,
      minSites: kind === 'ufl' ? 1 : kind === 'pmedian' ? many : few,
      maxSites: kind === 'ufl' ? sites : many,
    };
  });
}

export function proved(problem: PlacementProblem, changed: Partial<SolverOptions> = {}): FeasibleSolution {
  const solution = solvePlacement(problem, { ...options, ...changed });
  if (!solution.feasible) throw new Error(`infeasible: ${solution.cause}`);
  return solution;
}
