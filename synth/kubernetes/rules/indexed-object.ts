import type { JsonObject } from '../../../lib/model/json';
import { identityOf } from '../identity';
import { scopeOf } from './scope';

/** An object with what rules and messages call it by; what only messages need is made when asked for. */
export class IndexedObject {
  readonly region: string;
  readonly manifest: JsonObject;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Of the API, empty for the core group. */
  readonly group: string;
  /** Null for a custom resource. */
  readonly scope: 'cluster' | 'namespace' | null;

  constructor(region: string, manifest: JsonObject) {
    const { apiVersion, kind, namespace, name } = identityOf(manifest);
    this.region = region;
    this.manifest = manifest;
    this.apiVersion = apiVersion;
    this.kind = kind;
    this.namespace = namespace;
    this.name = name;
    const slash = apiVersion.indexOf('/');
    this.group = slash < 0 ? '' : apiVersion.slice(0, slash);
    this.scope = scopeOf(this.group, kind);
  }

  /** `kubernetes/<region>/<Kind>/<name>`. */
  get path(): string {
    return `kubernetes/${this.region}/${this.kind}/${this.name}`;
  }

  /** `Deployment "api"`, as messages begin. */
  get subject(): string {
    return `${this.kind} "${this.name}"`;
  }
}
