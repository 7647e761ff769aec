import { compareCodeUnits } from '../../model/compare';
import type { Model } from '../../model/model';
import type { Plan, Workload } from '../../plan/plan';
import type { Steering, SteeringTier } from '../route-plan';

/** A row whose timers follow once its paths are known. */
export type SteeringRow = Omit<Steering, 'detector'>;
import { integerWeights } from './weights';

/** Sites whose round trips differ by no more share a failover tier. */
const bandMs = 15;
const mostTiers = 4;

/**
 * One row for every source region that runs a caller and every service called there. Tier 0 is what the plan decided for
 * this source. Where that is one other region, tier 1 is where the plan sends the calls once it is lost, with the plan's
 * shares: there is room for them. The other copies follow by round trip, in bands, so that the list is total: every copy
 * stands in it once. Of a tier 0 of several regions, routers let those that live take over in proportion.
 */
export function steeringRows(model: Model, plan: Plan): SteeringRow[] {
  const reroutes = reroutesByLoss(plan);
  const workloads = new Map(plan.workloads.map((workload) => [workload.service, workload]));
  const position = new Map(plan.regions.map((region, index) => [region.id, index]));
  const rttMs = (from: string, to: string): number =>
    plan.regionLatencyMs[position.get(from) ?? -1]?.[position.get(to) ?? -1] ?? Infinity;
  const rows = new Map<string, SteeringRow>();
  for (const call of model.calls) {
    const target = workloads.get(call.to);
    if (call.external || target === undefined) continue;
    for (const { region: source } of workloads.get(call.from)?.placements ?? []) {
      const known = rows.get(`${source} ${call.to}`);
      const row = known ?? steeringRow(model, source, target, rttMs, reroutes);
      rows.set(`${source} ${call.to}`, {
        ...row,
        timeoutMs: Math.min(row.timeoutMs, call.timeoutMs),
        replaySafe: row.replaySafe && call.idempotent,
      });
    }
  }
  return [...rows.values()].sort(
    (a, b) => compareCodeUnits(a.source, b.source) || compareCodeUnits(a.service, b.service),
  );
}

function steeringRow(
  model: Model,
  source: string,
  target: Workload,
  rttMs: (from: string, to: string) => number,
  reroutes: ReadonlyMap<string, ReadonlyMap<string, number>>,
): SteeringRow {
  const first = plannedTier(source, target, rttMs);
  const [only, ...others] = first.members;
  const rerouted = others.length > 0 ? undefined : reroutes.get(`${only?.site} ${source} ${target.service}`);
  const next = rerouted === undefined ? [] : [tierOf(source, rerouted, rttMs)];
  const planned = new Set([first, ...next].flatMap(({ members }) => members.map(({ site }) => site)));
  const rest = target.placements.map((placement) => placement.region).filter((site) => !planned.has(site));
  const alwaysRouted = isAlwaysRouted(model, target.service);
  return {
    source,
    service: target.service,
    way: !alwaysRouted && only?.site === source && others.length === 0 ? 'direct' : 'router',
    tiers: [first, ...next, ...failoverTiers(source, rest, rttMs, mostTiers - 1 - next.length)],
    timeoutMs: Infinity,
    replaySafe: true,
  };
}

/** Calls to a service that survives a region loss always pass the router, where a failover can happen. */
export function isAlwaysRouted(model: Model, service: string): boolean {
  return (model.services.find((each) => each.id === service)?.tier.survive ?? 0) > 0 && model.regions.length > 1;
}

/** The plan's shares of this source's calls; without any load, the nearest copy. */
function plannedTier(source: string, target: Workload, rttMs: (from: string, to: string) => number): SteeringTier {
  const shares = new Map<string, number>();
  for (const flow of target.callFlows)
    if (flow.from === source) shares.set(flow.to, (shares.get(flow.to) ?? 0) + flow.requestsPerSecond);
  const sites = target.placements.map(({ region }) => region);
  const planned = tierOf(source, shares, rttMs);
  if (planned.members.length > 0) return planned;
  const nearest = byDistance(source, sites, rttMs).slice(0, 1);
  return tierOf(source, new Map(nearest.map((site) => [site, 1])), rttMs);
}

/** By lost region, callers' region and service: the shares of the regions where the plan sends the calls instead. */
function reroutesByLoss({ failures }: Plan): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const found = new Map<string, Map<string, number>>();
  for (const { kind, name, reroutes } of failures)
    for (const { service, from, to, share } of kind === 'region' ? reroutes : []) {
      const key = `${name} ${from} ${service}`;
      const shares = found.get(key) ?? new Map<string, number>();
      found.set(key, shares.set(to, share));
    }
  return found;
}

/** Sites with their parts in whole hundredths; those that round to nothing are left out. */
function tierOf(
  source: string,
  parts: ReadonlyMap<string, number>,
  rttMs: (from: string, to: string) => number,
): SteeringTier {
  const sites = [...parts.keys()].sort();
  const weights = integerWeights(sites.map((site) => parts.get(site) ?? 0));
  const members = sites
    .map((site, index) => ({ site, weight: weights[index] ?? 0 }))
    .filter(({ weight }) => weight > 0);
  return { members, maxRttMs: Math.max(...members.map(({ site }) => rttMs(source, site))) };
}

function failoverTiers(
  source: string,
  sites: readonly string[],
  rttMs: (from: string, to: string) => number,
  mostBands: number,
): SteeringTier[] {
  const bands: string[][] = [];
  let bandStart = -Infinity;
  for (const site of byDistance(source, sites, rttMs)) {
    const rtt = rttMs(source, site);
    const band = bands.at(-1);
    if (band !== undefined && (rtt - bandStart <= bandMs || bands.length === mostBands)) band.push(site);
    else {
      bands.push([site]);
      bandStart = rtt;
    }
  }
  return bands.map((band) => {
    const members = band.toSorted();
    const weights = integerWeights(members.map(() => 1));
    return {
      members: members.map((site, index) => ({ site, weight: Math.max(1, weights[index] ?? 1) })),
      maxRttMs: Math.max(...band.map((site) => rttMs(source, site))),
    };
  });
}

function byDistance(source: string, sites: readonly string[], rttMs: (from: string, to: string) => number): string[] {
  return sites.toSorted((a, b) => rttMs(source, a) - rttMs(source, b) || compareCodeUnits(a, b));
}
