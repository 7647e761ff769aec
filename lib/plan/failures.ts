import { diagnostic, type Diagnostic } from '../model/diagnostic';
import type { Model, RegionNode, ServiceNode } from '../model/model';
import type { Atlas } from './atlas';
import { capacityLedger, type CapacityLedger } from './capacity-ledger';
import { toMicro, toMilli } from './constants';
import type { FailureRow, Placement, Workload } from './plan';
import type { PlacementOrder } from './placement-order';
import { replicasFor } from './replicas';
import { newTransport, runTransport, type Transport } from './solvers/transport';
import { callerRows, type WorkloadRow } from './workload-rows';

export interface FailureInput {
  readonly model: Model;
  readonly order: PlacementOrder;
  readonly workloads: ReadonlyMap<string, Workload>;
  /** Of every entry service. */
  readonly userRows: readonly WorkloadRow[];
  readonly atlas: Atlas;
}

interface Fault {
  readonly service: ServiceNode;
  readonly shortfall: string;
}

interface Failure {
  readonly row: FailureRow;
  readonly faults: readonly Fault[];
}

/**
 * The N-1 table: for every region that runs something, all demand is served again by the placements that are left,
 * callers first, nearest first, within the full capacity of their regions. What runs keeps its room; replicas are
 * assumed to follow the load into what is free. A promise that does not hold is an error, an overload of a service that
 * promises nothing a warning.
 */
export function failureTable(input: FailureInput): {
  readonly rows: readonly FailureRow[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const used = new Set(
    [...input.workloads.values()].flatMap(({ placements }) => placements.map(({ region }) => region)),
  );
  const failures = input.model.regions.filter(({ id }) => used.has(id)).map(({ id }) => failureOf(input, id));
  return {
    rows: failures.map(({ row }) => row),
    diagnostics: failures.flatMap(({ row, faults }) =>
      faults.flatMap((fault) => faultDiagnostic(input, row.lost, fault)),
    ),
  };
}

function faultDiagnostic({ workloads }: FailureInput, lost: string, { service, shortfall }: Fault): Diagnostic[] {
  const parameters = { service: service.id, lost, shortfall };
  if (service.tier.survive > 0) return [diagnostic('plan/not-resilient', `services/${service.id}/tier`, parameters)];
  if ((workloads.get(service.id)?.placements.length ?? 0) < 2) return [];
  return [diagnostic('plan/failover-overload', `services/${service.id}`, parameters)];
}

function failureOf(input: FailureInput, lost: string): Failure {
  const { model, order, workloads, userRows, atlas } = input;
  const ledger = ledgerWithout(input, lost);
  const loads = new Map<string, ReadonlyMap<string, number>>();
  const takeover: FailureRow['takeover'][number][] = [];
  const faults: Fault[] = [];
  let [worst, moved, total] = [0, 0, 0];
  for (const service of order.services) {
    const workload = workloads.get(service.id);
    if (workload === undefined) continue;
    const rows = [...(order.entries.has(service.id) ? userRows : []), ...callerRows(service.id, model.calls, loads)];
    const left = workload.placements.filter(({ region }) => region !== lost);
    for (const { region, replicas } of left) ledger.use(region, service, -replicas);
    const served = serve(service, rows, survivorsOf(model, left), atlas, ledger);
    for (const { region, replicas } of left)
      ledger.use(region, service, Math.max(replicas, replicasFor(service, served.loads.get(region) ?? 0)));
    loads.set(service.id, served.loads);
    const gains = gainsOf(workload.placements, served.loads);
    const gained = [...gains.values()].reduce((sum, gain) => sum + gain, 0);
    if (isAffected(workload, lost))
      for (const [region, gain] of gains) takeover.push({ service: service.id, region, share: toMicro(gain / gained) });
    worst = Math.max(worst, served.worstMs);
    moved += gained;
    total += workload.requestsPerSecond;
    const shortfall = shortfallOf(served, left, rows);
    if (shortfall !== null) faults.push({ service, shortfall: `"${service.id}" ${shortfall}` });
  }
  const row = {
    lost,
    feasible: faults.length === 0,
    unserved: faults.map(({ service }) => service.id).toSorted(),
    worstLatencyMs: toMilli(worst),
    maxUtilisation: maxUtilisation(input, ledger, lost),
    movedShare: toMicro(total === 0 ? 0 : Math.min(1, moved / total)),
    takeover: takeover.toSorted((a, b) => (`${a.service} ${a.region}` < `${b.service} ${b.region}` ? -1 : 1)),
    shortfall: shortfallText(faults),
  };
  return { row, faults };
}

/** Full capacities, less what runs outside of the lost region. */
function ledgerWithout({ model, order, workloads }: FailureInput, lost: string): CapacityLedger {
  const ledger = capacityLedger(model.regions, 1);
  for (const service of order.services)
    for (const { region, replicas } of workloads.get(service.id)?.placements ?? [])
      if (region !== lost) ledger.use(region, service, replicas);
  return ledger;
}

function survivorsOf(model: Model, left: readonly Placement[]): RegionNode[] {
  const ids = new Set(left.map(({ region }) => region));
  return model.regions.filter(({ id }) => ids.has(id));
}

interface Served {
  /** By surviving region, requests per second. */
  readonly loads: ReadonlyMap<string, number>;
  readonly worstMs: number;
  /** Requests per second without room. */
  readonly short: number;
}

function serve(
  service: ServiceNode,
  rows: readonly WorkloadRow[],
  survivors: readonly RegionNode[],
  atlas: Atlas,
  ledger: CapacityLedger,
): Served {
  const demands = Float64Array.from(rows, (row) => row.requestsPerSecond);
  const sites = survivors.length;
  if (sites === 0) return { loads: new Map(), worstMs: 0, short: demands.reduce((sum, rate) => sum + rate, 0) };
  const positions = survivors.map(({ id }) => atlas.indexOf(id));
  const latencyMs = new Float64Array(rows.length * sites);
  const costs = new Float64Array(rows.length * sites);
  for (const [at, row] of rows.entries())
    for (let site = 0; site < sites; site += 1) {
      const ms = atlas.fromRow(row, positions[site] as number);
      latencyMs[at * sites + site] = ms;
      costs[at * sites + site] = ms * row.requestsPerSecond;
    }
  const transport = newTransport({
    costs,
    demands,
    fixedCosts: new Float64Array(sites),
    capacities: Float64Array.from(
      survivors,
      ({ id }) => ledger.replicasThatFit(id, service) * service.requestsPerSecondPerReplica,
    ),
    minSites: sites,
    maxSites: sites,
  });
  const all = Int32Array.from(survivors, (_, site) => site);
  runTransport(transport, all, Infinity);
  return servedBy(transport, survivors, latencyMs);
}

function servedBy(transport: Transport, survivors: readonly RegionNode[], latencyMs: Float64Array): Served {
  const { rows, flow, capacity, problem, shortfall } = transport;
  let worstMs = 0;
  const loads = new Map<string, number>();
  for (const [site, { id }] of survivors.entries()) {
    let load = 0;
    for (let row = 0; row < rows; row += 1) {
      const carried = flow[site * rows + row] as number;
      load += carried;
      if (carried > 1e-9 * (problem.demands[row] as number))
        worstMs = Math.max(worstMs, latencyMs[row * survivors.length + site] as number);
    }
    // What finds no room stays in the flow of an overloaded region, which does not serve it.
    loads.set(id, Math.min(capacity[site] as number, load));
  }
  return { loads, worstMs, short: shortfall };
}

/** Requests that a surviving region serves more than before, by region. */
function gainsOf(placements: readonly Placement[], loads: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const before = new Map(placements.map(({ region, requestsPerSecond }) => [region, requestsPerSecond]));
  return new Map(
    [...loads]
      .map(([region, load]) => [region, load - (before.get(region) ?? 0)] as const)
      // Loads of the plan are rounded to 0.001.
      .filter(([, gain]) => gain > 0.001),
  );
}

function isAffected({ placements }: Workload, lost: string): boolean {
  return placements.some(({ region, requestsPerSecond }) => region === lost && requestsPerSecond > 0);
}

function shortfallOf({ short }: Served, left: readonly Placement[], rows: readonly WorkloadRow[]): string | null {
  if (left.length === 0) return 'runs nowhere else';
  const demand = rows.reduce((sum, row) => sum + row.requestsPerSecond, 0);
  if (short <= 1e-6 * demand) return null;
  return `lacks room for ${Math.ceil(short)} of ${Math.ceil(demand)} requests/s in ${left.map(({ region }) => region).join(', ')}`;
}

function shortfallText(faults: readonly Fault[]): string | null {
  const texts = faults.map(({ shortfall }) => shortfall).toSorted();
  return texts.length === 0 ? null : texts.join('; ');
}

/** Of the surviving regions that run something. */
function maxUtilisation({ model, workloads }: FailureInput, ledger: CapacityLedger, lost: string): number | null {
  const running = new Set([...workloads.values()].flatMap(({ placements }) => placements.map(({ region }) => region)));
  const shares = model.regions.flatMap(({ id, capacity }) => {
    if (capacity === null || id === lost || !running.has(id)) return [];
    const { cpuMillis, memoryMiB } = ledger.used(id);
    return [Math.max(cpuMillis / capacity.cpuMillis, memoryMiB / capacity.memoryMiB)];
  });
  return shares.length === 0 ? null : toMicro(Math.max(...shares));
}
