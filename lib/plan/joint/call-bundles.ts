import type { JointPrices } from './joint-prices';
import type { JointProblem, JointService } from './joint-problem';

/**
 * Most requests per second that a service can serve in a region together with all calls that they cause and that are
 * answered in the same region, whole replicas counted, where `cpuMillis` and `memoryMiB` are left beside the reserves of
 * all. A called service that runs nowhere else is left out: its room is taken as a whole.
 */
export type CallBundle = (index: number, site: number, cpuMillis: number, memoryMiB: number) => number;

/** By service: the calls that it makes, and how many regions run it. `answer` of `prices`: the cheapest region of every call. */
export function callBundles(
  { services, calls, regions }: JointProblem,
  outgoing: readonly (readonly number[])[],
  openCount: Int32Array,
  { answer }: JointPrices,
): CallBundle {
  /** By service: requests per second for each one of the first. */
  const factor = new Float64Array(services.length);
  const members = new Int32Array(services.length);
  const gather = (index: number, site: number): number => {
    factor.fill(0, index);
    factor[index] = 1;
    let count = 0;
    for (let member = index; member < services.length; member += 1) {
      if (factor[member] === 0) continue;
      members[count] = member;
      count += 1;
      for (const at of outgoing[member] as readonly number[]) {
        const { to, perRequest } = calls[at] as (typeof calls)[number];
        if (answer[at * regions + site] === site && (openCount[to] as number) > 1)
          factor[to] = (factor[to] as number) + (factor[member] as number) * perRequest;
      }
    }
    return count;
  };
  const replicasOf = (at: number, rate: number): number => {
    const { requestsPerSecond, reserve } = (services[at] as JointService).replica;
    return Math.max(reserve, Math.ceil(((factor[at] as number) * rate) / requestsPerSecond - 1e-9));
  };
  return (index, site, cpuMillis, memoryMiB) => {
    const count = gather(index, site);
    let [cpu, memory, cpuUse, memoryUse] = [cpuMillis, memoryMiB, 0, 0];
    for (let at = 0; at < count; at += 1) {
      const { replica } = services[members[at] as number] as JointService;
      const share = (factor[members[at] as number] as number) / replica.requestsPerSecond;
      cpu += replica.reserve * replica.cpuMillis;
      memory += replica.reserve * replica.memoryMiB;
      cpuUse += share * replica.cpuMillis;
      memoryUse += share * replica.memoryMiB;
    }
    let rate = Math.min(cpu / cpuUse, memory / memoryUse);
    while (rate > 0) {
      let [cpuNeed, memoryNeed, fewer] = [0, 0, 0];
      for (let at = 0; at < count; at += 1) {
        const member = members[at] as number;
        const { replica } = services[member] as JointService;
        const replicas = replicasOf(member, rate);
        cpuNeed += replicas * replica.cpuMillis;
        memoryNeed += replicas * replica.memoryMiB;
        // Where one replica less of this service would do.
        const below = ((replicas - 1) * replica.requestsPerSecond) / (factor[member] as number);
        if (replicas > replica.reserve) fewer = Math.max(fewer, below);
      }
      if (cpuNeed <= cpu + 1e-6 && memoryNeed <= memory + 1e-6) return rate;
      rate = fewer;
    }
    return 0;
  };
}
