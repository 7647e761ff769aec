import type { JsonObject } from '../../lib/model/json';
import { textAt } from '../members';

export interface ObjectIdentity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** What names an object in its cluster; members that are missing or no text are empty. */
export function identityOf(manifest: JsonObject): ObjectIdentity {
  return {
    apiVersion: textAt(manifest, 'apiVersion') ?? '',
    kind: textAt(manifest, 'kind') ?? '',
    namespace: textAt(manifest, 'metadata', 'namespace') ?? '',
    name: textAt(manifest, 'metadata', 'name') ?? '',
  };
}
