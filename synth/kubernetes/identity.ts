import type { Json, JsonObject } from '../../lib/model/json';

export interface ObjectIdentity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** What names an object in its cluster; members that are missing or no text are empty. */
export function identityOf(manifest: JsonObject): ObjectIdentity {
  const metadata = manifest['metadata'];
  const { name, namespace } = isObject(metadata) ? metadata : ({} as JsonObject);
  return {
    apiVersion: text(manifest['apiVersion']),
    kind: text(manifest['kind']),
    namespace: text(namespace),
    name: text(name),
  };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
