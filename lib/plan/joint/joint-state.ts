import { newPrices, priceCall, priceSites, type SiteSets, userPrice, writeOpen } from './joint-prices';
import { callsBy, hasLimitedRoom, type JointCall, type JointProblem, type JointService } from './joint-problem';
import { routingInRoom } from './route-in-room';
import { undoLog } from './undo-log';

/**
 * A choice of regions for all services with what it costs, which a change of one service's regions updates: only prices
 * upstream of it are computed again, and as far as they change. Overloaded regions pay a penalty.
 */
export interface JointState {
  readonly sets: SiteSets;
  cost(): number;
  /** Makes all of the moves; returns the cost then, or Infinity once it is known not to be below `limit`. */
  change(moves: readonly Move[], limit?: number): number;
  /** Takes the last change back. */
  undo(): void;
  /** Services x R: requests per second, every one on the cheapest way that has room. */
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

/** Overload costs this many times the average cost of what a placement uses. */
const overloadFactor = 5;

/** `worthUsd`: what a good placement costs, by which overload is priced; by default what `start` costs without. */
export function jointState(
  problem: JointProblem,
  start: SiteSets,
  slowUsd: Float64Array,
  worthUsd: number | null = null,
): JointState {
  const { services, calls, regions, userRates } = problem;
  const points = userRates.length;
  const sets = Uint8Array.from(start);
  const prices = newPrices(problem);
  const userUsd = new Float64Array(services.length);
  const nearest = new Int32Array(services.length * points);
  const nearestUsd = new Float64Array(services.length * points);
  const reserveUsd = new Float64Array(services.length);
  const limited = hasLimitedRoom(problem);
  const dirty = new Uint8Array(services.length);
  /** Whether what a request costs at an open region of the service may have changed in this change. */
  const repriced = new Uint8Array(services.length);
  const outgoing = callsBy(problem, 'from');
  const incoming = callsBy(problem, 'to');
  const log = undoLog();
  let changed: readonly Move[] = [];
  let work = 4 * services.length * regions;
  let total = 0;
  let before = 0;
  let overloadPrice: readonly [number, number] = [0, 0];

  const priceOwn = (index: number): void => {
    const own = index * regions;
    log.save(prices.own, own, regions);
    const { computeUsd } = services[index] as JointService;
    for (let site = 0; site < regions; site += 1) prices.own[own + site] = computeUsd[site] as number;
    for (const at of outgoing[index] as readonly number[]) {
      const { perRequest } = calls[at] as JointCall;
      for (let site = 0; site < regions; site += 1)
        prices.own[own + site] =
          (prices.own[own + site] as number) + perRequest * (prices.call[at * regions + site] as number);
    }
    repriced[index] = 1;
    work += regions * 4;
  };
  const priceAgain = (at: number): boolean => {
    log.save(prices.call, at * regions, regions);
    log.save(prices.answer, at * regions, regions);
    work += regions * 8;
    return priceCall(problem, sets, slowUsd, at, prices);
  };
  const serveFromAll = (index: number, point: number, count: number): void => {
    let least = Infinity;
    let best = -1;
    for (let position = 0; position < count; position += 1) {
      const site = prices.open[position] as number;
      const usd = userPrice(problem, prices, slowUsd, index, point, site);
      if (usd >= least) continue;
      least = usd;
      best = site;
    }
    nearest[index * points + point] = best;
    nearestUsd[index * points + point] = least;
    work += count;
  };
  /** Serves the users of an entry service again: after `move` only those whose region that changes, else all. */
  const serveUsers = (index: number, move: Move | null): void => {
    log.save(userUsd, index, 1);
    log.save(nearest, index * points, points);
    log.save(nearestUsd, index * points, points);
    const count = writeOpen(sets, index, regions, prices.open);
    let total = 0;
    for (let point = 0; point < points; point += 1) {
      const at = index * points + point;
      const site = nearest[at] as number;
      if (move === null || site < 0 || site === move.closes) serveFromAll(index, point, count);
      else if (move.opens >= 0) {
        const usd = userPrice(problem, prices, slowUsd, index, point, move.opens);
        if (usd < (nearestUsd[at] as number) || (usd === nearestUsd[at] && move.opens < site)) {
          nearest[at] = move.opens;
          nearestUsd[at] = usd;
        }
      }
      const rate = userRates[point] as number;
      if (rate > 0) total += rate * (nearestUsd[at] as number);
    }
    userUsd[index] = total;
    work += points;
  };
  const reserve = (index: number): void => {
    log.save(reserveUsd, index, 1);
    const { fixedUsd } = services[index] as JointService;
    let usd = 0;
    for (let site = 0; site < regions; site += 1)
      if (sets[index * regions + site] === 1) usd += fixedUsd[site] as number;
    reserveUsd[index] = usd;
    work += regions;
  };
  const routing = routingInRoom({ problem, incoming, outgoing, sets, slowUsd, prices, nearest });
  const sum = (limit: number): number => {
    let usd = problem.constantUsd;
    for (let index = 0; index < services.length; index += 1)
      usd += (userUsd[index] as number) + (reserveUsd[index] as number);
    if (!limited) return usd;
    return usd >= limit ? Infinity : usd + routing.route(overloadPrice);
  };
  /** Prices again what depends on the services marked dirty, from callees to callers. */
  const refresh = (first: number, moves: readonly Move[]): void => {
    for (let index = first; index >= 0; index -= 1) {
      if (dirty[index] === 0) continue;
      dirty[index] = 0;
      if ((services[index] as JointService).isEntry)
        serveUsers(index, repriced[index] === 1 ? null : moveOf(moves, index));
      repriced[index] = 0;
      for (const at of incoming[index] as readonly number[]) {
        if (!priceAgain(at)) continue;
        const { from } = calls[at] as JointCall;
        priceOwn(from);
        dirty[from] = 1;
      }
    }
  };
  priceSites(problem, sets, slowUsd, prices);
  for (let index = 0; index < services.length; index += 1) {
    reserve(index);
    if ((services[index] as JointService).isEntry) serveUsers(index, null);
  }
  if (limited) overloadPrice = overloadPrices(problem, worthUsd ?? sum(Infinity));
  total = sum(Infinity);
  return {
    sets,
    cost: () => total,
    work: () => work + routing.work(),
    loads() {
      routing.route(overloadPrice);
      return routing.flow;
    },
    change(moves, limit = Infinity) {
      before = total;
      changed = moves;
      log.forget();
      let last = 0;
      for (const { service, opens, closes } of moves) {
        if (opens >= 0) sets[service * regions + opens] = 1;
        if (closes >= 0) sets[service * regions + closes] = 0;
        dirty[service] = 1;
        reserve(service);
        last = Math.max(last, service);
      }
      refresh(last, moves);
      total = sum(limit);
      return total;
    },
    undo() {
      for (const { service, opens, closes } of changed) {
        if (opens >= 0) sets[service * regions + opens] = 0;
        if (closes >= 0) sets[service * regions + closes] = 1;
      }
      log.restore();
      total = before;
    },
  };
}

/** The only move of the service; null when there are several. */
function moveOf(moves: readonly Move[], service: number): Move | null {
  let found: Move | null = null;
  for (const move of moves) {
    if (move.service !== service) continue;
    if (found !== null) return null;
    found = move;
  }
  return found;
}

function overloadPrices({ services }: JointProblem, cost: number): readonly [number, number] {
  const used = (kind: 0 | 1): number => services.reduce((sum, { use, totalRate }) => sum + use[kind] * totalRate, 0);
  const price = (total: number): number => (total === 0 ? 0 : (overloadFactor * cost) / total);
  return [price(used(0)), price(used(1))];
}
