import { newPrices, priceCall, type SiteSets, userPrice } from './joint-prices';
import type { JointProblem, JointService } from './joint-problem';

/**
 * A choice of regions for all services with what it costs, which a change of one service's regions updates: only prices
 * upstream of it are computed again, and as far as they change. Overloaded regions pay a penalty.
 */
export interface JointState {
  readonly sets: SiteSets;
  cost(): number;
  /** Makes all of the moves; returns the cost then. */
  change(moves: readonly Move[]): number;
  /** Takes the last change back. */
  undo(): void;
  /** Services x R: requests per second, every one on its cheapest way. */
  loads(): Float64Array;
  /** Elementary operations so far. */
  work(): number;
}

/** Opens a region of a service and closes another, -1 for none. */
export interface Move {
  readonly service: number;
  readonly opens: number;
  readonly closes: number;
}

interface Saved {
  readonly into: Float64Array | Int32Array;
  readonly at: number;
  readonly values: Float64Array | Int32Array;
}

/** Overload costs this many times the average cost of what a placement uses. */
const overloadFactor = 5;

export function jointState(problem: JointProblem, start: SiteSets, slowUsd: Float64Array): JointState {
  const { services, calls, regions, userRates } = problem;
  const sets = Uint8Array.from(start);
  const prices = newPrices(problem);
  const userUsd = new Float64Array(services.length);
  const nearest = new Int32Array(services.length * userRates.length);
  const limited = problem.room.some((limit) => limit < Infinity);
  const flow = new Float64Array(services.length * regions);
  const dirty = new Uint8Array(services.length);
  const saved: Saved[] = [];
  let changed: readonly Move[] = [];
  let work = 0;
  let total = 0;
  let before = 0;
  let overloadPrice: readonly [number, number] = [0, 0];

  const save = (into: Float64Array | Int32Array, at: number, length: number): void => {
    saved.push({ into, at, values: into.slice(at, at + length) });
  };
  const priceOwn = (index: number): void => {
    save(prices.own, index * regions, regions);
    const { computeUsd } = services[index] as JointService;
    for (let site = 0; site < regions; site += 1) prices.own[index * regions + site] = computeUsd[site] as number;
    for (const [at, call] of calls.entries()) {
      if (call.from !== index) continue;
      for (let site = 0; site < regions; site += 1) {
        const own = index * regions + site;
        prices.own[own] = (prices.own[own] as number) + call.perRequest * (prices.call[at * regions + site] as number);
      }
    }
    work += regions * 4;
  };
  /** Whether the price of the call changed. */
  const priceAgain = (at: number): boolean => {
    save(prices.call, at * regions, regions);
    save(prices.answer, at * regions, regions);
    const { values } = saved.at(-2) as Saved;
    priceCall(problem, sets, slowUsd, at, prices);
    work += regions * 8;
    return values.some((value, site) => value !== prices.call[at * regions + site]);
  };
  const serveUsers = (index: number): void => {
    save(userUsd, index, 1);
    save(nearest, index * userRates.length, userRates.length);
    const open = openSites(sets, index, regions);
    let usd = 0;
    for (let point = 0; point < userRates.length; point += 1) {
      const rate = userRates[point] as number;
      let [least, best] = [Infinity, -1];
      for (const site of open) {
        const price = userPrice(problem, prices, slowUsd, index, point, site);
        if (price < least) [least, best] = [price, site];
      }
      nearest[index * userRates.length + point] = best;
      if (rate > 0) usd += rate * least;
    }
    userUsd[index] = usd;
    work += userRates.length * open.length;
  };
  const overload = (): number => {
    if (!limited) return 0;
    writeFlows(problem, prices.answer, nearest, flow);
    work += (services.length + calls.length) * regions + userRates.length;
    return overloadOf(problem, flow, overloadPrice);
  };
  const sum = (): number => {
    let usd = problem.constantUsd + overload();
    for (const [index, { fixedUsd }] of services.entries()) {
      usd += userUsd[index] as number;
      for (let site = 0; site < regions; site += 1)
        if (sets[index * regions + site] === 1) usd += fixedUsd[site] as number;
    }
    return usd;
  };
  /** Prices again what depends on the services marked dirty, from callees to callers. */
  const refresh = (first: number): void => {
    for (let index = first; index >= 0; index -= 1) {
      if (dirty[index] === 0) continue;
      dirty[index] = 0;
      if ((services[index] as JointService).isEntry) serveUsers(index);
      for (const [at, call] of calls.entries()) {
        if (call.to !== index || !priceAgain(at)) continue;
        priceOwn(call.from);
        dirty[call.from] = 1;
      }
    }
  };
  for (let index = services.length - 1; index >= 0; index -= 1) {
    for (const [at, { from }] of calls.entries()) if (from === index) priceCall(problem, sets, slowUsd, at, prices);
    priceOwn(index);
    if ((services[index] as JointService).isEntry) serveUsers(index);
  }
  saved.length = 0;
  total = sum();
  overloadPrice = overloadPrices(problem, total);
  total = sum();
  return {
    sets,
    cost: () => total,
    work: () => work,
    loads() {
      writeFlows(problem, prices.answer, nearest, flow);
      return flow;
    },
    change(moves) {
      before = total;
      changed = moves;
      saved.length = 0;
      let last = 0;
      for (const { service, opens, closes } of moves) {
        if (opens >= 0) sets[service * regions + opens] = 1;
        if (closes >= 0) sets[service * regions + closes] = 0;
        dirty[service] = 1;
        last = Math.max(last, service);
      }
      refresh(last);
      total = sum();
      return total;
    },
    undo() {
      for (const { service, opens, closes } of changed) {
        if (opens >= 0) sets[service * regions + opens] = 0;
        if (closes >= 0) sets[service * regions + closes] = 1;
      }
      for (const { into, at, values } of saved.toReversed()) into.set(values, at);
      total = before;
    },
  };
}

function openSites(sets: SiteSets, index: number, regions: number): number[] {
  const open: number[] = [];
  for (let site = 0; site < regions; site += 1) if (sets[index * regions + site] === 1) open.push(site);
  return open;
}

/** Requests per second of every service in every region, all on their cheapest ways. */
function writeFlows(problem: JointProblem, answer: Int32Array, nearest: Int32Array, flow: Float64Array): void {
  const { services, calls, regions, userRates } = problem;
  flow.fill(0);
  for (const [index, { isEntry }] of services.entries()) {
    for (let point = 0; isEntry && point < userRates.length; point += 1) {
      const site = nearest[index * userRates.length + point] as number;
      if (site >= 0)
        flow[index * regions + site] = (flow[index * regions + site] as number) + (userRates[point] as number);
    }
    for (const [at, call] of calls.entries()) {
      if (call.from !== index) continue;
      for (let site = 0; site < regions; site += 1) {
        const rate = flow[index * regions + site] as number;
        const target = answer[at * regions + site] as number;
        if (rate === 0 || target < 0) continue;
        const there = call.to * regions + target;
        flow[there] = (flow[there] as number) + rate * call.perRequest;
      }
    }
  }
}

function overloadOf(
  { services, regions, room }: JointProblem,
  flow: Float64Array,
  price: readonly [number, number],
): number {
  let usd = 0;
  for (let site = 0; site < regions; site += 1) {
    let [cpu, memory] = [0, 0];
    for (const [index, { use }] of services.entries()) {
      cpu += (flow[index * regions + site] as number) * use[0];
      memory += (flow[index * regions + site] as number) * use[1];
    }
    usd +=
      price[0] * Math.max(0, cpu - (room[site] as number)) +
      price[1] * Math.max(0, memory - (room[regions + site] as number));
  }
  return usd;
}

function overloadPrices({ services }: JointProblem, cost: number): readonly [number, number] {
  const used = (kind: 0 | 1): number => services.reduce((sum, { use, totalRate }) => sum + use[kind] * totalRate, 0);
  const price = (total: number): number => (total === 0 ? 0 : (overloadFactor * cost) / total);
  return [price(used(0)), price(used(1))];
}
