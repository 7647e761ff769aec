import type { Point } from '../geo/point';
import { centralMeridian, fromCentralMeridian } from './equal-earth';
import { wrapLongitude } from './longitude';
import { toMap } from './map-frame';
import type { PlanFacts } from './plan-facts';

/** Users of one neighbourhood that are served from one region. */
export interface DemandCell extends Point {
  readonly region: string;
  readonly requestsPerSecond: number;
}

/**
 * Who is served from where, over all services that users call, merged until there are at most `limit` cells. A cell
 * lies at the mean of its users.
 */
export function demandCells({ plan }: PlanFacts, limit: number): DemandCell[] {
  const places = new Map(plan.demand.points.map((point) => [point.id, point]));
  const flows = plan.workloads.flatMap(({ userFlows }) =>
    userFlows.flatMap(({ demand, region, requestsPerSecond }): DemandCell[] => {
      const place = places.get(demand);
      return place === undefined || requestsPerSecond <= 0
        ? []
        : [{ lat: place.lat, lng: place.lng, region, requestsPerSecond }];
    }),
  );
  for (let size = 0.25; ; size *= 1.5) {
    const cells = mergeBySquares(flows, size);
    // One square over the whole map leaves one cell a region.
    if (cells.length <= limit || size > 2000) return cells;
  }
}

/** `size` in units of the map. Flows come in the plan's order, so the sums do too. */
function mergeBySquares(flows: readonly DemandCell[], size: number): DemandCell[] {
  const cells = new Map<string, { lat: number; lng: number; region: string; requestsPerSecond: number }>();
  for (const { lat, lng, region, requestsPerSecond } of flows) {
    const { x, y } = toMap({ lat, lng });
    const key = `${Math.floor(x / size)},${Math.floor(y / size)},${region}`;
    const cell = cells.get(key) ?? { lat: 0, lng: 0, region, requestsPerSecond: 0 };
    cell.lat += lat * requestsPerSecond;
    cell.lng += fromCentralMeridian(lng) * requestsPerSecond;
    cell.requestsPerSecond += requestsPerSecond;
    cells.set(key, cell);
  }
  // The 180th meridian may run through a square, the edge of the map does not.
  return [...cells.values()].map(({ lat, lng, region, requestsPerSecond: rate }) => ({
    lat: lat / rate,
    lng: wrapLongitude(lng / rate + centralMeridian),
    region,
    requestsPerSecond: rate,
  }));
}
