import { planSeed, planSteps } from './constants';
import type { FeasibleSolution, InfeasibleSolution, PlacementProblem } from './solver';
import { solvePlacement } from './solvers/solve';
import { keepsObjective, type WorkloadProblem } from './workload-problem';

export interface CoveredSolution {
  readonly solution: FeasibleSolution & { readonly solver: string };
  /** True cost, without the penalty of the relaxation. */
  readonly cost: number;
  readonly lowerBound: number;
  /** Share of the requests within the latency objective. */
  readonly covered: number;
}

export type CoverageResult = CoveredSolution | { readonly uncovered: number } | InfeasibleSolution;

const options = { seed: planSeed, steps: planSteps };
const penaltyRounds = 12;

/**
 * Solves a placement whose latency objective may be missed by 1 - coverage of the requests. The coverage constraint is
 * dualised: requests that miss it pay a penalty that grows until enough keep it. For every penalty mu, L(mu) - mu x
 * (1 - coverage) x demand is a lower bound of the constrained optimum; the best of the rounds is returned.
 */
export function solveWithCoverage(workload: WorkloadProblem): CoverageResult {
  const { problem, service } = workload;
  const { coverage, maxLatencyMs } = service.geo;
  if (maxLatencyMs === null || coverage === 1) {
    const solution = solvePlacement(problem, options);
    return solution.feasible
      ? { solution, cost: solution.cost, lowerBound: solution.lowerBound, covered: 1 }
      : solution;
  }
  const demand = problem.demands.reduce((sum, rate) => sum + rate, 0);
  const slow = workload.latencyMs.map((latency) => (keepsObjective(service, latency) ? 0 : 1));
  let best: CoveredSolution | undefined;
  let bestBound = -Infinity;
  let mostCovered = 0;
  let penalty = 0;
  for (let round = 0; round < penaltyRounds; round += 1) {
    const solution = solvePlacement(penalised(problem, slow, penalty), options);
    if (!solution.feasible) return solution;
    const covered = coveredShare(solution, problem, slow, demand);
    const cost = solution.cost - penalty * (1 - covered) * demand;
    bestBound = Math.max(bestBound, solution.lowerBound - penalty * (1 - coverage) * demand);
    mostCovered = Math.max(mostCovered, covered);
    if (covered >= coverage - 1e-9) {
      if (best === undefined || cost < best.cost) best = { solution, cost, lowerBound: 0, covered };
      break;
    }
    penalty = penalty === 0 ? (0.25 * solution.cost) / demand : penalty * 2;
  }
  return best === undefined ? { uncovered: 1 - mostCovered } : { ...best, lowerBound: Math.min(bestBound, best.cost) };
}

function penalised(problem: PlacementProblem, slow: Float64Array, penalty: number): PlacementProblem {
  const sites = problem.fixedCosts.length;
  const costs = problem.costs.map(
    (cost, at) => cost + penalty * (slow[at] as number) * (problem.demands[Math.floor(at / sites)] as number),
  );
  return { ...problem, costs };
}

function coveredShare(
  solution: FeasibleSolution,
  problem: PlacementProblem,
  slow: Float64Array,
  demand: number,
): number {
  const sites = problem.fixedCosts.length;
  let missed = 0;
  for (const [k, share] of solution.flowShare.entries()) {
    const row = solution.flowDemand[k] as number;
    missed +=
      share * (problem.demands[row] as number) * (slow[row * sites + (solution.flowSite[k] as number)] as number);
  }
  return demand === 0 ? 1 : 1 - missed / demand;
}
