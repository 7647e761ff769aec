import { emitJson } from '../emit/json';
import type { Point } from '../geo/point';
import type { Plan } from '../plan/plan';
import { cutAtSeam, greatCircle } from './great-circle';
import { planFacts, type PlanFacts } from './plan-facts';

type Position = readonly [lng: number, lat: number];

type Geometry =
  | { readonly type: 'Point'; readonly coordinates: Position }
  | { readonly type: 'LineString'; readonly coordinates: readonly Position[] }
  | { readonly type: 'MultiLineString'; readonly coordinates: readonly (readonly Position[])[] };

interface Feature {
  readonly type: 'Feature';
  readonly id: string;
  readonly geometry: Geometry;
  readonly properties: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * The plan as a GeoJSON FeatureCollection (RFC 7946): a point for each region and each place of users, a line for each flow
 * of users to a region and of calls between regions. Lines are great circles, cut at the 180th meridian. The member `kind`
 * of the properties is `region`, `demand`, `users` or `calls`.
 */
export function planGeoJson(plan: Plan): string {
  const facts = planFacts(plan);
  const features = [...regionFeatures(facts), ...demandFeatures(plan), ...userFeatures(facts), ...callFeatures(facts)];
  const positions = features.flatMap(({ geometry }) => positionsOf(geometry));
  const bbox = positions.length === 0 ? {} : { bbox: boundingBox(positions) };
  // `name` is the foreign member that GIS programs show as the layer's.
  const head = emitJson({ type: 'FeatureCollection', name: plan.name, ...bbox, features: [] }, { indent: 0 });
  const lines = features.map((feature) => emitJson(feature, { indent: 0 }).trimEnd());
  // A line each, so that two plans can be compared by lines.
  return head.replace('"features":[]', () => `"features":[\n${lines.join(',\n')}\n]`);
}

function regionFeatures({ regions, plan }: PlanFacts): Feature[] {
  const services = (id: string): string =>
    plan.workloads
      .filter(({ placements }) => placements.some(({ region }) => region === id))
      .map(({ service }) => service)
      .join(' ');
  return regions
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((region) => ({
      type: 'Feature',
      id: `region/${region.id}`,
      geometry: { type: 'Point', coordinates: position(region) },
      properties: {
        kind: 'region',
        region: region.id,
        place: region.place,
        country: region.country,
        used: region.isUsed,
        share: rounded(region.share, 6),
        requestsPerSecond: rounded(region.requestsPerSecond, 3),
        replicas: region.replicas,
        services: services(region.id),
        utilisation: region.use?.utilisation ?? null,
      },
    }));
}

function demandFeatures({ demand }: Plan): Feature[] {
  return demand.points.map(({ id, country, requestsPerSecond, ...place }) => ({
    type: 'Feature',
    id: `demand/${id}`,
    geometry: { type: 'Point', coordinates: position(place) },
    properties: { kind: 'demand', demand: id, country, requestsPerSecond },
  }));
}

function userFeatures({ plan, regionOf }: PlanFacts): Feature[] {
  const places = new Map(plan.demand.points.map((point) => [point.id, point]));
  return plan.workloads.flatMap(({ service, userFlows }) =>
    userFlows.flatMap(({ demand, region, requestsPerSecond, latencyMs }): Feature[] => {
      const [from, to] = [places.get(demand), regionOf.get(region)];
      if (from === undefined || to === undefined) return [];
      const properties = { kind: 'users', service, demand, region, requestsPerSecond, latencyMs };
      return [{ type: 'Feature', id: `users/${service}/${demand}/${region}`, geometry: line(from, to), properties }];
    }),
  );
}

/** Calls inside of a region go nowhere on a map. */
function callFeatures({ plan, regionOf }: PlanFacts): Feature[] {
  return plan.workloads.flatMap(({ service: callee, callFlows }) =>
    callFlows.flatMap(({ service: caller, from, to, requestsPerSecond, latencyMs }): Feature[] => {
      const [start, end] = [regionOf.get(from), regionOf.get(to)];
      if (start === undefined || end === undefined || from === to) return [];
      const properties = { kind: 'calls', caller, callee, from, to, requestsPerSecond, latencyMs };
      const id = `calls/${caller}/${from}/${callee}/${to}`;
      return [{ type: 'Feature', id, geometry: line(start, end), properties }];
    }),
  );
}

function line(from: Point, to: Point): Geometry {
  const pieces = cutAtSeam(greatCircle(from, to), 0)
    .map((piece) => piece.map(position))
    .filter((piece) => piece.length > 1);
  const [first, ...others] = pieces;
  if (first !== undefined && others.length === 0) return { type: 'LineString', coordinates: first };
  return { type: 'MultiLineString', coordinates: pieces };
}

const position = ({ lat, lng }: Point): Position => [rounded(lng, 4), rounded(lat, 4)];

/** Without a minus before a zero. */
const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals)) + 0;

function positionsOf(geometry: Geometry): readonly Position[] {
  switch (geometry.type) {
    case 'Point':
      return [geometry.coordinates];
    case 'LineString':
      return geometry.coordinates;
    case 'MultiLineString':
      return geometry.coordinates.flat();
  }
}

/** West, south, east, north. */
function boundingBox(positions: readonly Position[]): readonly [number, number, number, number] {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [lng, lat] of positions) {
    west = Math.min(west, lng);
    south = Math.min(south, lat);
    east = Math.max(east, lng);
    north = Math.max(north, lat);
  }
  return [west, south, east, north];
}
