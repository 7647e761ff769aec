import type { Rule } from './rule';

/** (group, kind, namespace, name) is unique; an object that belongs to a namespace says to which. */
export const identities: Rule = ({ objects, duplicates }, report) => {
  for (const object of objects)
    if (object.scope === 'namespace' && object.namespace === '')
      report(object, 'metadata/namespace', 'k8s/no-namespace', { subject: object.subject });
  for (const object of duplicates)
    report(object, '', 'k8s/duplicate-object', { subject: object.subject, region: object.region });
};
