import { userBytes } from './constants';
import type { DemandPoint } from './plan';
import type { PlacementOrder } from './placement-order';
import type { WorkloadRow } from './workload-rows';

/** What users send to every entry service: all share each place's requests equally. */
export function userRowsOf(points: readonly DemandPoint[], { entries }: PlacementOrder): WorkloadRow[] {
  return points
    .filter((point) => point.requestsPerSecond > 0)
    .map((demand) => ({
      kind: 'users',
      demand,
      requestsPerSecond: demand.requestsPerSecond / Math.max(1, entries.size),
      bytes: userBytes,
    }));
}
