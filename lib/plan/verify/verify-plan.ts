import { canonicalJson } from '../../model/canonical-json';
import type { ServiceNode } from '../../model/model';
import { sha256Hex } from '../../model/sha256';
import type { Plan, Workload } from '../plan';
import { checkRules, type Expect } from './check-rules';
import { givenProblem, type GivenProblem } from './given-problem';
import { jointLowerBound } from './joint-lower-bound';

export interface PlanVerification {
  readonly valid: boolean;
  /** As recomputed, US dollars a month. */
  readonly cost: number;
  readonly lowerBound: number;
  /** Every difference between what the plan says and what it should. */
  readonly faults: readonly string[];
}

/** What rounding in a plan may make of a sum: flows are rounded to 0.000001 requests/s, dollars to 0.01. */
const near = (a: number, b: number, size = Math.abs(b)): boolean => Math.abs(a - b) <= 0.05 + 1e-6 * size;

/**
 * Checks a plan without the planner: its digests, every declared constraint on its placements and flows, its cost, and the
 * bound that its multipliers prove. Shares no code with the search or the bound. O(demand x regions + calls x regions^2).
 */
export function verifyPlan(plan: Plan): PlanVerification {
  const faults: string[] = [];
  const expect = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(fault);
  };
  const { digest, ...content } = plan;
  expect(sha256Hex(canonicalJson(content)) === digest, 'digest: the plan was changed after it was made');
  expect(sha256Hex(canonicalJson(plan.model)) === plan.inputDigest, 'inputDigest: the plan is of another model');
  const given = givenProblem(plan.model, plan.from);
  const cost = given.services.reduce(
    (sum, service) => sum + checkWorkload(plan, given, service, expect),
    movesUsd(plan, given),
  );
  checkRoom(plan, given, expect);
  const { objective, lowerBound: stated, gap, proof } = plan;
  expect(
    near(objective.total, cost),
    `objective: ${objective.total} US$ a month is stated, the flows cost ${cost.toFixed(2)}`,
  );
  const lowerBound = jointLowerBound(plan, given);
  expect(
    near(stated, Math.max(0, Math.min(lowerBound, cost))),
    `lowerBound: ${stated} is stated, the multipliers prove ${lowerBound.toFixed(2)}`,
  );
  expect(
    Math.abs(gap * objective.total - (objective.total - stated)) < 0.1 + 1e-6 * cost,
    `gap: ${gap} does not follow from cost and bound`,
  );
  expect(
    proof === 'none' || (proof === 'optimal') === gap < 1.5e-6 || gap < 3e-6,
    `proof: "${proof}" does not follow from cost and bound`,
  );
  return { valid: faults.length === 0, cost, lowerBound, faults };
}

/** Where a service runs and who is served where; returns what that costs. */
function checkWorkload(plan: Plan, given: GivenProblem, service: ServiceNode, expect: Expect): number {
  const { id } = service;
  const workload = plan.workloads.find((each) => each.service === id);
  if (workload === undefined) throw new RangeError(`the plan does not place "${id}"`);
  const { least, most } = given.limits(service);
  const sites = new Set(workload.placements.map(({ region }) => region));
  const fits = sites.size === workload.placements.length && sites.size >= least && sites.size <= most;
  expect(fits, `${id}: runs in ${sites.size} regions, ${least} to ${most} are asked for`);
  checkRules(plan, given, service, sites, expect);
  const tally = flowsOf(plan, workload, given, service, expect);
  const allowed = given.mayMiss(service) * given.rate(id);
  const misses = `${id}: ${tally.missed.toFixed(3)} requests/s miss the objective, ${allowed.toFixed(3)} may`;
  expect(tally.missed <= allowed + 1e-3 + 1e-5 * given.rate(id), misses);
  let cost = tally.usd;
  for (const { region, replicas, requestsPerSecond, share } of workload.placements) {
    const at = given.regions.findIndex((each) => each.id === region);
    expect(at >= 0 && given.admits(service, at), `${id}: may not run in ${region}`);
    const load = tally.loads[at] ?? 0;
    const needed = Math.max(given.reserve(service), load / service.requestsPerSecondPerReplica - 1e-6);
    expect(
      replicas % 1 === 0 && replicas >= needed,
      `${id}: ${replicas} replicas in ${region}, its load needs ${needed.toFixed(2)}`,
    );
    expect(
      Math.abs(requestsPerSecond - load) < 0.01 + 1e-6 * load,
      `${id}: ${requestsPerSecond} requests/s in ${region}, the flows bring ${load.toFixed(3)}`,
    );
    expect(
      Math.abs(share * given.rate(id) - load) < 0.01 + 1e-5 * given.rate(id),
      `${id}: share ${share} in ${region} is not that of its flows`,
    );
    cost += given.fixedUsd(service, at) + load * given.unitUsd(service, at);
  }
  expect(
    sites.size > 0 && tally.loads.every((load, at) => load === 0 || sites.has(given.regions[at]?.id ?? '')),
    `${id}: is served where it does not run`,
  );
  expect(
    near(workload.objective.total, cost),
    `${id}: costs ${workload.objective.total}, its flows ${cost.toFixed(2)}`,
  );
  return cost;
}

interface Tally {
  readonly loads: Float64Array;
  usd: number;
  missed: number;
}

/** Every user and every call of every placed caller is served once, at the stated latency. */
function flowsOf(plan: Plan, workload: Workload, given: GivenProblem, service: ServiceNode, expect: Expect): Tally {
  const { id } = service;
  const tally: Tally = { loads: new Float64Array(given.regions.length), usd: 0, missed: 0 };
  const position = new Map(given.regions.map((region, at) => [region.id, at]));
  const point = new Map(given.points.map((each, at) => [each.id, at]));
  const open = new Map<string, number>();
  const owe = (from: string, rate: number): unknown => rate > 0 && open.set(from, (open.get(from) ?? 0) + rate);
  if (given.isEntry(id))
    for (const [at, { id: demand }] of given.points.entries()) owe(`users ${demand}`, given.userRate(at));
  const calls = given.calls.filter(({ to }) => to === id);
  for (const { from, perRequest } of calls)
    for (const placement of plan.workloads.find(({ service: caller }) => caller === from)?.placements ?? [])
      owe(`${from} ${placement.region}`, perRequest * placement.requestsPerSecond);
  const serve = (
    from: string,
    to: number | undefined,
    rate: number,
    ms: number,
    stated: number,
    usd: number,
    misses: boolean,
  ): void => {
    expect(
      to !== undefined && rate > 0 && Math.abs(ms - stated) < 1e-3,
      `${id}: a flow from ${from} is not what the model says`,
    );
    open.set(from, (open.get(from) ?? 0) - rate);
    tally.loads[to ?? 0] = (tally.loads[to ?? 0] ?? 0) + rate;
    tally.usd += rate * usd;
    tally.missed += misses ? rate : 0;
  };
  for (const { demand, region, requestsPerSecond, latencyMs } of workload.userFlows) {
    const [from, to] = [point.get(demand) ?? 0, position.get(region) ?? 0];
    const usd = given.userUsd(service, from, to, 0);
    serve(
      `users ${demand}`,
      position.get(region),
      requestsPerSecond,
      given.userMs(from, to),
      latencyMs,
      usd,
      given.missesFrom(service, from, 0, to),
    );
  }
  for (const { service: caller, from, to, requestsPerSecond, latencyMs } of workload.callFlows) {
    const call = calls.find((each) => each.from === caller);
    const [here, there] = [position.get(from) ?? 0, position.get(to) ?? 0];
    const usd = call === undefined ? NaN : given.callUsd(call, here, there, 0);
    serve(
      `${caller} ${from}`,
      position.get(to),
      requestsPerSecond,
      given.callMs(here, there),
      latencyMs,
      usd,
      given.missesFrom(service, null, here, there),
    );
  }
  for (const [from, rate] of open)
    expect(
      Math.abs(rate) < 0.01 + 1e-6 * given.rate(id),
      `${id}: ${rate.toFixed(3)} requests/s from ${from} are served nowhere, or twice`,
    );
  return tally;
}

/** What runs in a region fits into its room. */
function checkRoom({ workloads, regions }: Plan, given: GivenProblem, expect: Expect): void {
  for (const [at, { id }] of given.regions.entries()) {
    let [cpu, memory] = [0, 0];
    for (const { id: service, resources } of given.services) {
      const runs = workloads.find((each) => each.service === service)?.placements.find(({ region }) => region === id);
      cpu += (runs?.replicas ?? 0) * resources.cpuMillis;
      memory += (runs?.replicas ?? 0) * resources.memoryMiB;
    }
    const [cpuRoom, memoryRoom] = given.room(at);
    expect(
      cpu <= cpuRoom + 1e-3 && memory <= memoryRoom + 1e-3,
      `${id}: ${cpu} m CPU and ${memory} MiB are used, there is room for ${cpuRoom} and ${memoryRoom}`,
    );
    const used = regions.find((region) => region.id === id);
    const router = given.regions.length > 1 && cpu > 0 ? given.router : { cpuMillis: 0, memoryMiB: 0 };
    const stated =
      used !== undefined &&
      near(used.usedCpuMillis, cpu + router.cpuMillis) &&
      near(used.usedMemoryMiB, memory + router.memoryMiB);
    expect(stated, `${id}: the use that is stated is not that of its replicas`);
  }
}

/** Of all services, by the regions that run them. */
function movesUsd({ workloads }: Plan, given: GivenProblem): number {
  let usd = given.constantUsd;
  for (const service of given.services)
    for (const { region } of workloads.find((each) => each.service === service.id)?.placements ?? [])
      usd += given.moveUsd(
        service,
        given.regions.findIndex(({ id }) => id === region),
      );
  return usd;
}
