import type { RegionNode, ServiceNode } from '../../model/model';
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
const userBytes = 16_384;
/** What the router of a region uses where there are several regions. */
const router = { cpuMillis: 1000, memoryMiB: 512 };

export function givenProblem({ model, certificate, from: previous }: Plan) {
  const { regions, planner } = model;
  const points = demandPoints(model.demand);
  const ways = atlas(regions, points, planner.latency.measured);
  const { services: order, entries } = placementOrder(model);
  const position = new Map(order.map(({ id }, at) => [id, at]));
  const calls = model.calls.flatMap(({ from, to, ...call }) => {
    const [caller, callee] = [position.get(from) ?? Infinity, position.get(to) ?? -1];
    return caller < callee ? [{ ...call, from: caller, to: callee }] : [];
  });
  const { classOf, classes } = classesOf(certificate.classes, points.length);
  const userRates = points.map(({ requestsPerSecond }) => requestsPerSecond * (1 / Math.max(1, entries.size)));
  const routers = regions.length > 1 ? 1 : 0;
  const room = regions.map(({ capacity }) => {
    if (capacity === null) return [Infinity, Infinity] as const;
    return [
      capacity.cpuMillis * planner.targetUtilisation - routers * router.cpuMillis,
      capacity.memoryMiB * planner.targetUtilisation - routers * router.memoryMiB,
    ] as const;
  });
  const before = new Map(previous?.placements.map((each) => [each.service, new Set(each.regions)]));
  const moveUsd = previous?.moveUsd ?? 0;
  const kept = [...before].map(([id, set]) =>
    position.has(id) ? regions.filter((each) => set.has(each.id)).length : 0,
  );
  const rates: Float64Array[] = [];
  const services = order.map((node, index) => {
    const { id, geo, tier, resources } = node;
    const called = new Float64Array(classes);
    for (const { from, to, perRequest } of calls)
      if (to === index)
        for (const [group, rate] of rates[from]?.entries() ?? [])
          called[group] = (called[group] as number) + perRequest * rate;
    const users = new Float64Array(classes);
    for (const [point, rate] of entries.has(id) ? userRates.entries() : [])
      users[classOf[point] as number] = (users[classOf[point] as number] as number) + rate;
    const all = users.map((rate, group) => rate + (called[group] as number));
    rates.push(all);
    const zones = node.type === 'job' ? 1 : tier.minZones;
    const reserve = Math.max(tier.minReplicas, zones);
    const replicaUsd = regions.map(
      ({ price }) =>
        hours *
        ((resources.cpuMillis / 1000) * price.cpuHourUsd + (resources.memoryMiB / 1024) * price.memoryGiBHourUsd),
    );
    const admits = regions.map(
      (region, at) =>
        geo.candidates.includes(region.id) &&
        (geo.residency.length === 0 || geo.residency.some((tag) => region.jurisdictions.includes(tag))) &&
        region.zones.length >= zones &&
        reserve * resources.cpuMillis <= (room[at]?.[0] ?? 0) + 1e-6 &&
        reserve * resources.memoryMiB <= (room[at]?.[1] ?? 0) + 1e-6,
    );
    const usable = admits.filter(Boolean).length;
    const least = Math.max(geo.minRegions, tier.minRegions);
    return {
      node,
      isEntry: entries.has(id),
      /** By class: requests that are calls of other services. Over all classes: all requests. */
      called,
      rate: all.reduce((sum, rate) => sum + rate, 0),
      /** By region. */
      admits,
      least: Math.min(least, usable),
      most: Math.min(geo.enabled ? Math.max(least, geo.maxRegions) : least, usable),
      /** Share of the requests that may miss the objective. */
      mayMiss: geo.maxLatencyMs === null ? 0 : 1 - geo.coverage,
      /** Replicas that a region runs whatever its load. */
      reserve,
      fixedUsd: replicaUsd.map((usd) => reserve * usd),
      /** Of one request per second. */
      unitUsd: replicaUsd.map((usd) => usd / node.requestsPerSecondPerReplica),
      /** What running it there adds to `constantUsd`, which is what giving up all previous regions costs. */
      moveUsd: regions.map((region) => (before.has(id) ? (before.get(id)?.has(region.id) ? -moveUsd : moveUsd) : 0)),
    };
  });
  const misses = ({ node: { geo } }: { node: ServiceNode }, origin: number, to: number): boolean =>
    geo.maxLatencyMs !== null && ways.assured(origin, to) > geo.maxLatencyMs;
  return {
    regions,
    points,
    services,
    calls,
    classOf,
    classes,
    userRates,
    userBytes,
    regionAt: new Map(regions.map(({ id }, at) => [id, at])),
    /** As origins. */
    pointAt: new Map(points.map(({ id }, at) => [id, regions.length + at])),
    room,
    router,
    constantUsd: kept.reduce((sum, count) => sum + count * moveUsd, 0),
    ways,
    misses,
    /** Of one request per second with its answer; Infinity where it is not admitted. `slowUsd`: the price of a miss. */
    wayUsd: (
      service: (typeof services)[number],
      origin: number,
      to: number,
      bytes: number,
      slowUsd: number,
    ): number => {
      const slow = misses(service, origin, to);
      if (!service.admits[to] || (slow && service.mayMiss === 0)) return Infinity;
      const egress = ((hours * 3600 * bytes) / 2 ** 30) * (regions[to]?.price.egressGiBUsd ?? 0);
      const waiting = (ways.roundTrip(origin, to) / 1000) * planner.waitingUsdPerHour * hours;
      return waiting + (origin === to ? 0 : egress) + (slow ? slowUsd : 0);
    },
  };
}

function classesOf(text: string, points: number): { readonly classOf: Int32Array; readonly classes: number } {
  const classOf = Int32Array.from(float32FromBase64(text));
  if (classOf.length !== points || classOf.some((each) => each < 0 || each >= points))
    throw new RangeError('certificate: classes: wrong number, or no class');
  return { classOf, classes: classOf.reduce((most, each) => Math.max(most, each + 1), 1) };
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
