import type { PlacementProblem, Solution, Solver, SolverOptions } from '../solver';
import { ascentStart } from './ascent-start';
import { findFeasibleSites } from './covering';
import type { Budget } from './eager-swap';
import { cardinalityShortage, rowsWithoutSite } from './feasibility';
import { descendFrom, searchNeighbourhoods } from './neighbourhood-search';
import { isBetter } from './open-sites';
import { prepare, type PreparedProblem } from './preprocess';
import { mulberry32 } from './random';
import { feasibleSolution, nearestFlows } from './solution';
import { ascend, boundIterations, type AscentSchedule } from './subgradient';
import { newTransport } from './transport';
import { uncapacitatedRelaxation } from './uncapacitated-relaxation';

/** p-median, uncapacitated facility location, and both mixed: fixed costs with a range for the number of sites. */
export const uncapacitatedSolver: Solver = {
  name: 'eager-swap',
  accepts: (problem) => problem.capacities === null || carriesAll(problem),
  solve,
};

/** Whether every site could carry the whole demand. */
function carriesAll(problem: PlacementProblem): boolean {
  const demand = problem.demands.reduce((sum, load) => sum + load, 0);
  return problem.capacities === null || problem.capacities.every((capacity) => capacity >= demand);
}

const rootSchedule: AscentSchedule = { firstStep: 1.6, lastStep: 0.003, patience: 25, iterations: 2000 };

function solve(problem: PlacementProblem, options: SolverOptions): Solution {
  const blocked = rowsWithoutSite(problem);
  if (blocked !== null) return blocked;
  const prepared = prepare(problem, false);
  const candidates = usefulSites(prepared);
  const budget: Budget = { steps: options.steps };
  let best = searchNeighbourhoods(prepared, candidates, mulberry32(options.seed), budget);
  if (best.unserved > 0) {
    const transport = newTransport(problem);
    const cover = findFeasibleSites(transport, { steps: options.steps });
    if (cover === null) return cardinalityShortage(transport, best.list.slice(0, best.count));
    best = descendFrom(cover, prepared, candidates, { steps: options.steps });
  }
  const relaxation = uncapacitatedRelaxation(prepared);
  const iterations = boundIterations(rootSchedule, options.steps, prepared.sites);
  const bound = ascend(relaxation, ascentStart(prepared), () => best.cost, { ...rootSchedule, iterations });
  const chosen = Int32Array.from(relaxation.chosen, (_, site) => site).filter((site) => relaxation.chosen[site] === 1);
  const other = descendFrom(chosen, prepared, candidates, budget);
  if (isBetter(other, best)) best = other;
  return feasibleSolution(
    problem,
    best.list.slice(0, best.count),
    nearestFlows(best),
    bound.multipliers,
    problem.fixedCosts.every((cost) => cost === 0) ? 'pmedian' : 'ufl',
  );
}

/** All sites, or only the undominated ones where no plan needs another to reach `minSites`. */
function usefulSites(prepared: PreparedProblem): Int32Array {
  const { minSites, fixedCosts } = prepared.problem;
  const { dominated } = prepared;
  const all = Int32Array.from(dominated, (_, site) => site);
  const undominated = all.filter((site) => dominated[site] === 0);
  const free = fixedCosts.every((cost) => cost === 0);
  return minSites === 1 || (free && undominated.length >= minSites) ? undominated : all;
}
