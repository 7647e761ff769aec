import type { FeasibleSolution, InfeasibleSolution, PlacementProblem } from '../solver';
import { solvePlacement } from '../solvers/solve';
import { checkFacilityLocation, checkOptions, throwFaults, type ArgumentFaults } from './check-problem';
import { rowlessResult } from './rowless';
import type { FacilityLocationProblem, FacilityOptions } from './facility-problem';
import type { FacilityResult, FeasibleResult } from './facility-result';
import { proofOf } from './proof';
import { toPlacementProblem } from './to-placement-problem';

const defaults = { seed: 1, keepTree: true } as const;

/** Less than a minute of one core each up to 1,000 x 1,000: a step looks at a site and the rows that want it. */
function defaultBudgets(problem: PlacementProblem): { steps: number; proofSteps: number } {
  const { demands, fixedCosts, capacities, singleSource } = problem;
  const rows = demands.length;
  const proof = capacities === null ? 1e10 : singleSource === true ? 4e8 : 5e9;
  return {
    // The root bound needs some hundred evaluations of every site, however many rows there are.
    steps: Math.ceil(Math.min(3_000_000, Math.max(3e9 / rows, 600 * fixedCosts.length))),
    proofSteps: Math.ceil(Math.min(20_000_000, proof / rows)),
  };
}

/**
 * Solves a facility location problem and bounds how far from optimal the answer can be.
 * @throws TypeError or RangeError that lists every fault of the arguments
 */
export function solveFacilityLocation(problem: FacilityLocationProblem, options: FacilityOptions = {}): FacilityResult {
  const faults: ArgumentFaults = { types: [], ranges: [] };
  checkFacilityLocation(problem, faults);
  checkOptions(options, faults);
  throwFaults('solveFacilityLocation', faults);
  return solveChecked(problem, options);
}

/** The same for a problem whose arguments were checked. */
export function solveChecked(problem: FacilityLocationProblem, options: FacilityOptions): FacilityResult {
  if (problem.costs.length === 0) return rowlessResult(problem);
  const placement = toPlacementProblem(problem);
  const solution = solvePlacement(placement, {
    ...defaults,
    ...defaultBudgets(placement),
    ...options,
  });
  return solution.feasible ? resultOf(placement, solution, solution.solver) : withoutSolver(solution);
}

function withoutSolver({ cause, rows, sites, shortfall }: InfeasibleSolution): InfeasibleSolution {
  return { feasible: false, cause, rows, sites, shortfall };
}

function resultOf(placement: PlacementProblem, solution: FeasibleSolution, solver: string): FacilityResult {
  const { open, cost, lowerBound, nodes, flowDemand, flowSite, flowShare } = solution;
  const isSplit = flowDemand.length > placement.demands.length;
  const common: FeasibleResult = {
    feasible: true,
    open,
    cost,
    lowerBound,
    gap: cost === 0 ? 0 : Math.max(0, (cost - lowerBound) / cost),
    proof: proofOf(placement, solution.kind, cost, lowerBound),
    certificate: {
      kind: solution.kind,
      multipliers: solution.multipliers,
      rootBound: solution.rootBound,
      tree: solution.tree,
    },
    nodes,
    solver,
  };
  return isSplit
    ? { ...common, flow: { row: flowDemand, site: flowSite, share: flowShare } }
    : { ...common, assignment: flowSite };
}
