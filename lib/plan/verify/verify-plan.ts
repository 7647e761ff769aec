import { canonicalDigest } from '../../model/canonical-json';
import type { Plan, Workload } from '../plan';
import { distinctValues, givenProblem, type GivenProblem, type GivenService } from './given-problem';
import { misses, router, userBytes, type Way, wayUsd } from './given-problem';
import { jointLowerBound } from './joint-lower-bound';

export interface PlanVerification {
  readonly valid: boolean;
  /** As recomputed, US dollars a month. */
  readonly cost: number;
  readonly lowerBound: number;
  /** Every difference between what the plan says and what it should. */
  readonly faults: readonly string[];
}

interface Check {
  readonly given: GivenProblem;
  readonly workloads: ReadonlyMap<string, Workload>;
  /** By service and region, requests per second; of those that were checked: callers first. */
  readonly loads: Map<string, Float64Array>;
  /** Notes a fault unless something holds. */
  readonly expect: (holds: boolean, fault: string) => void;
}

/** Whether two numbers differ by rounding alone: flows are rounded to 0.000001 requests/s, rates to 0.001, dollars to 0.01. */
const near = (a: number, b: number, size = Math.abs(b)): boolean => Math.abs(a - b) < 0.05 + 1e-6 * size;
const nearRate = (a: number, b: number, size: number): boolean => Math.abs(a - b) < 0.01 + 1e-6 * size;

/**
 * Checks a plan without the planner: its digests, every declared constraint on its placements and flows, its cost, and to
 * the cent the bound that its multipliers prove. Shares no code with the search or the bound.
 * O(demand x regions + calls x classes x regions^2).
 */
export function verifyPlan(plan: Plan): PlanVerification {
  const faults: string[] = [];
  const expect = (holds: boolean, fault: string): void => void (holds || faults.push(fault));
  const { digest, model, inputDigest, objective, lowerBound: stated, gap, proof } = plan;
  expect(canonicalDigest({ ...plan, digest: undefined }) === digest, 'digest: the plan was changed after it was made');
  expect(canonicalDigest(model) === inputDigest, 'inputDigest: the plan is of another model');
  const given = givenProblem(plan);
  const workloads = new Map(plan.workloads.map((workload) => [workload.service, workload]));
  const check = { given, workloads, loads: new Map<string, Float64Array>(), expect };
  expect(plan.workloads.length === given.services.length, 'workloads: not one for every service of the model');
  const usd = given.services.map((service) => workloadUsd(check, service));
  const cost = usd.reduce((sum, each) => sum + each, given.constantUsd);
  for (const [at] of given.regions.entries()) checkRoom(check, plan, at);
  const { total } = objective;
  expect(near(total, cost), `objective: ${total} US$ a month is stated, the flows cost ${cost.toFixed(2)}`);
  const lowerBound = jointLowerBound(plan.certificate, given);
  const cents = Math.min(total, Math.floor(Math.max(0, lowerBound) * 100) / 100);
  expect(stated === cents, `lowerBound: ${stated} is stated, the multipliers prove ${cents}`);
  expect(near(gap * total, total - stated, total), `gap: ${gap} does not follow from cost and bound`);
  // A gap is rounded to a millionth, which is where optimality ends.
  const proved = gap === 0 ? 'optimal' : gap > 1e-6 || proof === 'none' ? 'bound' : proof;
  expect(proof === proved, `proof: "${proof}" does not follow from cost and bound`);
  return { valid: faults.length === 0, cost, lowerBound, faults };
}

/** Checks where a service runs; returns what that, its flows and its moves cost. */
function workloadUsd(check: Check, service: GivenService): number {
  const { given, workloads, expect } = check;
  const { node, least, most, mayMiss, rate, admits, reserve } = service;
  const { id, geo } = node;
  const workload = workloads.get(id);
  if (workload === undefined) throw new RangeError(`the plan does not place "${id}"`);
  const sites = new Set(workload.placements.map(({ region }) => region));
  const fits = sites.size === workload.placements.length && sites.size >= least && sites.size <= most;
  expect(fits, `${id}: runs in ${sites.size} regions, ${least} to ${most} are asked for`);
  if (geo.spread !== null) {
    const { over, min } = geo.spread;
    const values = distinctValues(given.regions, over, sites);
    expect(values >= min, `${id}: lies in ${values} distinct values, ${min} ${over} are asked for`);
  }
  for (const other of geo.apartFrom) {
    const apart = workloads.get(other)?.placements.every(({ region }) => !sites.has(region));
    expect(apart !== false, `${id}: shares a region with ${other}, which stays apart from it`);
  }
  const { loads, missed, usd: flowUsd } = checkFlows(check, service, workload);
  check.loads.set(id, loads);
  const allowed = mayMiss * rate;
  expect(missed <= allowed + 1e-3 + 1e-5 * rate, `${id}: ${missed} requests/s miss the objective, ${allowed} may`);
  let [usd, moveUsd] = [flowUsd, 0];
  for (const { region, replicas, requestsPerSecond, share } of workload.placements) {
    const at = given.regionAt.get(region) ?? -1;
    const load = loads[at] ?? 0;
    const needed = Math.max(reserve, load / node.requestsPerSecondPerReplica - 1e-6);
    expect(admits[at] === true, `${id}: may not run in ${region}`);
    expect(replicas % 1 === 0 && replicas >= needed, `${id}: ${replicas} replicas in ${region}, ${needed} are needed`);
    const carried = nearRate(requestsPerSecond, load, load) && nearRate(share * rate, load, 10 * rate);
    expect(carried, `${id}: ${requestsPerSecond} requests/s in ${region}, share ${share}; its flows bring ${load}`);
    usd += (service.fixedUsd[at] ?? 0) + load * (service.unitUsd[at] ?? 0);
    moveUsd += service.moveUsd[at] ?? 0;
  }
  const elsewhere = given.regions.some((region, at) => loads[at] !== 0 && !sites.has(region.id));
  expect(sites.size > 0 && !elsewhere, `${id}: is served where it does not run`);
  const { total } = workload.objective;
  expect(near(total, usd), `${id}: costs ${total}, its flows ${usd.toFixed(2)}`);
  return usd + moveUsd;
}

interface Source extends Way {
  /** By origin: requests per second that no flow has served yet. */
  readonly owed: Float64Array;
  /** More than what the rounding of flows to 0.000001 makes of that. */
  readonly slack: number;
}

/** Where requests to a service come from: from users (null), and from its callers by id, which are checked. */
function sourcesOf({ given, workloads, loads }: Check, service: GivenService): Map<string | null, Source> {
  const { regions, services, calls, userRates } = given;
  const slack = 1e-6 * regions.length;
  const users = [...regions.map(() => 0), ...userRates.map((rate) => (service.isEntry ? rate : 0))];
  const sources = new Map<string | null, Source>();
  sources.set(null, { service, caller: null, bytes: userBytes, slowUsd: 0, owed: Float64Array.from(users), slack });
  for (const { from, to, perRequest, bytes } of calls) {
    if (services[to] !== service) continue;
    const caller = services[from] as GivenService;
    const { id } = caller.node;
    const owed = (loads.get(id) as Float64Array).map((rate) => perRequest * rate);
    const { userFlows, callFlows } = workloads.get(id) as Workload;
    const flows = userFlows.length + callFlows.length;
    sources.set(id, { service, caller, bytes, slowUsd: 0, owed, slack: slack + 1e-6 * perRequest * flows });
  }
  return sources;
}

interface Tally {
  /** By region, requests per second. */
  readonly loads: Float64Array;
  missed: number;
  usd: number;
}

/** Every user and every call of every placed caller is served once, at the stated latency. */
function checkFlows(check: Check, service: GivenService, { userFlows, callFlows }: Workload): Tally {
  const { given, expect } = check;
  const { regionAt, pointAt } = given;
  const { id } = service.node;
  const tally = { loads: new Float64Array(given.regions.length), missed: 0, usd: 0 };
  const sources = sourcesOf(check, service);
  const users = sources.get(null);
  for (const flow of userFlows)
    if (!isServed(given, tally, users, [pointAt.get(flow.demand), regionAt.get(flow.region)], flow))
      expect(false, `${id}: a flow from ${flow.demand} to ${flow.region} is not what the model says`);
  for (const flow of callFlows)
    if (!isServed(given, tally, sources.get(flow.service), [regionAt.get(flow.from), regionAt.get(flow.to)], flow))
      expect(false, `${id}: a flow from ${flow.service} in ${flow.from} to ${flow.to} is not what the model says`);
  for (const [caller, { owed, slack }] of sources) {
    const off = owed.find((rate) => !(Math.abs(rate) < slack));
    expect(off === undefined, `${id}: ${off} requests/s of ${caller ?? 'users'} are served nowhere, or twice`);
  }
  return tally;
}

/** Whether a flow, between positions, is one that the model knows; counts it. */
function isServed(
  given: GivenProblem,
  tally: Tally,
  source: Source | undefined,
  [origin = -1, to = -1]: readonly (number | undefined)[],
  { requestsPerSecond: rate, latencyMs }: { readonly requestsPerSecond: number; readonly latencyMs: number },
): boolean {
  if (source === undefined || origin < 0 || to < 0) return false;
  source.owed[origin] = (source.owed[origin] as number) - rate;
  tally.loads[to] = (tally.loads[to] as number) + rate;
  tally.usd += rate * wayUsd(given, source, origin, to);
  tally.missed += misses(given, source.service, origin, to) ? rate : 0;
  return rate >= 0 && Math.abs(given.ways.roundTrip(origin, to) - latencyMs) < 1e-3;
}

/** What runs in a region fits into its room. */
function checkRoom({ given, workloads, expect }: Check, plan: Plan, at: number): void {
  const id = given.regions[at]?.id ?? '';
  let [cpu, memory] = [0, 0];
  for (const { node } of given.services) {
    const { replicas = 0 } = workloads.get(node.id)?.placements.find(({ region }) => region === id) ?? {};
    cpu += replicas * node.resources.cpuMillis;
    memory += replicas * node.resources.memoryMiB;
  }
  const [cpuRoom, memoryRoom] = given.room[at] ?? [0, 0];
  const fits = cpu <= cpuRoom + 1e-3 && memory <= memoryRoom + 1e-3;
  expect(fits, `${id}: ${cpu} m CPU and ${memory} MiB are used, there is room for ${cpuRoom} and ${memoryRoom}`);
  const { usedCpuMillis = NaN, usedMemoryMiB = NaN } = plan.regions.find((region) => region.id === id) ?? {};
  const routers = given.regions.length > 1 && cpu > 0 ? 1 : 0;
  const stated = near(usedCpuMillis, cpu + routers * router[0]) && near(usedMemoryMiB, memory + routers * router[1]);
  expect(stated, `${id}: the use that is stated is not that of its replicas`);
}
