import { transferUsd, userBytes } from '../constants';
import type { JointProblem } from '../joint/joint-problem';
import type { Plan, Workload } from '../plan';
import { boundOf, type StatedBound } from './stated-bound';

/**
 * How far a price may change while this very plan is proved to stay within `withinGap` of the cheapest one: both its cost and
 * the bound are computed anew with the changed price, at the multipliers of the certificate.
 */
export interface Sensitivity {
  readonly region: string;
  readonly parameter: 'compute price' | 'egress price';
  /** Factors of the price of today, between 0 and 4 looked for. */
  readonly from: number;
  readonly to: number;
  readonly withinGap: number;
}

/** Points of the gap that a change may add. */
const allowance = 0.01;
const most = 4;
const halvings = 7;

/** For every region that the service runs in. O(regions x halvings) evaluations of the bound. */
export function sensitivities(plan: Plan, stated: StatedBound, { placements }: Workload): Sensitivity[] {
  const withinGap = plan.gap + allowance;
  const scalers = { 'compute price': scaleCompute, 'egress price': scaleEgress } as const;
  return placements.flatMap(({ region }) =>
    (['compute price', 'egress price'] as const).flatMap((parameter) => {
      const site = plan.model.regions.findIndex(({ id }) => id === region);
      const holds = (factor: number): boolean => {
        const changed = scalers[parameter](plan, stated.problem, site, factor);
        const cost = plan.objective.total + flowsUsd(plan, changed) - flowsUsd(plan, stated.problem);
        return cost - boundOf(changed, stated.multipliers).lowerBound <= withinGap * cost;
      };
      return [{ region, parameter, from: edge(holds, 0), to: edge(holds, most), withinGap }];
    }),
  );
}

/** The factor farthest from 1 towards `end` that holds; rounded towards 1 to 0.01. */
function edge(holds: (factor: number) => boolean, end: number): number {
  if (holds(end)) return end;
  let [good, bad] = [1, end];
  for (let step = 0; step < halvings; step += 1) {
    const middle = (good + bad) / 2;
    if (holds(middle)) good = middle;
    else bad = middle;
  }
  return end > 1 ? Math.floor(good * 100) / 100 : Math.ceil(good * 100) / 100;
}

function scaleCompute(_: Plan, problem: JointProblem, site: number, factor: number): JointProblem {
  const scaled = (usd: Float64Array): Float64Array => usd.with(site, (usd[site] as number) * factor);
  const services = problem.services.map((service) => ({
    ...service,
    fixedUsd: scaled(service.fixedUsd),
    computeUsd: scaled(service.computeUsd),
  }));
  return { ...problem, services };
}

function scaleEgress({ model }: Plan, problem: JointProblem, site: number, factor: number): JointProblem {
  const { regions } = problem;
  const price = model.regions[site]?.price.egressGiBUsd ?? 0;
  const more = (bytes: number): number => (factor - 1) * transferUsd(1, bytes, price);
  const shifted = (usd: Float64Array, bytes: number, home: number): Float64Array =>
    usd.map((each, at) => (at % regions === site && Math.floor(at / regions) !== home ? each + more(bytes) : each));
  return {
    ...problem,
    services: problem.services.map((service) => ({
      ...service,
      userUsd: service.userUsd && shifted(service.userUsd, userBytes, -1),
    })),
    calls: problem.calls.map((call) => {
      const [from, to] = [problem.services[call.from]?.id, problem.services[call.to]?.id];
      const bytes = model.calls.find((each) => each.from === from && each.to === to)?.bytes ?? 0;
      return { ...call, callUsd: shifted(call.callUsd, bytes, site) };
    }),
  };
}

/** What the plan's regions and flows cost at the prices of a problem. */
function flowsUsd({ model, workloads, demand }: Plan, { services, calls, regions }: JointProblem): number {
  const position = new Map(model.regions.map(({ id }, site) => [id, site]));
  const points = new Map(demand.points.map(({ id }, point) => [id, point]));
  const siteOf = (id: string): number => position.get(id) as number;
  const indexOf = new Map(services.map(({ id }, index) => [id, index]));
  let usd = 0;
  for (const { service, placements, userFlows, callFlows } of workloads) {
    const index = indexOf.get(service);
    const priced = services[index ?? -1];
    if (index === undefined || priced === undefined) continue;
    const serve = (rate: number, site: number, way: number): void => {
      usd += rate * (way + (priced.computeUsd[site] as number));
    };
    for (const { region } of placements) usd += priced.fixedUsd[siteOf(region)] as number;
    for (const { demand: id, region, requestsPerSecond } of userFlows) {
      const at = (points.get(id) as number) * regions + siteOf(region);
      serve(requestsPerSecond, siteOf(region), priced.userUsd?.[at] ?? 0);
    }
    for (const { service: caller, from, to, requestsPerSecond } of callFlows) {
      const call = calls.find((each) => each.to === index && each.from === indexOf.get(caller));
      serve(requestsPerSecond, siteOf(to), call?.callUsd[siteOf(from) * regions + siteOf(to)] ?? 0);
    }
  }
  return usd;
}
