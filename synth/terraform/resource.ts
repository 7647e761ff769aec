import { compareCodeUnits } from '../../lib/model/compare';
import type { JsonObject } from '../../lib/model/json';
import { identityOf } from '../kubernetes/identity';
import { listAt, mapAt, textAt } from '../members';
import { snakeCase } from './argument-name';
import { resourceType } from './schema';
import { toArguments } from './to-arguments';

/** One Terraform resource as data: what both doors, the JSON writer and the cdktf constructs, are made from. */
export interface Resource {
  /** `kubernetes_deployment_v1`, or `kubernetes_manifest` where no typed resource says the same. */
  readonly type: string;
  /** Folder of the construct in @cdktf/provider-kubernetes/lib. */
  readonly module: string;
  /** Label of the resource; unique in its module over all types. */
  readonly id: string;
  /** Named as in Terraform; strings are literal, not templates. */
  readonly arguments: JsonObject;
  /** Addresses, sorted. */
  readonly dependsOn: readonly string[];
  /** Why it is a `kubernetes_manifest`: fields the typed resource lacks, or empty when there is no typed resource. */
  readonly untyped: readonly string[] | null;
}

/** Arguments of the provider's own behaviour, not of the object. A Job need not end for the apply to end. */
const behaviour: Readonly<Record<string, JsonObject>> = {
  kubernetes_job_v1: { wait_for_completion: false },
};
const workloads = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob']);

/** Maps the objects of one region; their order does not matter, the result is sorted by address. */
export function toResources(manifests: readonly JsonObject[]): Resource[] {
  const mapped = manifests.map((manifest) => ({ manifest, resource: toResource(manifest) }));
  const addresses = new Map(mapped.map(({ manifest, resource: { type, id } }) => [keyOf(manifest), `${type}.${id}`]));
  return mapped
    .map(({ manifest, resource }): Resource =>
      Object.assign(resource, { dependsOn: dependencies(manifest, addresses) }),
    )
    .sort((a, b) => compareCodeUnits(a.type, b.type) || compareCodeUnits(a.id, b.id));
}

type Unlinked = Omit<Resource, 'dependsOn'>;

function toResource(manifest: JsonObject): Unlinked {
  const { apiVersion, kind } = identityOf(manifest);
  const id = resourceId(manifest);
  const type = resourceType(apiVersion, kind);
  if (type === undefined) return untypedResource(id, manifest, []);
  const { apiVersion: _apiVersion, kind: _kind, ...fields } = manifest;
  const { values, lost } = toArguments(fields, type.members);
  if (lost.length > 0) return untypedResource(id, manifest, lost);
  return { type: type.type, module: type.module, id, arguments: { ...behaviour[type.type], ...values }, untyped: null };
}

function untypedResource(id: string, manifest: JsonObject, untyped: readonly string[]): Unlinked {
  return { type: 'kubernetes_manifest', module: 'manifest', id, arguments: { manifest }, untyped };
}

/** `deployment_api`: the kind keeps labels unique over all types, as construct ids must be. */
function resourceId(manifest: JsonObject): string {
  const { kind, name } = identityOf(manifest);
  return `${snakeCase(kind)}_${name.replace(/[^A-Za-z0-9_-]/g, '_')}`;
}

/** The namespace first; then what a workload's pods need to start. */
function dependencies(manifest: JsonObject, addresses: ReadonlyMap<string, string>): string[] {
  const { kind, namespace } = identityOf(manifest);
  const wanted = namespace === '' ? [] : [`Namespace//${namespace}`];
  if (workloads.has(kind))
    wanted.push(...podReferences(manifest).map(([kindOf, name]) => `${kindOf}/${namespace}/${name}`));
  const found = wanted.map((key) => addresses.get(key)).filter((each) => each !== undefined);
  return [...new Set(found)].sort(compareCodeUnits);
}

function keyOf(manifest: JsonObject): string {
  const { kind, namespace, name } = identityOf(manifest);
  return `${kind}/${namespace}/${name}`;
}

function podReferences(manifest: JsonObject): [string, string][] {
  const job = manifest['kind'] === 'CronJob' ? mapAt(manifest, 'spec', 'jobTemplate') : manifest;
  const pod = mapAt(job, 'spec', 'template', 'spec');
  const maps = listAt(pod, 'volumes').flatMap((volume) => textAt(volume, 'configMap', 'name') ?? []);
  return [
    ['ServiceAccount', textAt(pod, 'serviceAccountName') ?? ''],
    ...maps.map((name): [string, string] => ['ConfigMap', name]),
  ];
}
