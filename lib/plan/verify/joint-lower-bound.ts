import { float32FromBase64 } from '../base64';
import type { Certificate } from '../plan';
import type { GivenProblem, GivenService } from './given-problem';

/** Every term is lowered by this part of it before it is rounded down: more than its own rounding error. */
const slack = 2 ** -36;

/**
 * The bound that a certificate proves, computed from its formula (see `JointRelaxation`) and the declared problem alone:
 * a sum of multipliers, less what room and coverage give back, plus for every service its cheapest admissible choice of
 * regions, all in whole quanta. Throws on multipliers of the wrong number or sign, and where sums are not exact.
 */
export function jointLowerBound(certificate: Certificate, given: GivenProblem): number {
  const { quantumUsd } = certificate;
  check(2 ** Math.round(Math.log2(quantumUsd)) === quantumUsd, 'quantum: no power of two');
  const whole = (usd: number): number => Math.floor((usd * (usd < 0 ? 1 + slack : 1 - slack)) / quantumUsd);
  let total = 0;
  const add = (quanta: number): void => {
    total += quanta;
    check(Number.isSafeInteger(total), 'quantum: too fine for exact sums');
  };
  const prices = pricesOf(certificate, given);
  add(whole(given.constantUsd));
  for (const [at, limits] of given.room.entries())
    for (const [resource, limit] of limits.entries()) {
      const price = prices.room[at]?.[resource] as number;
      if (price > 0) add(whole(-price * limit));
    }
  const own: Float64Array[] = [];
  for (const [index, service] of [...given.services.entries()].toReversed()) {
    const { users, slowUsd } = prices.services[index] as ServicePrices;
    add(whole(-slowUsd * service.mayMiss * service.rate));
    for (const usd of users ?? []) add(Math.floor(usd / quantumUsd));
    own[index] = ownPrices(given, prices, index, own);
    const values = siteValues(given, service, prices.services[index] as ServicePrices, own[index], quantumUsd, whole);
    for (const [at, value] of values.entries()) if (at < service.least || (at < service.most && value < 0)) add(value);
  }
  return total * quantumUsd;
}

/** Classes x regions: one request per second at a service, with all that it calls. Those of its callees are known. */
function ownPrices(given: GivenProblem, prices: Prices, index: number, own: readonly Float64Array[]): Float64Array {
  const width = given.regions.length;
  const { node, unitUsd } = given.services[index] as GivenService;
  const use = [node.resources.cpuMillis, node.resources.memoryMiB].map(
    (each) => each / node.requestsPerSecondPerReplica,
  );
  const usd = Float64Array.from({ length: given.classes * width }, (_, at) => {
    const [cpuUsd, memoryUsd] = prices.room[at % width] as Pair;
    return (unitUsd[at % width] as number) + (use[0] as number) * cpuUsd + (use[1] as number) * memoryUsd;
  });
  for (const { from: caller, to: callee, perRequest, bytes } of given.calls) {
    if (caller !== index) continue;
    const service = given.services[callee] as GivenService;
    const { links, slowUsd } = prices.services[callee] as ServicePrices;
    const arrival = own[callee]?.map((each, at) => {
      const rate = service.called[Math.floor(at / width)] as number;
      return each + (rate > 0 ? (links?.[at] ?? 0) / rate : 0);
    }) as Float64Array;
    for (let from = 0; from < width; from += 1) {
      const ways = Float64Array.from({ length: width }, (_, to) => given.wayUsd(service, from, to, bytes, slowUsd));
      for (let at = from; at < usd.length; at += width) {
        let least = Infinity;
        for (let to = 0; to < width; to += 1)
          least = Math.min(least, (ways[to] as number) + (arrival[at - from + to] as number));
        usd[at] = (usd[at] as number) + perRequest * least;
      }
    }
  }
  return usd;
}

/** In quanta, ascending: what running a service in each admissible region adds. */
function siteValues(
  { regions, classOf, userRates, userBytes, wayUsd }: GivenProblem,
  service: GivenService,
  { users, links, slowUsd }: ServicePrices,
  own: Float64Array,
  quantumUsd: number,
  whole: (usd: number) => number,
): Float64Array {
  const width = regions.length;
  const values = Float64Array.from(regions, (_, site) => {
    if (!service.admits[site]) return Infinity;
    let value = whole((service.fixedUsd[site] as number) + (service.moveUsd[site] as number));
    for (let at = site; links !== undefined && at < links.length; at += width)
      value -= Math.ceil((links[at] as number) / quantumUsd);
    for (let point = 0; users !== undefined && point < users.length; point += 1) {
      const rate = userRates[point] as number;
      const way = wayUsd(service, width + point, site, userBytes, slowUsd);
      const usd = way + (own[(classOf[point] as number) * width + site] as number);
      value += Math.min(0, (rate === 0 ? 0 : whole(rate * usd)) - Math.floor((users[point] as number) / quantumUsd));
    }
    return value;
  });
  return values.filter((value) => value < Infinity).sort();
}

type Pair = readonly [number, number];

interface ServicePrices {
  readonly users: Float32Array | undefined;
  readonly links: Float32Array | undefined;
  readonly slowUsd: number;
}

interface Prices {
  readonly services: readonly ServicePrices[];
  /** By region: a month of a milli of CPU and a MiB of memory. */
  readonly room: readonly Pair[];
}

function pricesOf(certificate: Certificate, { services, regions, points, classes }: GivenProblem): Prices {
  const ids = services.map(({ node }) => node.id);
  const decoded = (parts: Certificate['users']): (Float32Array | undefined)[] =>
    byId(
      ids,
      parts.map(({ service, multipliers }) => [service, float32FromBase64(multipliers)]),
    );
  const [users, links] = [decoded(certificate.users), decoded(certificate.calls)];
  const slow = byId(
    ids,
    certificate.coverage.map((each) => [each.service, each.slowRequestUsd]),
  );
  const room = byId(
    regions.map(({ id }) => id),
    certificate.room.map((each) => [each.region, each]),
  );
  for (const [index, { isEntry }] of services.entries()) {
    check(users[index]?.length === (isEntry ? points.length : undefined), 'users: wrong number');
    check((links[index]?.length ?? classes * regions.length) === classes * regions.length, 'calls: wrong number');
    check((links[index]?.every((usd) => usd >= 0) ?? true) && (slow[index] ?? 0) >= 0, 'calls, coverage: wrong sign');
  }
  check(
    room.every((each) => each === undefined || (each.cpuMilliUsd >= 0 && each.memoryMiBUsd >= 0)),
    'room: wrong sign',
  );
  return {
    services: ids.map((_, index) => ({ users: users[index], links: links[index], slowUsd: slow[index] ?? 0 })),
    room: room.map((each) => [each?.cpuMilliUsd ?? 0, each?.memoryMiBUsd ?? 0]),
  };
}

/** What stands under each id; every name must be an id and stand once. */
function byId<Item>(ids: readonly string[], named: readonly (readonly [string, Item])[]): (Item | undefined)[] {
  const items = new Map(named);
  check(items.size === named.length && named.every(([name]) => ids.includes(name)), 'an unknown or repeated name');
  return ids.map((id) => items.get(id));
}

function check(holds: boolean, fault: string): void {
  if (!holds) throw new RangeError(`certificate: ${fault}`);
}
