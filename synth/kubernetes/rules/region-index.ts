import type { Json } from '../../../lib/model/json';
import { nearestName } from '../../../lib/model/nearest-name';
import type { IndexedObject } from './indexed-object';
import { mapAt, textAt } from '../../members';
import { podsOf, type Pods } from './pods';
import { PodsByLabel } from './selector';

const mostSuggestions = 100;

/** The objects of one region, found by what rules ask for. Built once, in linear time. */
export class RegionIndex {
  readonly objects: readonly IndexedObject[];
  /** Objects that have the identity of an earlier one. */
  readonly duplicates: readonly IndexedObject[];
  readonly pods: readonly Pods[];
  readonly podsByLabel: PodsByLabel;
  readonly #byKind = new Map<string, IndexedObject[]>();
  readonly #byName = new Map<string, IndexedObject>();
  readonly #autoscalers = new Map<string, IndexedObject>();
  readonly #externals = new Map<IndexedObject, ReadonlySet<string>>();
  #suggestions = 0;

  constructor(objects: readonly IndexedObject[]) {
    this.objects = objects;
    const duplicates: IndexedObject[] = [];
    for (const object of objects) {
      const { kind, name } = object;
      // cdk8s writes the namespace of a chart on objects of the cluster too; the API server drops it.
      const namespace = object.scope === 'cluster' ? '' : object.namespace;
      // A custom resource may have the name of a built-in kind, such as Service.
      const key = nameKey(object.scope === null ? `${kind}.${object.group}` : kind, namespace, name);
      if (this.#byName.has(key) && name !== '') duplicates.push(object);
      else this.#byName.set(key, object);
      if (object.scope !== null) append(this.#byKind, kind, object);
    }
    this.duplicates = duplicates;
    for (const autoscaler of this.ofKind('HorizontalPodAutoscaler')) {
      const target = mapAt(autoscaler.manifest, 'spec', 'scaleTargetRef');
      const key = nameKey(textAt(target, 'kind') ?? '', autoscaler.namespace, textAt(target, 'name') ?? '');
      this.#autoscalers.set(key, autoscaler);
    }
    this.pods = objects.map((object) => podsOf(object)).filter((pods) => pods !== undefined);
    this.podsByLabel = new PodsByLabel(this.pods);
  }

  /** Objects of a built-in kind or one of the Gateway API. */
  ofKind(kind: string): readonly IndexedObject[] {
    return this.#byKind.get(kind) ?? [];
  }

  find(kind: string, namespace: string, name: string): IndexedObject | undefined {
    return this.#byName.get(nameKey(kind, namespace, name));
  }

  /** A name of that kind and namespace which was probably meant. Asked for findings only, and not for each of thousands. */
  nearest(kind: string, namespace: string, name: string): string | null {
    this.#suggestions += 1;
    if (this.#suggestions > mostSuggestions) return null;
    const known = this.ofKind(kind).filter((each) => each.namespace === namespace);
    return (
      nearestName(
        name,
        known.map((each) => each.name),
      ) ?? null
    );
  }

  /** The autoscaler that sets the number of replicas of a workload. */
  autoscalerOf(target: IndexedObject): IndexedObject | undefined {
    return this.#autoscalers.get(nameKey(target.kind, target.namespace, target.name));
  }

  /**
   * Whether the object says that what it refers to is made elsewhere: the annotation `obinexus.dev/external-references`
   * holds `<Kind>/<name>`, separated by commas.
   */
  isExternal(object: IndexedObject, kind: string, name: string): boolean {
    const known = this.#externals.get(object) ?? declaredExternals(object.manifest);
    this.#externals.set(object, known);
    return known.has(`${kind}/${name}`);
  }
}

function declaredExternals(manifest: Json): ReadonlySet<string> {
  const declared = textAt(manifest, 'metadata', 'annotations', 'obinexus.dev/external-references') ?? '';
  return new Set(declared.split(',').map((reference) => reference.trim()));
}

function nameKey(kind: string, namespace: string, name: string): string {
  return `${kind}\n${namespace}\n${name}`;
}

function append<Item>(lists: Map<string, Item[]>, key: string, item: Item): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
