import type { ServiceNode } from '../../model/model';
import type { Plan, Workload } from '../plan';
import { toMilli } from '../constants';
import { siteLimits } from '../workload-problem';

/** Within this share of a limit counts as at it: coverage is met by whole demand points. */
const tightShare = 0.005;

/** The limits that a service's placement stands at, in words with both values. */
export function bindingConstraints(plan: Plan, service: ServiceNode, workload: Workload): string[] {
  const { minSites, maxSites } = siteLimits(service);
  const count = workload.placements.length;
  const binding: string[] = [];
  if (count === maxSites && minSites < maxSites) binding.push(`it runs in ${count} regions, the most it may`);
  if (count === minSites)
    binding.push(
      `it runs in ${count === 1 ? '1 region' : `${count} regions`}, the fewest that it and its tier ask for`,
    );
  const { slo } = workload;
  if (slo !== null && slo.coverage < 1 && slo.covered - slo.coverage < tightShare)
    binding.push(
      `${percent(slo.covered)} of its requests are within ${slo.maxLatencyMs} ms, ${percent(slo.coverage)} must be`,
    );
  if (slo?.coverage === 1 && workload.latency.worstMs > (1 - tightShare) * slo.maxLatencyMs)
    binding.push(`its slowest requests take ${workload.latency.worstMs} ms of ${slo.maxLatencyMs}`);
  return [...binding, ...fullRegions(plan, service)];
}

/** Candidates without room for one more of its replicas at the target utilisation. */
function fullRegions({ regions, model }: Plan, { geo, resources }: ServiceNode): string[] {
  const { targetUtilisation } = model.planner;
  const fullOf = (used: number, capacity: number | null, more: number, unit: string, size: number): string[] =>
    capacity === null || used + more <= capacity * targetUtilisation
      ? []
      : [`${toMilli(used / size)} of ${toMilli(capacity / size)} ${unit}`];
  return regions
    .filter(({ id }) => geo.candidates.includes(id))
    .flatMap((region) => {
      const full = [
        ...fullOf(region.usedCpuMillis, region.capacityCpuMillis, resources.cpuMillis, 'CPU', 1000),
        ...fullOf(region.usedMemoryMiB, region.capacityMemoryMiB, resources.memoryMiB, 'GiB', 1024),
      ];
      const target = `are used at a target of ${percent(targetUtilisation)}`;
      return full.length === 0 ? [] : [`${region.id} is full: ${full.join(' and ')} ${target}`];
    });
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
