import { roundTripMs } from '../../../lib/geo/latency';
import type { Model, RegionNode, ServiceNode } from '../../../lib/model/model';
import type { Plan, Workload } from '../../../lib/plan/plan';
import type { PlacementProblem } from '../../../lib/plan/solver';

/** Requests of one origin, as the model's own words define them. */
export interface Origin {
  readonly from: string;
  readonly requestsPerSecond: number;
  readonly roundTripMs: (region: RegionNode) => number;
  readonly bytes: number;
  /** A region whose traffic to itself costs nothing. */
  readonly home: string | null;
}

const hours = 730;
const seconds = hours * 3600;

export const workloadOf = (plan: Plan, service: string): Workload => {
  const found = plan.workloads.find((each) => each.service === service);
  if (found === undefined) throw new Error(`no workload ${service}`);
  return found;
};

export const serviceOf = (model: Model, id: string): ServiceNode => {
  const found = model.services.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no service ${id}`);
  return found;
};

/** What reaches a service, given where the plan runs its callers. `entries` share the users equally. */
export function originsOf(model: Model, plan: Plan, service: string, entries: readonly string[]): Origin[] {
  const users = entries.includes(service)
    ? plan.demand.points.map((point) => ({
        from: point.id,
        requestsPerSecond: point.requestsPerSecond / entries.length,
        roundTripMs: (region: RegionNode) => roundTripMs(point, region),
        bytes: 16_384,
        home: null,
      }))
    : [];
  const calls = model.calls
    .filter((call) => call.to === service && !call.external)
    .flatMap((call) =>
      workloadOf(plan, call.from).placements.map((placement) => {
        const home = model.regions.find((region) => region.id === placement.region);
        if (home === undefined) throw new Error('region');
        return {
          from: `${call.from}@${home.id}`,
          requestsPerSecond: placement.requestsPerSecond * call.perRequest,
          roundTripMs: (region: RegionNode) => (region.id === home.id ? 1 : roundTripMs(home, region)),
          bytes: call.bytes,
          home: home.id,
        };
      }),
    );
  return [...users, ...calls].filter((origin) => origin.requestsPerSecond > 0);
}

export function replicaUsd({ resources }: ServiceNode, { price }: RegionNode): number {
  return (
    hours * ((resources.cpuMillis / 1000) * price.cpuHourUsd + (resources.memoryMiB / 1024) * price.memoryGiBHourUsd)
  );
}

/** US dollars a month for all requests of an origin, served in a region. */
export function servedUsd(model: Model, service: ServiceNode, origin: Origin, region: RegionNode): number {
  const rate = origin.requestsPerSecond;
  const waiting = ((rate * origin.roundTripMs(region)) / 1000) * model.planner.waitingUsdPerHour * hours;
  const compute = (rate / service.requestsPerSecondPerReplica) * replicaUsd(service, region);
  const traffic =
    origin.home === region.id ? 0 : ((rate * seconds * origin.bytes) / 2 ** 30) * region.price.egressGiBUsd;
  return waiting + compute + traffic;
}

export const isFast = ({ geo }: ServiceNode, ms: number): boolean =>
  geo.maxLatencyMs === null || ms * 1.2 <= geo.maxLatencyMs;

/** The placement of one service as numbers; `rooms` are replicas that fit into each region. */
export function problemOf(
  model: Model,
  service: ServiceNode,
  origins: readonly Origin[],
  rooms: readonly number[] | null,
): PlacementProblem {
  const costs = origins.flatMap((origin) =>
    model.regions.map((region) =>
      service.geo.coverage === 1 && !isFast(service, origin.roundTripMs(region))
        ? Infinity
        : servedUsd(model, service, origin, region),
    ),
  );
  return {
    costs: Float64Array.from(costs),
    demands: Float64Array.from(origins, (origin) => origin.requestsPerSecond),
    fixedCosts: Float64Array.from(model.regions, (region) => service.tier.minReplicas * replicaUsd(service, region)),
    capacities: rooms === null ? null : Float64Array.from(rooms, (room) => room * service.requestsPerSecondPerReplica),
    minSites: service.geo.minRegions,
    maxSites: Math.min(service.geo.maxRegions, model.regions.length),
  };
}

/**
 * The optimum without capacities when the share 1 - coverage of the requests may miss the latency objective: every set of
 * sites, and for each the continuous knapsack of the requests that gain most by missing it. Null when there is none.
 */
export function bruteForceCovered(model: Model, service: ServiceNode, origins: readonly Origin[]): number | null {
  const problem = problemOf(model, service, origins, null);
  const { regions } = model;
  const demand = problem.demands.reduce((sum, rate) => sum + rate, 0);
  let best: number | null = null;
  for (let mask = 1; mask < 2 ** regions.length; mask += 1) {
    const open = regions.filter((_, site) => (mask >> site) & 1);
    if (open.length < problem.minSites || open.length > problem.maxSites) continue;
    const fixed = open.reduce((sum, region) => sum + service.tier.minReplicas * replicaUsd(service, region), 0);
    let allowance = (1 - service.geo.coverage) * demand;
    let cost = fixed;
    const gains: { rate: number; perRequest: number }[] = [];
    for (const origin of origins) {
      const usd = (region: RegionNode): number => servedUsd(model, service, origin, region);
      const fast = Math.min(...open.filter((region) => isFast(service, origin.roundTripMs(region))).map(usd));
      const any = Math.min(...open.map(usd));
      const rate = origin.requestsPerSecond;
      if (fast === Infinity) {
        allowance -= rate;
        cost += any;
      } else {
        cost += fast;
        if (any < fast) gains.push({ rate, perRequest: (fast - any) / rate });
      }
    }
    if (allowance < -1e-9 * demand) continue;
    for (const { rate, perRequest } of gains.toSorted((a, b) => b.perRequest - a.perRequest)) {
      const moved = Math.min(rate, Math.max(0, allowance));
      cost -= moved * perRequest;
      allowance -= moved;
    }
    if (best === null || cost < best) best = cost;
  }
  return best;
}
