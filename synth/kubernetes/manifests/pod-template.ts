import type { Json, JsonObject } from '../../../lib/model/json';
import { labelled, type LabelScope, type Subject } from './metadata';
import { scheduling } from './scheduling';
import { containerSecurityContext, podSecurityContext } from './security-context';

export interface PodParts {
  readonly restartPolicy: 'Always' | 'Never';
  /** Zones that the tier promises; the scheduler refuses fewer from two on. */
  readonly minZones: number;
  /** Name, image, command, ports, probes and resources; hardening is added here. */
  readonly container: JsonObject;
  readonly volumes: readonly JsonObject[];
  readonly annotations?: Readonly<Record<string, Json>>;
}

/** The hardened pod of every workload: no token, no root, nothing writable but declared volumes. */
export function podTemplate(scope: LabelScope, subject: Subject, parts: PodParts): JsonObject {
  const metadata = labelled(scope, subject);
  const annotations = { ...(metadata['annotations'] as JsonObject | undefined), ...parts.annotations };
  return {
    metadata: { ...metadata, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) },
    spec: {
      serviceAccountName: subject.app,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      restartPolicy: parts.restartPolicy,
      terminationGracePeriodSeconds: 30,
      // Names of services have more dots than this, so that they are looked up as they are, without a search list.
      dnsConfig: { options: [{ name: 'ndots', value: '2' }] },
      securityContext: podSecurityContext(`${scope.model.kubernetes.namespace}/${subject.app}`),
      ...scheduling(scope.region, subject.app, parts.minZones),
      containers: [{ ...parts.container, imagePullPolicy: 'Always', securityContext: containerSecurityContext() }],
      ...(parts.volumes.length === 0 ? {} : { volumes: parts.volumes }),
    },
  };
}
