import type { RegionNode, ServiceNode } from '../model/model';
import { hoursPerMonth } from './constants';

/** Price of one replica a month. */
export function replicaUsd({ resources }: ServiceNode, { price }: RegionNode): number {
  const { cpuMillis, memoryMiB } = resources;
  return hoursPerMonth * ((cpuMillis / 1000) * price.cpuHourUsd + (memoryMiB / 1024) * price.memoryGiBHourUsd);
}

/** Zones over which the tier spreads a service; a job runs wherever it fits. */
export function zonesNeeded({ tier, type }: ServiceNode): number {
  return type === 'job' ? 1 : tier.minZones;
}

/** Replicas that a region runs whatever its load: as many as the tier asks for, at least one in each of its zones. */
export function reserveReplicas(service: ServiceNode): number {
  return Math.max(service.tier.minReplicas, zonesNeeded(service));
}

/** Replicas for a load in requests per second. */
export function replicasFor(service: ServiceNode, load: number): number {
  return Math.max(reserveReplicas(service), Math.ceil(load / service.requestsPerSecondPerReplica - 1e-9));
}
