import { choiceScratch, chooseSites, type ChoiceScratch } from '../solvers/choose-sites';
import { callsBy, type JointCall, type JointProblem, type JointService } from './joint-problem';
import { type MultiplierLayout, multiplierLayout } from './multiplier-layout';

/**
 * The Lagrangian relaxation of the joint problem. Relaxed are: every user is served (lambda_vd), calls are answered only
 * where the callee runs (pi_vcs >= 0), the room of the regions (sigma >= 0) and the coverage of latency objectives (mu >= 0).
 * Spread, losses of regions, and staying apart but for calls within a region are left out, which only lowers the bound:
 *
 *   L = constant + sum lambda - sum sigma room - sum over v of mu_v (share that may miss) (rate of v)
 *       + sum over services v of min over sets Y, minSites <= |Y| <= maxSites, of sum over s in Y of
 *           fixed_vs - sum over c of pi_vcs + sum over users d of min(0, rate_d (user_ds + mu_v slow_ds + own_vcs) - lambda_vd)
 *   own_vcs    = compute_vs + sigma_s use_v + sum over calls e = (v, w) of n_e answer_ecs
 *   answer_ecr = min over s of call_rs + mu_w slow_rs + own_wcs + pi_wcs / (rate of the calls of class c to w)
 *
 * Every class of requests takes its cheapest way through the whole call graph, so that flow is conserved, and pays pi where it
 * is answered; what it pays is what the callee gets for running there. O(entries D R + calls C R R).
 */
export interface JointRelaxation {
  readonly layout: MultiplierLayout;
  /** The bound, but for rounding; writes a supergradient into `slope`. */
  evaluate(multipliers: Float64Array, slope: Float64Array): number;
  /** Services x C x R: what one request per second costs at a service in a region, with all that it calls. */
  readonly own: Float64Array;
  /** Services x R: 1 for the sites of the relaxed optimum. */
  readonly chosen: Uint8Array;
}

interface State {
  readonly problem: JointProblem;
  readonly layout: MultiplierLayout;
  multipliers: Float64Array;
  slope: Float64Array;
  /** Services x C x R: one request per second served at a region, with all that it calls. */
  readonly own: Float64Array;
  /** Calls x C x R: the region that answers calls made in a region. */
  readonly answer: Int32Array;
  /** Calls x C x R: what one call per second made in a region costs. */
  readonly answerUsd: Float64Array;
  /** Services x C x R: one call per second answered at a region. */
  readonly arrive: Float64Array;
  /** Services x C: the least of `arrive`. */
  readonly leastArrival: Float64Array;
  /** By call, R x R: from each region the regions of the callee, cheapest call first, and what those calls cost. */
  readonly order: readonly CallOrder[];
  /** Services x C x R: requests per second in the relaxed optimum, and those of them that are calls. */
  readonly flow: Float64Array;
  readonly called: Float64Array;
  readonly values: Float64Array;
  readonly chosen: Uint8Array;
  readonly choice: ChoiceScratch;
  readonly outgoing: readonly (readonly number[])[];
}

export function jointRelaxation(problem: JointProblem): JointRelaxation {
  const { regions, classes, services, calls } = problem;
  const layout = multiplierLayout(problem);
  const none = new Float64Array(0);
  const state: State = {
    problem,
    layout,
    multipliers: none,
    slope: none,
    own: new Float64Array(services.length * classes * regions),
    answer: new Int32Array(calls.length * classes * regions),
    answerUsd: new Float64Array(calls.length * classes * regions),
    arrive: new Float64Array(services.length * classes * regions),
    leastArrival: new Float64Array(services.length * classes),
    order: calls.map(({ callUsd }) => orderOf(callUsd, regions)),
    flow: new Float64Array(services.length * classes * regions),
    called: new Float64Array(services.length * classes * regions),
    values: new Float64Array(services.length * regions),
    chosen: new Uint8Array(services.length * regions),
    choice: choiceScratch(regions),
    outgoing: callsBy(problem, 'from'),
  };
  const evaluate = (multipliers: Float64Array, slope: Float64Array): number => {
    state.multipliers = multipliers;
    state.slope = slope;
    state.flow.fill(0);
    state.called.fill(0);
    for (let index = services.length - 1; index >= 0; index -= 1) priceService(state, index);
    let total = constantPart(state);
    for (let index = 0; index < services.length; index += 1) {
      total += boundService(state, index);
      passOn(state, index);
    }
    return total;
  };
  return { layout, evaluate, own: state.own, chosen: state.chosen };
}

/** own and arrive of a service whose callees are priced. */
function priceService(state: State, index: number): void {
  const { problem, layout, multipliers, own, answerUsd, outgoing } = state;
  const { regions, classes } = problem;
  const service = problem.services[index] as JointService;
  const size = classes * regions;
  for (const call of outgoing[index] as readonly number[])
    for (let group = 0; group < classes; group += 1) priceCall(state, call, group);
  for (let at = 0; at < size; at += 1) {
    const site = at % regions;
    let usd =
      (service.computeUsd[site] as number) +
      service.use[0] * (multipliers[layout.room + site] as number) +
      service.use[1] * (multipliers[layout.room + regions + site] as number);
    for (const call of outgoing[index] as readonly number[])
      usd += (problem.calls[call] as JointCall).perRequest * (answerUsd[call * size + at] as number);
    own[index * size + at] = usd;
  }
  if ((layout.links[index] as number) >= 0)
    for (let group = 0; group < classes; group += 1) priceArrivals(state, index, group);
}

function priceArrivals(
  { problem, layout, multipliers, own, arrive, leastArrival }: State,
  index: number,
  group: number,
): void {
  const { regions, classes } = problem;
  const rate = (problem.services[index] as JointService).calledRates[group] as number;
  const link = (layout.links[index] as number) + group * regions;
  const base = (index * classes + group) * regions;
  let least = Infinity;
  for (let site = 0; site < regions; site += 1) {
    const usd = (own[base + site] as number) + (rate > 0 ? (multipliers[link + site] as number) / rate : 0);
    arrive[base + site] = usd;
    if (usd < least) least = usd;
  }
  leastArrival[index * classes + group] = least;
}

interface CallOrder {
  readonly sites: Int32Array;
  readonly usd: Float64Array;
}

function orderOf(callUsd: Float64Array, regions: number): CallOrder {
  const sites = new Int32Array(regions * regions);
  const usd = new Float64Array(regions * regions);
  for (let from = 0; from < regions; from += 1) {
    const row = callUsd.subarray(from * regions, (from + 1) * regions);
    const sorted = Int32Array.from(row, (_, site) => site).sort(
      (a, b) => (row[a] as number) - (row[b] as number) || a - b,
    );
    sites.set(sorted, from * regions);
    for (const [at, site] of sorted.entries()) usd[from * regions + at] = row[site] as number;
  }
  return { sites, usd };
}

function priceCall(state: State, callIndex: number, group: number): void {
  const { problem, layout, multipliers, answer, answerUsd, arrive, leastArrival } = state;
  const { regions, classes } = problem;
  const { to, callSlow } = problem.calls[callIndex] as JointCall;
  const { sites, usd } = state.order[callIndex] as CallOrder;
  const base = (to * classes + group) * regions;
  const nearest = leastArrival[to * classes + group] as number;
  const penalty = multipliers[layout.coverage + to] as number;
  const start = (callIndex * classes + group) * regions;
  for (let from = 0; from < regions; from += 1) {
    const row = from * regions;
    let least = Infinity;
    let best = -1;
    for (let at = row; at < row + regions; at += 1) {
      const way = usd[at] as number;
      if (way + nearest >= least || way === Infinity) break;
      const site = sites[at] as number;
      const slow = callSlow !== null && callSlow[row + site] === 1 ? penalty : 0;
      const total = way + slow + (arrive[base + site] as number);
      if (total >= least) continue;
      least = total;
      best = site;
    }
    answerUsd[start + from] = least;
    answer[start + from] = best;
  }
}

/** Sum of lambda less what room and coverage give back; starts the slopes. */
function constantPart(state: State): number {
  const { problem, layout, multipliers, slope } = state;
  const { services, regions, classOf, room } = problem;
  slope.fill(0);
  let total = problem.constantUsd;
  for (const start of layout.users) {
    if (start < 0) continue;
    slope.fill(1, start, start + classOf.length);
    for (let at = start; at < start + classOf.length; at += 1) total += multipliers[at] as number;
  }
  for (let at = 0; at < 2 * regions; at += 1) {
    const limit = room[at] as number;
    if (limit === Infinity) continue;
    total -= (multipliers[layout.room + at] as number) * limit;
    slope[layout.room + at] = -limit;
  }
  for (const [index, { mayMiss, totalRate }] of services.entries()) {
    total -= (multipliers[layout.coverage + index] as number) * mayMiss * totalRate;
    slope[layout.coverage + index] = -mayMiss * totalRate;
  }
  return total;
}

/** Chooses the sites of a service and writes what they say of its users and links. */
function boundService(state: State, index: number): number {
  const { problem, layout, multipliers, values, choice } = state;
  const { regions, classes } = problem;
  const service = problem.services[index] as JointService;
  const chosen = state.chosen.subarray(index * regions, (index + 1) * regions);
  const value = values.subarray(index * regions, (index + 1) * regions);
  for (let site = 0; site < regions; site += 1)
    value[site] = service.candidate[site] === 1 ? (service.fixedUsd[site] as number) : Infinity;
  const link = layout.links[index] as number;
  if (link >= 0)
    for (let at = 0; at < classes * regions; at += 1) {
      const site = at % regions;
      value[site] = (value[site] as number) - (multipliers[link + at] as number);
    }
  if (service.isEntry) addUsers(state, service, index, value);
  chooseSites(value, service.minSites, service.maxSites, chosen, choice);
  let total = 0;
  for (let site = 0; site < regions; site += 1) {
    if (chosen[site] === 0) continue;
    total += value[site] as number;
    if (service.isEntry) serveUsers(state, service, index, site);
    if (link >= 0)
      for (let group = 0; group < classes; group += 1) {
        const at = link + group * regions + site;
        state.slope[at] = (state.slope[at] as number) - 1;
      }
  }
  return total;
}

/** Reduced cost of serving all of a user's requests at a site. */
function userReduced(state: State, service: JointService, index: number, point: number, site: number): number {
  const { problem, layout, multipliers, own } = state;
  const { regions, classes, classOf, userRates } = problem;
  const at = point * regions + site;
  const slow = service.userSlow !== null && service.userSlow[at] === 1;
  return (
    (userRates[point] as number) *
      (((service.userUsd as Float64Array)[at] as number) +
        (slow ? (multipliers[layout.coverage + index] as number) : 0) +
        (own[(index * classes + (classOf[point] as number)) * regions + site] as number)) -
    (multipliers[(layout.users[index] as number) + point] as number)
  );
}

function addUsers(state: State, service: JointService, index: number, value: Float64Array): void {
  const { regions, classOf } = state.problem;
  for (let site = 0; site < regions; site += 1) {
    if (service.candidate[site] === 0) continue;
    let sum = 0;
    for (let point = 0; point < classOf.length; point += 1) {
      const reduced = userReduced(state, service, index, point, site);
      if (reduced < 0) sum += reduced;
    }
    value[site] = (value[site] as number) + sum;
  }
}

function serveUsers(state: State, service: JointService, index: number, site: number): void {
  const { problem, layout, slope, flow } = state;
  const { regions, classes, classOf, userRates } = problem;
  const start = layout.users[index] as number;
  for (let point = 0; point < classOf.length; point += 1) {
    if (!(userReduced(state, service, index, point, site) < 0)) continue;
    slope[start + point] = (slope[start + point] as number) - 1;
    const rate = userRates[point] as number;
    const at = (index * classes + (classOf[point] as number)) * regions + site;
    flow[at] = (flow[at] as number) + rate;
    if (service.userSlow !== null && service.userSlow[point * regions + site] === 1)
      slope[layout.coverage + index] = (slope[layout.coverage + index] as number) + rate;
  }
}

/** What the requests of a service use, and where its calls go. */
function passOn(state: State, index: number): void {
  const { problem, layout, slope, flow, called, answer, outgoing } = state;
  const { regions, classes, calls } = problem;
  const { use, calledRates } = problem.services[index] as JointService;
  const link = layout.links[index] as number;
  for (let group = 0; group < classes; group += 1)
    for (let site = 0; site < regions; site += 1) {
      const at = (index * classes + group) * regions + site;
      const arrived = called[at] as number;
      if (link >= 0 && arrived > 0) {
        const here = link + group * regions + site;
        slope[here] = (slope[here] as number) + arrived / (calledRates[group] as number);
      }
      const rate = (flow[at] as number) + arrived;
      if (rate === 0) continue;
      slope[layout.room + site] = (slope[layout.room + site] as number) + rate * use[0];
      slope[layout.room + regions + site] = (slope[layout.room + regions + site] as number) + rate * use[1];
      for (const callIndex of outgoing[index] as readonly number[]) {
        const { to, perRequest, callSlow } = calls[callIndex] as JointCall;
        const target = answer[(callIndex * classes + group) * regions + site] as number;
        if (target < 0) continue;
        const there = (to * classes + group) * regions + target;
        called[there] = (called[there] as number) + rate * perRequest;
        if (callSlow !== null && callSlow[site * regions + target] === 1)
          slope[layout.coverage + to] = (slope[layout.coverage + to] as number) + rate * perRequest;
      }
    }
}

/** Elementary operations of one evaluation of the relaxation. */
export function relaxationSteps({ services, calls, regions, classes, userRates }: JointProblem): number {
  const entries = services.filter(({ isEntry }) => isEntry).length;
  return 2 * entries * userRates.length * regions + calls.length * classes * regions * regions;
}
