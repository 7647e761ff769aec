import { toMicro, toMilli } from '../constants';
import type { LatencySummary, Objective, Plan, UserFlow, Workload } from '../plan';
import { latencySummary } from '../latency-summary';

export interface PlanDifference {
  readonly same: boolean;
  readonly objective: { readonly before: Objective; readonly after: Objective };
  /** Of users' requests, over all entry services. */
  readonly latency: { readonly before: LatencySummary; readonly after: LatencySummary };
  /** Placements that start, stop or change their replicas; sorted by service, region. */
  readonly placements: readonly PlacementChange[];
  /** Users' requests that another region answers, and their share of those of either plan. */
  readonly moved: { readonly requestsPerSecond: number; readonly share: number };
  /** Losses that change their answer; sorted by name. */
  readonly losses: readonly LossChange[];
}

export interface PlacementChange {
  readonly service: string;
  readonly region: string;
  /** 0: does not run there. */
  readonly replicasBefore: number;
  readonly replicasAfter: number;
  readonly requestsPerSecondBefore: number;
  readonly requestsPerSecondAfter: number;
}

export interface LossChange {
  readonly kind: string;
  readonly name: string;
  /** Null: the plan does not know this loss. */
  readonly feasibleBefore: boolean | null;
  readonly feasibleAfter: boolean | null;
}

/** What differs between two plans. Plans of one digest are the same. */
export function planDifference(before: Plan, after: Plan): PlanDifference {
  return {
    same: before.digest === after.digest,
    objective: { before: before.objective, after: after.objective },
    latency: { before: userLatency(before), after: userLatency(after) },
    placements: placementChanges(before, after),
    moved: movedUsers(before, after),
    losses: lossChanges(before, after),
  };
}

function userFlows({ workloads }: Plan): UserFlow[] {
  return workloads.flatMap((workload) => workload.userFlows);
}

function userLatency(plan: Plan): LatencySummary {
  return latencySummary(userFlows(plan));
}

/** `["service", "region"]` as a key that no id can forge. */
const keyOf = (...parts: readonly string[]): string => JSON.stringify(parts);

function placementChanges(before: Plan, after: Plan): PlacementChange[] {
  const list = ({ workloads }: Plan) =>
    new Map(
      workloads.flatMap(({ service, placements }: Workload) =>
        placements.map((each) => [keyOf(service, each.region), { ...each, service }] as const),
      ),
    );
  const [old, now] = [list(before), list(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .toSorted((a, b) => (a < b ? -1 : 1))
    .flatMap((key) => {
      const [was, is] = [old.get(key), now.get(key)];
      const { service = '', region = '' } = is ?? was ?? {};
      const change = {
        service,
        region,
        replicasBefore: was?.replicas ?? 0,
        replicasAfter: is?.replicas ?? 0,
        requestsPerSecondBefore: was?.requestsPerSecond ?? 0,
        requestsPerSecondAfter: is?.requestsPerSecond ?? 0,
      };
      return was !== undefined && is !== undefined && change.replicasBefore === change.replicasAfter ? [] : [change];
    });
}

/** Of every place of users and entry service, what of the old shares is not in the new ones. */
function movedUsers(before: Plan, after: Plan): PlanDifference['moved'] {
  const list = ({ workloads }: Plan): Map<string, Map<string, number>> => {
    const rows = new Map<string, Map<string, number>>();
    for (const { service, userFlows: flows } of workloads)
      for (const { demand, region, requestsPerSecond } of flows) {
        const key = keyOf(service, demand);
        const row = rows.get(key) ?? new Map<string, number>();
        row.set(region, (row.get(region) ?? 0) + requestsPerSecond);
        rows.set(key, row);
      }
    return rows;
  };
  const [old, now] = [list(before), list(after)];
  let [moved, total] = [0, 0];
  for (const [key, row] of now) {
    const rate = sum(row);
    total += rate;
    const was = old.get(key);
    if (was === undefined) continue;
    const scale = rate / sum(was);
    let kept = 0;
    for (const [region, each] of row) kept += Math.min(each, (was.get(region) ?? 0) * scale);
    moved += Math.max(0, rate - kept);
  }
  return { requestsPerSecond: toMilli(moved), share: toMicro(total === 0 ? 0 : moved / total) };
}

function sum(row: ReadonlyMap<string, number>): number {
  let rate = 0;
  for (const each of row.values()) rate += each;
  return rate;
}

function lossChanges(before: Plan, after: Plan): LossChange[] {
  const list = ({ failures }: Plan) => new Map(failures.map((row) => [keyOf(row.kind, row.name), row]));
  const [old, now] = [list(before), list(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .toSorted((a, b) => (a < b ? -1 : 1))
    .flatMap((key) => {
      const [was, is] = [old.get(key), now.get(key)];
      const { kind = '', name = '' } = is ?? was ?? {};
      const change = { kind, name, feasibleBefore: was?.feasible ?? null, feasibleAfter: is?.feasible ?? null };
      // A loss that only one of the plans knows matters where it is not survived.
      const matters = was !== undefined && is !== undefined ? was.feasible !== is.feasible : !(was ?? is)?.feasible;
      return matters ? [change] : [];
    });
}
