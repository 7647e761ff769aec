import type { JsonObject } from '../../../lib/model/json';
import { objectMetadata, type LabelScope, type Subject } from './metadata';

/** Evictions take one pod at a time; with a single replica there is none, because it would block every drain. */
export function podDisruptionBudget(scope: LabelScope, subject: Subject): JsonObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: objectMetadata(scope, subject.app, subject),
    spec: {
      maxUnavailable: 1,
      selector: { matchLabels: { app: subject.app } },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  };
}
