import type { JsonObject } from '../../../lib/model/json';
import { identityOf, type ObjectIdentity } from '../identity';

/** An object with what rules and messages call it by. */
export interface IndexedObject extends ObjectIdentity {
  readonly region: string;
  /** Empty for the core group. */
  readonly group: string;
  readonly manifest: JsonObject;
  /** `kubernetes/<region>/<Kind>/<name>`. */
  readonly path: string;
  /** `Deployment "api"`, as messages begin. */
  readonly subject: string;
}

export function indexedObject(region: string, manifest: JsonObject): IndexedObject {
  const identity = identityOf(manifest);
  const { apiVersion, kind, name } = identity;
  return {
    ...identity,
    region,
    group: apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '',
    manifest,
    path: `kubernetes/${region}/${kind}/${name}`,
    subject: `${kind} "${name}"`,
  };
}
