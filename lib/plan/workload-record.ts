import type { RegionNode } from '../model/model';
import type { CapacityLedger } from './capacity-ledger';
import { toCents, toMicro, toMilli } from './constants';
import { placementReasons, rejectionsOf } from './explain';
import type { Flow } from './flow';
import { latencySummary } from './latency-summary';
import type { CallFlow, Objective, Placement, Rejection, UserFlow, Workload } from './plan';
import { replicasFor, replicaUsd } from './replicas';
import type { CoveredSolution } from './solve-with-coverage';
import type { Survival } from './survival';
import type { WorkloadProblem } from './workload-problem';
import type { WorkloadRow } from './workload-rows';

export interface PlacedWorkload {
  readonly workload: Workload;
  /** Requests per second by region, not rounded: the next services are placed with them. */
  readonly loads: ReadonlyMap<string, number>;
  /** US dollars a month, not rounded. */
  readonly cost: number;
  /** US dollars a month for a request per second that misses the latency objective, as it was placed with. */
  readonly slowUsd: number;
}

interface Decision {
  readonly workload: WorkloadProblem;
  readonly covered: CoveredSolution;
  /** Of a tier that survives the loss of a region. */
  readonly survival: Survival | null;
  /** Regions that were no candidates. */
  readonly rejected: readonly Rejection[];
}

/** Writes a decision down for the plan and takes its replicas from the ledger. */
export function recordWorkload(decision: Decision, ledger: CapacityLedger): PlacedWorkload {
  const { workload, covered } = decision;
  const { service } = workload;
  const flows = flowsOf(workload, covered);
  const loads = loadsOf(workload, covered, flows);
  const total = workload.rows.reduce((sum, row) => sum + row.requestsPerSecond, 0);
  const objective = objectiveOf(workload, covered);
  const { maxLatencyMs, coverage } = service.geo;
  return {
    loads,
    cost: objective.total,
    slowUsd: covered.penalty,
    workload: {
      service: service.id,
      requestsPerSecond: toMilli(total),
      placements: placementsOf(decision, flows, loads, ledger),
      rejected: [...decision.rejected, ...rejectionsOf(workload, covered)].toSorted((a, b) =>
        a.region < b.region ? -1 : 1,
      ),
      userFlows: flows.flatMap(toUserFlow),
      callFlows: callFlowsOf(flows),
      latency: latencySummary(flows),
      slo: maxLatencyMs === null ? null : { maxLatencyMs, coverage, covered: toMicro(covered.covered) },
      objective: rounded(objective),
    },
  };
}

function placementsOf(
  { workload, covered, survival }: Decision,
  flows: readonly Flow[],
  loads: ReadonlyMap<string, number>,
  ledger: CapacityLedger,
): Placement[] {
  const { service, sites, rows } = workload;
  const total = rows.reduce((sum, row) => sum + row.requestsPerSecond, 0);
  return [...covered.solution.open].map((index) => {
    const site = sites[index] as RegionNode;
    const load = loads.get(site.id) ?? 0;
    const peak = survival?.peakLoads[index] ?? load;
    const replicas = replicasFor(service, Math.max(load, peak));
    ledger.use(site.id, service, replicas);
    return {
      region: site.id,
      share: toMicro(total === 0 ? 0 : load / total),
      requestsPerSecond: toMilli(load),
      replicas,
      zones: Math.min(site.zones.length, replicas),
      costUsdPerMonth: toCents(replicas * replicaUsd(service, site)),
      reasons: placementReasons({ workload, site: index, flows, standby: replicas - replicasFor(service, load) }),
    };
  });
}

/** Shares that are nothing but the rounding of a split are left out. */
function flowsOf({ rows, sites, latencyMs, atlas }: WorkloadProblem, { solution }: CoveredSolution): Flow[] {
  const flows: Flow[] = [];
  for (const [k, share] of solution.flowShare.entries()) {
    const row = solution.flowDemand[k] as number;
    const site = solution.flowSite[k] as number;
    const requestsPerSecond = share * (rows[row] as WorkloadRow).requestsPerSecond;
    if (share < 1e-9) continue;
    const region = (sites[site] as RegionNode).id;
    flows.push({
      row: rows[row] as WorkloadRow,
      region,
      requestsPerSecond,
      latencyMs: latencyMs[row * sites.length + site] as number,
      isMeasured: atlas.isMeasured(rows[row] as WorkloadRow, atlas.indexOf(region)),
    });
  }
  return flows;
}

function loadsOf(
  { sites }: WorkloadProblem,
  { solution }: CoveredSolution,
  flows: readonly Flow[],
): ReadonlyMap<string, number> {
  const loads = new Map([...solution.open].map((site) => [sites[site]?.id ?? '', 0]));
  for (const { region, requestsPerSecond } of flows) loads.set(region, (loads.get(region) ?? 0) + requestsPerSecond);
  return loads;
}

function toUserFlow({ row, region, requestsPerSecond, latencyMs, isMeasured }: Flow): UserFlow[] {
  if (row.kind !== 'users') return [];
  return [
    {
      demand: row.demand.id,
      region,
      requestsPerSecond: toMicro(requestsPerSecond),
      latencyMs: toMilli(latencyMs),
      ...sourceOf(isMeasured),
    },
  ];
}

/** A plan has thousands of flows, so what is not measured does not say so. */
function sourceOf(isMeasured: boolean): { source?: 'measured' } {
  return isMeasured ? { source: 'measured' } : {};
}

/** Every caller of a row shares in each of its flows in proportion. */
function callFlowsOf(flows: readonly Flow[]): CallFlow[] {
  const calls = flows.flatMap(({ row, region, requestsPerSecond, latencyMs, isMeasured }) =>
    row.kind === 'users'
      ? []
      : row.callers.map((caller): CallFlow => ({
          service: caller.service,
          from: row.region,
          to: region,
          requestsPerSecond: toMicro((caller.requestsPerSecond / row.requestsPerSecond) * requestsPerSecond),
          latencyMs: toMilli(latencyMs),
          ...sourceOf(isMeasured),
        })),
  );
  const key = (flow: CallFlow): string => `${flow.service} ${flow.from} ${flow.to}`;
  return calls.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

function objectiveOf(workload: WorkloadProblem, { solution }: CoveredSolution): Objective {
  const sites = workload.sites.length;
  const sum = (part: Float64Array): number => {
    let usd = 0;
    for (const [k, share] of solution.flowShare.entries())
      usd += share * (part[(solution.flowDemand[k] as number) * sites + (solution.flowSite[k] as number)] as number);
    return usd;
  };
  const reserve = solution.open.reduce((usd, site) => usd + (workload.problem.fixedCosts[site] as number), 0);
  const [latency, egress] = [sum(workload.waitingUsd), sum(workload.egressUsd)];
  const compute = sum(workload.computeUsd) + reserve;
  return { total: latency + compute + egress, latency, compute, egress };
}

function rounded({ total, latency, compute, egress }: Objective): Objective {
  return { total: toCents(total), latency: toCents(latency), compute: toCents(compute), egress: toCents(egress) };
}
