import { callBundles } from './call-bundles';
import { type JointPrices, userPrice, writeOpen } from './joint-prices';
import type { JointCall, JointProblem, JointService } from './joint-problem';

/** Where requests go when regions are full. */
export interface Routing {
  /** Services x R: requests per second. */
  readonly flow: Float64Array;
  /**
   * Sends every request to the cheapest region of its service that has room for it and for the calls that are answered there
   * because of it, else for it alone, whole replicas counted, callers before the services that they call; what finds no room
   * stays at the cheapest. Returns what that costs more than the cheapest ways, with overload at `overloadUsd` per CPU
   * (milli) and memory (MiB), US dollars a month.
   */
  route(overloadUsd: readonly [number, number]): number;
  /** Elementary operations so far. */
  work(): number;
}

/** A choice of regions that changes. `nearest`, `answer` of `prices`: the cheapest region of every user and call. */
export interface RoutedChoice {
  readonly problem: JointProblem;
  /** By service: see `callsBy`. */
  readonly incoming: readonly (readonly number[])[];
  readonly outgoing: readonly (readonly number[])[];
  readonly sets: Uint8Array;
  readonly slowUsd: Float64Array;
  readonly prices: JointPrices;
  readonly nearest: Int32Array;
}

export function routingInRoom({ problem, incoming, outgoing, sets, slowUsd, prices, nearest }: RoutedChoice): Routing {
  const { services, calls, regions, room, userRates } = problem;
  const flow = new Float64Array(services.length * regions);
  const used = new Float64Array(2 * regions);
  /** By region: with the calls that are answered there, and without. */
  const limits = [new Float64Array(regions), new Float64Array(regions)] as const;
  /** By service: how many regions run it. */
  const openCount = new Int32Array(services.length);
  const bundle = callBundles(problem, outgoing, openCount, prices);
  const open = new Int32Array(regions);
  let count = 0;
  let work = 0;

  const book = ({ replica }: JointService, site: number, replicas: number): void => {
    used[site] = (used[site] as number) + replicas * replica.cpuMillis;
    used[regions + site] = (used[regions + site] as number) + replicas * replica.memoryMiB;
  };
  /** Most requests per second that the site can serve, with the reserve that it has anyway. */
  const limitOf = ({ replica }: JointService, site: number): number => {
    const cpu = ((room[site] as number) - (used[site] as number)) / replica.cpuMillis;
    const memory = ((room[regions + site] as number) - (used[regions + site] as number)) / replica.memoryMiB;
    return (replica.reserve + Math.max(0, Math.floor(Math.min(cpu, memory) + 1e-9))) * replica.requestsPerSecond;
  };
  const bookFixed = (): void => {
    used.fill(0);
    for (let index = 0; index < services.length; index += 1) {
      const service = services[index] as JointService;
      count = writeOpen(sets, index, regions, open);
      openCount[index] = count;
      const { reserve, requestsPerSecond } = service.replica;
      const whole = count === 1 ? Math.ceil(service.totalRate / requestsPerSecond - 1e-9) : 0;
      for (let at = 0; at < count; at += 1) book(service, open[at] as number, Math.max(reserve, whole));
    }
  };
  const bundleLimitOf = (index: number, site: number): number => {
    const cpu = (room[site] as number) - (used[site] as number);
    const memory = (room[regions + site] as number) - (used[regions + site] as number);
    work += services.length - index;
    return bundle(index, site, cpu, memory);
  };
  /** Extra cost of serving `rate` at open sites with room, given the price at each; `site` is the cheapest. */
  const place = (index: number, site: number, rate: number, priceAt: (site: number) => number): number => {
    const base = index * regions;
    let left = rate;
    let extra = 0;
    for (const limit of limits) {
      const here = flow[base + site] as number;
      const fits = Math.max(0, Math.min(left, (limit[site] as number) - here));
      flow[base + site] = here + fits;
      left -= fits;
      if (left <= 1e-9) break;
      const cheapest = priceAt(site);
      while (left > 1e-9) {
        let [best, least] = [-1, Infinity];
        for (let at = 0; at < count; at += 1) {
          const other = open[at] as number;
          if ((flow[base + other] as number) >= (limit[other] as number) - 1e-9) continue;
          const usd = priceAt(other);
          if (usd < least) [best, least] = [other, usd];
        }
        work += count;
        if (best < 0) break;
        const moved = Math.min(left, (limit[best] as number) - (flow[base + best] as number));
        flow[base + best] = (flow[base + best] as number) + moved;
        extra += moved * (least - cheapest);
        left -= moved;
      }
    }
    flow[base + site] = (flow[base + site] as number) + left;
    return extra;
  };
  const serveUsers = (index: number): number => {
    let extra = 0;
    for (let point = 0; point < userRates.length; point += 1) {
      const rate = userRates[point] as number;
      const site = nearest[index * userRates.length + point] as number;
      if (rate > 0 && site >= 0)
        extra += place(index, site, rate, (other) => userPrice(problem, prices, slowUsd, index, point, other));
    }
    work += userRates.length;
    return extra;
  };
  const serveCalls = (callIndex: number): number => {
    const { from, to, perRequest, callUsd, callSlow } = calls[callIndex] as JointCall;
    let extra = 0;
    for (let caller = 0; caller < regions; caller += 1) {
      const rate = (flow[from * regions + caller] as number) * perRequest;
      const site = prices.answer[callIndex * regions + caller] as number;
      if (rate === 0 || site < 0) continue;
      extra += place(to, site, rate, (other) => {
        const way = caller * regions + other;
        return (
          (callUsd[way] as number) +
          (callSlow === null ? 0 : (slowUsd[to] as number) * (callSlow[way] as number)) +
          (prices.own[to * regions + other] as number)
        );
      });
    }
    work += regions;
    return extra;
  };
  const overload = (overloadUsd: readonly [number, number]): number => {
    let usd = 0;
    for (let site = 0; site < regions; site += 1)
      usd +=
        overloadUsd[0] * Math.max(0, (used[site] as number) - (room[site] as number)) +
        overloadUsd[1] * Math.max(0, (used[regions + site] as number) - (room[regions + site] as number));
    return usd;
  };
  return {
    flow,
    work: () => work,
    route(overloadUsd) {
      bookFixed();
      flow.fill(0);
      let extra = 0;
      for (let index = 0; index < services.length; index += 1) {
        const service = services[index] as JointService;
        count = writeOpen(sets, index, regions, open);
        for (let at = 0; at < count; at += 1) {
          const site = open[at] as number;
          const alone = count === 1 ? Infinity : limitOf(service, site);
          limits[1][site] = alone;
          limits[0][site] = alone === Infinity ? Infinity : Math.min(alone, bundleLimitOf(index, site));
        }
        if (service.isEntry) extra += serveUsers(index);
        for (const at of incoming[index] as readonly number[]) extra += serveCalls(at);
        const { reserve, requestsPerSecond } = service.replica;
        for (let at = 0; at < count && count > 1; at += 1) {
          const site = open[at] as number;
          const replicas = Math.ceil((flow[index * regions + site] as number) / requestsPerSecond - 1e-9);
          if (replicas > reserve) book(service, site, replicas - reserve);
        }
      }
      work += 4 * services.length * regions;
      return extra + overload(overloadUsd);
    },
  };
}
