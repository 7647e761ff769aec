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

/** Who is served from where, over all services that users call: a cell for each flow. */
export function demandCells({ plan }: PlanFacts): DemandCell[] {
  const places = new Map(plan.demand.points.map((point) => [point.id, point]));
  return plan.workloads.flatMap(({ userFlows }) =>
    userFlows.flatMap(({ demand, region, requestsPerSecond }): DemandCell[] => {
      const place = places.get(demand);
      if (place === undefined || requestsPerSecond <= 0) return [];
      return [{ lat: place.lat, lng: place.lng, region, requestsPerSecond }];
    }),
  );
}

/**
 * Neighbours that are served from one region become one cell in the mean of their users, in ever larger squares, until
 * there are at most `limit` cells, or one for each region.
 */
export function mergeCells(cells: readonly DemandCell[], limit: number): readonly DemandCell[] {
  let merged = mergeBySquares(cells, smallestSquare);
  for (let size = smallestSquare * 2; merged.length > limit && size < largestSquare; size *= 1.5)
    merged = mergeBySquares(merged, size);
  return merged;
}

/** Units of the map; the largest covers it all. */
const smallestSquare = 0.25;
const largestSquare = 2000;

/** Sums are taken in the order of the cells, so they are the same for the same plan. */
function mergeBySquares(cells: readonly DemandCell[], size: number): DemandCell[] {
  const squares = new Map<string, { lat: number; lng: number; region: string; requestsPerSecond: number }>();
  for (const { lat, lng, region, requestsPerSecond } of cells) {
    const { x, y } = toMap({ lat, lng });
    const key = `${Math.floor(x / size)},${Math.floor(y / size)},${region}`;
    const square = squares.get(key) ?? { lat: 0, lng: 0, region, requestsPerSecond: 0 };
    square.lat += lat * requestsPerSecond;
    square.lng += fromCentralMeridian(lng) * requestsPerSecond;
    square.requestsPerSecond += requestsPerSecond;
    squares.set(key, square);
  }
  // The 180th meridian may run through a square, the edge of the map does not.
  return [...squares.values()].map(({ lat, lng, region, requestsPerSecond: rate }) => ({
    lat: lat / rate,
    lng: wrapLongitude(lng / rate + centralMeridian),
    region,
    requestsPerSecond: rate,
  }));
}
