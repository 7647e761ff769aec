import type { Model, RegionNode, ServiceNode } from '../model/model';
import type { Atlas } from './atlas';
import { capacityLedger } from './capacity-ledger';
import { toMicro, toMilli } from './constants';
import type { FailureRow, Workload } from './plan';
import type { PlacementOrder } from './placement-order';
import { newTransport, runTransport } from './solvers/transport';
import { callerRows, type WorkloadRow } from './workload-rows';

interface Served {
  readonly loads: ReadonlyMap<string, number>;
  readonly worstMs: number;
  readonly shortfall: number;
}

/**
 * The N-1 table: for every region that runs something, all demand is served again by the surviving placements, callers
 * first, within the full capacity of their regions. Replicas are assumed to follow the load.
 */
export function failureTable(
  model: Model,
  order: PlacementOrder,
  workloads: ReadonlyMap<string, Workload>,
  userRows: readonly WorkloadRow[],
  atlas: Atlas,
): FailureRow[] {
  const used = new Set(
    [...workloads.values()].flatMap((workload) => workload.placements.map((placement) => placement.region)),
  );
  return model.regions
    .filter((region) => used.has(region.id))
    .map((region) => failureRow(model, order, workloads, userRows, atlas, region.id));
}

function failureRow(
  model: Model,
  order: PlacementOrder,
  workloads: ReadonlyMap<string, Workload>,
  userRows: readonly WorkloadRow[],
  atlas: Atlas,
  lost: string,
): FailureRow {
  const ledger = capacityLedger(model.regions, 1);
  const loads = new Map<string, ReadonlyMap<string, number>>();
  const takeover: FailureRow['takeover'][number][] = [];
  const faults: { service: string; text: string }[] = [];
  let worst = 0;
  let moved = 0;
  let total = 0;
  for (const service of order.services) {
    const workload = workloads.get(service.id);
    if (workload === undefined) continue;
    const rows = [...(order.entries.has(service.id) ? userRows : []), ...callerRows(service.id, model.calls, loads)];
    const survivors = model.regions.filter(
      (region) => region.id !== lost && workload.placements.some((placement) => placement.region === region.id),
    );
    const served = serve(service, rows, survivors, atlas, (region) => ledger.replicasThatFit(region.id, service));
    for (const [region, load] of served.loads)
      ledger.use(
        region,
        service,
        Math.max(service.tier.minReplicas, Math.ceil(load / service.requestsPerSecondPerReplica - 1e-9)),
      );
    loads.set(service.id, served.loads);
    const gains = gainsOf(workload, served.loads);
    const gained = [...gains.values()].reduce((sum, gain) => sum + gain, 0);
    for (const [region, gain] of gains)
      if (lostShare(workload, lost) > 0 && gained > 0)
        takeover.push({ service: service.id, region, share: toMicro(gain / gained) });
    worst = Math.max(worst, served.worstMs);
    moved += gained;
    total += workload.requestsPerSecond;
    if (served.shortfall > 1e-6 * Math.max(1, workload.requestsPerSecond))
      faults.push({ service: service.id, text: shortfallText(service, served.shortfall, survivors) });
  }
  return {
    lost,
    feasible: faults.length === 0,
    unserved: faults.map((fault) => fault.service).toSorted(),
    worstLatencyMs: toMilli(worst),
    maxUtilisation: maxUtilisation(model, ledger, lost),
    movedShare: toMicro(total === 0 ? 0 : Math.min(1, moved / total)),
    takeover: takeover.toSorted((a, b) => (`${a.service} ${a.region}` < `${b.service} ${b.region}` ? -1 : 1)),
    shortfall:
      faults.length === 0
        ? null
        : faults
            .map((fault) => fault.text)
            .toSorted()
            .join('; '),
  };
}

function serve(
  service: ServiceNode,
  rows: readonly WorkloadRow[],
  survivors: readonly RegionNode[],
  atlas: Atlas,
  room: (region: RegionNode) => number,
): Served {
  const demand = rows.reduce((sum, row) => sum + row.requestsPerSecond, 0);
  if (survivors.length === 0) return { loads: new Map(), worstMs: 0, shortfall: demand };
  const sites = survivors.length;
  const latency = Float64Array.from({ length: rows.length * sites }, (_, at) =>
    atlas.fromRow(rows[Math.floor(at / sites)] as WorkloadRow, atlas.indexOf(survivors[at % sites]?.id ?? '')),
  );
  const transport = newTransport({
    costs: latency.map((ms, at) => ms * (rows[Math.floor(at / sites)]?.requestsPerSecond ?? 0)),
    demands: Float64Array.from(rows, (row) => row.requestsPerSecond),
    fixedCosts: new Float64Array(sites),
    capacities: Float64Array.from(survivors, (region) => room(region) * service.requestsPerSecondPerReplica),
    minSites: sites,
    maxSites: sites,
  });
  runTransport(
    transport,
    Int32Array.from(survivors, (_, site) => site),
    Infinity,
  );
  let worstMs = 0;
  const loads = new Map<string, number>();
  for (const [site, region] of survivors.entries()) {
    let load = 0;
    for (let row = 0; row < rows.length; row += 1) {
      const flow = transport.flow[site * rows.length + row] as number;
      if (flow > 0) worstMs = Math.max(worstMs, latency[row * sites + site] as number);
      load += flow;
    }
    loads.set(region.id, load);
  }
  return { loads, worstMs, shortfall: transport.shortfall };
}

/** Requests that a surviving region serves more than before, by region. */
function gainsOf(workload: Workload, loads: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const before = new Map(workload.placements.map((placement) => [placement.region, placement.requestsPerSecond]));
  return new Map(
    [...loads]
      .map(([region, load]) => [region, load - (before.get(region) ?? 0)] as const)
      .filter(([, gain]) => gain > 1e-6),
  );
}

function lostShare(workload: Workload, lost: string): number {
  return workload.placements.find((placement) => placement.region === lost)?.requestsPerSecond ?? 0;
}

function shortfallText(service: ServiceNode, shortfall: number, survivors: readonly RegionNode[]): string {
  const names = survivors.map((region) => region.id).join(', ') || 'no region';
  return `"${service.id}" lacks room for ${Math.ceil(shortfall)} requests/s in ${names}`;
}

function maxUtilisation(model: Model, ledger: ReturnType<typeof capacityLedger>, lost: string): number | null {
  const shares = model.regions.flatMap(({ id, capacity }) => {
    if (capacity === null || id === lost) return [];
    const used = ledger.used(id);
    return [Math.max(used.cpuMillis / capacity.cpuMillis, used.memoryMiB / capacity.memoryMiB)];
  });
  return shares.length === 0 ? null : toMicro(Math.max(...shares));
}
