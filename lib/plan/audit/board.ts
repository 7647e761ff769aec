import type { Model, RegionNode, ServiceNode } from '../../model/model';
import type { Atlas } from '../atlas';
import type { Placement, Workload } from '../plan';
import type { PlacementOrder } from '../placement-order';
import { newTransport, type Transport } from '../solvers/transport';
import type { WorkloadRow } from '../workload-rows';

export interface AuditInput {
  readonly model: Model;
  readonly order: PlacementOrder;
  readonly workloads: ReadonlyMap<string, Workload>;
  /** Of every entry service. */
  readonly userRows: readonly WorkloadRow[];
  readonly atlas: Atlas;
}

/**
 * What all replays of one plan share. Rows are the same for every service: row r < R stands for what callers in region r
 * send, row R + i for user row i.
 */
export interface Board {
  readonly model: Model;
  readonly regions: readonly RegionNode[];
  readonly rows: number;
  /** rows x R: round trips, milliseconds. */
  readonly latencyMs: Float64Array;
  /** rows x R: what a latency objective is compared with, milliseconds. */
  readonly assuredMs: Float64Array;
  /** Of user row i, requests per second at each entry service. */
  readonly userRates: Float64Array;
  /** Callers first. */
  readonly services: readonly BoardService[];
  /** One workspace: sites are as many as the most regions of any service. */
  readonly transport: Transport;
}

export interface BoardService {
  readonly service: ServiceNode;
  readonly isEntry: boolean;
  readonly placements: readonly BoardPlacement[];
  readonly callers: readonly { readonly position: number; readonly perRequest: number }[];
  /** The plan's shares of row i: entries `start[i]` to `start[i + 1]` of `region` and `share`. */
  readonly start: Int32Array;
  readonly region: Int32Array;
  readonly share: Float64Array;
}

export interface BoardPlacement {
  /** Position in `regions`. */
  readonly region: number;
  readonly replicas: number;
  readonly zones: number;
}

export function auditBoard(input: AuditInput): Board {
  const { model, order, workloads, userRows } = input;
  const { regions } = model;
  const rows = regions.length + userRows.length;
  const placed = order.services.filter(({ id }) => workloads.has(id));
  const position = new Map(placed.map(({ id }, at) => [id, at]));
  const services = placed.map((service, at) => boardService(input, service, at, position));
  return {
    model,
    regions,
    rows,
    ...latencies(input, rows),
    userRates: Float64Array.from(userRows, (row) => row.requestsPerSecond),
    services,
    transport: workspace(rows, Math.max(1, ...services.map(({ placements }) => placements.length + 1))),
  };
}

function boardService(
  input: AuditInput,
  service: ServiceNode,
  at: number,
  position: ReadonlyMap<string, number>,
): BoardService {
  const { model, order, workloads, userRows, atlas } = input;
  const workload = workloads.get(service.id) as Workload;
  const shares = plannedShares(workload, input, model.regions.length + userRows.length);
  return {
    service,
    isEntry: order.entries.has(service.id),
    placements: workload.placements.map((each) => boardPlacement(each, atlas)),
    callers: model.calls.flatMap(({ from, to, perRequest }) => {
      const caller = position.get(from);
      // A call back into a circle brings no load.
      return to !== service.id || caller === undefined || caller >= at ? [] : [{ position: caller, perRequest }];
    }),
    ...shares,
  };
}

function boardPlacement({ region, replicas, zones }: Placement, atlas: Atlas): BoardPlacement {
  return { region: atlas.indexOf(region), replicas, zones };
}

function latencies({ model, userRows, atlas }: AuditInput, rows: number): Pick<Board, 'latencyMs' | 'assuredMs'> {
  const count = model.regions.length;
  const assuredMs = new Float64Array(rows * count);
  const latencyMs = new Float64Array(rows * count);
  const callers = model.regions.map(({ id }): WorkloadRow => {
    return { kind: 'callers', region: id, requestsPerSecond: 0, bytes: 0, callers: [] };
  });
  for (const [at, row] of [...callers, ...userRows].entries())
    for (let region = 0; region < count; region += 1) {
      latencyMs[at * count + region] = atlas.fromRow(row, region);
      assuredMs[at * count + region] = atlas.assuredFromRow(row, region);
    }
  return { latencyMs, assuredMs };
}

type PlannedShares = Pick<BoardService, 'start' | 'region' | 'share'>;

function plannedShares(workload: Workload, { userRows, atlas, model }: AuditInput, rows: number): PlannedShares {
  const count = model.regions.length;
  const rowOfUser = new Map(userRows.map((row, at) => [row.kind === 'users' ? row.demand.id : '', count + at]));
  const parts = new Map<number, { row: number; region: number; rate: number }>();
  const add = (row: number | undefined, to: string, rate: number): void => {
    if (row === undefined || rate <= 0) return;
    const region = atlas.indexOf(to);
    const part = parts.get(row * count + region) ?? { row, region, rate: 0 };
    part.rate += rate;
    parts.set(row * count + region, part);
  };
  for (const { demand, region, requestsPerSecond } of workload.userFlows)
    add(rowOfUser.get(demand), region, requestsPerSecond);
  for (const { from, to, requestsPerSecond } of workload.callFlows) add(atlas.indexOf(from), to, requestsPerSecond);
  const sorted = [...parts.values()].toSorted((a, b) => a.row - b.row || a.region - b.region);
  const total = new Float64Array(rows);
  const start = new Int32Array(rows + 1);
  for (const { row, rate } of sorted) {
    total[row] = (total[row] as number) + rate;
    start[row + 1] = (start[row + 1] as number) + 1;
  }
  for (let row = 0; row < rows; row += 1) start[row + 1] = (start[row + 1] as number) + (start[row] as number);
  return {
    start,
    region: Int32Array.from(sorted, (part) => part.region),
    share: Float64Array.from(sorted, ({ row, rate }) => rate / (total[row] as number)),
  };
}

function workspace(rows: number, sites: number): Transport {
  return newTransport({
    costs: new Float64Array(rows * sites),
    demands: new Float64Array(rows).fill(1),
    fixedCosts: new Float64Array(sites),
    capacities: new Float64Array(sites),
    minSites: 1,
    maxSites: sites,
  });
}
