import type { JsonObject } from '../../../lib/model/json';
import { itemName } from '../validate/field-path';
import type { IndexedObject } from './indexed-object';
import { isMap, listAt, mapAt, textsAt } from './members';

/** The pods that an object makes: one template, whatever the number of replicas. */
export interface Pods {
  readonly owner: IndexedObject;
  /** Field path of the template, empty for a Pod. */
  readonly field: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly template: JsonObject;
  readonly spec: JsonObject;
  readonly containers: readonly Container[];
}

export interface Container {
  /** Field path, such as `spec/template/spec/containers/api`. */
  readonly field: string;
  readonly manifest: JsonObject;
  /** Whether it runs before the others start, and so serves nobody. */
  readonly isInit: boolean;
}

/** Where each kind keeps its pod template. */
const templates: Readonly<Record<string, readonly string[]>> = {
  'v1/Pod': [],
  'v1/ReplicationController': ['spec', 'template'],
  'apps/v1/DaemonSet': ['spec', 'template'],
  'apps/v1/Deployment': ['spec', 'template'],
  'apps/v1/ReplicaSet': ['spec', 'template'],
  'apps/v1/StatefulSet': ['spec', 'template'],
  'batch/v1/CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
  'batch/v1/Job': ['spec', 'template'],
};

export function podsOf(owner: IndexedObject): Pods | undefined {
  const key = `${owner.apiVersion}/${owner.kind}`;
  const path = Object.hasOwn(templates, key) ? templates[key] : undefined;
  if (path === undefined) return undefined;
  const template = mapAt(owner.manifest, ...path);
  const field = path.join('/');
  const spec = mapAt(template, 'spec');
  const prefix = field === '' ? 'spec' : `${field}/spec`;
  return {
    owner,
    field,
    template,
    spec,
    labels: textsAt(template, 'metadata', 'labels'),
    containers: [
      ...containersIn(spec, prefix, 'initContainers', true),
      ...containersIn(spec, prefix, 'containers', false),
    ],
  };
}

function containersIn(spec: JsonObject, prefix: string, list: string, isInit: boolean): Container[] {
  return listAt(spec, list).flatMap((manifest, index) =>
    isMap(manifest) ? [{ field: `${prefix}/${list}/${itemName(manifest, index)}`, manifest, isInit }] : [],
  );
}

/** A field of the template's metadata or specification. */
export function podField(pods: Pods, field: string): string {
  return pods.field === '' ? field : `${pods.field}/${field}`;
}
