import type { CallEdge, ServiceNode } from '../../model/model';
import { float32FromBase64 } from '../base64';
import type { Certificate, Plan } from '../plan';
import type { GivenProblem } from './given-problem';

/**
 * The bound that a certificate proves, computed from its formula (see `JointRelaxation`) and the declared problem alone:
 * a sum of multipliers, less what room and coverage give back, plus for every service its cheapest admissible choice of
 * regions. Throws on multipliers of the wrong number or sign.
 */
export function jointLowerBound({ certificate }: Plan, given: GivenProblem): number {
  const { services, regions, points, calls } = given;
  const classes = float32FromBase64(certificate.classes);
  check(classes.length === points.length && classes.every((each) => each >= 0 && each % 1 === 0), 'classes');
  const count = classes.reduce((most, each) => Math.max(most, each + 1), 1);
  const price = pricesOf(certificate, given, count);
  const width = regions.length;
  const rates = classRates(given, classes, count);
  const own = new Map<string, Float64Array>();
  let total = price.constant;
  for (const service of services.toReversed()) {
    const usd = new Float64Array(count * width);
    for (let at = 0; at < usd.length; at += 1)
      usd[at] = given.unitUsd(service, at % width) + price.room(service, at % width);
    for (const call of calls.filter(({ from }) => from === service.id)) {
      const callee = own.get(call.to) as Float64Array;
      const links = price.links.get(call.to);
      const called = rates.called.get(call.to) as Float64Array;
      const ways = callWays(given, call, price.slow.get(call.to) ?? 0);
      for (let group = 0; group < count; group += 1) {
        const rate = called[group] as number;
        for (let from = 0; from < width; from += 1) {
          let least = Infinity;
          for (let to = 0; to < width; to += 1) {
            const at = group * width + to;
            const way = (ways[from * width + to] as number) + (callee[at] as number);
            least = Math.min(least, way + (rate > 0 ? (links?.[at] ?? 0) / rate : 0));
          }
          usd[group * width + from] = (usd[group * width + from] as number) + call.perRequest * least;
        }
      }
    }
    own.set(service.id, usd);
    total += cheapestChoice(given, service, regionValues(given, service, classes, usd, price));
  }
  return total;
}

/** Regions x regions: one call per second. */
function callWays(given: GivenProblem, call: CallEdge, slowUsd: number): Float64Array {
  const width = given.regions.length;
  return Float64Array.from({ length: width * width }, (_, at) =>
    given.callUsd(call, Math.floor(at / width), at % width, slowUsd),
  );
}

function regionValues(
  given: GivenProblem,
  service: ServiceNode,
  classes: Float32Array,
  own: Float64Array,
  price: Prices,
): Float64Array {
  const { regions, points } = given;
  const links = price.links.get(service.id);
  const lambda = price.users.get(service.id);
  return Float64Array.from(regions, (_, site) => {
    if (!given.admits(service, site)) return Infinity;
    let value = given.fixedUsd(service, site) + given.moveUsd(service, site);
    for (let at = site; links !== undefined && at < links.length; at += regions.length) value -= links[at] as number;
    for (let point = 0; lambda !== undefined && point < points.length; point += 1) {
      const usd = given.userUsd(service, point, site, price.slow.get(service.id) ?? 0);
      const served =
        given.userRate(point) * (usd + (own[(classes[point] as number) * regions.length + site] as number));
      value += Math.min(0, served - (lambda[point] as number));
    }
    return value;
  });
}

function cheapestChoice(given: GivenProblem, service: ServiceNode, values: Float64Array): number {
  const { least, most } = given.limits(service);
  const sorted = values.filter((value) => value < Infinity).sort();
  return sorted.reduce((sum, value, at) => (at < least || (at < most && value < 0) ? sum + value : sum), 0);
}

interface Prices {
  readonly constant: number;
  readonly users: ReadonlyMap<string, Float32Array>;
  readonly links: ReadonlyMap<string, Float32Array>;
  readonly slow: ReadonlyMap<string, number>;
  room(service: ServiceNode, region: number): number;
}

function pricesOf(certificate: Certificate, given: GivenProblem, classes: number): Prices {
  const { services, regions, points } = given;
  const users = new Map(certificate.users.map(({ service, multipliers }) => [service, float32FromBase64(multipliers)]));
  const links = new Map(certificate.calls.map(({ service, multipliers }) => [service, float32FromBase64(multipliers)]));
  const slow = new Map(certificate.coverage.map(({ service, slowRequestUsd }) => [service, slowRequestUsd]));
  const room = new Map(certificate.room.map((each) => [each.region, each]));
  const known = new Set([...services, ...regions].map(({ id }) => id));
  for (const named of [users, links, slow, room])
    check(
      [...named.keys()].every((id) => known.has(id)),
      'unknown names',
    );
  for (const { id } of services) {
    check(
      given.isEntry(id) === users.has(id) && (users.get(id)?.length ?? points.length) === points.length,
      `users of ${id}`,
    );
    const size = classes * regions.length;
    check(
      (links.get(id)?.length ?? size) === size && (links.get(id)?.every((usd) => usd >= 0) ?? true),
      `calls of ${id}`,
    );
  }
  check(
    [...slow.values()].every((usd) => usd >= 0),
    'coverage',
  );
  let constant = given.constantUsd;
  for (const lambda of users.values()) constant += lambda.reduce((sum, usd) => sum + usd, 0);
  for (const [at, { id }] of regions.entries()) {
    const { cpuMilliUsd = 0, memoryMiBUsd = 0 } = room.get(id) ?? {};
    check(cpuMilliUsd >= 0 && memoryMiBUsd >= 0, `room of ${id}`);
    const [cpu, memory] = given.room(at);
    constant -= (cpuMilliUsd > 0 ? cpuMilliUsd * cpu : 0) + (memoryMiBUsd > 0 ? memoryMiBUsd * memory : 0);
  }
  for (const service of services)
    constant -= (slow.get(service.id) ?? 0) * given.mayMiss(service) * given.rate(service.id);
  const roomUsd = (service: ServiceNode, region: number): number => {
    const { cpuMilliUsd = 0, memoryMiBUsd = 0 } = room.get(regions[region]?.id ?? '') ?? {};
    const { cpuMillis, memoryMiB } = service.resources;
    return (cpuMillis * cpuMilliUsd + memoryMiB * memoryMiBUsd) / service.requestsPerSecondPerReplica;
  };
  return { constant, users, links, slow, room: roomUsd };
}

/** Requests per second of every class to every service: those of its users, and those that are calls. */
function classRates(
  given: GivenProblem,
  classes: Float32Array,
  count: number,
): { readonly called: ReadonlyMap<string, Float64Array> } {
  const called = new Map(given.services.map(({ id }) => [id, new Float64Array(count)]));
  for (const { id } of given.services) {
    const all = Float64Array.from(called.get(id) as Float64Array);
    for (let point = 0; given.isEntry(id) && point < classes.length; point += 1)
      all[classes[point] as number] = (all[classes[point] as number] as number) + given.userRate(point);
    for (const { to, perRequest } of given.calls.filter(({ from }) => from === id)) {
      const into = called.get(to) as Float64Array;
      for (let group = 0; group < count; group += 1)
        into[group] = (into[group] as number) + perRequest * (all[group] as number);
    }
  }
  return { called };
}

function check(holds: boolean, what: string): void {
  if (!holds) throw new RangeError(`the multipliers of ${what} have the wrong number or sign`);
}
