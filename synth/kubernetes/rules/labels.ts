import { isJsonObject, type Json } from '../../../lib/model/json';
import { isLabelValue, isSubdomain } from '../../../lib/model/names';
import type { IndexedObject } from './indexed-object';
import { at, mapAt } from '../../members';
import { podField } from './pods';
import type { Report, Rule } from './rule';

const longestAnnotations = 256 * 1024;

/** Keys and values of labels, selectors by label, and annotations. */
export const labels: Rule = ({ objects, pods }, report) => {
  const check = new Check(report);
  for (const object of objects) {
    const { kind, manifest } = object;
    const metadata = mapAt(manifest, 'metadata');
    check.labels(object, 'metadata/labels', metadata['labels']);
    check.annotations(object, 'metadata/annotations', metadata['annotations']);
    const selector = at(manifest, 'spec', 'selector');
    check.labels(object, 'spec/selector/matchLabels', mapAt(selector, 'matchLabels'));
    if (kind === 'Service' && object.scope !== null) check.labels(object, 'spec/selector', selector);
    if (kind === 'NetworkPolicy')
      check.labels(object, 'spec/podSelector/matchLabels', at(manifest, 'spec', 'podSelector', 'matchLabels'));
  }
  for (const each of pods) {
    if (each.field === '') continue;
    const metadata = mapAt(each.template, 'metadata');
    check.labels(each.owner, podField(each, 'metadata/labels'), metadata['labels']);
    check.annotations(each.owner, podField(each, 'metadata/annotations'), metadata['annotations']);
    check.labels(each.owner, podField(each, 'spec/nodeSelector'), each.spec['nodeSelector']);
  }
};

class Check {
  readonly #report: Report;
  /** The same few keys stand on every object. */
  readonly #legalKeys = new Set<string>();

  constructor(report: Report) {
    this.#report = report;
  }

  labels(object: IndexedObject, field: string, map: Json | undefined): void {
    if (!isJsonObject(map)) return;
    for (const key of Object.keys(map)) {
      const value = map[key];
      if (typeof value !== 'string') continue;
      if (!this.#isLegal(key))
        this.#report(object, `${field}/${key}`, 'k8s/illegal-label-key', { subject: object.subject, field, key });
      if (value === '' || isLabelValue(value)) continue;
      const { length } = value;
      const parameters = { subject: object.subject, field, key, value: value.slice(0, 80), length };
      this.#report(object, `${field}/${key}`, 'k8s/illegal-label-value', parameters);
    }
  }

  annotations(object: IndexedObject, field: string, map: Json | undefined): void {
    if (!isJsonObject(map)) return;
    let bytes = 0;
    for (const key of Object.keys(map)) {
      const value = map[key];
      if (typeof value !== 'string') continue;
      if (!this.#isLegal(key.toLowerCase()))
        this.#report(object, `${field}/${key}`, 'k8s/illegal-annotation-key', { subject: object.subject, field, key });
      bytes += Buffer.byteLength(key) + Buffer.byteLength(value);
    }
    if (bytes <= longestAnnotations) return;
    const parameters = { subject: object.subject, field, bytes, limit: longestAnnotations };
    this.#report(object, field, 'k8s/annotations-too-large', parameters);
  }

  #isLegal(key: string): boolean {
    if (this.#legalKeys.has(key)) return true;
    const isLegal = isQualifiedName(key);
    if (isLegal) this.#legalKeys.add(key);
    return isLegal;
  }
}

/** `name` or `prefix/name`: the prefix a DNS subdomain, the name like a label value. */
export function isQualifiedName(key: string): boolean {
  const slash = key.indexOf('/');
  return (slash < 0 || isSubdomain(key.slice(0, slash))) && isLabelValue(key.slice(slash + 1));
}
