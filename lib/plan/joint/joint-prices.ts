import type { JointCall, JointProblem, JointService } from './joint-problem';

/** Which regions every service runs in: services x R, 1 = runs. */
export type SiteSets = Uint8Array;

/** What requests cost when every one of them takes the cheapest way through the chosen regions, room aside. */
export interface JointPrices {
  /** Services x R: one request per second at a service in a region, with all that it calls. */
  readonly own: Float64Array;
  /** Calls x R: one call per second made in a region, with all that follows. */
  readonly call: Float64Array;
  /** Calls x R: the region that answers. */
  readonly answer: Int32Array;
  /** R: scratch for the open regions of a service. */
  readonly open: Int32Array;
}

export function newPrices({ services, calls, regions }: JointProblem): JointPrices {
  return {
    own: new Float64Array(services.length * regions),
    call: new Float64Array(calls.length * regions),
    answer: new Int32Array(calls.length * regions),
    open: new Int32Array(regions),
  };
}

/** `slowUsd`: by service, the price of a request per second that misses its objective. O(calls R K). */
export function priceSites(problem: JointProblem, sets: SiteSets, slowUsd: Float64Array, into: JointPrices): void {
  const { services, calls, regions } = problem;
  for (let index = services.length - 1; index >= 0; index -= 1) {
    into.own.set((services[index] as JointService).computeUsd, index * regions);
    for (const [at, call] of calls.entries()) {
      if (call.from !== index) continue;
      priceCall(problem, sets, slowUsd, at, into);
      for (let site = 0; site < regions; site += 1) {
        const own = index * regions + site;
        into.own[own] = (into.own[own] as number) + call.perRequest * (into.call[at * regions + site] as number);
      }
    }
  }
}

/** Of one call: what it costs from every region, and where it is answered. Whether that price changed anywhere. */
export function priceCall(
  { calls, regions }: JointProblem,
  sets: SiteSets,
  slowUsd: Float64Array,
  at: number,
  into: JointPrices,
): boolean {
  const { to, callUsd, callSlow } = calls[at] as JointCall;
  const penalty = slowUsd[to] as number;
  const { open } = into;
  const count = writeOpen(sets, to, regions, open);
  let changed = false;
  for (let from = 0; from < regions; from += 1) {
    let least = Infinity;
    let answer = -1;
    for (let position = 0; position < count; position += 1) {
      const site = open[position] as number;
      const way = from * regions + site;
      const cost =
        (callUsd[way] as number) +
        (callSlow === null ? 0 : penalty * (callSlow[way] as number)) +
        (into.own[to * regions + site] as number);
      if (cost >= least) continue;
      least = cost;
      answer = site;
    }
    const here = at * regions + from;
    if (into.call[here] !== least) changed = true;
    into.call[here] = least;
    into.answer[here] = answer;
  }
  return changed;
}

/** The open regions of a service, ascending; returns how many. */
export function writeOpen(sets: SiteSets, service: number, regions: number, open: Int32Array): number {
  let count = 0;
  for (let site = 0; site < regions; site += 1) {
    if (sets[service * regions + site] === 0) continue;
    open[count] = site;
    count += 1;
  }
  return count;
}

/** One request per second of a user at an entry service in a region, with all that follows. */
export function userPrice(
  problem: JointProblem,
  prices: JointPrices,
  slowUsd: Float64Array,
  index: number,
  point: number,
  site: number,
): number {
  const { userUsd, userSlow } = problem.services[index] as JointService;
  const at = point * problem.regions + site;
  return (
    ((userUsd as Float64Array)[at] as number) +
    (userSlow === null ? 0 : (slowUsd[index] as number) * (userSlow[at] as number)) +
    (prices.own[index * problem.regions + site] as number)
  );
}
