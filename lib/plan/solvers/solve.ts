import type { PlacementProblem, Solution, Solver, SolverOptions } from '../solver';
import { capacitatedSolver } from './capacitated';
import { lagrangianBound } from './lagrangian-bound';
import { type ScaledProblem, scaleProblem } from './scaling';
import { singleSourceSolver } from './single-source/single-source';
import { solutionCost } from './solution';
import { uncapacitatedSolver } from './uncapacitated';

const solvers: readonly Solver[] = [uncapacitatedSolver, singleSourceSolver, capacitatedSolver];

/**
 * Solves `problem` with the first solver that accepts it. Same problem, seed and steps: the same bytes, on any machine.
 * Throws when the problem breaks the contract of `PlacementProblem`: that is the caller's fault, never a user's.
 */
export function solvePlacement(
  problem: PlacementProblem,
  options: SolverOptions,
): Solution & { readonly solver: string } {
  assertProblem(problem);
  check(Number.isInteger(options.steps) && options.steps >= 1, 'steps is a positive integer');
  const scaled = scaleProblem(problem);
  const able = mustSurvive(problem) ? [capacitatedSolver] : solvers;
  const solver = able.find((candidate) => candidate.accepts(scaled.problem));
  if (solver === undefined) throw new Error('solver-for-every-problem: no solver accepts the problem');
  return { ...restore(solver.solve(scaled.problem, options), scaled, problem), solver: solver.name };
}

/**
 * Back to the units of `problem`. Multipliers beyond the range of float32 become its largest: a weaker bound. A proof tree
 * cannot be converted without loss.
 */
function restore(solution: Solution, scaled: ScaledProblem, problem: PlacementProblem): Solution {
  const { costUnit, loadUnit } = scaled;
  if (!solution.feasible) return { ...solution, shortfall: solution.shortfall * loadUnit };
  if (costUnit === 1) return solution;
  const multipliers = solution.multipliers.map((multiplier) => Math.min(multiplier * costUnit, largestFloat32));
  const rootBound = lagrangianBound(problem, multipliers, solution.kind);
  const cost = solutionCost(problem, solution.open, solution);
  const proved = solution.lowerBound > solution.rootBound ? Math.min(solution.lowerBound * costUnit, cost) : rootBound;
  return { ...solution, cost, lowerBound: Math.max(rootBound, proved), rootBound, multipliers, tree: null };
}

const largestFloat32 = (2 - 2 ** -23) * 2 ** 127;

function mustSurvive({ losses }: PlacementProblem): boolean {
  return losses !== undefined && losses.length > 0;
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
  assertLosses(problem);
  check(largestTotal(problem) < Infinity, 'the largest total cost is a finite number');
}

function assertLosses(problem: PlacementProblem): void {
  const { costs, fixedCosts, losses = [] } = problem;
  check(losses.length === 0 || problem.singleSource !== true, 'losses go with split demand');
  for (const loss of losses) {
    check(
      loss.sites.every(
        (site, at) => site < fixedCosts.length && site > (at === 0 ? -1 : (loss.sites[at - 1] as number)),
      ),
      'the sites of a loss ascend and are sites of the problem',
    );
    check(loss.capacities === null || loss.capacities.length === fixedCosts.length, 'a capacity per site under a loss');
    check(
      loss.capacities === null || loss.capacities.every((capacity) => capacity >= 0),
      'capacities under a loss are >= 0 or Infinity',
    );
    check(loss.costs === undefined || loss.costs.length === costs.length, 'costs under a loss are rows x sites');
  }
}

/** All sites open and every row at its dearest. */
function largestTotal(problem: PlacementProblem): number {
  const sites = problem.fixedCosts.length;
  let total = problem.fixedCosts.reduce((sum, cost) => sum + cost, 0);
  for (let row = 0; row < problem.demands.length; row += 1) {
    let dearest = 0;
    for (let site = 0; site < sites; site += 1) {
      const cost = problem.costs[row * sites + site] as number;
      if (cost < Infinity && cost > dearest) dearest = cost;
    }
    total += dearest;
  }
  return total;
}

function check(holds: boolean, rule: string): void {
  if (!holds) throw new Error(`placement-problem: ${rule}`);
}
