import type { JsonObject } from '../../../lib/model/json';
import { labels, routerName, routerSubject, serviceSubject, stackSubject, type Subject } from './metadata';
import type { RegionScope } from './region-scope';

/** An object of a router back end with the namespace, labels and contact that every object of the region has. */
export function backendManifest(scope: RegionScope, manifest: JsonObject): JsonObject {
  const metadata = manifest['metadata'] as JsonObject;
  const { email } = scope.model;
  const annotations = { ...(email === null ? {} : { email }), ...(metadata['annotations'] as JsonObject | undefined) };
  return {
    ...manifest,
    metadata: {
      namespace: scope.model.kubernetes.namespace,
      ...metadata,
      labels: { ...labels(scope, subjectOf(scope, metadata)), ...(metadata['labels'] as JsonObject | undefined) },
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
  };
}

/** Whether what an object of a back end is about is in the region: a policy for a service that runs elsewhere is not. */
export function isAboutRegion({ model, workloads }: RegionScope, manifest: JsonObject): boolean {
  const app = appOf(manifest['metadata'] as JsonObject);
  return !model.services.some(({ id }) => id === app) || workloads.some(({ service }) => service.id === app);
}

/** By the label `app`, else by the name: a service, the router, or the stack as a whole. */
function subjectOf({ model, workloads }: RegionScope, metadata: JsonObject): Subject {
  const app = appOf(metadata);
  if (app === routerName || app === 'region-gateway') return routerSubject(model);
  const workload = workloads.find(({ service }) => service.id === app);
  if (workload !== undefined) return serviceSubject(workload.service);
  return stackSubject(model, app);
}

function appOf(metadata: JsonObject): string {
  const { labels: own, name } = metadata;
  const app = (own as JsonObject | undefined)?.['app'] ?? name;
  if (typeof app !== 'string') throw new Error('router back end: an object without a name');
  return app;
}
