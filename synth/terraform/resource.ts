import { compareCodeUnits } from '../../lib/model/compare';
import type { Json, JsonObject } from '../../lib/model/json';
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
  const addresses = new Map(manifests.map((manifest) => [identity(manifest), address(manifest)]));
  return manifests
    .map((manifest) => toResource(manifest, dependencies(manifest, addresses)))
    .sort((a, b) => compareCodeUnits(a.type, b.type) || compareCodeUnits(a.id, b.id));
}

function toResource(manifest: JsonObject, dependsOn: readonly string[]): Resource {
  const type = resourceType(text(manifest['apiVersion']), text(manifest['kind']));
  const id = resourceId(manifest);
  if (type !== undefined) {
    const { apiVersion: _apiVersion, kind: _kind, ...fields } = manifest;
    const { values, lost } = toArguments(fields, type.members);
    if (lost.length === 0)
      return {
        type: type.type,
        module: type.module,
        id,
        arguments: { ...behaviour[type.type], ...values },
        dependsOn,
        untyped: null,
      };
    return { type: 'kubernetes_manifest', module: 'manifest', id, arguments: { manifest }, dependsOn, untyped: lost };
  }
  return { type: 'kubernetes_manifest', module: 'manifest', id, arguments: { manifest }, dependsOn, untyped: [] };
}

/** `deployment_api`: the kind keeps labels unique over all types, as construct ids must be. */
function resourceId(manifest: JsonObject): string {
  const name = text(metadata(manifest)['name']).replace(/[^A-Za-z0-9_-]/g, '_');
  return `${snakeCase(text(manifest['kind']))}_${name}`;
}

function address(manifest: JsonObject): string {
  const { type, id } = toResource(manifest, []);
  return `${type}.${id}`;
}

/** The namespace first; then what a workload's pods need to start. */
function dependencies(manifest: JsonObject, addresses: ReadonlyMap<string, string>): string[] {
  const namespace = text(metadata(manifest)['namespace']);
  const wanted = namespace === '' ? [] : [`Namespace//${namespace}`];
  if (workloads.has(text(manifest['kind'])))
    for (const [kind, name] of podReferences(manifest)) wanted.push(`${kind}/${namespace}/${name}`);
  const found = wanted.map((key) => addresses.get(key)).filter((each) => each !== undefined);
  return [...new Set(found)].sort(compareCodeUnits);
}

function identity(manifest: JsonObject): string {
  const { namespace, name } = metadata(manifest);
  return `${text(manifest['kind'])}/${text(namespace)}/${text(name)}`;
}

function podReferences(manifest: JsonObject): [string, string][] {
  const spec = object(manifest['spec']);
  const job = manifest['kind'] === 'CronJob' ? object(object(spec['jobTemplate'])['spec']) : spec;
  const pod = object(object(job['template'])['spec']);
  const volumes = Array.isArray(pod['volumes']) ? pod['volumes'] : [];
  const maps = volumes
    .map((volume: Json) => text(object(object(volume)['configMap'])['name']))
    .filter((name) => name !== '');
  return [
    ['ServiceAccount', text(pod['serviceAccountName'])],
    ...maps.map((name): [string, string] => ['ConfigMap', name]),
  ];
}

function metadata(manifest: JsonObject): JsonObject {
  return object(manifest['metadata']);
}

function object(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
