import type { JsonObject } from '../../../lib/model/json';
import type { Resources } from '../../../lib/model/model';
import { largestReplicas } from './horizontal-pod-autoscaler';
import { objectMetadata, stackSubject } from './metadata';
import { quantities } from './resources';
import { routerReplicas, routerResources } from './region-router';
import type { RegionScope } from './region-scope';

/** Percent above what rollouts and autoscalers can reach: pods that are ending, and those of an operator. */
const headRoomPercent = 25;

/**
 * What the namespace may take: every workload at its largest number of replicas and one more per Deployment for a
 * rollout, plus the head-room.
 */
export function resourceQuota(scope: RegionScope, hasRouter: boolean): JsonObject {
  const demands = scope.workloads.map((workload) => ({
    resources: workload.service.resources,
    pods: largestReplicas(workload) + (workload.service.type === 'job' ? 0 : 1),
  }));
  if (hasRouter) demands.push({ resources: routerResources, pods: routerReplicas + 1 });
  const { cpu, memory, 'ephemeral-storage': storage } = quantities(total(demands));
  const pods = withHeadRoom(demands.reduce((sum, demand) => sum + demand.pods, 0));
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: objectMetadata(scope, scope.model.name, stackSubject(scope.model)),
    spec: {
      hard: {
        pods: String(pods),
        'requests.cpu': cpu ?? null,
        'requests.memory': memory ?? null,
        'requests.ephemeral-storage': storage ?? null,
        'limits.cpu': cpu ?? null,
        'limits.memory': memory ?? null,
        'limits.ephemeral-storage': storage ?? null,
      },
    },
  };
}

function total(demands: readonly { readonly resources: Resources; readonly pods: number }[]): Resources {
  const sum = (amount: (resources: Resources) => number): number =>
    withHeadRoom(demands.reduce((before, { resources, pods }) => before + pods * amount(resources), 0));
  return {
    cpuMillis: sum((resources) => resources.cpuMillis),
    memoryMiB: sum((resources) => resources.memoryMiB),
    ephemeralStorageMiB: sum((resources) => resources.ephemeralStorageMiB),
  };
}

function withHeadRoom(amount: number): number {
  return Math.ceil((amount * (100 + headRoomPercent)) / 100);
}
