import type { JointInput, JointProblem } from '../joint/joint-problem';
import type { Plan } from '../plan';
import { meetsObjective } from '../workload-problem';

/** Requests of a plan by position: who runs where, and who is answered where. */
export interface PlanFlows {
  /** Regions that a service runs in. */
  readonly runs: readonly { readonly service: number; readonly site: number }[];
  /** `origin`: a region, or the regions' number plus a demand point; `call`: position of the call, -1 for users. */
  readonly flows: readonly PlanFlow[];
}

export interface PlanFlow {
  readonly service: number;
  readonly call: number;
  readonly origin: number;
  readonly site: number;
  /** Requests per second. */
  readonly rate: number;
}

export function planFlows({ model, workloads, demand }: Plan, { services, calls, regions }: JointProblem): PlanFlows {
  const siteOf = new Map(model.regions.map(({ id }, site) => [id, site]));
  const pointOf = new Map(demand.points.map(({ id }, point) => [id, point]));
  const indexOf = new Map(services.map(({ id }, index) => [id, index]));
  const at = (positions: ReadonlyMap<string, number>, id: string): number => {
    const position = positions.get(id);
    if (position === undefined) throw new Error(`plan flows: no ${id}`);
    return position;
  };
  const callOf = (from: number, to: number): number => calls.findIndex((each) => each.from === from && each.to === to);
  return {
    runs: workloads.flatMap(({ service, placements }) =>
      placements.map(({ region }) => ({ service: at(indexOf, service), site: at(siteOf, region) })),
    ),
    flows: workloads.flatMap(({ service, userFlows, callFlows }): PlanFlow[] => {
      const index = at(indexOf, service);
      return [
        ...userFlows.map(({ demand: point, region, requestsPerSecond: rate }) => {
          const origin = regions + at(pointOf, point);
          return { service: index, call: -1, origin, site: at(siteOf, region), rate };
        }),
        ...callFlows.map(({ service: caller, from, to, requestsPerSecond: rate }) => {
          const call = callOf(at(indexOf, caller), index);
          return { service: index, call, origin: at(siteOf, from), site: at(siteOf, to), rate };
        }),
      ];
    }),
  };
}

/** What running there and all flows cost at the prices of a problem, US dollars a month; Infinity over ways that it has not. */
export function flowsUsd({ services, calls, regions }: JointProblem, { runs, flows }: PlanFlows): number {
  let usd = 0;
  for (const { service, site } of runs) usd += services[service]?.fixedUsd[site] ?? 0;
  for (const { service, call, origin, site, rate } of flows) {
    const way =
      call < 0
        ? services[service]?.userUsd?.[(origin - regions) * regions + site]
        : calls[call]?.callUsd[origin * regions + site];
    if (rate > 0) usd += rate * ((way ?? 0) + (services[service]?.computeUsd[site] ?? 0));
  }
  return usd;
}

/** Shares are of flows that are rounded to 0.000001 requests per second. */
const tolerance = 1e-6;

/** The first service too many of whose requests miss its latency objective; null: every objective is kept. */
export function brokenObjective({ order, atlas }: JointInput, { flows }: PlanFlows): string | null {
  const all = order.services.map(() => 0);
  const slow = order.services.map(() => 0);
  for (const { service, origin, site, rate } of flows) {
    const node = order.services[service];
    if (node === undefined) continue;
    all[service] = (all[service] ?? 0) + rate;
    if (!meetsObjective(node, atlas.assured(origin, site))) slow[service] = (slow[service] ?? 0) + rate;
  }
  const broken = order.services.find(
    ({ geo }, index) => (slow[index] ?? 0) > (1 - geo.coverage + tolerance) * (all[index] ?? 0),
  );
  return broken?.id ?? null;
}
