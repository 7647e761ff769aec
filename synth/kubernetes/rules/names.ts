import { isSubdomain } from '../../../lib/model/names';
import type { IndexedObject } from './indexed-object';
import { listAt, textAt } from './members';
import { podField, type Pods } from './pods';
import type { Report, Rule } from './rule';
import { itemName } from '../validate/field-path';

interface NameForm {
  readonly rule: string;
  readonly longest: number;
  fits(name: string): boolean;
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
    check(object, 'metadata/name', object.name, form, report);
    if (object.namespace !== '') check(object, 'metadata/namespace', object.namespace, label, report);
  }
  for (const each of pods) podNames(each, report);
};

function podNames(pods: Pods, report: Report): void {
  for (const { field, manifest } of pods.containers)
    check(pods.owner, `${field}/name`, textAt(manifest, 'name') ?? '', label, report);
  for (const [index, volume] of listAt(pods.spec, 'volumes').entries()) {
    const field = podField(pods, `spec/volumes/${itemName(volume, index)}/name`);
    check(pods.owner, field, textAt(volume, 'name') ?? '', label, report);
  }
}

function check(object: IndexedObject, field: string, name: string, form: NameForm, report: Report): void {
  const { subject } = object;
  const { rule, longest } = form;
  if (name.length > longest)
    report(object, field, 'k8s/name-too-long', { subject, field, name, length: name.length, longest });
  else if (!form.fits(name)) report(object, field, 'k8s/illegal-name', { subject, field, name, rule });
}
