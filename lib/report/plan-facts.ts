import { findRegion } from '../geo/regions';
import { compareCodeUnits } from '../model/compare';
import type { Model, RegionNode } from '../model/model';
import type { Plan, PlannedRegion } from '../plan/plan';

/** A region as the page names it. */
export interface ReportRegion {
  /** From 1: those that serve most users first, those that run nothing last. Stands for the region where there is little room. */
  readonly number: number;
  readonly id: string;
  /** The town of a public region, else null. */
  readonly place: string | null;
  readonly country: string | null;
  readonly lat: number;
  readonly lng: number;
  readonly isUsed: boolean;
  readonly services: number;
  readonly replicas: number;
  /** Users' requests that enter here; of all requests where the plan has no users. */
  readonly share: number;
  /** All requests of all services. */
  readonly requestsPerSecond: number;
  readonly use: PlannedRegion | null;
}

/** Everything about regions that the parts of the page share. */
export interface PlanFacts {
  readonly plan: Plan;
  readonly model: Model;
  /** By number. */
  readonly regions: readonly ReportRegion[];
  readonly regionOf: ReadonlyMap<string, ReportRegion>;
  /** Whether shares are of users' requests. */
  readonly hasUsers: boolean;
}

export function planFacts(plan: Plan): PlanFacts {
  const { model } = plan;
  const entering = new Map<string, number>();
  for (const { region, requestsPerSecond } of plan.workloads.flatMap(({ userFlows }) => userFlows))
    entering.set(region, (entering.get(region) ?? 0) + requestsPerSecond);
  const hasUsers = sum([...entering.values()]) > 0;
  const regions = model.regions
    .map((region) => describeRegion(plan, region, hasUsers ? entering : null))
    .toSorted(
      (a, b) =>
        Number(b.isUsed) - Number(a.isUsed) ||
        b.share - a.share ||
        b.requestsPerSecond - a.requestsPerSecond ||
        compareCodeUnits(a.id, b.id),
    )
    .map((region, index): ReportRegion => Object.assign(region, { number: index + 1 }));
  return { plan, model, regions, regionOf: new Map(regions.map((region) => [region.id, region])), hasUsers };
}

/** `entering` are users' requests by region; null when there are no users. */
function describeRegion(
  plan: Plan,
  { id, code, country, lat, lng }: RegionNode,
  entering: ReadonlyMap<string, number> | null,
): Omit<ReportRegion, 'number'> {
  const placements = plan.workloads.flatMap((workload) => workload.placements.filter(({ region }) => region === id));
  const requestsPerSecond = sum(placements.map((placement) => placement.requestsPerSecond));
  const part = entering === null ? requestsPerSecond : (entering.get(id) ?? 0);
  const whole =
    entering === null ? sum(plan.workloads.map((workload) => workload.requestsPerSecond)) : sum([...entering.values()]);
  return {
    id,
    place: code === null ? null : (findRegion(code)?.metro ?? null),
    country,
    lat,
    lng,
    isUsed: placements.length > 0,
    services: placements.length,
    replicas: sum(placements.map(({ replicas }) => replicas)),
    share: whole === 0 ? 0 : part / whole,
    requestsPerSecond,
    use: plan.regions.find((region) => region.id === id) ?? null,
  };
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
