import type { Capacity, RegionNode, ServiceNode } from '../model/model';
import { routerReserve } from './constants';

/** What is left of each region while services are placed one after the other. */
export interface CapacityLedger {
  /** Replicas of a service that still fit, Infinity without a declared capacity. */
  replicasThatFit(region: string, service: ServiceNode): number;
  use(region: string, service: ServiceNode, replicas: number): void;
  used(region: string): Capacity;
}

/** How full a capacity is: of CPU or of memory, whichever is fuller. */
export function usedShare(used: Capacity, capacity: Capacity): number {
  return Math.max(used.cpuMillis / capacity.cpuMillis, used.memoryMiB / capacity.memoryMiB);
}

/** `utilisation`: the share of each capacity that may be used. */
export function capacityLedger(regions: readonly RegionNode[], utilisation: number): CapacityLedger {
  const reserve = regions.length > 1 ? routerReserve : { cpuMillis: 0, memoryMiB: 0 };
  const usage = new Map(regions.map(({ id }) => [id, { ...reserve }]));
  const capacities = new Map(regions.map(({ id, capacity }) => [id, capacity]));
  const usageOf = (region: string): { cpuMillis: number; memoryMiB: number } => {
    const found = usage.get(region);
    if (found === undefined) throw new Error(`capacity-ledger: no region ${region}`);
    return found;
  };
  return {
    replicasThatFit(region, { resources }) {
      const capacity = capacities.get(region) ?? null;
      if (capacity === null) return Infinity;
      const { cpuMillis, memoryMiB } = usageOf(region);
      const byCpu = (capacity.cpuMillis * utilisation - cpuMillis) / resources.cpuMillis;
      const byMemory = (capacity.memoryMiB * utilisation - memoryMiB) / resources.memoryMiB;
      return Math.max(0, Math.floor(Math.min(byCpu, byMemory) + 1e-9));
    },
    use(region, { resources }, replicas) {
      const taken = usageOf(region);
      taken.cpuMillis += replicas * resources.cpuMillis;
      taken.memoryMiB += replicas * resources.memoryMiB;
    },
    used: usageOf,
  };
}
