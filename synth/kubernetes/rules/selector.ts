import type { Json, JsonObject } from '../../../lib/model/json';
import { labelOf, listAt, mapAt, textAt } from '../../members';
import type { Pods } from './pods';

/** A label selector in one form, whatever it was written as. */
export interface Selector {
  readonly labels: JsonObject;
  readonly expressions: readonly Expression[];
}

interface Expression {
  readonly key: string;
  readonly operator: string;
  readonly values: ReadonlySet<string>;
}

const noExpressions: readonly Expression[] = [];

/** Of a `LabelSelector`: `matchLabels` and `matchExpressions`. */
export function labelSelector(selector: Json | undefined): Selector {
  const labels = mapAt(selector, 'matchLabels');
  const written = listAt(selector, 'matchExpressions');
  if (written.length === 0) return { labels, expressions: noExpressions };
  const expressions = written.map((expression) => ({
    key: textAt(expression, 'key') ?? '',
    operator: textAt(expression, 'operator') ?? '',
    values: new Set(listAt(expression, 'values').filter((value) => typeof value === 'string')),
  }));
  return { labels, expressions };
}

/** Of a Service: labels alone. */
export function plainSelector(labels: JsonObject): Selector {
  return { labels, expressions: noExpressions };
}

export function isEmpty({ labels, expressions }: Selector): boolean {
  return expressions.length === 0 && Object.keys(labels).length === 0;
}

export function selects({ labels, expressions }: Selector, pod: JsonObject): boolean {
  for (const key of Object.keys(labels)) if (labelOf(pod, key) !== labels[key]) return false;
  return expressions.every((expression) => holds(expression, labelOf(pod, expression.key)));
}

function holds({ operator, values }: Expression, value: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.has(value);
    case 'NotIn':
      return value === undefined || !values.has(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

/**
 * Finds selected pods through the rarest of a selector's labels, so that n selectors over n pods stay linear. A key is
 * indexed when the first selector asks for it.
 */
export class PodsByLabel {
  readonly #byNamespace = new Map<string, Pods[]>();
  /** Namespace -> key -> value -> pods. */
  readonly #byLabel = new Map<string, Map<string, Map<string, Pods[]>>>();

  constructor(pods: readonly Pods[]) {
    for (const each of pods) append(this.#byNamespace, each.owner.namespace, each);
  }

  selected(namespace: string, selector: Selector): Pods[] {
    let candidates = this.#byNamespace.get(namespace) ?? [];
    for (const key of Object.keys(selector.labels)) {
      const labelled = this.#byKey(namespace, key).get(labelOf(selector.labels, key) ?? '') ?? [];
      if (labelled.length < candidates.length) candidates = labelled;
    }
    return candidates.filter((each) => selects(selector, each.labels));
  }

  #byKey(namespace: string, key: string): ReadonlyMap<string, Pods[]> {
    const ofNamespace = this.#byLabel.get(namespace) ?? new Map<string, Map<string, Pods[]>>();
    this.#byLabel.set(namespace, ofNamespace);
    const known = ofNamespace.get(key);
    if (known !== undefined) return known;
    const byValue = new Map<string, Pods[]>();
    for (const pods of this.#byNamespace.get(namespace) ?? []) {
      const value = labelOf(pods.labels, key);
      if (value !== undefined) append(byValue, value, pods);
    }
    ofNamespace.set(key, byValue);
    return byValue;
  }
}

function append(map: Map<string, Pods[]>, key: string, pods: Pods): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [pods]);
  else known.push(pods);
}
