import { isSubdomain } from '../../../lib/model/names';
import type { IndexedObject } from './indexed-object';
import { listAt, textAt } from '../../members';
import { podField, type Pods } from './pods';
import type { Report, Rule } from './rule';
import { itemName } from '../validate/field-path';

interface NameForm {
  readonly rule: string;
  readonly longest: number;
  readonly fits: (name: string) => boolean;
}

const label: NameForm = {
  rule: 'lower-case letters, digits and dashes, with a letter or digit at both ends',
  longest: 63,
  fits: (name) => /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(name),
};
const letterFirst: NameForm = {
  rule: 'lower-case letters, digits and dashes, from a letter to a letter or digit',
  longest: 63,
  fits: (name) => /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/.test(name),
};
const subdomain: NameForm = {
  rule: 'lower-case letters, digits, dashes and dots, each part of at most 63 characters with a letter or digit at both ends',
  longest: 253,
  fits: isSubdomain,
};
const pathSegment: NameForm = {
  rule: 'neither "/" nor "%", and not "." or ".."',
  longest: 253,
  fits: (name) => !/[/%]/.test(name) && name !== '.' && name !== '..',
};

/** Kinds with a form of their own; all others take a subdomain. */
const forms: ReadonlyMap<string, NameForm> = new Map([
  ['/Namespace', label],
  ['/Service', letterFirst],
  // The controller appends a time of 11 characters and makes a label of it.
  ['batch/CronJob', { ...subdomain, longest: 52 }],
  ['batch/Job', { ...subdomain, longest: 63 }],
  // The controller appends a hash of 11 characters and makes a label of it.
  ['apps/StatefulSet', { ...subdomain, longest: 52 }],
  ['rbac.authorization.k8s.io/ClusterRole', pathSegment],
  ['rbac.authorization.k8s.io/ClusterRoleBinding', pathSegment],
  ['rbac.authorization.k8s.io/Role', pathSegment],
  ['rbac.authorization.k8s.io/RoleBinding', pathSegment],
]);

/** Names that the API server, or a controller later on, takes. */
export const names: Rule = ({ objects, pods }, report) => {
  for (const object of objects) {
    const form = forms.get(`${object.group}/${object.kind}`) ?? subdomain;
    if (!isRight(object.name, form)) refuse(object, 'metadata/name', object.name, form, report);
    if (object.namespace !== '' && !isRight(object.namespace, label))
      refuse(object, 'metadata/namespace', object.namespace, label, report);
  }
  for (const each of pods) podNames(each, report);
};

function podNames(pods: Pods, report: Report): void {
  for (const { field, manifest } of pods.containers) {
    const name = textAt(manifest, 'name') ?? '';
    if (!isRight(name, label)) refuse(pods.owner, `${field}/name`, name, label, report);
  }
  listAt(pods.spec, 'volumes').forEach((volume, index) => {
    const name = textAt(volume, 'name') ?? '';
    if (isRight(name, label)) return;
    const field = podField(pods, `spec/volumes/${itemName(volume, index)}/name`);
    refuse(pods.owner, field, name, label, report);
  });
}

function isRight(name: string, { longest, fits }: NameForm): boolean {
  return name.length <= longest && fits(name);
}

function refuse(object: IndexedObject, field: string, name: string, form: NameForm, report: Report): void {
  const { subject } = object;
  const { rule, longest } = form;
  const { length } = name;
  if (length > longest) report(object, field, 'k8s/name-too-long', { subject, field, name, length, longest });
  else report(object, field, 'k8s/illegal-name', { subject, field, name, rule });
}
