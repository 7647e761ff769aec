import { offsetText } from '../geo/compass';
import type { RegionNode } from '../model/model';
import type { Flow } from './flow';
import type { Rejection } from './plan';
import type { CoveredSolution } from './solve-with-coverage';
import { keepsObjective, replicaUsd, type WorkloadProblem } from './workload-problem';

/** Why a region was chosen, most decisive first. */
export function placementReasons(workload: WorkloadProblem, site: number, flows: readonly Flow[]): string[] {
  const region = workload.sites[site] as RegionNode;
  const total = flows.reduce((sum, flow) => sum + flow.requestsPerSecond, 0);
  const own = flows.filter((flow) => flow.region === region.id && flow.requestsPerSecond > 0);
  const load = own.reduce((sum, flow) => sum + flow.requestsPerSecond, 0);
  if (load === 0)
    return [
      `runs ${workload.service.tier.minReplicas} replica(s) in reserve: at least ${workload.problem.minSites} region(s) were asked for`,
    ];
  const mean = own.reduce((sum, flow) => sum + flow.requestsPerSecond * flow.latencyMs, 0) / load;
  const reasons = [`serves ${percent(load / total)} of the requests, mean ${mean.toFixed(1)} ms`];
  const largest = own.reduce((a, b) => (b.requestsPerSecond > a.requestsPerSecond ? b : a));
  if (largest.row.kind === 'callers' && largest.row.region === region.id)
    reasons.push('its largest callers run in the same region');
  else if (largest.row.kind === 'users')
    reasons.push(`its largest demand is ${largest.row.demand.id}, ${offsetText(region, largest.row.demand)} of it`);
  else reasons.push(`its largest callers run in ${largest.row.region}, ${largest.latencyMs.toFixed(1)} ms away`);
  return reasons;
}

/** Candidate regions that were not chosen, each with what decided. */
export function rejectionsOf(workload: WorkloadProblem, covered: CoveredSolution): Rejection[] {
  const open = new Set(covered.solution.open);
  return workload.sites.flatMap((region, site) => (open.has(site) ? [] : [rejection(workload, covered, region, site)]));
}

function rejection(workload: WorkloadProblem, covered: CoveredSolution, region: RegionNode, site: number): Rejection {
  const { rows, sites, problem, service, latencyMs } = workload;
  const usable = rows.filter((_, row) => keepsObjective(service, latencyMs[row * sites.length + site] as number));
  if (rows.length > 0 && usable.length === 0)
    return {
      region: region.id,
      cause: 'latency',
      reason: `none of the requests is within ${service.geo.maxLatencyMs} ms (1.2 x the model)`,
    };
  const saving = savingOf(workload, covered, site);
  const reserve = problem.fixedCosts[site] as number;
  const price = `a reserve of ${usd(reserve)} a month for ${service.tier.minReplicas} replica(s) at ${usd(replicaUsd(service, region))}`;
  if (saving <= reserve)
    return {
      region: region.id,
      cause: 'cost',
      reason: `it would save ${usd(saving)} a month of waiting and traffic, less than ${price}`,
    };
  return {
    region: region.id,
    cause: 'region-limit',
    reason: `it would save ${usd(saving)} a month against ${price}, but ${open(covered)} region(s) are the most, or serve better together`,
  };
}

function open(covered: CoveredSolution): number {
  return covered.solution.open.length;
}

/** What opening one more site would save if every row could move there freely. */
function savingOf({ problem, rows }: WorkloadProblem, { solution }: CoveredSolution, site: number): number {
  const sites = problem.fixedCosts.length;
  const now = new Float64Array(rows.length);
  for (const [k, share] of solution.flowShare.entries()) {
    const row = solution.flowDemand[k] as number;
    now[row] = (now[row] as number) + share * (problem.costs[row * sites + (solution.flowSite[k] as number)] as number);
  }
  return now.reduce(
    (saving, cost, row) => saving + Math.max(0, cost - (problem.costs[row * sites + site] as number)),
    0,
  );
}

function usd(amount: number): string {
  return `${amount.toFixed(2)} USD`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
