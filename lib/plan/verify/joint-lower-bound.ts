import { float32FromBase64 } from '../base64';
import type { Certificate } from '../plan';
import { type GivenProblem, type GivenService, userBytes, wayUsd } from './given-problem';

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
    total = exact(total + quanta);
  };
  const prices = pricesOf(certificate, given);
  add(whole(given.constantUsd));
  for (const [at, limits] of given.room.entries())
    for (const resource of [0, 1] as const) {
      const price = (prices.room[at] as Prices['room'][number])[resource];
      if (price > 0) add(whole(-price * limits[resource]));
    }
  const unitUsd: Float64Array[] = [];
  for (const [index, service] of [...given.services.entries()].toReversed()) {
    const { users, links, slowUsd } = prices.services[index] as Prices['services'][number];
    add(whole(-slowUsd * service.mayMiss * service.rate));
    const lambda = Float64Array.from(users, (usd) => Math.floor(usd / quantumUsd));
    const payments = Float64Array.from(links, (usd) => Math.ceil(usd / quantumUsd));
    for (const quanta of lambda) add(quanta);
    const own = ownUsd(given, prices, index, unitUsd);
    unitUsd[index] = own;
    const terms = { service, slowUsd, own, lambda, payments, whole };
    const values = Float64Array.from(given.regions, (_, site) => siteValue(given, terms, site));
    for (const [at, value] of values.sort().entries())
      if (at < service.least || (at < service.most && value < 0)) add(value);
  }
  return total * quantumUsd;
}

interface Terms {
  readonly service: GivenService;
  readonly slowUsd: number;
  readonly own: Float64Array;
  /** In quanta. */
  readonly lambda: Float64Array;
  readonly payments: Float64Array;
  readonly whole: (usd: number) => number;
}

/** In quanta: what running a service in a region adds; Infinity where it may not. */
function siteValue(given: GivenProblem, terms: Terms, site: number): number {
  const { service, payments, lambda, whole } = terms;
  if (!service.admits[site]) return Infinity;
  let value = exact(whole((service.fixedUsd[site] as number) + (service.moveUsd[site] as number)));
  for (let at = site; at < payments.length; at += given.regions.length) value -= payments[at] as number;
  return exact(value + (lambda.length === 0 ? 0 : usersValue(given, terms, site)));
}

/** Its users, all requests of each. */
function usersValue(given: GivenProblem, { service, slowUsd, own, lambda, whole }: Terms, site: number): number {
  const { userRates, classOf } = given;
  const width = given.regions.length;
  const way = { service, caller: null, slowUsd, bytes: userBytes };
  let value = 0;
  for (let point = 0; point < lambda.length; point += 1) {
    const rate = userRates[point] as number;
    const usd = wayUsd(given, way, width + point, site) + (own[(classOf[point] as number) * width + site] as number);
    value += Math.min(0, (rate === 0 ? 0 : whole(rate * usd)) - (lambda[point] as number));
  }
  return exact(value);
}

/** Classes x regions: one request per second with all that it calls. `unitUsd`: the same of its callees. */
function ownUsd(given: GivenProblem, prices: Prices, index: number, unitUsd: readonly Float64Array[]): Float64Array {
  const { node, unitUsd: replicaUsd } = given.services[index] as GivenService;
  const { cpuMillis, memoryMiB } = node.resources;
  const [cpu, memory] = [cpuMillis / node.requestsPerSecondPerReplica, memoryMiB / node.requestsPerSecondPerReplica];
  const width = given.regions.length;
  const own = new Float64Array(given.classes * width);
  for (let at = 0; at < own.length; at += 1) {
    const [cpuUsd, memoryUsd] = prices.room[at % width] as Prices['room'][number];
    own[at] = (replicaUsd[at % width] as number) + cpu * cpuUsd + memory * memoryUsd;
  }
  for (const { from: caller, to: callee, bytes, perRequest } of given.calls) {
    if (caller !== index) continue;
    const service = given.services[callee] as GivenService;
    const { links, slowUsd } = prices.services[callee] as Prices['services'][number];
    const arrival = Float64Array.from(unitUsd[callee] as Float64Array);
    for (let at = 0; at < links.length; at += 1) {
      const rate = service.called[Math.floor(at / width)] as number;
      if (rate > 0) arrival[at] = (arrival[at] as number) + (links[at] as number) / rate;
    }
    const way = { service, caller: given.services[index] as GivenService, bytes, slowUsd };
    for (let from = 0; from < width; from += 1) {
      const ways = Float64Array.from({ length: width }, (_, to) => wayUsd(given, way, from, to));
      for (let start = 0; start < own.length; start += width)
        own[start + from] = (own[start + from] as number) + perRequest * leastSum(ways, arrival, start);
    }
  }
  return own;
}

function leastSum(ways: Float64Array, arrival: Float64Array, start: number): number {
  let least = Infinity;
  for (let to = 0; to < ways.length; to += 1) {
    const usd = (ways[to] as number) + (arrival[start + to] as number);
    if (usd < least) least = usd;
  }
  return least;
}

type Prices = ReturnType<typeof pricesOf>;

/** Multipliers of the services, empty where they have none, and of CPU (milli) and memory (MiB) by region. */
function pricesOf(certificate: Certificate, { services, regions, regionAt, points, classes }: GivenProblem) {
  const ids = services.map(({ node }) => node.id);
  const users = byName(ids, certificate.users, ({ service }) => service);
  const calls = byName(ids, certificate.calls, ({ service }) => service);
  const slow = byName(ids, certificate.coverage, ({ service }) => service);
  const room = byName([...regionAt.keys()], certificate.room, ({ region }) => region);
  return {
    services: services.map(({ node: { id }, isEntry }) => {
      const lambda = float32FromBase64(users.get(id)?.multipliers ?? '');
      const links = float32FromBase64(calls.get(id)?.multipliers ?? '');
      const slowUsd = slow.get(id)?.slowRequestUsd ?? 0;
      check(lambda.length === (isEntry ? points.length : 0), 'users: wrong number');
      check(links.length === (calls.has(id) ? classes * regions.length : 0), 'calls: wrong number');
      check(slowUsd >= 0 && links.every((usd) => usd >= 0), 'calls, coverage: wrong sign');
      return { users: lambda, links, slowUsd };
    }),
    room: regions.map(({ id }) => {
      const { cpuMilliUsd = 0, memoryMiBUsd = 0 } = room.get(id) ?? {};
      check(cpuMilliUsd >= 0 && memoryMiBUsd >= 0, 'room: wrong sign');
      return [cpuMilliUsd, memoryMiBUsd] as const;
    }),
  };
}

function byName<Item>(ids: readonly string[], items: readonly Item[], nameOf: (item: Item) => string) {
  const named = new Map(items.map((item) => [nameOf(item), item]));
  check(
    named.size === items.length && [...named.keys()].every((name) => ids.includes(name)),
    'unknown or repeated name',
  );
  return named;
}

/** Below 2^53 quanta: sums that are checked step by step, or only fall and are checked at both ends, are exact. */
function exact(quanta: number): number {
  check(Number.isSafeInteger(quanta), 'quantum: too fine for exact sums');
  return quanta;
}

function check(holds: boolean, fault: string): void {
  if (!holds) throw new RangeError(`certificate: ${fault}`);
}
