import type { JsonObject } from '../../../lib/model/json';
import type { Model, RegionNode, ServiceNode } from '../../../lib/model/model';

/** What an object belongs to: its labels say so, selectors use `app`. */
export interface Subject {
  /** Service id, `region-router`, or the stack's name. */
  readonly app: string;
  readonly version: string;
  readonly component: string;
}

export interface LabelScope {
  readonly model: Model;
  readonly region: RegionNode;
}

export const routerName = 'region-router';

export function serviceSubject(service: ServiceNode): Subject {
  return { app: service.id, version: imageVersion(service.image), component: service.type };
}

export function routerSubject(model: Model): Subject {
  return { app: routerName, version: imageVersion(model.router.image), component: 'router' };
}

/** What belongs to the stack as a whole. */
export function stackSubject(model: Model, app: string = model.name): Subject {
  return { app, version: unversioned, component: 'stack' };
}

/** Name, namespace, labels and the contact of a namespaced object. */
export function objectMetadata(scope: LabelScope, name: string, subject: Subject): JsonObject {
  return { name, namespace: scope.model.kubernetes.namespace, ...labelled(scope, subject) };
}

/** Labels and the contact alone: for pod templates and cluster-scoped objects. */
export function labelled(scope: LabelScope, subject: Subject): JsonObject {
  const { email } = scope.model;
  return { labels: labels(scope, subject), ...(email === null ? {} : { annotations: { email } }) };
}

/** The recommended labels of Kubernetes, with `app` to select by and `owner` to ask. */
export function labels({ model, region }: LabelScope, { app, version, component }: Subject): JsonObject {
  return {
    app,
    owner: model.owner,
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/instance': region.slug,
    'app.kubernetes.io/managed-by': 'obinexus',
    'app.kubernetes.io/name': app,
    'app.kubernetes.io/part-of': model.name,
    'app.kubernetes.io/version': version,
  };
}

/** The tag of `registry/name:tag@digest`, cut to what a label value may be (63 characters, alphanumeric ends). */
export function imageVersion(image: string): string {
  const [reference = ''] = image.split('@');
  const name = reference.slice(reference.lastIndexOf('/') + 1);
  const colon = name.indexOf(':');
  const tag = colon < 0 ? '' : name.slice(colon + 1);
  return tag.slice(0, 63).replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '') || unversioned;
}

const unversioned = 'unversioned';
