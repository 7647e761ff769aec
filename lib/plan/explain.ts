import { offsetText } from '../geo/compass';
import type { RegionNode } from '../model/model';
import type { Flow } from './flow';
import type { Rejection } from './plan';
import { replicaUsd, reserveReplicas } from './replicas';
import type { CoveredSolution } from './solve-with-coverage';
import { meetsObjective, type WorkloadProblem } from './workload-problem';

interface Chosen {
  readonly workload: WorkloadProblem;
  readonly site: number;
  readonly flows: readonly Flow[];
  /** Replicas beyond its load, for the loss of another region. */
  readonly standby: number;
}

/** Why a region was chosen, most decisive first. */
export function placementReasons({ workload, site, flows, standby }: Chosen): string[] {
  const { service, sites, problem } = workload;
  const region = sites[site] as RegionNode;
  const total = flows.reduce((sum, flow) => sum + flow.requestsPerSecond, 0);
  const own = flows.filter((flow) => flow.region === region.id && flow.requestsPerSecond > 0);
  const load = own.reduce((sum, flow) => sum + flow.requestsPerSecond, 0);
  const reasons = load > 0 ? loadReasons(region, own, load, total) : [];
  if (standby > 0) reasons.push(`${standby} of its replicas stand by for the loss of another region`);
  if (load > 0) return reasons;
  const price = `${usd(replicaUsd(service, region))} a month per replica`;
  if (flows.length === 0) return [`nobody calls the service; the region is among the cheapest, ${price}`, ...reasons];
  return [
    `serves no requests while all regions run: ${problem.minSites} or more regions are asked for, and this one costs least, ${price}`,
    ...reasons,
  ];
}

function loadReasons(region: RegionNode, own: readonly Flow[], load: number, total: number): string[] {
  const mean = own.reduce((sum, flow) => sum + flow.requestsPerSecond * flow.latencyMs, 0) / load;
  const largest = own.reduce((a, b) => (b.requestsPerSecond > a.requestsPerSecond ? b : a));
  return [
    `serves ${percent(load / total)} of the requests, mean ${mean.toFixed(1)} ms`,
    largestReason(region, largest),
  ];
}

function largestReason(region: RegionNode, { row, latencyMs }: Flow): string {
  if (row.kind === 'users') return `its largest demand is ${row.demand.id}, ${offsetText(region, row.demand)} of it`;
  if (row.region === region.id) return 'its largest callers run in the same region';
  return `its largest callers run in ${row.region}, ${latencyMs.toFixed(1)} ms away`;
}

/** Candidate regions that were not chosen, each with what decided. */
export function rejectionsOf(workload: WorkloadProblem, covered: CoveredSolution): Rejection[] {
  const open = new Set(covered.solution.open);
  return workload.sites.flatMap((region, site) =>
    open.has(site) ? [] : { region: region.id, ...rejection(workload, covered, site) },
  );
}

function rejection(workload: WorkloadProblem, covered: CoveredSolution, site: number): Omit<Rejection, 'region'> {
  const { rows, sites, problem, service, assuredMs } = workload;
  if (
    rows.length > 0 &&
    rows.every((_, row) => !meetsObjective(service, assuredMs[row * sites.length + site] as number))
  )
    return {
      cause: 'latency',
      reason: `no request is within ${service.geo.maxLatencyMs} ms of it (modelled round trips count 1.2 x)`,
    };
  const replicas = reserveReplicas(service);
  const price = `its reserve of ${replicas} replica${replicas === 1 ? '' : 's'}, ${usd(problem.fixedCosts[site] as number)} a month`;
  if (rows.length === 0)
    return { cause: 'cost', reason: `nobody calls the service, and ${price}, would be for nothing` };
  const saving = savingOf(workload, covered, site);
  if (saving === 0) return { cause: 'cost', reason: `no request costs less there, and ${price}, comes on top` };
  const gain = `it would save ${usd(saving)} a month of waiting, traffic and compute`;
  if (saving <= (problem.fixedCosts[site] as number)) return { cause: 'cost', reason: `${gain}, less than ${price}` };
  const open = covered.solution.open.length;
  if (open >= problem.maxSites)
    return {
      cause: 'region-limit',
      reason: `${gain} and cost ${price}, but ${open} region${open === 1 ? ' is' : 's are'} the most it may run in`,
    };
  const room = problem.capacities?.[site] ?? Infinity;
  if (room < Infinity)
    return {
      cause: 'capacity',
      reason: `${gain} if it had room for them; it has room for ${Math.floor(room)} requests/s`,
    };
  return { cause: 'cost', reason: `${gain} alone, but the chosen regions together cost less` };
}

/** What opening one more site would save if every row could move there freely. */
function savingOf({ problem, rows }: WorkloadProblem, { solution, costs }: CoveredSolution, site: number): number {
  const sites = problem.fixedCosts.length;
  const now = new Float64Array(rows.length);
  for (const [k, share] of solution.flowShare.entries()) {
    const row = solution.flowDemand[k] as number;
    now[row] = (now[row] as number) + share * (costs[row * sites + (solution.flowSite[k] as number)] as number);
  }
  return now.reduce((saving, cost, row) => saving + Math.max(0, cost - (costs[row * sites + site] as number)), 0);
}

function usd(amount: number): string {
  return `${amount.toFixed(2)} US$`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
