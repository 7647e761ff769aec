import type { Model } from '../../model/model';
import { atlas } from '../atlas';
import { demandPoints } from '../demand';
import type { PairLoss, Plan } from '../plan';
import { placementOrder } from '../placement-order';
import { userRowsOf } from '../user-rows';
import { auditBoard, type Board } from './board';
import { noLoss, pairLosses, usedRegions } from './losses';
import { pairRow, worstFirst } from './pair-losses';
import { replay, type Replay } from './replay';
import { replayLosses } from './replay-losses';

/** Every pair of regions that run something, lost at once: the whole N-2 table, the worst first. */
export function auditPairs(model: Model, plan: Plan): PairLoss[] {
  const board = boardOf(model, plan);
  const base = replay(board, noLoss, null);
  const used = usedRegions(plan.workloads);
  return pairLosses(board.regions, used)
    .map((loss) => pairRow(board, replay(board, loss, base)))
    .toSorted(worstFirst);
}

/** Every single loss of whole regions, replayed: who serves how much then. */
export function replayRegionLosses(model: Model, plan: Plan): Replay[] {
  const { losses } = replayLosses(boardOf(model, plan), plan.workloads, ({ kind }) => kind !== 'zone');
  return losses.map(({ after }) => after);
}

function boardOf(model: Model, { workloads }: Plan): Board {
  const points = demandPoints(model.demand);
  const order = placementOrder(model);
  return auditBoard({
    model,
    order,
    workloads: new Map(workloads.map((workload) => [workload.service, workload])),
    userRows: userRowsOf(points, order),
    atlas: atlas(model.regions, points, model.planner.latency.measured),
  });
}
