import type { Json, JsonObject } from '../../../../lib/model/json';
import type { RegionManifests } from '../../../../synth/kubernetes/manifests/region-manifests';

/** The value at a path of members; undefined where the path ends early. */
export function member(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let current = value;
  for (const key of path)
    current = typeof current === 'object' && current !== null ? (current as JsonObject)[key] : undefined;
  return current;
}

/** The string at a path of members; empty where there is none. */
export function text(value: Json | undefined, ...path: readonly string[]): string {
  const found = member(value, ...path);
  return typeof found === 'string' ? found : '';
}

/** `Kind name`. */
export function nameOf(manifest: JsonObject): string {
  return `${text(manifest, 'kind')} ${text(manifest, 'metadata', 'name')}`;
}

export function objectsOf(manifests: readonly JsonObject[], kind: string): JsonObject[] {
  return manifests.filter((manifest) => manifest['kind'] === kind);
}

/** The object of that kind and name in a region; fails when there is none. */
export function find(regions: readonly RegionManifests[], region: string, kind: string, name: string): JsonObject {
  const manifests = regions.find((each) => each.region === region)?.manifests ?? [];
  const found = objectsOf(manifests, kind).find((object) => member(object, 'metadata', 'name') === name);
  if (found === undefined) throw new Error(`no ${kind} "${name}" in ${region}`);
  return found;
}

export interface Pod {
  readonly name: string;
  readonly template: JsonObject;
  readonly spec: JsonObject;
  readonly container: JsonObject;
}

/** The pods of all Deployments and Jobs, with their only container. */
export function pods(manifests: readonly JsonObject[]): Pod[] {
  return [...objectsOf(manifests, 'Deployment'), ...objectsOf(manifests, 'Job')].map((object) => podOf(object));
}

export function podOf(workload: JsonObject): Pod {
  const template = member(workload, 'spec', 'template') as JsonObject;
  const spec = template['spec'] as JsonObject;
  const [container] = spec['containers'] as readonly JsonObject[];
  if (container === undefined) throw new Error('a pod without a container');
  return { name: text(workload, 'metadata', 'name'), template, spec, container };
}
