import type { CatalogueArea } from './entry';

/** What the strict schemas of Kubernetes and of the Gateway API find on an object. */
export const k8sSchema = {
  'k8s/unknown-kind': {
    severity: 'error',
    text: (p: { apiVersion: string; kind: string; nearest: string | null }) =>
      `there is no kind "${p.kind}" in "${p.apiVersion}"; ${p.nearest === null ? 'correct apiVersion and kind' : `${p.nearest} was probably meant`}`,
    what: 'An object has a kind that its API group does not have.',
    why: 'No API server would know what to do with it.',
    fix: 'Correct `apiVersion` and `kind`; `kubectl api-resources` lists what a cluster serves.',
  },
  'k8s/kind-not-served': {
    severity: 'error',
    text: (p: { apiVersion: string; kind: string; versions: string; served: string }) =>
      `${p.kind} of "${p.apiVersion}" is not served by Kubernetes ${p.versions}, only by ${p.served}; use another apiVersion, or take the version out of kubernetes.versions`,
    what: 'An object has an apiVersion that one of the declared Kubernetes versions does not serve, because it is too new or was removed.',
    why: 'A cluster of that version would refuse the object.',
    fix: 'Use an apiVersion that all versions of `kubernetes.versions` serve, or declare fewer versions.',
  },
  'k8s/no-schema': {
    severity: 'warning',
    text: (p: { apiVersion: string; kind: string }) =>
      `${p.kind} of "${p.apiVersion}" is written unchecked, because its schema is not known; waive this warning with the reason why the object is right`,
    what: 'An object is of a custom resource, or of a built-in kind, whose schema is not among the vendored ones.',
    why: 'A misspelt field in it would be found by nobody before the cluster.',
    fix: 'Check the object with the tools of its vendor, then waive the warning for its path with the reason.',
  },
  'k8s/unknown-field': {
    severity: 'error',
    text: (p: { field: string; subject: string; nearest: string | null; known: string; versions: string }) =>
      `${p.subject} has no field "${p.field}"${p.versions}; ${p.nearest === null ? `it may have: ${p.known}` : `"${p.nearest}" was probably meant`}`,
    what: 'An object has a field that its kind does not have, at least in one of the declared Kubernetes versions.',
    why: 'An API server drops it or refuses the object, so what it should do would not happen.',
    fix: 'Correct the name or the place of the field; indentation is the usual cause.',
  },
  'k8s/missing-field': {
    severity: 'error',
    text: (p: { field: string; subject: string; versions: string }) =>
      `${p.subject} needs the field "${p.field}"${p.versions}; add it`,
    what: 'A field that the kind requires is absent.',
    why: 'The API server would refuse the object.',
    fix: 'Add the field, or correct its misspelt name.',
  },
  'k8s/wrong-type': {
    severity: 'error',
    text: (p: { subject: string; found: string; expected: string; versions: string }) =>
      `${p.subject} is ${p.found}, it must be ${p.expected}${p.versions}`,
    what: 'A field has a value of another type than its kind declares.',
    why: 'The API server would refuse the object.',
    fix: 'Write a value of the type that the message names; numbers stand without quotes, texts with them.',
  },
  'k8s/unknown-value': {
    severity: 'error',
    text: (p: { subject: string; found: string; allowed: string; nearest: string | null; versions: string }) =>
      `${p.subject} is ${p.found}${p.versions === '' ? '' : `, which does not exist${p.versions}`}; ${p.nearest === null ? `it is one of: ${p.allowed}` : `"${p.nearest}" was probably meant (of ${p.allowed})`}`,
    what: 'A field takes one of a few words, and has another.',
    why: 'The API server would refuse the object.',
    fix: 'Use one of the listed words; upper and lower case matter.',
  },
  'k8s/illegal-value': {
    severity: 'error',
    text: (p: { subject: string; found: string; rule: string; versions: string }) =>
      `${p.subject} is ${p.found}, it must ${p.rule}${p.versions}`,
    what: 'A value has the right type but not the form or the size that its kind asks for.',
    why: 'The API server would refuse the object.',
    fix: 'Write a value as the message says.',
  },
  'k8s/duplicate-item': {
    severity: 'error',
    text: (p: { subject: string; keys: string; value: string; versions: string }) =>
      `${p.subject} holds ${p.value} twice${p.versions}; ${p.keys === '' ? 'the items' : p.keys} must be unique, so remove or rename one of the two`,
    what: 'Two items of a list are the same in what tells its items apart, such as the name of a container.',
    why: 'The API server would refuse the object, or one item would silently win.',
    fix: 'Remove one of the two, or give it another name.',
  },
} as const satisfies CatalogueArea;
