import type { CatalogueArea } from './entry';

/** What no schema says about any object: names, identity, labels, size, references. */
export const k8sObjects = {
  'k8s/illegal-name': {
    severity: 'error',
    text: (p: { subject: string; field: string; name: string; rule: string }) =>
      p.name === ''
        ? `${p.subject} has no ${p.field}; give it one: ${p.rule}`
        : `${p.subject} has "${p.name}" as ${p.field}, a name of this kind is ${p.rule}; rename it`,
    what: 'An object, container or volume has no name, or one with characters that its kind does not take.',
    why: 'The API server would refuse the object.',
    fix: 'Rename it; lower-case letters, digits and dashes, starting with a letter, are right for every kind.',
  },
  'k8s/name-too-long': {
    severity: 'error',
    text: (p: { subject: string; field: string; name: string; length: number; longest: number }) =>
      `${p.subject} has a ${p.field} of ${p.length} characters, the longest that works is ${p.longest}; shorten it`,
    what: 'A name is longer than its kind takes, or than its controller can make labels and pod names of.',
    why: 'The API server would refuse the object, or its controller could make no pods. Cutting names off could make two the same.',
    fix: 'Choose a shorter name: at most 52 characters for a CronJob or StatefulSet, 63 for most others.',
  },
  'k8s/duplicate-object': {
    severity: 'error',
    text: (p: { subject: string; region: string }) =>
      `${p.subject} is there twice in region "${p.region}"; remove or rename one of the two`,
    what: 'Two objects of a region have the same group, kind, namespace and name.',
    why: 'The one that is applied last would silently replace the other.',
    fix: 'Remove or rename one of them. What is generated is changed by a patch, not by a second object.',
  },
  'k8s/no-namespace': {
    severity: 'error',
    text: (p: { subject: string }) => `${p.subject} has no namespace; set metadata.namespace`,
    what: 'An object that lives in a namespace does not say in which.',
    why: 'It would land in whatever namespace happens to be the current one of whoever applies it.',
    fix: 'Set `metadata.namespace`, usually to the namespace of the stack.',
  },
  'k8s/illegal-label-key': {
    severity: 'error',
    text: (p: { subject: string; field: string; key: string }) =>
      `${p.subject} has the key "${p.key}" in ${p.field}; a key is at most 63 letters, digits, "_", "." and "-" with a letter or digit at both ends, after an optional DNS name and "/"`,
    what: 'The key of a label or of a selector has a form that Kubernetes does not take.',
    why: 'The API server would refuse the object.',
    fix: 'Write keys as `name` or `example.com/name`.',
  },
  'k8s/illegal-label-value': {
    severity: 'error',
    text: (p: { subject: string; field: string; key: string; value: string; length: number }) =>
      `${p.subject} has "${p.value}" (${p.length} characters) as value of "${p.key}" in ${p.field}; a value is empty or at most 63 letters, digits, "_", "." and "-" with a letter or digit at both ends`,
    what: 'The value of a label or of a selector has a form that Kubernetes does not take.',
    why: 'The API server would refuse the object.',
    fix: 'Shorten or respell the value; free text belongs into an annotation.',
  },
  'k8s/illegal-annotation-key': {
    severity: 'error',
    text: (p: { subject: string; field: string; key: string }) =>
      `${p.subject} has the key "${p.key}" in ${p.field}; a key is at most 63 letters, digits, "_", "." and "-" with a letter or digit at both ends, after an optional DNS name and "/"`,
    what: 'The key of an annotation has a form that Kubernetes does not take.',
    why: 'The API server would refuse the object.',
    fix: 'Write keys as `name` or `example.com/name`.',
  },
  'k8s/annotations-too-large': {
    severity: 'error',
    text: (p: { subject: string; field: string; bytes: number; limit: number }) =>
      `${p.subject} has ${p.bytes} bytes in ${p.field}, the limit is ${p.limit} bytes; move large texts into a ConfigMap`,
    what: 'The annotations of an object, keys and values together, are larger than 256 KiB.',
    why: 'The API server would refuse the object.',
    fix: 'Move large texts into a ConfigMap.',
  },
  'k8s/object-too-large': {
    severity: 'error',
    text: (p: { subject: string; bytes: number; limit: number }) =>
      `${p.subject} holds ${p.bytes} bytes, the limit is ${p.limit} bytes; split it`,
    what: 'A ConfigMap or Secret holds more than 1 MiB of data, or an object is larger than 1.5 MiB.',
    why: 'The API server would refuse the object, because its store takes no more at once.',
    fix: 'Split the data over several objects, or put it into the image or a volume.',
  },
  'k8s/illegal-data-key': {
    severity: 'error',
    text: (p: { subject: string; key: string }) =>
      `${p.subject} has the key "${p.key}"; a key is at most 253 letters, digits, "-", "_" and "." and does not start with ".."`,
    what: 'A key of a ConfigMap or Secret has characters that a file name of a volume cannot have.',
    why: 'The API server would refuse the object.',
    fix: 'Rename the key; a volume can give the file another path with `items`.',
  },
  'k8s/missing-reference': {
    severity: 'error',
    text: (p: { subject: string; kind: string; name: string; nearest: string | null }) =>
      `${p.subject} refers to ${p.kind} "${p.name}", which its region does not have; ${p.nearest === null ? '' : `"${p.nearest}" was probably meant, else `}add it, or list "${p.kind}/${p.name}" in the annotation obinexus.dev/external-references`,
    what: 'An object refers to another one of its namespace that is not part of the output.',
    why: 'Pods would not start, or traffic would go nowhere.',
    fix: 'Correct the name or add the object. If it is made elsewhere, say so on the referring object:\n\n```yaml\nmetadata:\n  annotations:\n    obinexus.dev/external-references: ConfigMap/shared, ServiceAccount/builder\n```',
  },
  'k8s/missing-key': {
    severity: 'error',
    text: (p: { subject: string; configMap: string; key: string; nearest: string | null }) =>
      `${p.subject} reads the key "${p.key}" of ConfigMap "${p.configMap}", which does not have it${p.nearest === null ? '; add it' : `; "${p.nearest}" was probably meant`}`,
    what: 'A variable or a volume takes a key from a ConfigMap that is not in it.',
    why: 'The pods would not start.',
    fix: 'Correct the key, add it to the ConfigMap, or set `optional: true`.',
  },
} as const satisfies CatalogueArea;
