import { diagnostic, type Diagnostic } from '../model/diagnostic';
import type { Model, ServiceNode } from '../model/model';
import type { Atlas } from './atlas';
import { candidatesOf } from './candidates';
import type { CapacityLedger } from './capacity-ledger';
import { latencyFault, placementFault } from './placement-faults';
import { resilientSites } from './resilient-sites';
import { solveWithCoverage, type CoverageResult, type CoveredSolution } from './solve-with-coverage';
import { surviveEachLoss, type Survival } from './survival';
import { recordWorkload, type PlacedWorkload } from './workload-record';
import { onlySites, workloadProblem, type Steering, type WorkloadProblem } from './workload-problem';
import type { WorkloadRow } from './workload-rows';

export interface Placing {
  /** Null when the service cannot be placed. */
  readonly placed: PlacedWorkload | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Places one service whose callers are placed, and takes its room from the ledger. */
export function placeWorkload(
  model: Model,
  service: ServiceNode,
  rows: readonly WorkloadRow[],
  atlas: Atlas,
  ledger: CapacityLedger,
  steering: Steering,
): Placing {
  const { regions, rejected, diagnostics } = candidatesOf(model, service, ledger);
  if (diagnostics.length > 0) return { placed: null, diagnostics };
  const workload = workloadProblem(model, service, rows, regions, atlas, ledger, steering.downstreamUsd);
  const cheapest = (steering.regions && solveInRegions(workload, steering.regions)) ?? solveWithCoverage(workload);
  if (!isSolved(cheapest)) return { placed: null, diagnostics: [faultOf(model, workload, cheapest)] };
  if (service.tier.survive === 0)
    return {
      placed: recordWorkload({ workload, covered: cheapest, survival: null, rejected }, ledger),
      diagnostics: [],
    };
  const { covered, survival } = untilItSurvives(workload, cheapest);
  if (survival.fault !== null)
    return {
      placed: null,
      diagnostics: [
        diagnostic('plan/not-resilient', `services/${service.id}/tier`, { service: service.id, ...survival.fault }),
      ],
    };
  return { placed: recordWorkload({ workload, covered, survival, rejected }, ledger), diagnostics: [] };
}

interface SurvivingPlan {
  readonly covered: CoveredSolution;
  readonly survival: Survival;
}

/** Asks for one more region until any one may be lost, then exchanges regions. */
function untilItSurvives(workload: WorkloadProblem, cheapest: CoveredSolution): SurvivingPlan {
  const { problem } = workload;
  let plan = survivingPlan(workload, cheapest);
  while (plan.survival.fault !== null && plan.covered.solution.open.length < problem.maxSites) {
    const minSites = plan.covered.solution.open.length + 1;
    const wider = solveWithCoverage({ ...workload, problem: { ...problem, minSites } });
    if (!isSolved(wider)) break;
    plan = survivingPlan(workload, wider);
  }
  if (plan.survival.fault === null) return plan;
  const sites = resilientSites(problem, plan.covered.solution.open);
  const exchanged = sites === null ? null : solveOnSites(workload, sites);
  return exchanged === null ? plan : survivingPlan(workload, exchanged);
}

function survivingPlan(workload: WorkloadProblem, covered: CoveredSolution): SurvivingPlan {
  return { covered, survival: surviveEachLoss(workload, covered.solution.open) };
}

/** With all of `sites` open and no other; null when they cannot serve everything within its limits. */
function solveOnSites(workload: WorkloadProblem, sites: Int32Array): CoveredSolution | null {
  const result = solveWithCoverage(onlySites(workload, sites));
  if (!isSolved(result)) return null;
  const { solution } = result;
  const back = (positions: Int32Array): Int32Array => positions.map((position) => sites[position] as number);
  return {
    ...result,
    solution: { ...solution, open: back(solution.open), flowSite: back(solution.flowSite) },
    costs: workload.problem.costs,
  };
}

/** In the given regions, as far as they are candidates; null where that is no answer. */
function solveInRegions(workload: WorkloadProblem, regions: ReadonlySet<string>): CoveredSolution | null {
  const sites = Int32Array.from(workload.sites, (_, site) => site).filter((site) =>
    regions.has(workload.sites[site]?.id ?? ''),
  );
  const { minSites, maxSites } = workload.problem;
  return sites.length < minSites || sites.length > maxSites ? null : solveOnSites(workload, sites);
}

function isSolved(result: CoverageResult): result is CoveredSolution {
  return 'solution' in result;
}

function faultOf(
  model: Model,
  workload: WorkloadProblem,
  result: Exclude<CoverageResult, CoveredSolution>,
): Diagnostic {
  return 'uncovered' in result ? latencyFault(workload, result.uncovered) : placementFault(model, workload, result);
}
