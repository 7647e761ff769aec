import type { ServiceNode } from '../../model/model';
import { toCents } from '../constants';
import type { JointService } from '../joint/joint-problem';
import type { Placement, Plan, Rejection } from '../plan';
import { bindingConstraints } from './binding-constraints';
import { priceAsItIs, sitesOfPlan } from './price-as-it-is';
import { sensitivities, type Sensitivity } from './sensitivity';
import { statedBound } from './stated-bound';

/** What it costs to have it otherwise. Shares are of the plan's cost; US dollars are a month. */
export interface OtherwisePrice {
  /** No plan like that costs less than this much more; null: it cannot be told within the gap. */
  readonly atLeastShare: number | null;
  /** With every other service where it is, room aside; null: no choice is left. */
  readonly asItIsUsd: number | null;
  /** The region that it would be exchanged for. */
  readonly exchangedFor: string | null;
  /** No plan runs the service like that. */
  readonly impossible: boolean;
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
  const bound = statedBound(plan);
  const { problem, layout, multipliers } = bound;
  const sets = sitesOfPlan(problem, plan);
  const slowUsd = multipliers.slice(layout.coverage, layout.coverage + problem.services.length);
  const index = problem.services.findIndex((service) => service.id === id);
  const regionIds = plan.model.regions.map((region) => region.id);
  const cost = plan.objective.total;
  const otherwise = (region: string, forces: boolean): OtherwisePrice => {
    const site = regionIds.indexOf(region);
    const least = forces ? bound.forced(index, site) : bound.forbidden(index, site);
    const local = priceAsItIs(problem, sets, slowUsd, index, site);
    const isFinite = local !== null && Number.isFinite(local.usd);
    return {
      atLeastShare: least > cost && least < Infinity && cost > 0 ? (least - cost) / cost : null,
      asItIsUsd: isFinite ? toCents(local.usd) : null,
      exchangedFor: isFinite && local.exchanged !== null ? (regionIds[local.exchanged] ?? null) : null,
      impossible: least === Infinity,
    };
  };
  const { candidate } = problem.services[index] as JointService;
  return {
    service: id,
    costUsd: cost,
    gap: plan.gap,
    chosen: workload.placements.map((each) => ({ ...each, otherwise: otherwise(each.region, false) })),
    rejected: workload.rejected.map((each) => ({
      ...each,
      otherwise: candidate[regionIds.indexOf(each.region)] === 1 ? otherwise(each.region, true) : null,
    })),
    binding: bindingConstraints(plan, node, workload),
    room: roomPrices(plan, node),
    sensitivity: sensitivities(plan, bound, workload),
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
