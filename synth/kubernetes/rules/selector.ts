import type { Json } from '../../../lib/model/json';
import { listAt, textAt, textsAt } from './members';
import type { Pods } from './pods';

/** A label selector in one form, whatever it was written as. */
export interface Selector {
  readonly labels: ReadonlyMap<string, string>;
  readonly expressions: readonly Expression[];
}

interface Expression {
  readonly key: string;
  readonly operator: string;
  readonly values: ReadonlySet<string>;
}

/** Of a `LabelSelector`: `matchLabels` and `matchExpressions`. */
export function labelSelector(selector: Json | undefined): Selector {
  const expressions = listAt(selector, 'matchExpressions').map((expression) => ({
    key: textAt(expression, 'key') ?? '',
    operator: textAt(expression, 'operator') ?? '',
    values: new Set(listAt(expression, 'values').filter((value) => typeof value === 'string')),
  }));
  return { labels: textsAt(selector, 'matchLabels'), expressions };
}

export function isEmpty({ labels, expressions }: Selector): boolean {
  return labels.size === 0 && expressions.length === 0;
}

export function selects({ labels, expressions }: Selector, pod: ReadonlyMap<string, string>): boolean {
  for (const [key, value] of labels) if (pod.get(key) !== value) return false;
  return expressions.every((expression) => holds(expression, pod.get(expression.key)));
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

/** Finds selected pods through the rarest of a selector's labels, so that n selectors over n pods stay linear. */
export class PodsByLabel {
  readonly #byNamespace = new Map<string, Pods[]>();
  readonly #byLabel = new Map<string, Pods[]>();

  constructor(pods: readonly Pods[]) {
    for (const each of pods) {
      const { namespace } = each.owner;
      append(this.#byNamespace, namespace, each);
      for (const [key, value] of each.labels) append(this.#byLabel, labelKey(namespace, key, value), each);
    }
  }

  selected(namespace: string, selector: Selector): Pods[] {
    let candidates = this.#byNamespace.get(namespace) ?? [];
    for (const [key, value] of selector.labels) {
      const labelled = this.#byLabel.get(labelKey(namespace, key, value)) ?? [];
      if (labelled.length < candidates.length) candidates = labelled;
    }
    return candidates.filter((each) => selects(selector, each.labels));
  }
}

function append(map: Map<string, Pods[]>, key: string, pods: Pods): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [pods]);
  else known.push(pods);
}

function labelKey(namespace: string, key: string, value: string): string {
  return `${namespace}\n${key}\n${value}`;
}
