import type { Model, ServiceNode } from '../../model/model';
import type { Atlas } from '../atlas';
import { hoursPerMonth, routerReserve, transferUsd, userBytes } from '../constants';
import type { PlacementOrder } from '../placement-order';
import { regionsBefore } from '../moves';
import type { DemandPoint, PreviousPlan } from '../plan';
import { replicaUsd, reserveReplicas } from '../replicas';
import { staticCandidates } from '../candidates';
import { spreadNames } from '../spread';
import { meetsObjective, siteLimits } from '../workload-problem';

/**
 * All services of a stack as one problem in plain numbers. Money is US dollars a month, rates are requests per second,
 * R regions and D demand points in the order of the model. Users are grouped into C classes: a request keeps the class of
 * the user who started it, on its whole way through the call graph.
 */
export interface JointProblem {
  readonly regions: number;
  readonly classes: number;
  /** D: class of every demand point. */
  readonly classOf: Int32Array;
  /** D: requests per second that each entry service gets from the point. */
  readonly userRates: Float64Array;
  /** Callers before the services they call. */
  readonly services: readonly JointService[];
  /** Calls that bring load, by position of the caller and callee. */
  readonly calls: readonly JointCall[];
  /** 2 x R: CPU (milli) and memory (MiB) that services may use; Infinity = unlimited. */
  readonly room: Float64Array;
  /** Part of the cost of every placement. */
  readonly constantUsd: number;
}

export interface JointService {
  readonly id: string;
  readonly isEntry: boolean;
  /** R: 1 where it may run. */
  readonly candidate: Uint8Array;
  readonly minSites: number;
  readonly maxSites: number;
  /** R: regions of the same number are one to its spread, which asks for at least `minSpread`. */
  readonly spreadOf: Int32Array;
  readonly minSpread: number;
  /** Services that never run in its regions. */
  readonly apart: Int32Array;
  /** R: the reserve of replicas, a month. */
  readonly fixedUsd: Float64Array;
  /** R: replicas kept busy by one request per second. */
  readonly computeUsd: Float64Array;
  /** Of one request per second: CPU (milli) and memory (MiB). */
  readonly use: readonly [number, number];
  readonly replica: Replica;
  /** C: requests per second of each class, over all regions. */
  readonly rates: Float64Array;
  readonly totalRate: number;
  /** C: the part of `rates` that are calls of other services. */
  readonly calledRates: Float64Array;
  readonly calledRate: number;
  /** D x R, entries only: waiting and traffic of one request per second; Infinity = out of reach. */
  readonly userUsd: Float64Array | null;
  /** D x R, only where some requests may miss the objective: 1 for those that do. */
  readonly userSlow: Uint8Array | null;
  /** Share of the requests that may miss the objective, 0 where it is hard or there is none. */
  readonly mayMiss: number;
}

/** What runs whole, and how many of them a region has whatever its load. */
export interface Replica {
  readonly requestsPerSecond: number;
  readonly cpuMillis: number;
  readonly memoryMiB: number;
  readonly reserve: number;
}

export interface JointCall {
  readonly from: number;
  readonly to: number;
  readonly perRequest: number;
  /**
   * R x R, from caller to callee: waiting and traffic of one request per second; Infinity = out of reach, as every region is
   * from itself where the two stay apart.
   */
  readonly callUsd: Float64Array;
  /** R x R, only where some requests may miss the callee's objective. */
  readonly callSlow: Uint8Array | null;
}

export interface JointInput {
  readonly model: Model;
  readonly order: PlacementOrder;
  readonly points: readonly DemandPoint[];
  readonly atlas: Atlas;
  readonly previous?: PreviousPlan | null;
}

/** O(entries x D x R + calls x R x R). */
export function jointProblem(input: JointInput, classOf: Int32Array): JointProblem {
  const { model, order, points } = input;
  const classes = classOf.reduce((most, each) => Math.max(most, each + 1), 1);
  const share = 1 / Math.max(1, order.entries.size);
  const userRates = Float64Array.from(points, (point) => point.requestsPerSecond * share);
  const position = new Map(order.services.map(({ id }, index) => [id, index]));
  const forward = model.calls.flatMap((call) => {
    const [from, to] = [position.get(call.from), position.get(call.to)];
    return from === undefined || to === undefined || from >= to ? [] : [{ call, from, to }];
  });
  const calledRates = (to: number): Float64Array => {
    const called = new Float64Array(classes);
    for (const { call, from } of forward.filter((each) => each.to === to))
      addScaled(called, rates[from] as Float64Array, call.perRequest);
    return called;
  };
  const rates = order.services.map(({ id }) =>
    order.entries.has(id) ? classRates(classOf, classes, userRates) : new Float64Array(classes),
  );
  for (const [to] of order.services.entries()) addScaled(rates[to] as Float64Array, calledRates(to), 1);
  const services = order.services.map((service, index) =>
    jointService(input, service, rates[index] as Float64Array, calledRates(index)),
  );
  const before = regionsBefore(model, input.previous ?? nothingBefore);
  const moveUsd = input.previous?.moveUsd ?? 0;
  return {
    regions: model.regions.length,
    classes,
    classOf,
    userRates,
    services: services.map((service) => withMoves(service, model, before.get(service.id), moveUsd)),
    calls: forward.map(({ call, from, to }) => jointCall(input, services, { ...call, from, to })),
    room: usableRoom(model),
    constantUsd: [...before.values()].reduce((sum, { size }) => sum + size, 0) * moveUsd,
  };
}

const nothingBefore: PreviousPlan = { digest: '', moveUsd: 0, placements: [] };

/** A region that is started costs a move; one that is kept saves the move that `constantUsd` charges for giving it up. */
function withMoves(
  service: JointService,
  { regions }: Model,
  before: ReadonlySet<string> | undefined,
  moveUsd: number,
): JointService {
  if (before === undefined || moveUsd === 0) return service;
  const fixedUsd = service.fixedUsd.map((usd, at) => usd + (before.has(regions[at]?.id ?? '') ? -moveUsd : moveUsd));
  return { ...service, fixedUsd };
}

function classRates(classOf: Int32Array, classes: number, userRates: Float64Array): Float64Array {
  const rates = new Float64Array(classes);
  for (const [point, rate] of userRates.entries())
    rates[classOf[point] as number] = (rates[classOf[point] as number] as number) + rate;
  return rates;
}

function addScaled(target: Float64Array, source: Float64Array, factor: number): void {
  for (const [index, value] of source.entries()) target[index] = (target[index] as number) + factor * value;
}

function jointService(
  { model, order, points, atlas }: JointInput,
  service: ServiceNode,
  rates: Float64Array,
  calledRates: Float64Array,
): JointService {
  const { regions, planner } = model;
  const admitted = staticCandidates(model, service);
  const candidate = Uint8Array.from(regions, ({ id }) => (admitted.has(id) ? 1 : 0));
  const limits = siteLimits(service);
  const isEntry = order.entries.has(service.id);
  const mayMiss = service.geo.maxLatencyMs === null ? 0 : 1 - service.geo.coverage;
  const userUsd = isEntry ? new Float64Array(points.length * regions.length) : null;
  const userSlow = isEntry && mayMiss > 0 ? new Uint8Array(points.length * regions.length) : null;
  for (let row = 0; isEntry && row < points.length; row += 1)
    for (const [site, region] of regions.entries()) {
      const at = row * regions.length + site;
      const latencyMs = atlas.roundTrip(regions.length + row, site);
      const keeps = meetsObjective(service, atlas.assured(regions.length + row, site));
      const usd =
        waitingUsd(latencyMs, planner.waitingUsdPerHour) + transferUsd(1, userBytes, region.price.egressGiBUsd);
      if (userUsd !== null) userUsd[at] = candidate[site] === 0 || (!keeps && mayMiss === 0) ? Infinity : usd;
      if (userSlow !== null) userSlow[at] = keeps ? 0 : 1;
    }
  return {
    id: service.id,
    isEntry,
    candidate,
    minSites: Math.min(limits.minSites, admitted.size),
    maxSites: Math.min(limits.maxSites, admitted.size),
    ...siteRulesOf(model, order, service),
    fixedUsd: Float64Array.from(regions, (region) => reserveReplicas(service) * replicaUsd(service, region)),
    computeUsd: Float64Array.from(
      regions,
      (region) => replicaUsd(service, region) / service.requestsPerSecondPerReplica,
    ),
    use: [
      service.resources.cpuMillis / service.requestsPerSecondPerReplica,
      service.resources.memoryMiB / service.requestsPerSecondPerReplica,
    ],
    replica: {
      requestsPerSecond: service.requestsPerSecondPerReplica,
      ...service.resources,
      reserve: reserveReplicas(service),
    },
    rates,
    totalRate: rates.reduce((sum, rate) => sum + rate, 0),
    calledRates,
    calledRate: calledRates.reduce((sum, rate) => sum + rate, 0),
    userUsd,
    userSlow,
    mayMiss,
  };
}

function siteRulesOf(
  { regions }: Model,
  { services }: PlacementOrder,
  { geo: { spread, apartFrom } }: ServiceNode,
): Pick<JointService, 'spreadOf' | 'minSpread' | 'apart'> {
  const names = spreadNames(regions, spread?.over ?? 'region');
  return {
    spreadOf: Int32Array.from(names, (name) => names.indexOf(name)),
    minSpread: spread?.min ?? 1,
    apart: Int32Array.from(services.keys()).filter((index) => apartFrom.includes(services[index]?.id ?? '')),
  };
}

interface Call {
  readonly from: number;
  readonly to: number;
  readonly perRequest: number;
  readonly bytes: number;
}

function jointCall({ model, order, atlas }: JointInput, services: readonly JointService[], call: Call): JointCall {
  const { regions, planner } = model;
  const count = regions.length;
  const callee = order.services[call.to] as ServiceNode;
  const { candidate: to, mayMiss } = services[call.to] as JointService;
  const { candidate: from, apart } = services[call.from] as JointService;
  const isApart = apart.includes(call.to);
  const callUsd = new Float64Array(count * count).fill(Infinity);
  const callSlow = mayMiss > 0 ? new Uint8Array(count * count) : null;
  for (let r = 0; r < count; r += 1)
    for (const [s, region] of regions.entries()) {
      const latencyMs = atlas.roundTrip(r, s);
      const keeps = meetsObjective(callee, atlas.assured(r, s));
      if (callSlow !== null) callSlow[r * count + s] = keeps ? 0 : 1;
      if (from[r] === 0 || to[s] === 0 || (isApart && r === s) || (!keeps && mayMiss === 0)) continue;
      callUsd[r * count + s] =
        waitingUsd(latencyMs, planner.waitingUsdPerHour) +
        (r === s ? 0 : transferUsd(1, call.bytes, region.price.egressGiBUsd));
    }
  return { from: call.from, to: call.to, perRequest: call.perRequest, callUsd, callSlow };
}

/** Of one request per second. */
function waitingUsd(latencyMs: number, usdPerHour: number): number {
  return (latencyMs / 1000) * usdPerHour * hoursPerMonth;
}

function usableRoom({ regions, planner }: Model): Float64Array {
  const reserve = regions.length > 1 ? routerReserve : { cpuMillis: 0, memoryMiB: 0 };
  const count = regions.length;
  const room = new Float64Array(2 * count).fill(Infinity);
  for (const [at, { capacity }] of regions.entries()) {
    if (capacity === null) continue;
    room[at] = capacity.cpuMillis * planner.targetUtilisation - reserve.cpuMillis;
    room[count + at] = capacity.memoryMiB * planner.targetUtilisation - reserve.memoryMiB;
  }
  return room;
}

/** By service, the positions of the calls that it makes or answers. */
export function callsBy(
  { services, calls }: Pick<JointProblem, 'services' | 'calls'>,
  end: 'from' | 'to',
): readonly (readonly number[])[] {
  return services.map((_, index) => calls.flatMap((call, at) => (call[end] === index ? [at] : [])));
}

export function hasLimitedRoom({ room }: JointProblem): boolean {
  return room.some((limit) => limit < Infinity);
}

export function withUnlimitedRoom(problem: JointProblem): JointProblem {
  return { ...problem, room: problem.room.map(() => Infinity) };
}

/** The same costs, but where the service does not run in the region, which costs so much more. */
export function withFine(problem: JointProblem, index: number, region: number, usd: number): JointProblem {
  const service = problem.services[index] as JointService;
  const fixedUsd = service.fixedUsd.with(region, (service.fixedUsd[region] as number) - usd);
  return {
    ...problem,
    services: problem.services.with(index, { ...service, fixedUsd }),
    constantUsd: problem.constantUsd + usd,
  };
}
