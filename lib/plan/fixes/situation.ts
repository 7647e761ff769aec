import type { Diagnostic } from '../../model/diagnostic';
import type { Model, RegionNode, ServiceNode } from '../../model/model';
import { atlas } from '../atlas';
import { demandPoints } from '../demand';
import type { DemandPoint, Workload } from '../plan';
import { placementOrder } from '../placement-order';
import { zonesNeeded } from '../replicas';
import { userRowsOf } from '../user-rows';
import { callerRows, type WorkloadRow } from '../workload-rows';
import { knownRegionNodes } from './known-regions';

/** What became of placing a model: its faults, and the services that could be placed. */
export interface Attempt {
  readonly diagnostics: readonly Diagnostic[];
  readonly workloads: ReadonlyMap<string, Workload>;
}

/** A service that could not be placed, and what it was asked for. */
export interface Situation {
  readonly model: Model;
  readonly service: ServiceNode;
  /** Where it is asked from; where users are as long as nobody asks. */
  readonly rows: readonly WorkloadRow[];
  /** Requests per second that it is asked for. */
  readonly load: number;
  /** Regions of the stack that allow and deny, residency and zones admit. */
  readonly candidates: readonly Reach[];
  /** Regions of the stack that only allow and deny exclude. */
  readonly excluded: readonly Reach[];
  /** Known regions that the stack lacks and that residency admits; looked up when they are asked for. */
  readonly known: () => readonly Reach[];
}

/** A region with its round trips to the rows of the service, as an objective is compared with them, milliseconds. */
export interface Reach {
  readonly region: RegionNode;
  readonly assuredMs: Float64Array;
}

export function situationOf(model: Model, id: string, { workloads }: Attempt): Situation | null {
  const service = model.services.find((each) => each.id === id);
  if (service === undefined) return null;
  const order = placementOrder(model);
  const points = demandPoints(model.demand);
  const loads = new Map(
    [...workloads].map(([name, { placements }]) => [
      name,
      new Map(placements.map(({ region, requestsPerSecond }) => [region, requestsPerSecond])),
    ]),
  );
  const users = order.entries.has(id) ? userRowsOf(points, order) : [];
  const asked = [...users, ...callerRows(id, model.calls, loads)];
  // Callers that could not be placed ask for nothing yet: then it is best to be near the users.
  const rows = asked.length > 0 ? asked : userRowsOf(points, order);
  const allowed = new Set(service.geo.candidates);
  const reaches = (added: readonly RegionNode[]): Reach[] =>
    reachesOf(model, [...model.regions, ...added], points, rows);
  const here = reaches([]).filter(({ region }) => isAdmitted(service, region));
  let known: readonly Reach[] | undefined;
  return {
    model,
    service,
    rows,
    load: asked.reduce((sum, row) => sum + row.requestsPerSecond, 0),
    candidates: here.filter(({ region }) => allowed.has(region.id)),
    excluded: here.filter(({ region }) => !allowed.has(region.id)),
    known: () =>
      (known ??= reaches(knownRegionNodes(model).filter((region) => isAdmitted(service, region))).slice(
        model.regions.length,
      )),
  };
}

function reachesOf(
  { planner }: Model,
  regions: readonly RegionNode[],
  points: readonly DemandPoint[],
  rows: readonly WorkloadRow[],
): Reach[] {
  const ways = atlas(regions, points, planner.latency.measured);
  return regions.map((region, at) => ({
    region,
    assuredMs: Float64Array.from(rows, (row) => ways.assuredFromRow(row, at)),
  }));
}

/** By residency and zones. */
function isAdmitted(service: ServiceNode, { jurisdictions, zones }: RegionNode): boolean {
  const { residency } = service.geo;
  const isResident = residency.length === 0 || residency.some((tag) => jurisdictions.includes(tag));
  return isResident && zones.length >= zonesNeeded(service);
}

/** Of every row, the assured round trip to the nearest of the regions, milliseconds; Infinity without any. */
export function nearestMs({ rows }: Situation, reaches: readonly Reach[]): Float64Array {
  const nearest = new Float64Array(rows.length).fill(Infinity);
  for (const { assuredMs } of reaches)
    for (let row = 0; row < nearest.length; row += 1)
      nearest[row] = Math.min(nearest[row] as number, assuredMs[row] as number);
  return nearest;
}

/**
 * Up to `count` regions added one by one to `present`, each the one of `offered` that lowers the sum of `valueOf` over all
 * requests most. A provider that the stack uses is preferred to a region that is better by less than 2 %; ties by id.
 */
export function bestAdded(
  situation: Situation,
  present: readonly Reach[],
  offered: readonly Reach[],
  count: number,
  valueOf: (ms: number) => number = (ms) => ms,
): Reach[] {
  const chosen: Reach[] = [];
  while (chosen.length < count) {
    const nearest = nearestMs(situation, [...present, ...chosen]);
    const providers = new Set(situation.model.regions.map(({ provider }) => provider));
    let best: Reach | undefined;
    let least = Infinity;
    for (const each of offered) {
      if (chosen.includes(each)) continue;
      const value = sumOver(situation, (row) =>
        valueOf(Math.min(nearest[row] as number, each.assuredMs[row] as number)),
      );
      const judged = providers.has(each.region.provider) ? 0.98 * value : value;
      if (judged >= least) continue;
      [best, least] = [each, judged];
    }
    if (best === undefined) return chosen;
    chosen.push(best);
  }
  return chosen;
}

/** Of requests per second x what is said of their row. */
export function sumOver({ rows }: Situation, valueOf: (row: number) => number): number {
  let sum = 0;
  for (const [at, row] of rows.entries()) sum += row.requestsPerSecond * valueOf(at);
  return sum;
}
