import { diagnostic, type Diagnostic } from '../model/diagnostic';
import type { Model, ServiceNode } from '../model/model';
import type { Atlas } from './atlas';
import { candidatesOf } from './candidates';
import type { CapacityLedger } from './capacity-ledger';
import { latencyFault, placementFault } from './placement-faults';
import { solveWithCoverage, type CoverageResult, type CoveredSolution } from './solve-with-coverage';
import { surviveEachLoss, type Survival } from './survival';
import { recordWorkload, type PlacedWorkload } from './workload-record';
import { workloadProblem, type WorkloadProblem } from './workload-problem';
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
): Placing {
  const { regions, rejected, diagnostics } = candidatesOf(model, service, ledger);
  if (diagnostics.length > 0) return { placed: null, diagnostics };
  const workload = workloadProblem(model, service, rows, regions, atlas, ledger);
  const cheapest = solveWithCoverage(workload);
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

/**
 * Asks for one more region until any one may be lost. The bound stays that of the cheapest plan: it holds for every
 * stricter one.
 */
function untilItSurvives(
  workload: WorkloadProblem,
  cheapest: CoveredSolution,
): { readonly covered: CoveredSolution; readonly survival: Survival } {
  const { problem } = workload;
  let covered = cheapest;
  for (;;) {
    const { open } = covered.solution;
    const survival = surviveEachLoss(workload, open);
    if (survival.fault === null || open.length >= problem.maxSites) return { covered, survival };
    const wider = solveWithCoverage({ ...workload, problem: { ...problem, minSites: open.length + 1 } });
    if (!isSolved(wider)) return { covered, survival };
    covered = { ...wider, bound: cheapest.bound };
  }
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
