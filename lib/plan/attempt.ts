import type { Model } from '../model/model';
import { atlas } from './atlas';
import { demandPoints } from './demand';
import type { Attempt } from './fixes/situation';
import { findPlacement } from './joint/find-placement';
import { placementOrder } from './placement-order';
import { userRowsOf } from './user-rows';

/** Finds a placement of all services as a plan does, but no cheap one: where it has no fault, a plan has none. */
export function attempt(model: Model): Attempt {
  const points = demandPoints(model.demand);
  const order = placementOrder(model);
  const ways = atlas(model.regions, points, model.planner.latency.measured);
  const circumstances = { model, order, userRows: userRowsOf(points, order), atlas: ways, previous: null };
  return findPlacement(circumstances, points, 'quick').placements;
}
