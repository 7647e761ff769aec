import { diagnostic, type Diagnostic } from '../model/diagnostic';
import type { Model } from '../model/model';
import type { InfeasibleSolution } from './solver';
import { meetsObjective, type WorkloadProblem } from './workload-problem';
import type { WorkloadRow } from './workload-rows';

/** Says in the user's terms why a workload cannot be placed. */
export function placementFault(model: Model, workload: WorkloadProblem, solution: InfeasibleSolution): Diagnostic {
  switch (solution.cause) {
    case 'row':
      return unreachable(workload, solution.rows);
    case 'capacity':
      return capacityShort(model, workload, solution);
    case 'cardinality':
      return workload.service.geo.maxLatencyMs === null
        ? capacityShort(model, workload, solution)
        : latencyFault(workload, missedShare(workload, solution.rows));
  }
}

/**
 * The latency objective is missed by the share `missed` of the requests, which is too much: for want of any region near
 * enough, or for want of enough regions at once.
 */
export function latencyFault(workload: WorkloadProblem, missed: number): Diagnostic {
  const { service, problem } = workload;
  const rows = rowsOutOfReach(workload);
  if (missedShare(workload, rows) > 1 - service.geo.coverage + 1e-9) return unreachable(workload, rows);
  return diagnostic('plan/latency-needs-regions', `services/${service.id}/geo/maxLatencyMs`, {
    service: service.id,
    maxLatencyMs: service.geo.maxLatencyMs ?? 0,
    maxRegions: problem.maxSites,
    coveredPercent: percent(1 - missed),
    wantedPercent: percent(service.geo.coverage),
  });
}

/** Rows that no region serves within the latency objective. */
function rowsOutOfReach({ service, rows, sites, assuredMs }: WorkloadProblem): Int32Array {
  const isFast = (row: number): boolean =>
    sites.some((_, site) => meetsObjective(service, assuredMs[row * sites.length + site] as number));
  return Int32Array.from(rows, (_, row) => row).filter((row) => !isFast(row));
}

function unreachable(workload: WorkloadProblem, rows: Int32Array): Diagnostic {
  const { service, sites, assuredMs, atlas } = workload;
  const row =
    [...rows].toSorted(
      (a, b) => (workload.rows[b]?.requestsPerSecond ?? 0) - (workload.rows[a]?.requestsPerSecond ?? 0),
    )[0] ?? 0;
  const here = assuredMs.subarray(row * sites.length, (row + 1) * sites.length);
  const nearest = here.indexOf(Math.min(...here));
  const [from, to] = [workload.rows[row], sites[nearest]];
  return diagnostic('plan/no-site', `services/${service.id}/geo/maxLatencyMs`, {
    service: service.id,
    maxLatencyMs: service.geo.maxLatencyMs ?? 0,
    from: rowName(from),
    nearest: to?.id ?? 'none',
    isModelled: from === undefined || to === undefined || !atlas.isMeasured(from, atlas.indexOf(to.id)),
    latencyMs: Math.round((here[nearest] ?? 0) * 10) / 10,
    share: percent(missedShare(workload, rows)),
  });
}

function capacityShort(
  model: Model,
  workload: WorkloadProblem,
  { rows, sites, shortfall }: InfeasibleSolution,
): Diagnostic {
  const load = [...rows].reduce((sum, row) => sum + (workload.rows[row]?.requestsPerSecond ?? 0), 0);
  const names = [...sites].map((site) => `"${workload.sites[site]?.id}"`);
  return diagnostic('plan/capacity-short', `services/${workload.service.id}`, {
    service: workload.service.id,
    load: Math.round(load),
    room: Math.max(0, Math.floor(load - shortfall)),
    regions: names.join(', ') || 'its regions',
    targetPercent: percent(model.planner.targetUtilisation),
  });
}

function missedShare(workload: WorkloadProblem, rows: Int32Array): number {
  const total = workload.rows.reduce((sum, row) => sum + row.requestsPerSecond, 0);
  const missed = [...rows].reduce((sum, row) => sum + (workload.rows[row]?.requestsPerSecond ?? 0), 0);
  return total === 0 ? 0 : missed / total;
}

function rowName(row: WorkloadRow | undefined): string {
  if (row === undefined) return 'its callers';
  return row.kind === 'users' ? `"${row.demand.id}"` : `its callers in "${row.region}"`;
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}
