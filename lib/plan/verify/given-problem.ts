import type { Model, RegionNode, ServiceNode } from '../../model/model';
import type { SpreadOver } from '../../model/spec';
import { atlas } from '../atlas';
import { float32FromBase64 } from '../base64';
import { demandPoints } from '../demand';
import { placementOrder } from '../placement-order';
import type { Plan } from '../plan';

/**
 * What a plan was asked, read from its Model: money in US dollars a month, rates in requests per second. An origin of
 * requests is a region by position or, after all regions, a demand point; users keep the class that the certificate says.
 */
export type GivenProblem = ReturnType<typeof givenProblem>;
export type GivenService = GivenProblem['services'][number];

const hours = 730;
export const userBytes = 16_384;
/** By region, CPU (milli) and memory (MiB) that services may use. */
type Room = readonly (readonly [number, number])[];
/** CPU and memory that the router of a region uses where there are several regions. */
export const router = [1000, 512] as const;

export function givenProblem({ model, certificate, from: previous }: Plan) {
  const { regions } = model;
  const points = demandPoints(model.demand);
  const { services: order, entries } = placementOrder(model);
  const position = new Map(order.map(({ id }, at) => [id, at]));
  const calls = model.calls.flatMap(({ from, to, ...call }) => {
    const [caller, callee] = [position.get(from) ?? Infinity, position.get(to) ?? -1];
    return caller < callee ? [{ ...call, from: caller, to: callee }] : [];
  });
  const { classOf, classes } = classesOf(certificate.classes, points.length);
  const userRates = points.map(({ requestsPerSecond }) => requestsPerSecond * (1 / Math.max(1, entries.size)));
  const before = new Map(previous?.placements.map((each) => [each.service, new Set(each.regions)]));
  const moveUsd = previous?.moveUsd ?? 0;
  const room = roomOf(model);
  const rates: Float64Array[] = [];
  const services = order.map((node, index) => {
    const called = new Float64Array(classes);
    for (const { from, to, perRequest } of calls)
      for (const [group, rate] of to === index ? (rates[from]?.entries() ?? []) : [])
        called[group] = (called[group] as number) + perRequest * rate;
    const isEntry = entries.has(node.id);
    const all = new Float64Array(classes);
    for (const [point, group] of isEntry ? classOf.entries() : [])
      all[group] = (all[group] as number) + (userRates[point] as number);
    for (const [group, rate] of called.entries()) all[group] = (all[group] as number) + rate;
    rates.push(all);
    const had = before.get(node.id);
    /** What running it there adds to `constantUsd`. */
    const moves = regions.map(({ id }) => (had === undefined ? 0 : had.has(id) ? -moveUsd : moveUsd));
    /** By class, the part that is calls; over all classes, everything. */
    const load = { isEntry, called, rate: all.reduce((sum, rate) => sum + rate, 0) };
    return { node, ...load, ...rulesOf(node, regions, room), moveUsd: moves };
  });
  const kept = order.flatMap(({ id }) => regions.filter((region) => before.get(id)?.has(region.id)));
  return {
    regions,
    points,
    services,
    calls,
    classOf,
    classes,
    userRates,
    room,
    regionAt: new Map(regions.map(({ id }, at) => [id, at])),
    /** As origins. */
    pointAt: new Map(points.map(({ id }, at) => [id, regions.length + at])),
    ways: atlas(regions, points, model.planner.latency.measured),
    waitingUsdPerHour: model.planner.waitingUsdPerHour,
    /** What giving up all previous regions costs. */
    constantUsd: kept.length * moveUsd,
  };
}

function classesOf(text: string, points: number): { readonly classOf: Int32Array; readonly classes: number } {
  const classOf = Int32Array.from(float32FromBase64(text));
  if (classOf.length !== points || classOf.some((each) => each < 0 || each >= points))
    throw new RangeError('certificate: classes: wrong number, or no class');
  return { classOf, classes: classOf.reduce((most, each) => Math.max(most, each + 1), 1) };
}

function roomOf({ regions, planner: { targetUtilisation } }: Model): Room {
  const routers = regions.length > 1 ? 1 : 0;
  return regions.map(({ capacity }) => [
    capacity === null ? Infinity : capacity.cpuMillis * targetUtilisation - routers * router[0],
    capacity === null ? Infinity : capacity.memoryMiB * targetUtilisation - routers * router[1],
  ]);
}

/** Where a service may run, in how many regions, and what that costs. */
function rulesOf(node: ServiceNode, regions: readonly RegionNode[], room: Room) {
  const { geo, tier, resources } = node;
  const { cpuMillis, memoryMiB } = resources;
  const zones = node.type === 'job' ? 1 : tier.minZones;
  /** Replicas that a region runs whatever its load. */
  const reserve = Math.max(tier.minReplicas, zones);
  const admits = regions.map((region, at) => {
    const [cpuRoom, memoryRoom] = room[at] ?? [0, 0];
    const fits = reserve * cpuMillis <= cpuRoom + 1e-6 && reserve * memoryMiB <= memoryRoom + 1e-6;
    const resident = geo.residency.length === 0 || geo.residency.some((tag) => region.jurisdictions.includes(tag));
    return geo.candidates.includes(region.id) && resident && region.zones.length >= zones && fits;
  });
  const replicaUsd = regions.map(({ price: { cpuHourUsd, memoryGiBHourUsd } }) => {
    return hours * ((cpuMillis / 1000) * cpuHourUsd + (memoryMiB / 1024) * memoryGiBHourUsd);
  });
  const usable = admits.filter(Boolean).length;
  const least = Math.max(geo.minRegions, tier.minRegions);
  return {
    admits,
    least: Math.min(least, usable),
    most: Math.min(geo.enabled ? Math.max(least, geo.maxRegions) : least, usable),
    /** Share of the requests that may miss the objective. */
    mayMiss: geo.maxLatencyMs === null ? 0 : 1 - geo.coverage,
    reserve,
    fixedUsd: replicaUsd.map((usd) => reserve * usd),
    /** Of one request per second. */
    unitUsd: replicaUsd.map((usd) => usd / node.requestsPerSecondPerReplica),
  };
}

/** Requests of a service on their way from an origin to a region, `bytes` each with their answer. */
export interface Way {
  readonly service: GivenService;
  /** Null: users. */
  readonly caller: GivenService | null;
  readonly bytes: number;
  /** US dollars a month for one per second that misses the objective. */
  readonly slowUsd: number;
}

export function misses({ ways }: GivenProblem, { node: { geo } }: GivenService, origin: number, to: number): boolean {
  return geo.maxLatencyMs !== null && ways.assured(origin, to) > geo.maxLatencyMs;
}

/** What one per second costs; Infinity where it is not admitted. */
export function wayUsd(given: GivenProblem, way: Way, origin: number, to: number): number {
  const { service, caller, bytes, slowUsd } = way;
  const slow = misses(given, service, origin, to);
  const isBarred = origin === to && caller !== null && service.node.geo.apartFrom.includes(caller.node.id);
  if (!service.admits[to] || isBarred || (slow && service.mayMiss === 0)) return Infinity;
  const waiting = (given.ways.roundTrip(origin, to) / 1000) * given.waitingUsdPerHour * hours;
  const egress = ((hours * 3600 * bytes) / 2 ** 30) * (given.regions[to] as RegionNode).price.egressGiBUsd;
  return waiting + (origin === to ? 0 : egress) + (slow ? slowUsd : 0);
}

/** How many of the chosen regions a spread tells apart: those alike, directly or through any others, are one. */
export function distinctValues(regions: readonly RegionNode[], over: SpreadOver, chosen: ReadonlySet<string>): number {
  const alike = (a: RegionNode, b: RegionNode): boolean =>
    over === 'domain'
      ? a.failureDomains.some((domain) => b.failureDomains.includes(domain))
      : over !== 'region' && a[over] !== null && a[over] === b[over];
  let groups: RegionNode[][] = [];
  for (const region of regions) {
    const near = groups.filter((group) => group.some((each) => alike(each, region)));
    groups = [...groups.filter((group) => !near.includes(group)), [region, ...near.flat()]];
  }
  return groups.filter((group) => group.some(({ id }) => chosen.has(id))).length;
}
