import type { Model } from '../../../lib/model/model';
import type { StackSpec } from '../../../lib/model/spec';
import { atlas } from '../../../lib/plan/atlas';
import { attempt } from '../../../lib/plan/attempt';
import { auditBoard, type AuditInput, type Board } from '../../../lib/plan/audit/board';
import { noLoss } from '../../../lib/plan/audit/losses';
import { replay, type Replay } from '../../../lib/plan/audit/replay';
import { demandPoints } from '../../../lib/plan/demand';
import { placementOrder } from '../../../lib/plan/placement-order';
import type { Workload } from '../../../lib/plan/plan';
import { userRowsOf } from '../../../lib/plan/user-rows';
import { modelOf } from './tiny-specs';

export interface Audited {
  readonly model: Model;
  readonly input: AuditInput;
  readonly board: Board;
  readonly base: Replay;
}

/** What losses of a placed stack are replayed on; null when it cannot be placed. */
export function audited(spec: StackSpec): Audited | null {
  const model = modelOf(spec);
  const { workloads } = attempt(model);
  return workloads.size === model.services.length ? auditedPlan(model, workloads) : null;
}

export function auditedPlan(model: Model, workloads: ReadonlyMap<string, Workload>): Audited {
  const points = demandPoints(model.demand);
  const order = placementOrder(model);
  const ways = atlas(model.regions, points, model.planner.latency.measured);
  const input = { model, order, workloads, userRows: userRowsOf(points, order), atlas: ways };
  const board = auditBoard(input);
  return { model, input, board, base: replay(board, noLoss, null) };
}
