import type { JsonObject } from '../../../lib/model/json';
import { objectMetadata, type LabelScope, type Subject } from './metadata';

/** An identity of its own for each workload, without a token: nothing here talks to the API server. */
export function serviceAccount(scope: LabelScope, subject: Subject): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: objectMetadata(scope, subject.app, subject),
    automountServiceAccountToken: false,
  };
}
