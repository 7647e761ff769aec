import type { Rule } from './rule';
import { scopeOf } from './scope';

/** (group, kind, namespace, name) is unique; an object that belongs to a namespace says to which. */
export const identities: Rule = ({ objects }, report) => {
  const seen = new Set<string>();
  for (const object of objects) {
    const { group, kind, name, subject, region } = object;
    const scope = scopeOf(group, kind);
    // cdk8s writes the namespace of a chart on objects of the cluster too; the API server drops it.
    const namespace = scope === 'cluster' ? '' : object.namespace;
    if (scope === 'namespace' && namespace === '')
      report(object, 'metadata/namespace', 'k8s/no-namespace', { subject });
    if (name === '') continue;
    const identity = JSON.stringify([group, kind, namespace, name]);
    if (seen.has(identity)) report(object, '', 'k8s/duplicate-object', { subject, region });
    seen.add(identity);
  }
};
