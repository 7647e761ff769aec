import type { CatalogueArea } from './entry';

export const names = {
  'names/empty': {
    severity: 'error',
    text: (p: { subject: string }) => `a ${p.subject} has an empty name; give it a name such as "api"`,
    what: 'A name is empty.',
    why: 'Objects, files and addresses are named after it.',
    fix: 'Give it a name of lower-case letters, digits and dashes.',
  },
  'names/illegal': {
    severity: 'error',
    text: (p: { subject: string; name: string; suggestion: string }) =>
      `the ${p.subject} "${p.name}" is not a DNS label (lower-case letters, digits and dashes, starting with a letter, ending with a letter or digit); call it "${p.suggestion}"`,
    what: 'A name has characters that a Kubernetes Service or namespace cannot have.',
    why: 'The name becomes a DNS label in every cluster.',
    fix: 'Use lower-case letters, digits and dashes; start with a letter.',
  },
  'names/illegal-region': {
    severity: 'error',
    text: (p: { name: string; suggestion: string }) =>
      `the region "${p.name}" has characters other than letters, digits, ":", ".", "_" and "-", or does not start and end with a letter or digit; call it "${p.suggestion}"`,
    what: 'The id of a region has characters that paths and file names cannot hold.',
    why: 'Files, objects and messages are named after it.',
    fix: 'Use letters, digits and dashes, such as `lagos-edge`, or a code such as `aws:eu-west-2`.',
  },
  'names/foreign-character': {
    severity: 'error',
    text: (p: { subject: string; name: string; character: string }) =>
      `the ${p.subject} "${p.name}" holds ${p.character}, which is no ASCII character even if it looks like one; type the name again`,
    what: 'A name holds a character beyond ASCII: a letter of another alphabet, an accent, a mark that is not shown.',
    why: 'Such a name can look exactly like another one, or be shown in another order than it is read.',
    fix: 'Write the name with the letters a to z, digits and dashes.',
  },
  'names/too-long': {
    severity: 'error',
    text: (p: { subject: string; name: string; length: number; limit: number }) =>
      `the ${p.subject} "${p.name}" has ${p.length} characters, a DNS label has at most ${p.limit}; shorten it`,
    what: 'A name is longer than a DNS label may be.',
    why: 'Cutting it off could make two names the same.',
    fix: 'Choose a name of at most 63 characters.',
  },
  'names/reserved': {
    severity: 'error',
    text: (p: { subject: string; name: string; owner: string }) =>
      `the ${p.subject} "${p.name}" has the name of ${p.owner}; choose another name`,
    what: 'A name belongs to an emitted object, to a built-in, to Kubernetes or to a device of Windows.',
    why: 'Two things of one name would overwrite each other, or the files could not be written on every machine.',
    fix: 'Choose another name.',
  },
  'names/collision': {
    severity: 'error',
    text: (p: { subject: string; first: string; second: string; slug: string }) =>
      `the ${p.subject}s "${p.first}" and "${p.second}" both become "${p.slug}" in file and object names; rename one of the two`,
    what: 'Two names become the same once they are written as a DNS label.',
    why: 'One of the two would silently replace the other.',
    fix: 'Rename one of the two so that they differ in letters or digits.',
  },
  'names/duplicate': {
    severity: 'error',
    text: (p: { subject: string; name: string }) =>
      `the ${p.subject} "${p.name}" is declared twice; remove or rename one of the two`,
    what: 'The same id is declared twice.',
    why: 'One of the two would silently replace the other.',
    fix: 'Remove or rename one of the two.',
  },
  'names/illegal-env': {
    severity: 'error',
    text: (p: { service: string; name: string }) =>
      `service "${p.service}" has an environment variable "${p.name}"; a name has letters, digits, "_", "-" and ".", and does not start with a digit`,
    what: 'The name of an environment variable is not one that Kubernetes takes.',
    why: 'The API server would refuse the object.',
    fix: 'Use letters, digits and underscores.',
  },
} as const satisfies CatalogueArea;
