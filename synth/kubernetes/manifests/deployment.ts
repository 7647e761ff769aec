import type { JsonObject } from '../../../lib/model/json';
import { objectMetadata, serviceSubject } from './metadata';
import type { PlacedService, RegionScope } from './region-scope';
import { servicePod } from './service-pod';

/** A service in one region. Under an autoscaler the number of replicas is the autoscaler's. */
export function deployment(scope: RegionScope, { service, placement }: PlacedService): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: objectMetadata(scope, service.id, serviceSubject(service)),
    spec: {
      ...(service.autoscale === null ? { replicas: placement.replicas } : {}),
      ...rollout(service.id, placement.replicas),
      template: servicePod(scope, service),
    },
  };
}

/** One pod more while pods are replaced; a single replica is replaced only after its successor is ready. */
export function rollout(app: string, replicas: number): JsonObject {
  return {
    revisionHistoryLimit: 5,
    selector: { matchLabels: { app } },
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: replicas >= 2 ? 1 : 0 } },
  };
}
