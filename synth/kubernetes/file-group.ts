import type { ApiObject } from 'cdk8s';
import type { JsonObject } from '../../lib/model/json';
import { ManifestObject } from './manifest-chart';

/** The file that an object goes to, before dependencies of the user's move it. */
export interface FileGroup {
  readonly name: string;
  /** Prefix of the file's name: files are applied in this order. */
  readonly level: number;
}

const groups = {
  namespace: { name: 'namespace', level: 0 },
  gateway: { name: 'gateway', level: 20 },
  stack: { name: 'stack', level: 20 },
  additions: { name: 'additions', level: 30 },
} as const satisfies Readonly<Record<string, FileGroup>>;

const serviceLevel = 10;

/** A file for the namespace and its limits, one per service and router, one for shared gateways, one for what users add. */
export function fileGroup(object: ApiObject): FileGroup {
  if (!ManifestObject.isManifestObject(object)) return groups.additions;
  const labels = (object.manifest['metadata'] as JsonObject)['labels'] as JsonObject | undefined;
  const app = labels?.['app'];
  if (typeof app === 'string' && labels?.['app.kubernetes.io/component'] !== 'stack')
    return { name: app, level: serviceLevel };
  if (object.apiGroup === 'gateway.networking.k8s.io') return groups.gateway;
  return namespaceKinds.has(object.kind) ? groups.namespace : groups.stack;
}

const namespaceKinds = new Set(['Namespace', 'NetworkPolicy', 'ResourceQuota', 'LimitRange']);
