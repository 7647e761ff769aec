import { diagnostic, type Diagnostic } from '../model/diagnostic';
import type { Model, RegionNode, ServiceNode } from '../model/model';
import type { Atlas } from './atlas';
import { float32ToBase64 } from './base64';
import { candidatesOf } from './candidates';
import type { CapacityLedger } from './capacity-ledger';
import { toCents, toMicro, toMilli } from './constants';
import { placementReasons, rejectionsOf } from './explain';
import type { Flow } from './flow';
import { latencySummary } from './latency-summary';
import { placementFault, uncovered } from './placement-faults';
import type { CallFlow, Objective, Placement, Proof, Rejection, UserFlow, Workload } from './plan';
import { survivingFault } from './survival';
import { solveWithCoverage, type CoveredSolution } from './solve-with-coverage';
import { replicaUsd, workloadProblem, type WorkloadProblem } from './workload-problem';
import type { WorkloadRow } from './workload-rows';

export interface Placed {
  readonly workload: Workload;
  /** Requests per second by region. */
  readonly loads: ReadonlyMap<string, number>;
}

/** Places one service whose callers are placed, takes its room from the ledger; null with diagnostics when it cannot. */
export function placeWorkload(
  model: Model,
  service: ServiceNode,
  rows: readonly WorkloadRow[],
  atlas: Atlas,
  ledger: CapacityLedger,
): { placed: Placed | null; diagnostics: readonly Diagnostic[] } {
  const { regions, rejected, diagnostics } = candidatesOf(model, service);
  if (diagnostics.length > 0) return { placed: null, diagnostics };
  const isFull = (region: RegionNode): boolean => ledger.replicasThatFit(region.id, service) < service.tier.minReplicas;
  const full = regions
    .filter(isFull)
    .map((region): Rejection => ({
      region: region.id,
      cause: 'capacity',
      reason: `no room for the ${service.tier.minReplicas} replica(s) that tier "${service.tier.name}" asks for`,
    }));
  const sites = regions.filter((region) => !isFull(region));
  if (sites.length < service.geo.minRegions)
    return { placed: null, diagnostics: [noRoom(model, service, rows, regions)] };

  // A tier that survives a region loss may need more regions than its cheapest plan: add one until it does.
  for (let extra = 0; ; extra += 1) {
    const minSites = service.geo.minRegions + extra;
    const workload = workloadProblem(
      model,
      {
        ...service,
        geo: { ...service.geo, minRegions: minSites, maxRegions: Math.max(minSites, service.geo.maxRegions) },
      },
      rows,
      sites,
      atlas,
      ledger,
    );
    const result = solveWithCoverage(workload);
    if ('uncovered' in result) return { placed: null, diagnostics: [uncovered(workload, result.uncovered)] };
    if (!('solution' in result)) return { placed: null, diagnostics: [placementFault(model, workload, result)] };
    const fault = service.tier.survive === 0 ? null : survivingFault(workload, result.solution.open);
    if (fault === null) return { placed: assemble(workload, result, [...rejected, ...full], ledger), diagnostics: [] };
    if (minSites >= Math.min(service.geo.maxRegions, sites.length))
      return {
        placed: null,
        diagnostics: [
          diagnostic('plan/not-resilient', `services/${service.id}/tier`, { service: service.id, ...fault }),
        ],
      };
  }
}

function noRoom(
  model: Model,
  service: ServiceNode,
  rows: readonly WorkloadRow[],
  regions: readonly RegionNode[],
): Diagnostic {
  return diagnostic('plan/capacity-short', `services/${service.id}`, {
    service: service.id,
    load: Math.round(rows.reduce((sum, row) => sum + row.requestsPerSecond, 0)),
    room: 0,
    regions: regions.map((region) => `"${region.id}"`).join(', '),
    targetPercent: Math.round(model.planner.targetUtilisation * 100),
  });
}

function assemble(
  workload: WorkloadProblem,
  covered: CoveredSolution,
  rejected: readonly Rejection[],
  ledger: CapacityLedger,
): Placed {
  const { service, sites, rows } = workload;
  const { solution } = covered;
  const flows = flowsOf(workload, covered);
  const loads = new Map<string, number>([...solution.open].map((site) => [sites[site]?.id ?? '', 0]));
  for (const flow of flows) loads.set(flow.region, (loads.get(flow.region) ?? 0) + flow.requestsPerSecond);
  const total = rows.reduce((sum, row) => sum + row.requestsPerSecond, 0);
  const placements = [...solution.open].map((index): Placement => {
    const site = sites[index] as RegionNode;
    const load = loads.get(site.id) ?? 0;
    const replicas = Math.max(service.tier.minReplicas, Math.ceil(load / service.requestsPerSecondPerReplica - 1e-9));
    ledger.use(site.id, service, replicas);
    return {
      region: site.id,
      share: toMicro(total === 0 ? 0 : load / total),
      requestsPerSecond: toMilli(load),
      replicas,
      zones: Math.min(site.zones.length, replicas),
      costUsdPerMonth: toCents(replicas * replicaUsd(service, site)),
      reasons: placementReasons(workload, index, flows),
    };
  });
  const lowerBound = Math.min(covered.lowerBound, covered.cost);
  return {
    loads,
    workload: {
      service: service.id,
      requestsPerSecond: toMilli(total),
      placements,
      rejected: [...rejected, ...rejectionsOf(workload, covered)].toSorted((a, b) => (a.region < b.region ? -1 : 1)),
      userFlows: flows.flatMap(toUserFlow),
      callFlows: callFlowsOf(flows),
      latency: latencySummary(flows),
      slo:
        service.geo.maxLatencyMs === null
          ? null
          : {
              maxLatencyMs: service.geo.maxLatencyMs,
              coverage: service.geo.coverage,
              covered: toMicro(covered.covered),
            },
      objective: objectiveOf(workload, covered),
      lowerBound: toCents(Math.floor(lowerBound * 100) / 100),
      gap: toMicro(covered.cost === 0 ? 0 : (covered.cost - lowerBound) / covered.cost),
      proof: proofOf(covered.cost, lowerBound),
      solver: solution.solver,
      certificate: { kind: solution.kind, multipliers: float32ToBase64(solution.multipliers) },
    },
  };
}

/** By numbers alone: optimal when the bound is within a millionth of the cost. */
export function proofOf(cost: number, lowerBound: number): Proof {
  if (lowerBound >= cost * (1 - 1e-6)) return 'optimal';
  return Number.isFinite(lowerBound) ? 'bound' : 'none';
}

function flowsOf({ rows, sites, latencyMs }: WorkloadProblem, { solution }: CoveredSolution): Flow[] {
  return [...solution.flowShare].map((share, k) => {
    const row = solution.flowDemand[k] as number;
    const site = solution.flowSite[k] as number;
    return {
      row: rows[row] as WorkloadRow,
      region: (sites[site] as RegionNode).id,
      requestsPerSecond: share * (rows[row] as WorkloadRow).requestsPerSecond,
      latencyMs: latencyMs[row * sites.length + site] as number,
    };
  });
}

function toUserFlow(flow: Flow): UserFlow[] {
  if (flow.row.kind !== 'users') return [];
  return [
    {
      demand: flow.row.demand.id,
      region: flow.region,
      requestsPerSecond: toMilli(flow.requestsPerSecond),
      latencyMs: toMilli(flow.latencyMs),
    },
  ];
}

/** Every caller of a row shares in each of its flows in proportion. */
function callFlowsOf(flows: readonly Flow[]): CallFlow[] {
  const calls = flows.flatMap(({ row, region, requestsPerSecond, latencyMs }) =>
    row.kind === 'users'
      ? []
      : row.callers.map((caller): CallFlow => ({
          service: caller.service,
          from: row.region,
          to: region,
          requestsPerSecond: toMilli((caller.requestsPerSecond / row.requestsPerSecond) * requestsPerSecond),
          latencyMs: toMilli(latencyMs),
        })),
  );
  const key = (flow: CallFlow): string => `${flow.service} ${flow.from} ${flow.to}`;
  return calls.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

function objectiveOf(workload: WorkloadProblem, { solution, cost }: CoveredSolution): Objective {
  const sum = (part: Float64Array): number =>
    [...solution.flowShare].reduce(
      (total, share, k) =>
        total +
        share *
          (part[
            (solution.flowDemand[k] as number) * workload.sites.length + (solution.flowSite[k] as number)
          ] as number),
      0,
    );
  const reserve = [...solution.open].reduce((total, site) => total + (workload.problem.fixedCosts[site] as number), 0);
  return {
    total: toCents(cost),
    latency: toCents(sum(workload.waitingUsd)),
    compute: toCents(sum(workload.computeUsd) + reserve),
    egress: toCents(sum(workload.egressUsd)),
  };
}
