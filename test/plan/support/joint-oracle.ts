import { roundTripMs } from '../../../lib/geo/latency';
import type { CallEdge, Model, RegionNode, ServiceNode } from '../../../lib/model/model';
import { isFast, type Origin, replicaUsd, servedUsd } from './oracle';

/** Positions of the regions of every set that a service may run in. */
export function choices({ regions }: Model, { geo }: ServiceNode): number[][] {
  const most = Math.min(geo.maxRegions, regions.length);
  return Array.from({ length: 2 ** regions.length - 1 }, (_, mask) =>
    regions.flatMap((_region, at) => (((mask + 1) >> at) & 1 ? [at] : [])),
  ).filter((set) => set.length >= geo.minRegions && set.length <= most);
}

/** From every origin to every region: what one request costs there alone; Infinity where it breaks a hard objective. */
function ways(model: Model, service: ServiceNode, origins: readonly Origin[]): number[][] {
  return origins.map((origin) =>
    model.regions.map((region) =>
      service.geo.coverage === 1 && !isFast(service, origin.roundTripMs(region))
        ? Infinity
        : servedUsd(model, service, origin, region),
    ),
  );
}

/** Milliseconds from a user or a region to a region. */
export type RoundTrip = (
  from: { readonly id: string; readonly lat: number; readonly lng: number },
  to: RegionNode,
) => number;

export const modelled: RoundTrip = (from, to) => (from.id === to.id ? 1 : roundTripMs(from, to));

const caller = (region: RegionNode, { bytes }: CallEdge, roundTrip: RoundTrip): Origin => ({
  from: region.id,
  requestsPerSecond: 1,
  roundTripMs: (to) => roundTrip(region, to),
  bytes,
  home: region.id,
});

interface Chain {
  readonly users: readonly { readonly requestsPerSecond: number }[];
  readonly links: readonly { readonly call: CallEdge; readonly usd: number[][] }[];
  readonly fromUsers: number[][];
}

/** Prices of a chain whose first service takes all users. */
function chainOf(model: Model, roundTrip: RoundTrip): Chain {
  const users = model.demand.kind === 'points' ? model.demand.points : [];
  const origins = users.map((user): Origin => {
    const toRegion = (to: RegionNode): number => roundTrip(user, to);
    return { from: user.id, requestsPerSecond: 1, roundTripMs: toRegion, bytes: 16_384, home: null };
  });
  const links = model.services.slice(1).map((service, at) => {
    const call = model.calls.find(({ from, to }) => from === model.services[at]?.id && to === service.id);
    if (call === undefined) throw new Error('a chain');
    return {
      call,
      usd: ways(
        model,
        service,
        model.regions.map((region) => caller(region, call, roundTrip)),
      ),
    };
  });
  return { users, links, fromUsers: ways(model, model.services[0] as ServiceNode, origins) };
}

/** What a choice of regions for every service of a chain costs, all requests on their cheapest ways. */
export function jointCostOf(model: Model): (chosen: readonly (readonly number[])[]) => number {
  const { users, links, fromUsers } = chainOf(model, modelled);
  return (chosen) => {
    let after = model.regions.map(() => 0);
    let cost = 0;
    for (let index = chosen.length - 1; index >= 0; index -= 1) {
      const service = model.services[index] as ServiceNode;
      const set = chosen[index] ?? [];
      for (const at of set) cost += service.tier.minReplicas * replicaUsd(service, model.regions[at] as RegionNode);
      const cheapest = (row: readonly number[]): number =>
        set.reduce((least, at) => Math.min(least, (row[at] ?? NaN) + (after[at] ?? NaN)), Infinity);
      const link = links[index - 1];
      if (link === undefined)
        cost = users.reduce((sum, user, at) => sum + user.requestsPerSecond * cheapest(fromUsers[at] ?? []), cost);
      else after = link.usd.map((row) => link.call.perRequest * cheapest(row));
    }
    return cost;
  };
}

/**
 * The least that all services together can cost without limits of room, by trying all sets of regions for all of them: a
 * chain whose first service takes all users. Null when nothing keeps the objectives.
 */
export function jointOptimum(model: Model, roundTrip: RoundTrip = modelled): number | null {
  const { users, links, fromUsers } = chainOf(model, roundTrip);
  const all = model.services.map((service) => choices(model, service));
  let best = Infinity;
  /** `after[r]`: what one request served in region r costs in the services behind it. */
  const extend = (index: number, after: readonly number[], reserved: number): void => {
    const service = model.services[index] as ServiceNode;
    for (const set of all[index] ?? []) {
      const cost = set.reduce(
        (sum, at) => sum + service.tier.minReplicas * replicaUsd(service, model.regions[at] as RegionNode),
        reserved,
      );
      const cheapest = (row: readonly number[]): number =>
        set.reduce((least, at) => Math.min(least, (row[at] ?? NaN) + (after[at] ?? NaN)), Infinity);
      if (index > 0) {
        const { call, usd } = links[index - 1] as (typeof links)[number];
        extend(
          index - 1,
          usd.map((row) => call.perRequest * cheapest(row)),
          cost,
        );
      } else {
        const served = users.reduce(
          (sum, user, at) => sum + user.requestsPerSecond * cheapest(fromUsers[at] ?? []),
          cost,
        );
        best = Math.min(best, served);
      }
    }
  };
  extend(
    model.services.length - 1,
    model.regions.map(() => 0),
    0,
  );
  return best === Infinity ? null : best;
}

/** By service, then by region: the least cost with the service running there and without, by trying everything. */
export function settledOptima(model: Model): { readonly with: number; readonly without: number }[][] {
  const cost = jointCostOf(model);
  const least = model.services.map(() => model.regions.map(() => ({ with: Infinity, without: Infinity })));
  const extend = (chosen: readonly (readonly number[])[]): void => {
    const next = model.services[chosen.length];
    if (next !== undefined) {
      for (const set of choices(model, next)) extend([...chosen, set]);
      return;
    }
    const usd = cost(chosen);
    for (const [service, row] of least.entries())
      for (const [region, best] of row.entries()) {
        const runs = chosen[service]?.includes(region) === true;
        best[runs ? 'with' : 'without'] = Math.min(best[runs ? 'with' : 'without'], usd);
      }
  };
  extend([]);
  return least;
}
