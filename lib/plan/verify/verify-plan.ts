import { canonicalDigest } from '../../model/canonical-json';
import type { Plan, Workload } from '../plan';
import { distinctValues, givenProblem, type GivenProblem, type GivenService } from './given-problem';
import { jointLowerBound } from './joint-lower-bound';

export interface PlanVerification {
  readonly valid: boolean;
  /** As recomputed, US dollars a month. */
  readonly cost: number;
  readonly lowerBound: number;
  /** Every difference between what the plan says and what it should. */
  readonly faults: readonly string[];
}

/** Notes a fault unless something holds. */
type Expect = (holds: boolean, fault: string) => void;

/** What rounding in a plan may make of a sum: flows are rounded to 0.000001 requests/s, dollars to 0.01. */
const near = (a: number, b: number): boolean => Math.abs(a - b) < 0.05 + 1e-6 * Math.abs(b);

/**
 * Checks a plan without the planner: its digests, every declared constraint on its placements and flows, its cost, and the
 * bound that its multipliers prove, to the cent. Shares no code with the search or the bound.
 * O(demand x regions + calls x classes x regions^2).
 */
export function verifyPlan(plan: Plan): PlanVerification {
  const faults: string[] = [];
  const expect: Expect = (holds, fault) => {
    if (!holds) faults.push(fault);
  };
  const { digest, ...content } = plan;
  expect(canonicalDigest(content) === digest, 'digest: the plan was changed after it was made');
  expect(canonicalDigest(plan.model) === plan.inputDigest, 'inputDigest: the plan is of another model');
  const given = givenProblem(plan);
  const workloads = new Map(plan.workloads.map((workload) => [workload.service, workload]));
  const ran = given.services.map((service) => checkWorkload(workloads, given, service, expect));
  expect(ran.length === plan.workloads.length, 'workloads: there are others than the services of the model');
  checkRoom(plan, given, ran, expect);
  const cost = ran.reduce((sum, { usd }) => sum + usd, given.constantUsd);
  const lowerBound = jointLowerBound(plan.certificate, given);
  checkStatements(plan, cost, lowerBound, expect);
  return { valid: faults.length === 0, cost, lowerBound, faults };
}

function checkStatements(
  { objective, lowerBound: stated, gap, proof }: Plan,
  cost: number,
  proved: number,
  expect: Expect,
): void {
  const { total } = objective;
  expect(near(total, cost), `objective: ${total} US$ a month is stated, the flows cost ${cost.toFixed(2)}`);
  expect(
    stated === Math.min(total, Math.floor(Math.max(0, proved) * 100) / 100),
    `lowerBound: ${stated} is stated, the multipliers prove ${proved.toFixed(2)}`,
  );
  expect(
    Math.abs(gap * total - (total - stated)) < 0.1 + 1e-6 * cost,
    `gap: ${gap} does not follow from cost and bound`,
  );
  // A gap is rounded to a millionth, which is where optimality ends.
  expect(
    gap === 1e-6 ? proof !== 'none' : proof === (gap === 0 ? 'optimal' : 'bound'),
    `proof: "${proof}" does not follow from cost and bound`,
  );
}

interface Running {
  /** By region. */
  readonly replicas: Float64Array;
  /** With its moves. */
  readonly usd: number;
}

/** Where a service runs and who is served where. */
function checkWorkload(
  workloads: ReadonlyMap<string, Workload>,
  given: GivenProblem,
  service: GivenService,
  expect: Expect,
): Running {
  const { node, least, most, mayMiss, rate, reserve } = service;
  const { id, requestsPerSecondPerReplica } = node;
  const workload = workloads.get(id);
  if (workload === undefined) throw new RangeError(`the plan does not place "${id}"`);
  const sites = new Set(workload.placements.map(({ region }) => region));
  const fits = sites.size === workload.placements.length && sites.size >= least && sites.size <= most;
  expect(fits, `${id}: runs in ${sites.size} regions, ${least} to ${most} are asked for`);
  checkRules(workloads, given, service, sites, expect);
  const { loads, usd: flowUsd, missed } = checkFlows(workloads, workload, given, service, expect);
  const misses = `${id}: ${missed.toFixed(3)} requests/s miss the objective, ${(mayMiss * rate).toFixed(3)} may`;
  expect(missed <= mayMiss * rate + 1e-3 + 1e-5 * rate, misses);
  const replicas = new Float64Array(given.regions.length);
  let [usd, moveUsd] = [flowUsd, 0];
  for (const placement of workload.placements) {
    const { region, requestsPerSecond, share } = placement;
    const at = given.regionAt.get(region) ?? -1;
    expect(service.admits[at] === true, `${id}: may not run in ${region}`);
    const load = loads[at] ?? 0;
    const needed = Math.max(reserve, load / requestsPerSecondPerReplica - 1e-6);
    expect(
      placement.replicas % 1 === 0 && placement.replicas >= needed,
      `${id}: ${placement.replicas} replicas in ${region}, its load needs ${needed.toFixed(2)}`,
    );
    expect(
      Math.abs(requestsPerSecond - load) < 0.01 + 1e-6 * load,
      `${id}: ${requestsPerSecond} requests/s in ${region}, the flows bring ${load.toFixed(3)}`,
    );
    expect(
      Math.abs(share * rate - load) < 0.01 + 1e-5 * rate,
      `${id}: share ${share} in ${region} is not that of its flows`,
    );
    replicas[at] = placement.replicas;
    usd += (service.fixedUsd[at] ?? 0) + load * (service.unitUsd[at] ?? 0);
    moveUsd += service.moveUsd[at] ?? 0;
  }
  const elsewhere = given.regions.some((region, at) => loads[at] !== 0 && !sites.has(region.id));
  expect(sites.size > 0 && !elsewhere, `${id}: is served where it does not run`);
  const { total } = workload.objective;
  expect(near(total, usd), `${id}: costs ${total}, its flows ${usd.toFixed(2)}`);
  return { replicas, usd: usd + moveUsd };
}

/** The spread of a service, and those that it stays apart from. */
function checkRules(
  workloads: ReadonlyMap<string, Workload>,
  { regions }: GivenProblem,
  { node: { id, geo } }: GivenService,
  sites: ReadonlySet<string>,
  expect: Expect,
): void {
  const { spread, apartFrom } = geo;
  const values = spread === null ? 0 : distinctValues(regions, spread.over, sites);
  const rule = spread === null ? '' : `${spread.min} ${spread.over}`;
  expect(spread === null || values >= spread.min, `${id}: lies in ${values} distinct values, ${rule} are asked for`);
  for (const other of apartFrom) {
    const shared = workloads.get(other)?.placements.some(({ region }) => sites.has(region)) === true;
    expect(!shared, `${id}: shares a region with ${other}, which stays apart from it`);
  }
}

interface Tally {
  /** By region, requests per second. */
  readonly loads: Float64Array;
  readonly usd: number;
  readonly missed: number;
}

/** Every user and every call of every placed caller is served once, at the stated latency. */
function checkFlows(
  workloads: ReadonlyMap<string, Workload>,
  workload: Workload,
  given: GivenProblem,
  service: GivenService,
  expect: Expect,
): Tally {
  const { id } = service.node;
  const { regions, services } = given;
  const loads = new Float64Array(regions.length);
  let [usd, missed] = [0, 0];
  const users = {
    bytes: given.userBytes,
    owed: [...regions.map(() => 0), ...(service.isEntry ? given.userRates : [])],
  };
  const callers = new Map<string, typeof users>();
  for (const { from, to, perRequest, bytes } of given.calls) {
    if (services[to] !== service) continue;
    const caller = services[from]?.node.id ?? '';
    const owed = regions.map(() => 0);
    for (const { region, requestsPerSecond } of workloads.get(caller)?.placements ?? [])
      owed[given.regionAt.get(region) ?? -1] = perRequest * requestsPerSecond;
    callers.set(caller, { bytes, owed });
  }
  const serve = (
    who: string,
    source: typeof users | undefined,
    origin = -1,
    region: string,
    rate: number,
    ms: number,
  ): void => {
    const to = given.regionAt.get(region) ?? -1;
    const known = source !== undefined && origin >= 0 && to >= 0;
    const isRight = known && rate > 0 && Math.abs(given.ways.roundTrip(origin, to) - ms) < 1e-3;
    expect(isRight, `${id}: a flow from ${who} is not what the model says`);
    if (!known) return;
    source.owed[origin] = (source.owed[origin] ?? 0) - rate;
    loads[to] = (loads[to] as number) + rate;
    usd += rate * given.wayUsd(service, origin, to, source.bytes, 0);
    missed += given.misses(service, origin, to) ? rate : 0;
  };
  for (const { demand, region, requestsPerSecond, latencyMs } of workload.userFlows)
    serve(demand, users, given.pointAt.get(demand), region, requestsPerSecond, latencyMs);
  for (const { service: caller, from, to, requestsPerSecond, latencyMs } of workload.callFlows)
    serve(caller, callers.get(caller), given.regionAt.get(from), to, requestsPerSecond, latencyMs);
  for (const [who, { owed }] of [['users', users] as const, ...callers])
    for (const rate of owed)
      expect(
        Math.abs(rate) < 0.01 + 1e-6 * service.rate,
        `${id}: ${rate.toFixed(3)} requests/s from ${who} are served nowhere, or twice`,
      );
  return { loads, usd, missed };
}

/** What runs in a region fits into its room. */
function checkRoom(
  plan: Plan,
  { regions, services, room, router }: GivenProblem,
  ran: readonly Running[],
  expect: Expect,
): void {
  for (const [at, { id }] of regions.entries()) {
    let [cpu, memory] = [0, 0];
    for (const [index, { replicas }] of ran.entries()) {
      const { cpuMillis = 0, memoryMiB = 0 } = services[index]?.node.resources ?? {};
      cpu += (replicas[at] as number) * cpuMillis;
      memory += (replicas[at] as number) * memoryMiB;
    }
    const [cpuRoom = 0, memoryRoom = 0] = room[at] ?? [];
    expect(
      cpu <= cpuRoom + 1e-3 && memory <= memoryRoom + 1e-3,
      `${id}: ${cpu} m CPU and ${memory} MiB are used, there is room for ${cpuRoom} and ${memoryRoom}`,
    );
    const used = plan.regions.find((region) => region.id === id);
    const routers = regions.length > 1 && cpu > 0 ? 1 : 0;
    const stated =
      near(used?.usedCpuMillis ?? NaN, cpu + routers * router.cpuMillis) &&
      near(used?.usedMemoryMiB ?? NaN, memory + routers * router.memoryMiB);
    expect(stated, `${id}: the use that is stated is not that of its replicas`);
  }
}
