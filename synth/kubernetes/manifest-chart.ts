import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import type { JsonObject, JsonPatchOperation } from '../../lib/model/json';
import { identityOf } from './identity';
import type { FittingPatch } from './patches';

export interface ManifestChartProps {
  /** Namespace of the objects that are added without one. */
  readonly namespace: string;
  /** Labels that are added to every object which has none of its own for the key. */
  readonly labels: Readonly<Record<string, string>>;
  /** Complete objects with names of their own; plain data. */
  readonly manifests: readonly JsonObject[];
  readonly patches: readonly FittingPatch[];
}

/** A cdk8s Chart made of finished objects, each an ApiObject that can be found, patched and extended. */
export class ManifestChart extends Chart {
  constructor(scope: Construct, id: string, props: ManifestChartProps) {
    super(scope, id, { namespace: props.namespace, labels: { ...props.labels } });
    for (const manifest of props.manifests) {
      const { kind, name } = identityOf(manifest);
      new ManifestObject(this, objectId(kind, name), manifest);
    }
    for (const { kind, name, operations } of props.patches)
      this.object(kind, name).addJsonPatch(...operations.map((operation) => jsonPatch(operation)));
  }

  /**
   * The object of that kind and name, to patch it or to depend on it.
   * @throws when this chart made no such object; the message lists those of the kind
   */
  object(kind: string, name: string): ApiObject {
    const found = this.node.tryFindChild(objectId(kind, name));
    if (found !== undefined && ApiObject.isApiObject(found)) return found;
    const known = this.apiObjects.filter((object) => object.kind === kind).map((object) => object.name);
    throw new Error(
      `chart "${this.node.path}" has no ${kind} "${name}"; ${known.length === 0 ? `it has no ${kind}` : `it has: ${known.join(', ')}`}`,
    );
  }
}

/**
 * An ApiObject over plain data. Its parts hold no tokens, so that resolving them, most of the time that cdk8s takes, is
 * left out unless somebody could have changed them: by a patch, through its metadata, or by a resolver of the app.
 */
export class ManifestObject extends ApiObject {
  readonly manifest: JsonObject;
  #untouched: boolean;

  /** By a brand of its own: cdk8s takes every ApiObject for an instance of every subclass. */
  static isManifestObject(object: ApiObject): object is ManifestObject {
    return #untouched in object;
  }

  constructor(scope: Construct, id: string, manifest: JsonObject) {
    const { apiVersion, kind } = identityOf(manifest);
    super(scope, id, { ...manifest, apiVersion, kind });
    this.manifest = manifest;
    this.#untouched = hasLabels(manifest, this.chart);
    const { metadata } = this;
    // Whoever looks at the metadata may add to it.
    Object.defineProperty(this, 'metadata', {
      get: () => {
        this.#untouched = false;
        return metadata;
      },
    });
  }

  override addJsonPatch(...operations: JsonPatch[]): void {
    this.#untouched = false;
    super.addJsonPatch(...operations);
  }

  /** The object as it is written. Parts may be shared with the chart: read, do not write. */
  override toJson(): JsonObject {
    if (this.#untouched && !hasOwnResolvers(this)) return this.manifest;
    const resolved = super.toJson() as JsonObject;
    return identityOf(this.manifest).namespace === '' ? withoutNamespace(resolved) : resolved;
  }
}

/** Whether the chart has no label to add. */
function hasLabels(manifest: JsonObject, chart: Chart): boolean {
  const { labels } = manifest['metadata'] as JsonObject;
  return Object.keys(chart.labels).every((key) => labels !== undefined && Object.hasOwn(labels as JsonObject, key));
}

/** The three that cdk8s always adds only touch values that are no plain data. */
const builtInResolvers = 3;

function hasOwnResolvers(object: ApiObject): boolean {
  return App.of(object).resolvers.length > builtInResolvers;
}

/** cdk8s gives every object the namespace of its chart, those of the cluster too. */
function withoutNamespace(manifest: JsonObject): JsonObject {
  const { namespace: _namespace, ...metadata } = manifest['metadata'] as JsonObject;
  return { ...manifest, metadata };
}

function objectId(kind: string, name: string): string {
  return `${kind}-${name}`;
}

function jsonPatch(operation: JsonPatchOperation): JsonPatch {
  switch (operation.op) {
    case 'add':
      return JsonPatch.add(operation.path, operation.value);
    case 'replace':
      return JsonPatch.replace(operation.path, operation.value);
    case 'test':
      return JsonPatch.test(operation.path, operation.value);
    case 'remove':
      return JsonPatch.remove(operation.path);
    case 'move':
      return JsonPatch.move(operation.from, operation.path);
    case 'copy':
      return JsonPatch.copy(operation.from, operation.path);
  }
}
