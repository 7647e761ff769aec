import type { ServiceNode } from '../../model/model';
import { toCents } from '../constants';
import type { JointService } from '../joint/joint-problem';
import type { Placement, Plan, Rejection } from '../plan';
import { bindingConstraints } from './binding-constraints';
import { sensitivities, type Sensitivity } from './sensitivity';
import { settledCosts, type SettledCost } from './settled-region';
import { statedBound } from './stated-bound';

/** What it costs to have it otherwise, in shares of the plan's cost. */
export interface OtherwisePrice {
  /** No plan like that costs less than this much more; below 0: within the gap, it may be cheaper; null: no plan is like that. */
  readonly atLeastShare: number | null;
  /** A plan like that was found that costs this much more; null: none was found. */
  readonly atMostShare: number | null;
  /** Where that plan runs the service. */
  readonly regions: readonly string[];
}

export interface RoomPrice {
  readonly region: string;
  readonly cpuUsd: number;
  readonly memoryGiBUsd: number;
}

export interface ServiceExplanation {
  readonly service: string;
  readonly costUsd: number;
  readonly gap: number;
  /** `otherwise`: without this region. */
  readonly chosen: readonly (Placement & { readonly otherwise: OtherwisePrice })[];
  /** `otherwise`: with this region; null where a rule excludes it. */
  readonly rejected: readonly (Rejection & { readonly otherwise: OtherwisePrice | null })[];
  /** Limits that leave no choice, in words. */
  readonly binding: readonly string[];
  /** What one more CPU or GiB would be worth a month at most, where room has a price. */
  readonly room: readonly RoomPrice[];
  readonly sensitivity: readonly Sensitivity[];
}

/** Why a service runs where it does; null when the plan has no such service. */
export function explainService(plan: Plan, id: string): ServiceExplanation | null {
  const workload = plan.workloads.find(({ service }) => service === id);
  const node = plan.model.services.find((service) => service.id === id);
  if (workload === undefined || node === undefined) return null;
  const stated = statedBound(plan);
  const index = stated.problem.services.findIndex((service) => service.id === id);
  const regionIds = plan.model.regions.map((region) => region.id);
  const { candidate } = stated.problem.services[index] as JointService;
  const isCandidate = (region: string): boolean => candidate[regionIds.indexOf(region)] === 1;
  const count = workload.placements.length + workload.rejected.filter(({ region }) => isCandidate(region)).length;
  const costOf = settledCosts(plan, stated, count);
  const otherwise = (region: string, runs: boolean): OtherwisePrice =>
    priceOf(costOf({ service: index, region: regionIds.indexOf(region), runs }), plan.objective.total);
  return {
    service: id,
    costUsd: plan.objective.total,
    gap: plan.gap,
    chosen: workload.placements.map((each) => ({ ...each, otherwise: otherwise(each.region, false) })),
    rejected: workload.rejected.map((each) => ({
      ...each,
      otherwise: isCandidate(each.region) ? otherwise(each.region, true) : null,
    })),
    binding: bindingConstraints(plan, node, workload),
    room: roomPrices(plan, node),
    sensitivity: sensitivities(plan, stated, workload),
  };
}

/** Rounded to 0.000001, the least down and the most up. */
function priceOf({ leastUsd, mostUsd, regions }: SettledCost, costUsd: number): OtherwisePrice {
  const share = (usd: number, round: (value: number) => number): number =>
    costUsd > 0 ? round((usd / costUsd - 1) * 1e6) / 1e6 || 0 : 0;
  return {
    atLeastShare: leastUsd === Infinity ? null : share(leastUsd, Math.floor),
    atMostShare: mostUsd === null ? null : share(mostUsd, Math.ceil),
    regions,
  };
}

/** Of the regions that may run the service. */
function roomPrices({ certificate }: Plan, { geo }: ServiceNode): RoomPrice[] {
  const candidates = new Set(geo.candidates);
  return certificate.room
    .filter(({ region }) => candidates.has(region))
    .map(({ region, cpuMilliUsd, memoryMiBUsd }) => ({
      region,
      cpuUsd: toCents(cpuMilliUsd * 1000),
      memoryGiBUsd: toCents(memoryMiBUsd * 1024),
    }))
    .filter(({ cpuUsd, memoryGiBUsd }) => cpuUsd + memoryGiBUsd > 0);
}
