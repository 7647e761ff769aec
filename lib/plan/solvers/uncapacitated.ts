import type { FeasibleSolution, PlacementProblem, Solution, Solver, SolverOptions } from '../solver';
import { rowScales, secondSmallestCosts } from './ascent-start';
import { leastCost } from './branch/cutoff';
import { improveFrom, type Incumbent, incumbentCutoff, newIncumbent } from './branch/incumbent';
import { boundRoot } from './branch/root';
import { closeRoot, exploreTree, newTreeSearch, type TreeSearch } from './branch/tree-search';
import { decidedClosed } from './branch/subproblem';
import { findFeasibleSites } from './covering';
import { cardinalityShortage, rowsWithoutSite } from './feasibility';
import { mostFailures, searchFromRandom, shakeIncumbent } from './neighbourhood-search';
import { prepare, type PreparedProblem } from './preprocess';
import { mulberry32 } from './random';
import { nearestFlows, solutionCost } from './solution';
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

function solve(problem: PlacementProblem, options: SolverOptions): Solution {
  const blocked = rowsWithoutSite(problem);
  if (blocked !== null) return blocked;
  const prepared = prepare(problem, false);
  const random = mulberry32(options.seed);
  const incumbent = newIncumbent(prepared, usefulSites(prepared), { steps: options.steps });
  searchFromRandom(incumbent, random);
  if (incumbent.best.unserved > 0) {
    const transport = newTransport(problem);
    const cover = findFeasibleSites(transport, { steps: options.steps });
    const { best } = incumbent;
    if (cover === null) return cardinalityShortage(transport, best.list.slice(0, best.count));
    improveFrom(incumbent, cover);
  }
  return prove(incumbent, random, options);
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

/** Failures of the search that are allowed even if few sites are left to decide about. */
const leastFailures = 10;
/** Once the tree is given up: where it left a gap, local optima may be far apart. */
const lastFailures = 1000;

/** Search and bound in turns, the cheap ones first, until they meet or the budgets are spent. */
function prove(incumbent: Incumbent, random: () => number, options: SolverOptions): Solution {
  const { prepared } = incumbent;
  const search = newTreeSearch(incumbent, rowScales(prepared), options.proofSteps ?? 0, options.keepTree ?? false);
  const root = search.path[0] as TreeSearch['path'][0];
  root.multipliers.set(secondSmallestCosts(prepared));
  boundRoot(search, root, options.steps);
  const multipliers = Float32Array.from(root.multipliers);
  let isProved = closeRoot(search);
  if (!isProved) {
    incumbent.candidates = incumbent.candidates.filter((site) => search.subproblem.status[site] !== decidedClosed);
    const limit = Math.min(mostFailures(incumbent.best), Math.max(leastFailures, search.subproblem.undecidedCount));
    shakeIncumbent(incumbent, random, limit, () => root.bound >= incumbentCutoff(incumbent));
  }
  let bound = root.bound;
  if (isProved) bound = incumbentCutoff(incumbent);
  else if (search.steps > 0) {
    bound = exploreTree(search);
    isProved = bound >= incumbentCutoff(incumbent);
    if (!isProved) shakeIncumbent(incumbent, random, lastFailures, () => bound >= incumbentCutoff(incumbent));
  }
  return solutionOf(search, multipliers, bound, isProved, options);
}

function solutionOf(
  { incumbent, recorder }: TreeSearch,
  multipliers: Float32Array,
  bound: number,
  isProved: boolean,
  options: SolverOptions,
): FeasibleSolution {
  const { best, prepared, areIntegers } = incumbent;
  const { problem } = prepared;
  const open = best.list.slice(0, best.count);
  const flows = nearestFlows(best);
  const cost = solutionCost(problem, open, flows);
  const relaxation = uncapacitatedRelaxation(prepared);
  const value = relaxation.evaluate(Float64Array.from(multipliers), new Float64Array(prepared.rows));
  const rootBound = value - relaxation.errorBound();
  const proves = (options.proofSteps ?? 0) > 0;
  return {
    feasible: true,
    open,
    ...flows,
    cost,
    lowerBound: proves ? Math.max(rootBound, leastCost(bound, cost, areIntegers)) : rootBound,
    rootBound,
    multipliers,
    kind: problem.fixedCosts.every((fixed) => fixed === 0) ? 'pmedian' : 'ufl',
    nodes: recorder.count,
    tree:
      options.keepTree === true && proves && isProved
        ? { cutoff: incumbentCutoff(incumbent), nodes: recorder.nodes }
        : null,
  };
}
