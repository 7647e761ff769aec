import { diagnostic, type Diagnostic } from '../model/diagnostic';
import type { Model, ServiceNode } from '../model/model';
import { quotedList } from '../model/quoted-list';
import type { Atlas } from './atlas';
import { candidatesOf } from './candidates';
import type { CapacityLedger } from './capacity-ledger';
import { latencyFault, placementFault } from './placement-faults';
import { repairSites } from './repair-sites';
import { type MissingOf, type RegionsInUse, regionsTaken, siteRules } from './site-rules';
import { solveWithCoverage, type CoverageResult, type CoveredSolution } from './solve-with-coverage';
import { lossChecker } from './solvers/capacitated/loss-checker';
import { newTransport, runTransport } from './solvers/transport';
import { surviveEachLoss, type SurvivalFault } from './survival';
import { recordWorkload, type PlacedWorkload } from './workload-record';
import { onlySites, workloadProblem, type Steering, type WorkloadProblem } from './workload-problem';
import type { WorkloadRow } from './workload-rows';

export interface Placing {
  /** Null when the service cannot be placed. */
  readonly placed: PlacedWorkload | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Places one service whose callers are placed, and takes its room from the ledger. `inUse`: the regions of the services
 * placed before.
 */
export function placeWorkload(
  model: Model,
  service: ServiceNode,
  rows: readonly WorkloadRow[],
  atlas: Atlas,
  ledger: CapacityLedger,
  steering: Steering,
  inUse: RegionsInUse,
): Placing {
  const { regions, rejected, diagnostics } = candidatesOf(model, service, ledger, regionsTaken(service, inUse));
  if (diagnostics.length > 0) return { placed: null, diagnostics };
  const workload = workloadProblem(model, service, rows, regions, atlas, ledger, steering.downstreamUsd);
  const cheapest =
    (steering.regions && solveInRegions(workload, steering.regions, steering)) ?? solveWithLosses(workload);
  if (!isSolved(cheapest)) return { placed: null, diagnostics: [faultOf(model, workload, cheapest)] };
  const rules = siteRules(model, service, inUse);
  const covered = withinRules(workload, cheapest, rules);
  const survival = service.tier.survive === 0 ? null : surviveEachLoss(workload, (covered ?? cheapest).solution.open);
  if (survival !== null && survival.fault !== null)
    return { placed: null, diagnostics: [notResilient(service, survival.fault)] };
  if (covered === null) return { placed: null, diagnostics: [rulesFault(workload)] };
  return { placed: recordWorkload({ workload, covered, survival, rejected }, ledger), diagnostics: [] };
}

/** Where no plan that survives every loss is found, the cheapest that need not: it may be repaired, or names the fault. */
function solveWithLosses(workload: WorkloadProblem): CoverageResult {
  const result = solveWithCoverage(workload);
  if (!('feasible' in result) || result.loss === undefined) return result;
  return solveWithCoverage({ ...workload, problem: { ...workload.problem, losses: [] } });
}

/** On sites near those of `cheapest` that keep the rules and survive every loss; null when none were found. */
function withinRules(
  workload: WorkloadProblem,
  cheapest: CoveredSolution,
  rules: MissingOf | null,
): CoveredSolution | null {
  const { problem, losses, sites } = workload;
  const checker = lossChecker({ ...problem, losses });
  if (rules === null && checker === null) return cheapest;
  const transport = newTransport(problem);
  const ids = (chosen: Int32Array): Set<string> => new Set([...chosen].map((site) => sites[site]?.id ?? ''));
  const everyday = (chosen: Int32Array): number => {
    runTransport(transport, chosen, Infinity);
    return transport.shortfall > 1e-6 * transport.demand ? transport.shortfall : 0;
  };
  const demand = Math.max(1, transport.demand);
  const broken = (chosen: Int32Array): number => (rules?.(ids(chosen)) ?? 0) + (checker?.missing(chosen) ?? 0) / demand;
  const { open } = cheapest.solution;
  if (broken(open) === 0) return cheapest;
  const missing = (chosen: Int32Array): number => broken(chosen) + everyday(chosen) / demand;
  const repaired = repairSites({ ...problem, costs: cheapest.costs }, open, missing);
  return repaired === null ? null : solveOnSites(workload, repaired);
}

function notResilient({ id }: ServiceNode, fault: SurvivalFault): Diagnostic {
  return diagnostic('plan/not-resilient', `services/${id}/tier`, { service: id, ...fault });
}

function rulesFault({ service: { id, geo }, problem }: WorkloadProblem): Diagnostic {
  const { spread, apartFrom } = geo;
  const parts = [
    ...(spread === null ? [] : [`in ${spread.min} distinct values of "${spread.over}"`]),
    ...(apartFrom.length === 0 ? [] : [`and leaves regions to ${quotedList(apartFrom)}`]),
  ];
  const reason = parts.join(' ');
  const path = `services/${id}/geo/${spread === null ? 'apartFrom' : 'spread'}`;
  return diagnostic('plan/spread-not-found', path, { service: id, reason, maxRegions: problem.maxSites });
}

/**
 * With all of `sites` open and no other, each with at most `most` requests per second; null when they cannot serve everything
 * within these limits.
 */
function solveOnSites(
  workload: WorkloadProblem,
  sites: Int32Array,
  most: (region: string) => number = () => Infinity,
): CoveredSolution | null {
  const only = onlySites(workload, sites);
  const limits = Float64Array.from(only.sites, ({ id }, at) =>
    Math.min(only.problem.capacities?.[at] ?? Infinity, most(id)),
  );
  const capacities = limits.every((limit) => limit === Infinity) ? null : limits;
  const result = solveWithCoverage({ ...only, problem: { ...only.problem, capacities } });
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
function solveInRegions(
  workload: WorkloadProblem,
  regions: ReadonlySet<string>,
  { expected, holdsLoads }: Steering,
): CoveredSolution | null {
  const sites = Int32Array.from(workload.sites, (_, site) => site).filter((site) =>
    regions.has(workload.sites[site]?.id ?? ''),
  );
  const { minSites, maxSites } = workload.problem;
  if (sites.length < minSites || sites.length > maxSites) return null;
  const most = (region: string): number => (expected?.get(region) ?? 0) * (1 + 1e-6);
  return solveOnSites(workload, sites, holdsLoads ? most : undefined);
}

function isSolved(result: CoverageResult): result is CoveredSolution {
  return 'solution' in result;
}

function faultOf(
  model: Model,
  workload: WorkloadProblem,
  result: Exclude<CoverageResult, CoveredSolution>,
): Diagnostic {
  if ('uncovered' in result) return latencyFault(workload, result.uncovered);
  return placementFault(model, workload, result);
}
