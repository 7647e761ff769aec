import { citiesAbove } from '../geo/cities';
import { sortedBy } from '../model/compare';
import type { DemandNode, DemandPointNode } from '../model/model';
import type { DemandPoint } from './plan';

/** The users as points by id. Cities share the declared rate in proportion to their population. */
export function demandPoints(demand: DemandNode): DemandPoint[] {
  switch (demand.kind) {
    case 'none':
      return [];
    case 'points':
      return scaled(demand.points.map(withAccess), demand.requestsPerSecond);
    case 'cities': {
      const cities = citiesAbove(demand.minPopulation, demand.countries);
      const points = cities.map(({ id, lat, lng, country, population }) =>
        withAccess({ id, lat, lng, country, requestsPerSecond: population, accessMs: demand.accessMs }),
      );
      return scaled(
        sortedBy(points, (point) => point.id),
        demand.requestsPerSecond,
      );
    }
  }
}

/** Without an access latency of 0: a plan has thousands of points. */
function withAccess({ accessMs, ...point }: DemandPointNode): DemandPoint {
  return accessMs === 0 ? point : { ...point, accessMs };
}

/** The same points with rates that add up to `total`. */
function scaled(points: readonly DemandPoint[], total: number): DemandPoint[] {
  const sum = points.reduce((rate, point) => rate + point.requestsPerSecond, 0);
  const factor = sum === 0 ? 0 : total / sum;
  return points.map((point) => ({ ...point, requestsPerSecond: point.requestsPerSecond * factor }));
}
