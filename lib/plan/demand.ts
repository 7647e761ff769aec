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
      return scaled(demand.points, demand.requestsPerSecond);
    case 'cities': {
      const cities = sortedBy(citiesAbove(demand.minPopulation, demand.countries), ({ id }) => id);
      const { accessMs } = demand;
      return scaled(
        cities.map(({ id, lat, lng, country, population }) => {
          return { id, lat, lng, country, requestsPerSecond: population, accessMs };
        }),
        demand.requestsPerSecond,
      );
    }
  }
}

/** The same points with rates that add up to `total`; without an access latency of 0: a plan has thousands of points. */
function scaled(points: readonly DemandPointNode[], total: number): DemandPoint[] {
  const sum = points.reduce((rate, point) => rate + point.requestsPerSecond, 0);
  const factor = sum === 0 ? 0 : total / sum;
  return points.map(({ accessMs, ...point }) => {
    const requestsPerSecond = point.requestsPerSecond * factor;
    return accessMs === 0 ? { ...point, requestsPerSecond } : { ...point, requestsPerSecond, accessMs };
  });
}
