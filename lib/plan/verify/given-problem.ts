import type { CallEdge, Model, RegionNode, ServiceNode } from '../../model/model';
import type { SpreadOver } from '../../model/spec';
import { atlas } from '../atlas';
import { demandPoints } from '../demand';
import { placementOrder } from '../placement-order';
import type { DemandPoint, Plan } from '../plan';

/** What a plan was asked, read from the Model alone. Regions and demand points by position, US dollars a month. */
export interface GivenProblem {
  readonly regions: readonly RegionNode[];
  readonly points: readonly DemandPoint[];
  /** Callers before the services they call. */
  readonly services: readonly ServiceNode[];
  /** Those that bring load. */
  readonly calls: readonly CallEdge[];
  isEntry(service: string): boolean;
  /** Requests per second that an entry service gets from a point; that any service gets in all. */
  userRate(point: number): number;
  rate(service: string): number;
  admits(service: ServiceNode, region: number): boolean;
  limits(service: ServiceNode): { readonly least: number; readonly most: number };
  /** How many distinct values of what a spread tells apart the regions lie in. */
  distinct(over: SpreadOver, regions: ReadonlySet<string>): number;
  /** Share of the requests that may miss the objective; 0 = none. */
  mayMiss(service: ServiceNode): number;
  userMs(point: number, region: number): number;
  callMs(from: number, to: number): number;
  /** Whether a round trip may miss the objective, or does. */
  missesFrom(service: ServiceNode, point: number | null, from: number, to: number): boolean;
  /** One request per second of a user, of a call; Infinity where it is not admitted. `slowUsd`: what a miss costs. */
  userUsd(service: ServiceNode, point: number, region: number, slowUsd: number): number;
  callUsd(call: CallEdge, from: number, to: number, slowUsd: number): number;
  /** Of one request per second, and of the reserve. */
  unitUsd(service: ServiceNode, region: number): number;
  fixedUsd(service: ServiceNode, region: number): number;
  /** Of running it there: a move, or what a region that is kept saves of `constantUsd`. */
  moveUsd(service: ServiceNode, region: number): number;
  /** All moves away from the previous plan. */
  readonly constantUsd: number;
  reserve(service: ServiceNode): number;
  /** CPU (milli) and memory (MiB) that services may use. */
  room(region: number): readonly [number, number];
  readonly router: { readonly cpuMillis: number; readonly memoryMiB: number };
}

const hours = 730;
/** What the router of a region uses where there are several regions. */
const router = { cpuMillis: 1000, memoryMiB: 512 };
const userBytes = 16_384;

export function givenProblem(model: Model, from?: Plan['from']): GivenProblem {
  const { regions, planner } = model;
  const points = demandPoints(model.demand);
  const { services, entries } = placementOrder(model);
  const ways = atlas(regions, points, planner.latency.measured);
  const byId = new Map(services.map((service, position) => [service.id, { service, position }]));
  const calls = model.calls.filter(
    ({ from, to }) => (byId.get(from)?.position ?? Infinity) < (byId.get(to)?.position ?? -1),
  );
  const user = (point: number) =>
    ({ kind: 'users', demand: points[point] as DemandPoint, requestsPerSecond: 0, bytes: 0 }) as const;
  const userRate = (point: number): number =>
    (points[point] as DemandPoint).requestsPerSecond / Math.max(1, entries.size);
  const rates = new Map<string, number>();
  for (const { id } of services) {
    const users = entries.has(id) ? points.reduce((sum, _, point) => sum + userRate(point), 0) : 0;
    const called = calls
      .filter(({ to }) => to === id)
      .map(({ from, perRequest }) => perRequest * (rates.get(from) ?? 0));
    rates.set(
      id,
      called.reduce((sum, rate) => sum + rate, users),
    );
  }
  const zones = ({ tier, type }: ServiceNode): number => (type === 'job' ? 1 : tier.minZones);
  const reserve = (service: ServiceNode): number => Math.max(service.tier.minReplicas, zones(service));
  const replicaUsd = ({ resources }: ServiceNode, region: number): number => {
    const { cpuHourUsd, memoryGiBHourUsd } = (regions[region] as RegionNode).price;
    return hours * ((resources.cpuMillis / 1000) * cpuHourUsd + (resources.memoryMiB / 1024) * memoryGiBHourUsd);
  };
  const room = (region: number): readonly [number, number] => {
    const { capacity } = regions[region] as RegionNode;
    if (capacity === null) return [Infinity, Infinity];
    const routers = regions.length > 1 ? 1 : 0;
    return [
      capacity.cpuMillis * planner.targetUtilisation - routers * router.cpuMillis,
      capacity.memoryMiB * planner.targetUtilisation - routers * router.memoryMiB,
    ];
  };
  const admits = (service: ServiceNode, at: number): boolean => {
    const region = regions[at] as RegionNode;
    const [cpu, memory] = room(at);
    const { residency, candidates } = service.geo;
    return (
      candidates.includes(region.id) &&
      (residency.length === 0 || residency.some((tag) => region.jurisdictions.includes(tag))) &&
      region.zones.length >= zones(service) &&
      reserve(service) * service.resources.cpuMillis <= cpu + 1e-6 &&
      reserve(service) * service.resources.memoryMiB <= memory + 1e-6
    );
  };
  const admitted = new Map(services.map((service) => [service.id, regions.map((_, at) => admits(service, at))]));
  const isAdmitted = (service: string, region: number): boolean => admitted.get(service)?.[region] === true;
  const mayMiss = ({ geo }: ServiceNode): number => (geo.maxLatencyMs === null ? 0 : 1 - geo.coverage);
  const missesFrom = ({ geo }: ServiceNode, point: number | null, from: number, to: number): boolean =>
    geo.maxLatencyMs !== null &&
    (point === null ? ways.assuredBetweenRegions(from, to) : ways.assuredFromRow(user(point), to)) > geo.maxLatencyMs;
  const wayUsd = (
    ms: number,
    bytes: number,
    to: number,
    slow: boolean,
    service: ServiceNode,
    slowUsd: number,
  ): number => {
    if (slow && mayMiss(service) === 0) return Infinity;
    const traffic = ((hours * 3600 * bytes) / 2 ** 30) * (regions[to] as RegionNode).price.egressGiBUsd;
    return (ms / 1000) * planner.waitingUsdPerHour * hours + traffic + (slow ? slowUsd : 0);
  };
  const userMs = (point: number, region: number): number => ways.fromRow(user(point), region);
  const moves = movesOf(model, from);
  return {
    router,
    regions,
    points,
    services,
    calls,
    userRate,
    reserve,
    room,
    mayMiss,
    userMs,
    missesFrom,
    isEntry: (service) => entries.has(service),
    rate: (service) => rates.get(service) ?? 0,
    admits: ({ id }, region) => isAdmitted(id, region),
    limits: ({ id, geo, tier }) => {
      const usable = admitted.get(id)?.filter(Boolean).length ?? 0;
      const least = Math.max(geo.minRegions, tier.minRegions);
      return {
        least: Math.min(least, usable),
        most: Math.min(geo.enabled ? Math.max(least, geo.maxRegions) : least, usable),
      };
    },
    distinct: (over, ids) =>
      distinctValues(
        regions.filter(({ id }) => ids.has(id)),
        regions,
        over,
      ),
    callMs: (from, to) => ways.betweenRegions(from, to),
    userUsd: (service, point, region, slowUsd) =>
      wayUsd(userMs(point, region), userBytes, region, missesFrom(service, point, 0, region), service, slowUsd),
    callUsd: ({ from: caller, to: callee, bytes }, from, to, slowUsd) => {
      const { service } = byId.get(callee) as { service: ServiceNode };
      if (!isAdmitted(caller, from) || !isAdmitted(callee, to)) return Infinity;
      const slow = missesFrom(service, null, from, to);
      return wayUsd(ways.betweenRegions(from, to), from === to ? 0 : bytes, to, slow, service, slowUsd);
    },
    unitUsd: (service, region) => replicaUsd(service, region) / service.requestsPerSecondPerReplica,
    fixedUsd: (service, region) => reserve(service) * replicaUsd(service, region),
    moveUsd: ({ id }, region) => moves.usd(id, region),
    constantUsd: moves.constantUsd,
  };
}

function distinctValues(chosen: readonly RegionNode[], all: readonly RegionNode[], over: SpreadOver): number {
  if (over === 'provider') return new Set(chosen.map(({ id, provider }) => provider ?? id)).size;
  if (over === 'country') return new Set(chosen.map(({ id, country }) => country ?? id)).size;
  const left = new Set(chosen);
  if (over === 'region') return left.size;
  let count = 0;
  for (const first of chosen) {
    if (!left.has(first)) continue;
    count += 1;
    const reached = new Set([first]);
    for (const from of reached)
      for (const to of all)
        if (to.failureDomains.some((domain) => from.failureDomains.includes(domain))) reached.add(to);
    for (const region of reached) left.delete(region);
  }
  return count;
}

interface Moves {
  usd(service: string, region: number): number;
  readonly constantUsd: number;
}

/** Starting and giving up a region cost the same; services and regions that either plan does not know cost nothing. */
function movesOf({ regions, services }: Model, from: Plan['from']): Moves {
  if (from === undefined) return { usd: () => 0, constantUsd: 0 };
  const before = new Map(from.placements.map((each) => [each.service, new Set(each.regions)]));
  const kept = services.flatMap(({ id }) => regions.filter((region) => before.get(id)?.has(region.id) === true));
  return {
    constantUsd: kept.length * from.moveUsd,
    usd: (service, region) => {
      const set = before.get(service);
      if (set === undefined) return 0;
      return set.has(regions[region]?.id ?? '') ? -from.moveUsd : from.moveUsd;
    },
  };
}
