import { compareCodeUnits } from '../../model/compare';
import { diagnostic, type Diagnostic } from '../../model/diagnostic';
import type { Model, RegionNode } from '../../model/model';
import { replayRegionLosses } from '../../plan/audit/audit-plan';
import { isShort } from '../../plan/audit/failure-row';
import { amountsText } from '../../plan/audit/repair-text';
import type { Replay } from '../../plan/audit/replay';
import { capacityLedger, usedShare } from '../../plan/capacity-ledger';
import type { Plan } from '../../plan/plan';
import { replicasFor } from '../../plan/replicas';
import type { SteeringRow } from './steering';

/** Weights are whole hundredths: a load may be off by so much. */
const weightError = 0.01;

/**
 * Follows all calls through the compiled tiers under every loss of regions that the plan has an answer for, users being
 * where the plan sends them, and warns of the regions that overflow: routers cannot do what the plan's answer does.
 */
export function failoverOverloads(model: Model, plan: Plan, rows: readonly SteeringRow[]): Diagnostic[] {
  if (rows.length === 0 || model.regions.every(({ capacity }) => capacity === null)) return [];
  const rowOf = new Map(rows.map((row) => [`${row.source} ${row.service}`, row]));
  return replayRegionLosses(model, plan)
    .filter(({ services }) => !services.some(isShort))
    .flatMap((after) => overloads(model, after, routedLoads(model.regions, after, rowOf)));
}

/** By position of the service, then of the region: requests per second. */
function routedLoads(
  regions: readonly RegionNode[],
  { loss, services }: Replay,
  rowOf: ReadonlyMap<string, SteeringRow>,
): Float64Array[] {
  const position = new Map(regions.map(({ id }, at) => [id, at]));
  const routed: Float64Array[] = [];
  for (const { each, userLoads } of services) {
    const loads = userLoads.slice();
    for (const caller of each.callers)
      for (const [at, rate] of (routed[caller.position] as Float64Array).entries()) {
        const row = rate > 0 ? rowOf.get(`${regions[at]?.id} ${each.service.id}`) : undefined;
        for (const { site, share } of livingShares(row, loss.regions)) {
          const to = position.get(site) as number;
          loads[to] = (loads[to] as number) + rate * caller.perRequest * share;
        }
      }
    routed.push(loads);
  }
  return routed;
}

/** What the first tier with a living region does with a call. */
function livingShares(row: SteeringRow | undefined, lost: readonly string[]): { site: string; share: number }[] {
  for (const { members } of row?.tiers ?? []) {
    const living = members.filter(({ site }) => !lost.includes(site));
    const total = living.reduce((sum, { weight }) => sum + weight, 0);
    if (total > 0) return living.map(({ site, weight }) => ({ site, share: weight / total }));
  }
  return [];
}

function overloads({ regions }: Model, after: Replay, routed: readonly Float64Array[]): Diagnostic[] {
  const ledger = capacityLedger(regions, 1);
  for (const [at, { each, sites }] of after.services.entries())
    for (const region of sites) {
      const planned = each.placements.find((placement) => placement.region === region)?.replicas ?? 0;
      const load = (routed[at]?.[region] ?? 0) * (1 - weightError);
      ledger.use(regions[region]?.id ?? '', each.service, Math.max(planned, replicasFor(each.service, load)));
    }
  return regions.flatMap(({ id, capacity }, region) => {
    const used = ledger.used(id);
    const filled = capacity === null ? 0 : usedShare(used, capacity);
    if (!(filled > 1)) return [];
    return diagnostic('router/failover-overload', `regions/${id}/capacity`, {
      lost: after.loss.name,
      region: id,
      filled: `${Math.ceil(100 * filled)} %`,
      services: surpluses(after, routed, region),
      needed: amountsText(used.cpuMillis, used.memoryMiB),
    });
  });
}

/** The services that get more there than in the plan's answer. */
function surpluses({ services }: Replay, routed: readonly Float64Array[], region: number): string {
  return services
    .flatMap(({ each, loads }, at) => {
      const [planned, found] = [loads[region] ?? 0, routed[at]?.[region] ?? 0];
      if (found * (1 - weightError) <= planned) return [];
      return [`"${each.service.id}" ${Math.ceil(found)} instead of ${Math.floor(planned)} requests/s`];
    })
    .toSorted(compareCodeUnits)
    .join(', ');
}
