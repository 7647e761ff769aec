import type { JsonObject } from '../../../lib/model/json';
import { labelled, stackSubject } from './metadata';
import type { RegionScope } from './region-scope';

/** The stack's namespace, closed to pods that the `restricted` Pod Security Standard refuses. */
export function namespace(scope: RegionScope): JsonObject {
  const { labels, ...rest } = labelled(scope, stackSubject(scope.model));
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: scope.model.kubernetes.namespace,
      labels: {
        ...(labels as JsonObject),
        'pod-security.kubernetes.io/audit': 'restricted',
        'pod-security.kubernetes.io/enforce': 'restricted',
        'pod-security.kubernetes.io/warn': 'restricted',
      },
      ...rest,
    },
  };
}
