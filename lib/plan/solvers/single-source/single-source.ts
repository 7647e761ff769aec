import type { PlacementProblem, Solution, Solver, SolverOptions } from '../../solver';
import { ascentStart } from '../ascent-start';
import type { Budget } from '../eager-swap';
import { prepare, type PreparedProblem } from '../preprocess';
import { mulberry32 } from '../random';
import { ascend, type AscentSchedule, boundIterations } from '../subgradient';
import { type Assignment, assignmentProblem, type AssignmentProblem, isBetterAssignment } from './assignment';
import { unassignable, unsolved } from './infeasible';
import { moveRows } from './move-rows';
import { moveSites } from './move-sites';
import { allPairs, type PairLists } from './pair-lists';
import { roundRelaxation } from './round-relaxation';
import { shakeAssignment } from './shake';
import { type SingleSourceRelaxation, singleSourceRelaxation } from './single-source-relaxation';
import { proveAssignment, type TreeResult } from './single-source-tree';
import { assignmentSolution } from './single-source-solution';

/** Capacitated facility location where every row is served by one site, with a range for the number of sites. */
export const singleSourceSolver: Solver = {
  name: 'single-source-lagrangian',
  accepts: (problem) => problem.singleSource === true && problem.capacities !== null,
  solve,
};

const schedule: AscentSchedule = { firstStep: 1.5, lastStep: 0.003, patience: 15, iterations: 600 };

/** What all stages of one solution share. */
interface Attempt {
  readonly problem: AssignmentProblem;
  readonly lists: PairLists;
  readonly options: SolverOptions;
  readonly budget: Budget;
  readonly random: () => number;
}

function solve(placement: PlacementProblem, options: SolverOptions): Solution {
  const infeasible = unassignable(placement);
  if (infeasible !== null) return infeasible;
  const prepared = prepare(placement, true);
  const lists = allPairs(placement, prepared.costsBySite);
  const relaxation = singleSourceRelaxation(placement, lists, false);
  const attempt: Attempt = {
    problem: assignmentProblem(prepared),
    lists,
    options,
    budget: { steps: options.steps },
    random: mulberry32(options.seed),
  };
  if (relaxation === null) return unsolved(attempt.problem, null);
  const { best, multipliers, value } = raiseBound(attempt, relaxation);
  const shaken =
    best.unserved > 0 ? best : shakeAssignment(attempt.problem, best, attempt.random, attempt.budget, value);
  const proof = prove(attempt, shaken, multipliers);
  if (proof.best.unserved > 0) return unsolved(attempt.problem, proof.best);
  const solution = assignmentSolution(attempt.problem, proof.best, multipliers);
  const lowerBound = Math.max(solution.rootBound, Math.min(solution.cost, proof.lowerBound));
  return { ...solution, lowerBound, nodes: proof.nodes };
}

/** Ascent of the bound; the relaxed optima on the way are rounded to assignments and improved. */
function raiseBound(
  { problem, lists, options, budget }: Attempt,
  relaxation: SingleSourceRelaxation,
): { best: Assignment; multipliers: Float64Array; value: number } {
  const { prepared } = problem;
  let best = roundRelaxation(problem, relaxation, lists, 'largest', budget);
  const upperBound = (iteration: number): number => {
    if (iteration % roundEvery !== 0 || budget.steps <= 0) return costOrMore(prepared, best);
    const order = iteration % (2 * roundEvery) === 0 ? 'largest' : 'regret';
    const found = roundRelaxation(problem, relaxation, lists, order, budget);
    budget.steps -= prepared.sites;
    moveRows(problem, found, budget);
    const close = found.unserved === 0 && found.cost <= 1.02 * best.cost;
    if (iteration % searchEvery === 0 && close) moveSites(problem, found, budget);
    if (isBetterAssignment(problem, found, best)) best = found;
    return costOrMore(prepared, best);
  };
  const iterations = boundIterations(schedule, options.steps, prepared.sites);
  const { multipliers, value } = ascend(relaxation, ascentStart(prepared), upperBound, { ...schedule, iterations });
  if (best.unserved === 0) moveSites(problem, best, budget);
  return { best, multipliers, value };
}

const roundEvery = 10;
const searchEvery = 50;

/** The cost, with the dearest for every row that is not served. */
function costOrMore({ rows, listStart, listCost }: PreparedProblem, { cost, site, unserved }: Assignment): number {
  let total = cost;
  for (let row = 0; unserved > 0 && row < rows; row += 1)
    if ((site[row] as number) < 0) total += listCost[(listStart[row + 1] as number) - 1] as number;
  return total;
}

/** The tree within its budget; where no assignment was found, it looks for one within that of the search. */
function prove({ problem, lists, options }: Attempt, best: Assignment, multipliers: Float64Array): TreeResult {
  const proofSteps = options.proofSteps ?? 0;
  const budget = { steps: best.unserved > 0 ? Math.max(options.steps, proofSteps) : proofSteps };
  if (budget.steps <= 0) return { best, lowerBound: wholeBound(problem, lists, multipliers), nodes: 1 };
  const { scale } = ascentStart(problem.prepared);
  return proveAssignment({ problem, lists, multipliers, scale, best, budget });
}

/** The bound of the last multipliers when sites may not open in part. */
function wholeBound({ prepared }: AssignmentProblem, lists: PairLists, multipliers: Float64Array): number {
  const relaxation = singleSourceRelaxation(prepared.problem, lists, true);
  if (relaxation === null) return -Infinity;
  return relaxation.evaluate(multipliers, new Float64Array(prepared.rows)) - relaxation.errorBound();
}
