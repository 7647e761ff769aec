import { isJsonObject, type Json, type JsonObject } from '../../../lib/model/json';
import { itemName } from '../validate/field-path';
import type { IndexedObject } from './indexed-object';
import { listAt, mapAt } from '../../members';

/** The pods that an object makes: one template, whatever the number of replicas. */
export interface Pods {
  readonly owner: IndexedObject;
  /** Field path of the template, empty for a Pod. */
  readonly field: string;
  readonly labels: JsonObject;
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

const underSpec = { field: 'spec/template', in: (manifest: JsonObject) => mapAt(manifest, 'spec', 'template') };

/** Where each kind keeps its pod template, by group and kind. */
const templates: ReadonlyMap<string, { readonly field: string; in(manifest: JsonObject): JsonObject }> = new Map([
  ['/Pod', { field: '', in: (manifest) => manifest }],
  ['/ReplicationController', underSpec],
  ['apps/DaemonSet', underSpec],
  ['apps/Deployment', underSpec],
  ['apps/ReplicaSet', underSpec],
  ['apps/StatefulSet', underSpec],
  [
    'batch/CronJob',
    {
      field: 'spec/jobTemplate/spec/template',
      in: (manifest) => mapAt(manifest, 'spec', 'jobTemplate', 'spec', 'template'),
    },
  ],
  ['batch/Job', underSpec],
]);

export function podsOf(owner: IndexedObject): Pods | undefined {
  const place = templates.get(`${owner.group}/${owner.kind}`);
  if (place === undefined) return undefined;
  const template = place.in(owner.manifest);
  const spec = mapAt(template, 'spec');
  const prefix = place.field === '' ? 'spec' : `${place.field}/spec`;
  const containers: Container[] = [];
  collect(containers, listAt(spec, 'initContainers'), `${prefix}/initContainers/`, true);
  collect(containers, listAt(spec, 'containers'), `${prefix}/containers/`, false);
  const labels = mapAt(template, 'metadata', 'labels');
  return { owner, field: place.field, template, spec, labels, containers };
}

function collect(into: Container[], all: readonly Json[], prefix: string, isInit: boolean): void {
  all.forEach((manifest, index) => {
    if (isJsonObject(manifest)) into.push({ field: prefix + itemName(manifest, index), manifest, isInit });
  });
}

/** A field of the template's metadata or specification. */
export function podField(pods: Pods, field: string): string {
  return pods.field === '' ? field : `${pods.field}/${field}`;
}
