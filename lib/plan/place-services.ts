import type { Diagnostic } from '../model/diagnostic';
import type { Model, ServiceNode } from '../model/model';
import type { Atlas } from './atlas';
import { capacityLedger, type CapacityLedger } from './capacity-ledger';
import { placeWorkload } from './place-workload';
import type { PlacementOrder } from './placement-order';
import { replicasFor } from './replicas';
import type { Workload } from './plan';
import type { Steering } from './workload-problem';
import { callerRows, type WorkloadRow } from './workload-rows';

/** What does not change while services are placed again and again. */
export interface Circumstances {
  readonly model: Model;
  readonly order: PlacementOrder;
  /** Of every entry service. */
  readonly userRows: readonly WorkloadRow[];
  readonly atlas: Atlas;
}

/** All services placed once, callers first. */
export interface Placements {
  readonly workloads: ReadonlyMap<string, Workload>;
  /** US dollars a month, not rounded. */
  readonly cost: number;
  /** By service: the price of a request per second that misses the latency objective, as it was placed with. */
  readonly slowUsd: ReadonlyMap<string, number>;
  readonly ledger: CapacityLedger;
  /** Not empty: something could not be placed. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Each service with what its users and placed callers send to it, in the room that those before it leave. */
export function placeServices(
  { model, order, userRows, atlas }: Circumstances,
  steering: (service: ServiceNode) => Steering,
): Placements {
  const ledger = capacityLedger(model.regions, model.planner.targetUtilisation);
  const workloads = new Map<string, Workload>();
  const inUse = new Map<string, ReadonlySet<string>>();
  const loads = new Map<string, ReadonlyMap<string, number>>();
  const slowUsd = new Map<string, number>();
  const diagnostics: Diagnostic[] = [];
  let cost = 0;
  const steerings = order.services.map((service) => ({ service, steering: steering(service) }));
  for (const each of steerings) book(ledger, each.service, each.steering, 1);
  for (const { service, steering: steered } of steerings) {
    book(ledger, service, steered, -1);
    const rows = [...(order.entries.has(service.id) ? userRows : []), ...callerRows(service.id, model.calls, loads)];
    const { placed, diagnostics: faults } = placeWorkload(model, service, rows, atlas, ledger, steered, inUse);
    diagnostics.push(...faults);
    if (placed === null) continue;
    workloads.set(service.id, placed.workload);
    inUse.set(service.id, new Set(placed.workload.placements.map(({ region }) => region)));
    loads.set(service.id, placed.loads);
    slowUsd.set(service.id, placed.slowUsd);
    cost += placed.cost;
  }
  return { workloads, cost, slowUsd, ledger, diagnostics };
}

/** Takes (1) or gives back (-1) the room of the replicas for what a service is expected to serve. */
function book(ledger: CapacityLedger, service: ServiceNode, { expected }: Steering, sign: 1 | -1): void {
  for (const [region, load] of expected ?? [])
    if (load > 0) ledger.use(region, service, sign * replicasFor(service, load));
}
