import type { PlacementProblem, Solution, Solver, SolverOptions } from '../../solver';
import { ascentStart } from '../ascent-start';
import type { Budget } from '../eager-swap';
import { prepare, type PreparedProblem } from '../preprocess';
import { mulberry32 } from '../random';
import { ascend, type AscentSchedule, boundIterations } from '../subgradient';
import { type Assignment, assignmentProblem, type AssignmentProblem, noAssignment, offer } from './assignment';
import { unassignable, unsolved } from './infeasible';
import { moveRows } from './move-rows';
import { moveSites } from './move-sites';
import { allPairs, type PairLists } from './pair-lists';
import { roundRelaxation } from './round-relaxation';
import { shaker } from './shake';
import { type SingleSourceRelaxation, singleSourceRelaxation } from './single-source-relaxation';
import { proofTree } from './single-source-tree';
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
  /** Of the search. */
  readonly budget: Budget;
  /** The best assignment so far, overwritten by better ones. */
  readonly best: Assignment;
}

function solve(placement: PlacementProblem, options: SolverOptions): Solution {
  const infeasible = unassignable(placement);
  if (infeasible !== null) return infeasible;
  const prepared = prepare(placement, true);
  const lists = allPairs(placement, prepared.costsBySite);
  const problem = assignmentProblem(prepared);
  const relaxation = singleSourceRelaxation(placement, lists, false);
  if (relaxation === null) return unsolved(problem, null);
  const best = noAssignment(problem);
  const attempt: Attempt = { problem, lists, options, budget: { steps: options.steps }, best };
  const multipliers = raiseBound(attempt, relaxation);
  const proof = closeGap(attempt, multipliers);
  if (best.unserved > 0) return unsolved(problem, best);
  const solution = assignmentSolution(problem, best, multipliers);
  const lowerBound = Math.max(solution.rootBound, Math.min(solution.cost, proof.lowerBound));
  return { ...solution, lowerBound, nodes: proof.nodes };
}

/** Ascent of the bound; the relaxed optima on the way are rounded to assignments and improved. Returns the multipliers. */
function raiseBound(attempt: Attempt, relaxation: SingleSourceRelaxation): Float64Array {
  const { problem, lists, options, budget, best } = attempt;
  const { prepared } = problem;
  offer(problem, best, roundRelaxation(problem, relaxation, lists, 'largest', budget));
  const upperBound = (iteration: number): number => {
    if (iteration % roundEvery !== 0 || budget.steps <= 0) return costOrMore(prepared, best);
    const order = iteration % (2 * roundEvery) === 0 ? 'largest' : 'regret';
    const found = roundRelaxation(problem, relaxation, lists, order, budget);
    budget.steps -= prepared.sites;
    moveRows(problem, found, budget);
    offer(problem, best, found);
    return costOrMore(prepared, best);
  };
  const iterations = boundIterations(schedule, options.steps, prepared.sites);
  const { multipliers } = ascend(relaxation, ascentStart(prepared), upperBound, { ...schedule, iterations });
  if (best.unserved === 0) moveSites(problem, best, budget);
  return multipliers;
}

const roundEvery = 10;

/** The cost, with the dearest for every row that is not served. */
function costOrMore({ rows, listStart, listCost }: PreparedProblem, { cost, site, unserved }: Assignment): number {
  let total = cost;
  for (let row = 0; unserved > 0 && row < rows; row += 1)
    if ((site[row] as number) < 0) total += listCost[(listStart[row + 1] as number) - 1] as number;
  return total;
}

/** Search and proof take turns, in slices of evaluations that double, until they meet or both budgets are spent. */
function closeGap(attempt: Attempt, multipliers: Float64Array): { lowerBound: number; nodes: number } {
  const { problem, lists, options, budget, best } = attempt;
  const shake = shaker(problem, best, mulberry32(options.seed), budget);
  const proofBudget = { steps: options.proofSteps ?? 0 };
  if (proofBudget.steps <= 0 && best.unserved === 0) {
    const lowerBound = wholeBound(problem, lists, multipliers);
    shake(0, lowerBound);
    return { lowerBound, nodes: 1 };
  }
  const { scale } = ascentStart(problem.prepared);
  const tree = proofTree({ problem, lists, multipliers, scale, best, seed: options.seed, budget: proofBudget });
  for (let slice = firstSlice * problem.prepared.sites; !tree.isFinished(); slice *= 2) {
    if (budget.steps <= 0 && proofBudget.steps <= 0) break;
    if (proofBudget.steps > 0) tree.advance(Math.max(0, proofBudget.steps - slice));
    const floor = Math.max(0, budget.steps - slice);
    if (best.unserved === 0) shake(floor, tree.lowerBound());
    else proofBudget.steps += takeSteps(budget, floor);
  }
  return { lowerBound: tree.lowerBound(), nodes: tree.nodes() };
}

/** Evaluations of every site in the first turn of the search and of the proof. */
const firstSlice = 100;

/** Takes what is above `floor` out of the budget: where no assignment is known yet, the tree has to find one. */
function takeSteps(budget: Budget, floor: number): number {
  const taken = Math.max(0, budget.steps - floor);
  budget.steps -= taken;
  return taken;
}

/** The bound of the last multipliers when sites may not open in part. */
function wholeBound({ prepared }: AssignmentProblem, lists: PairLists, multipliers: Float64Array): number {
  const relaxation = singleSourceRelaxation(prepared.problem, lists, true);
  if (relaxation === null) return -Infinity;
  return relaxation.evaluate(multipliers, new Float64Array(prepared.rows)) - relaxation.errorBound();
}
