import { hasErrors, type Diagnostic } from '../model/diagnostic';
import type { Model } from '../model/model';
import { atlas } from './atlas';
import { capacityLedger } from './capacity-ledger';
import { demandPoints } from './demand';
import { lossErrors } from './failures';
import type { Attempt } from './fixes/situation';
import { placeWorkload } from './place-workload';
import { placementOrder } from './placement-order';
import type { Workload } from './plan';
import { userRowsOf } from './user-rows';
import { callerRows } from './workload-rows';

/** Places every service once, callers first, and says what of it is an error: as far as a plan is refused. */
export function attempt(model: Model): Attempt {
  const points = demandPoints(model.demand);
  const order = placementOrder(model);
  const ways = atlas(model.regions, points, model.planner.latency.measured);
  const userRows = userRowsOf(points, order);
  const ledger = capacityLedger(model.regions, model.planner.targetUtilisation);
  const workloads = new Map<string, Workload>();
  const loads = new Map<string, ReadonlyMap<string, number>>();
  const diagnostics: Diagnostic[] = [];
  for (const service of order.services) {
    const rows = [...(order.entries.has(service.id) ? userRows : []), ...callerRows(service.id, model.calls, loads)];
    const { placed, diagnostics: faults } = placeWorkload(model, service, rows, ways, ledger);
    diagnostics.push(...faults);
    if (placed === null) continue;
    workloads.set(service.id, placed.workload);
    loads.set(service.id, placed.loads);
  }
  if (hasErrors(diagnostics)) return { workloads, diagnostics };
  return { workloads, diagnostics: lossErrors({ model, order, workloads, userRows, atlas: ways }) };
}
