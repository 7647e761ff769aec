import { isLabelValue, isSubdomain } from '../../../lib/model/names';
import type { IndexedObject } from './indexed-object';
import { textsAt } from './members';
import { podField } from './pods';
import type { Report, Rule } from './rule';

const longestAnnotations = 256 * 1024;

/** Keys and values of labels, selectors by label, and annotations. */
export const labels: Rule = ({ objects, pods }, report) => {
  for (const object of objects) {
    labelsAt(object, 'metadata/labels', report);
    annotationsAt(object, 'metadata/annotations', report);
    labelsAt(object, 'spec/selector/matchLabels', report);
    if (object.kind === 'Service') labelsAt(object, 'spec/selector', report);
    if (object.kind === 'NetworkPolicy') labelsAt(object, 'spec/podSelector/matchLabels', report);
  }
  for (const each of pods) {
    if (each.field === '') continue;
    labelsAt(each.owner, podField(each, 'metadata/labels'), report);
    annotationsAt(each.owner, podField(each, 'metadata/annotations'), report);
    labelsAt(each.owner, podField(each, 'spec/nodeSelector'), report);
  }
};

function labelsAt(object: IndexedObject, field: string, report: Report): void {
  const { subject } = object;
  for (const [key, value] of textsAt(object.manifest, ...field.split('/'))) {
    if (!isQualifiedName(key)) report(object, `${field}/${key}`, 'k8s/illegal-label-key', { subject, field, key });
    if (value !== '' && !isLabelValue(value))
      report(object, `${field}/${key}`, 'k8s/illegal-label-value', {
        subject,
        field,
        key,
        value: value.slice(0, 80),
        length: value.length,
      });
  }
}

function annotationsAt(object: IndexedObject, field: string, report: Report): void {
  const { subject } = object;
  let bytes = 0;
  for (const [key, value] of textsAt(object.manifest, ...field.split('/'))) {
    if (!isQualifiedName(key.toLowerCase()))
      report(object, `${field}/${key}`, 'k8s/illegal-annotation-key', { subject, field, key });
    bytes += Buffer.byteLength(key) + Buffer.byteLength(value);
  }
  if (bytes > longestAnnotations)
    report(object, field, 'k8s/annotations-too-large', { subject, field, bytes, limit: longestAnnotations });
}

/** `name` or `prefix/name`: the prefix a DNS subdomain, the name like a label value. */
export function isQualifiedName(key: string): boolean {
  const slash = key.indexOf('/');
  return (slash < 0 || isSubdomain(key.slice(0, slash))) && isLabelValue(key.slice(slash + 1));
}
