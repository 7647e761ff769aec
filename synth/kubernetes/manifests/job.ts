import type { JsonObject } from '../../../lib/model/json';
import { objectMetadata, serviceSubject } from './metadata';
import type { PlacedService, RegionScope } from './region-scope';
import { servicePod } from './service-pod';

/** A service that runs to its end: once per planned replica, and is cleared away an hour later. */
export function job(scope: RegionScope, { service, placement }: PlacedService): JsonObject {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: objectMetadata(scope, service.id, serviceSubject(service)),
    spec: {
      completions: placement.replicas,
      parallelism: placement.replicas,
      backoffLimit: 3,
      ttlSecondsAfterFinished: 3600,
      template: servicePod(scope, service),
    },
  };
}
