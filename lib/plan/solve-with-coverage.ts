import { planSeed, planSteps } from './constants';
import type { FeasibleSolution, InfeasibleSolution, PlacementProblem } from './solver';
import { solvePlacement } from './solvers/solve';
import { meetsObjective, type WorkloadProblem } from './workload-problem';

export interface CoveredSolution {
  readonly solution: FeasibleSolution & { readonly solver: string };
  /** The costs that it was solved with: with the penalty. */
  readonly costs: Float64Array;
  /** Share of the requests within the latency objective. */
  readonly covered: number;
  /** US dollars a month for a request per second that misses the latency objective; 0 when none may. */
  readonly penalty: number;
}

export type CoverageResult = CoveredSolution | { readonly uncovered: number } | InfeasibleSolution;

const options = { seed: planSeed, steps: planSteps };
const doublings = 14;
const halvings = 6;

/**
 * Solves a placement whose latency objective may be missed by 1 - coverage of the requests. The coverage constraint is
 * dualised: requests that miss it pay a penalty, doubled until enough keep it and then narrowed down.
 */
export function solveWithCoverage(workload: WorkloadProblem): CoverageResult {
  const { problem, service } = workload;
  const { coverage, maxLatencyMs } = service.geo;
  if (maxLatencyMs === null || coverage === 1) {
    const solution = solvePlacement(problem, options);
    return solution.feasible ? { solution, costs: problem.costs, covered: 1, penalty: 0 } : solution;
  }
  return dualised(workload, coverage);
}

function dualised({ problem, assuredMs, service }: WorkloadProblem, coverage: number): CoverageResult {
  const demand = problem.demands.reduce((sum, rate) => sum + rate, 0);
  const isSlow = Uint8Array.from(assuredMs, (ms) => (meetsObjective(service, ms) ? 0 : 1));
  let best: { readonly answer: CoveredSolution; readonly cost: number } | undefined;
  let mostCovered = 0;
  let [tooLow, enough] = [0, Infinity];
  let penalty = 0;
  for (let left = doublings; left > 0; left -= 1) {
    const { costs } = penalised(problem, isSlow, penalty);
    const solution = solvePlacement({ ...problem, costs }, options);
    if (!solution.feasible) return solution;
    const covered = demand === 0 ? 1 : 1 - missedRate(solution, problem, isSlow) / demand;
    mostCovered = Math.max(mostCovered, covered);
    if (covered >= coverage - 1e-9) {
      const cost = solution.cost - penalty * (1 - covered) * demand;
      if (best === undefined || cost < best.cost) best = { answer: { solution, costs, covered, penalty }, cost };
      if (penalty === 0) break;
      if (enough === Infinity) left = halvings + 1;
      enough = penalty;
    } else tooLow = penalty;
    penalty = nextPenalty(tooLow, enough, solution.cost / demand);
  }
  return best === undefined ? { uncovered: 1 - mostCovered } : best.answer;
}

/** Between a penalty that lets too many requests miss the objective and one that does not. */
function nextPenalty(tooLow: number, enough: number, meanCost: number): number {
  if (enough < Infinity) return (tooLow + enough) / 2;
  return tooLow === 0 ? Math.max(0.25 * meanCost, 1e-6) : tooLow * 2;
}

/** The problem with `penalty` added for every request per second that misses the latency objective. */
export function penalised(problem: PlacementProblem, isSlow: Uint8Array, penalty: number): PlacementProblem {
  const sites = problem.fixedCosts.length;
  const costs = problem.costs.map(
    (cost, at) => cost + penalty * (isSlow[at] as number) * (problem.demands[Math.floor(at / sites)] as number),
  );
  return { ...problem, costs };
}

function missedRate(solution: FeasibleSolution, problem: PlacementProblem, isSlow: Uint8Array): number {
  const sites = problem.fixedCosts.length;
  let missed = 0;
  for (const [k, share] of solution.flowShare.entries()) {
    const row = solution.flowDemand[k] as number;
    const at = row * sites + (solution.flowSite[k] as number);
    missed += share * (problem.demands[row] as number) * (isSlow[at] as number);
  }
  return missed;
}
