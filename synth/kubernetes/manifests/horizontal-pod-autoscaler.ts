import type { JsonObject } from '../../../lib/model/json';
import { objectMetadata, serviceSubject } from './metadata';
import type { PlacedService, RegionScope } from './region-scope';

/** Keeps at least the planned replicas, up to the declared maximum, by CPU; null when none was asked for. */
export function horizontalPodAutoscaler(scope: RegionScope, { service, placement }: PlacedService): JsonObject | null {
  if (service.autoscale === null) return null;
  const { cpuUtilization } = service.autoscale;
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: objectMetadata(scope, service.id, serviceSubject(service)),
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: service.id },
      minReplicas: placement.replicas,
      maxReplicas: largestReplicas({ service, placement }),
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: cpuUtilization } },
        },
      ],
    },
  };
}

/** Never fewer than the plan needs: a smaller declared maximum is reported, not obeyed. */
export function largestReplicas({ service, placement }: PlacedService): number {
  return Math.max(placement.replicas, service.autoscale?.maxReplicas ?? 0);
}
