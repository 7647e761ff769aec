import { hasErrors } from '../model/diagnostic';
import type { Model } from '../model/model';
import { atlas } from './atlas';
import { demandPoints } from './demand';
import { lossErrors } from './failures';
import type { Attempt } from './fixes/situation';
import { placementOrder } from './placement-order';
import { placeServices } from './place-services';
import { userRowsOf } from './user-rows';
import { unsteered } from './workload-problem';

/** Places every service once, callers first, and says what of it is an error: as far as a plan is refused. */
export function attempt(model: Model): Attempt {
  const points = demandPoints(model.demand);
  const order = placementOrder(model);
  const ways = atlas(model.regions, points, model.planner.latency.measured);
  const circumstances = { model, order, userRows: userRowsOf(points, order), atlas: ways };
  const { workloads, diagnostics } = placeServices(circumstances, () => unsteered(model.regions.length));
  if (hasErrors(diagnostics)) return { workloads, diagnostics };
  return { workloads, diagnostics: [...diagnostics, ...lossErrors({ ...circumstances, workloads })] };
}
