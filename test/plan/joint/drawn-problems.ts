import fc from 'fast-check';
import type { SiteSets } from '../../../lib/plan/joint/joint-prices';
import type { JointCall, JointProblem, JointService } from '../../../lib/plan/joint/joint-problem';

export interface DrawnChoice {
  readonly problem: JointProblem;
  /** At least one region for every service. */
  readonly sets: SiteSets;
  readonly slowUsd: Float64Array;
}

const list = <T>(length: number, each: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.array(each, { minLength: length, maxLength: length });
const upTo = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max });
const flags = (length: number): fc.Arbitrary<Uint8Array> => list(length, upTo(1)).map((each) => Uint8Array.from(each));

interface Size {
  readonly regions: number;
  readonly count: number;
  readonly points: number;
  readonly isLimited: boolean;
}

/** Up to four services that call later ones, in up to four regions, all numbers whole: sums are exact. */
export function drawnChoices(isLimited: boolean): fc.Arbitrary<DrawnChoice> {
  const sizes = fc.record({
    regions: fc.integer({ min: 2, max: 4 }),
    count: fc.integer({ min: 1, max: 4 }),
    points: upTo(4),
  });
  return sizes.chain((size) => drawnChoice({ ...size, isLimited }));
}

function drawnChoice({ regions, count, points, isLimited }: Size): fc.Arbitrary<DrawnChoice> {
  const service = fc.record({
    isEntry: fc.boolean(),
    fixed: list(regions, upTo(50)),
    compute: list(regions, upTo(9)),
    reserve: upTo(3),
    perReplica: fc.integer({ min: 1, max: 5 }),
    cpu: fc.integer({ min: 1, max: 4 }),
    memory: fc.integer({ min: 1, max: 4 }),
    user: list(points * regions, upTo(20)),
    slow: fc.option(flags(points * regions), { nil: null }),
    slowUsd: upTo(10),
    open: flags(regions),
    first: upTo(regions - 1),
  });
  const call = fc.record({
    exists: fc.boolean(),
    perRequest: fc.integer({ min: 1, max: 3 }),
    usd: list(regions * regions, upTo(20)),
    slow: fc.option(flags(regions * regions), { nil: null }),
  });
  return fc
    .record({
      services: list(count, service),
      calls: list(count * count, call),
      rates: list(points, upTo(8)),
      room: list(2 * regions, isLimited ? fc.oneof(upTo(60), fc.constant(Infinity)) : fc.constant(Infinity)),
      constantUsd: upTo(9),
    })
    .map(({ services, calls, rates, room, constantUsd }) => {
      const all = calls.flatMap(({ exists, perRequest, usd, slow }, at): JointCall[] => {
        const [from, to] = [Math.floor(at / count), at % count];
        return exists && from < to ? [{ from, to, perRequest, callUsd: Float64Array.from(usd), callSlow: slow }] : [];
      });
      const users = rates.reduce((sum, rate) => sum + rate, 0);
      const total: number[] = [];
      const nodes = services.map((each, index): JointService => {
        const called = all
          .filter(({ to }) => to === index)
          .reduce((sum, { from, perRequest }) => sum + perRequest * (total[from] ?? NaN), 0);
        total[index] = called + (each.isEntry ? users : 0);
        return {
          id: 'abcd'.charAt(index),
          isEntry: each.isEntry,
          candidate: new Uint8Array(regions).fill(1),
          minSites: 1,
          maxSites: regions,
          spreadOf: Int32Array.from({ length: regions }, (_, site) => site),
          minSpread: 1,
          apart: new Int32Array(0),
          fixedUsd: Float64Array.from(each.fixed),
          computeUsd: Float64Array.from(each.compute),
          use: [each.cpu / each.perReplica, each.memory / each.perReplica],
          replica: {
            requestsPerSecond: each.perReplica,
            cpuMillis: each.cpu,
            memoryMiB: each.memory,
            reserve: each.reserve,
          },
          rates: Float64Array.of(total[index] ?? NaN),
          totalRate: total[index] ?? NaN,
          calledRates: Float64Array.of(called),
          calledRate: called,
          userUsd: each.isEntry ? Float64Array.from(each.user) : null,
          userSlow: each.isEntry ? each.slow : null,
          mayMiss: 0,
        };
      });
      return {
        problem: {
          regions,
          classes: 1,
          classOf: new Int32Array(points),
          userRates: Float64Array.from(rates),
          services: nodes,
          calls: all,
          room: Float64Array.from(room),
          constantUsd,
        },
        sets: Uint8Array.from(services.flatMap(({ open, first }) => Array.from(open.with(first, 1)))),
        slowUsd: Float64Array.from(services, ({ slowUsd }) => slowUsd),
      };
    });
}

/** Where a request is served at least cost with all that it calls, room aside, and that cost. */
export interface Answer {
  readonly site: number;
  readonly usd: number;
}

function cheapest(sites: readonly number[], usdAt: (site: number) => number): Answer {
  return sites.reduce<Answer>((best, site) => (usdAt(site) < best.usd ? { site, usd: usdAt(site) } : best), {
    site: -1,
    usd: Infinity,
  });
}

const keysOf = (length: number): number[] => [...Array(length).keys()];

export function openOf({ problem, sets }: DrawnChoice, index: number): number[] {
  return keysOf(problem.regions).filter((site) => sets[index * problem.regions + site] === 1);
}

/** One request at a service in a region: its own compute and, for each call, the cheapest answer. */
export function ownUsd(drawn: DrawnChoice, index: number, site: number): number {
  const { services, calls } = drawn.problem;
  return calls
    .filter(({ from }) => from === index)
    .reduce(
      (sum, call) => sum + call.perRequest * callAnswer(drawn, call, site).usd,
      services[index]?.computeUsd[site] ?? NaN,
    );
}

export function callAnswer(drawn: DrawnChoice, { to, callUsd, callSlow }: JointCall, from: number): Answer {
  const { regions } = drawn.problem;
  return cheapest(openOf(drawn, to), (site) => {
    const slow = callSlow === null ? 0 : (callSlow[from * regions + site] ?? NaN) * (drawn.slowUsd[to] ?? NaN);
    return (callUsd[from * regions + site] ?? NaN) + slow + ownUsd(drawn, to, site);
  });
}

export function userAnswer(drawn: DrawnChoice, index: number, point: number): Answer {
  const { regions, services } = drawn.problem;
  return cheapest(openOf(drawn, index), (site) => {
    const at = point * regions + site;
    const { userUsd = null, userSlow = null } = services[index] ?? {};
    const slow = userSlow === null ? 0 : (userSlow[at] ?? NaN) * (drawn.slowUsd[index] ?? NaN);
    return (userUsd?.[at] ?? NaN) + slow + ownUsd(drawn, index, site);
  });
}

/** Requests per second by service and region, all on their cheapest ways. */
export function cheapestLoads(drawn: DrawnChoice): number[] {
  const { services, calls, regions, userRates } = drawn.problem;
  const loads = Array.from({ length: services.length * regions }, () => 0);
  const add = (index: number, site: number, rate: number): void => {
    loads[index * regions + site] = (loads[index * regions + site] ?? NaN) + rate;
  };
  for (const [index, { isEntry }] of services.entries()) {
    if (isEntry)
      for (const [point, rate] of userRates.entries()) add(index, userAnswer(drawn, index, point).site, rate);
    for (const call of calls.filter(({ to }) => to === index))
      for (const from of keysOf(regions)) {
        const rate = call.perRequest * (loads[call.from * regions + from] ?? NaN);
        if (rate > 0) add(index, callAnswer(drawn, call, from).site, rate);
      }
  }
  return loads;
}

/** Of a choice without limits of room. */
export function costOf(drawn: DrawnChoice): number {
  const { services, userRates, constantUsd } = drawn.problem;
  return services.reduce((sum, { isEntry, fixedUsd }, index) => {
    const reserve = openOf(drawn, index).reduce((usd, site) => usd + (fixedUsd[site] ?? NaN), 0);
    const users = isEntry
      ? userRates.reduce((usd, rate, point) => usd + rate * userAnswer(drawn, index, point).usd, 0)
      : 0;
    return sum + reserve + users;
  }, constantUsd);
}

/** All choices of at least one region for every service; those of the model without limits of room. */
export function allCosts(drawn: DrawnChoice): { sets: Uint8Array; usd: number }[] {
  const { regions, services } = drawn.problem;
  const choices = 2 ** regions - 1;
  return keysOf(choices ** services.length).map((number) => {
    const sets = Uint8Array.from(
      services.flatMap((_, index) => {
        const mask = 1 + (Math.floor(number / choices ** index) % choices);
        return keysOf(regions).map((site) => (mask >> site) & 1);
      }),
    );
    return { sets, usd: costOf({ ...drawn, sets }) };
  });
}
