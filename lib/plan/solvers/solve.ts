import type { PlacementProblem, Solution, Solver, SolverOptions } from '../solver';
import { capacitatedSolver } from './capacitated';
import { uncapacitatedSolver } from './uncapacitated';

const solvers: readonly Solver[] = [uncapacitatedSolver, capacitatedSolver];

/**
 * Solves `problem` with the first solver that accepts it. Same problem, seed and steps: the same bytes, on any machine.
 * Throws when the problem breaks the contract of `PlacementProblem`: that is the caller's fault, never a user's.
 */
export function solvePlacement(
  problem: PlacementProblem,
  options: SolverOptions,
): Solution & { readonly solver: string } {
  assertProblem(problem);
  const solver = solvers.find((candidate) => candidate.accepts(problem));
  if (solver === undefined) throw new Error('solver-for-every-problem: no solver accepts the problem');
  return { ...solver.solve(problem, options), solver: solver.name };
}

function assertProblem(problem: PlacementProblem): void {
  const { costs, demands, fixedCosts, capacities, minSites, maxSites } = problem;
  const sites = fixedCosts.length;
  check(sites >= 1, 'at least one site');
  check(costs.length === demands.length * sites, 'costs are rows x sites');
  check(capacities === null || capacities.length === sites, 'a capacity per site');
  check(Number.isInteger(minSites) && Number.isInteger(maxSites), 'minSites and maxSites are integers');
  check(1 <= minSites && minSites <= maxSites && maxSites <= sites, '1 <= minSites <= maxSites <= sites');
  check(
    costs.every((cost) => cost >= 0),
    'costs are >= 0 or Infinity',
  );
  check(
    demands.every((demand) => demand > 0 && demand < Infinity),
    'demands are positive and finite',
  );
  check(
    fixedCosts.every((cost) => cost >= 0 && cost < Infinity),
    'fixed costs are >= 0 and finite',
  );
  check(capacities === null || capacities.every((capacity) => capacity >= 0), 'capacities are >= 0 or Infinity');
}

function check(holds: boolean, rule: string): void {
  if (!holds) throw new Error(`placement-problem: ${rule}`);
}
