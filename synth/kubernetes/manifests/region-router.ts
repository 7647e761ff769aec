import type { JsonObject } from '../../../lib/model/json';
import { canonicalDigest } from '../../../lib/model/canonical-json';
import { tlsFolder } from '../../../lib/router/backends/targets';
import { gatewayPort } from '../../../lib/router/gateway-port';
import { rollout } from './deployment';
import { objectMetadata, routerName, routerSubject } from './metadata';
import { podDisruptionBudget } from './pod-disruption-budget';
import { podTemplate } from './pod-template';
import type { RegionScope } from './region-scope';
import { resourceRequirements } from './resources';
import { routerProgram } from './router-program';
import { serviceAccount } from './service-account';

/** Configuration of the region's router: text by path below its configuration folder. Empty: no router here. */
export interface RouterConfig {
  readonly files: Readonly<Record<string, string>>;
}

export const routerReplicas = 2;
export const routerResources = { cpuMillis: 500, memoryMiB: 256, ephemeralStorageMiB: 256 };

/** The program that carries calls to and from other regions; its Services and policy are the router back end's. */
export function regionRouter(scope: RegionScope, config: RouterConfig): JsonObject[] {
  const subject = routerSubject(scope.model);
  return [
    serviceAccount(scope, subject),
    configMap(scope, config),
    deployment(scope, config),
    podDisruptionBudget(scope, subject),
  ];
}

function configMap(scope: RegionScope, { files }: RouterConfig): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: objectMetadata(scope, routerName, routerSubject(scope.model)),
    data: Object.fromEntries(paths(files).map((path) => [configKey(path), files[path] ?? ''])),
  };
}

function deployment(scope: RegionScope, config: RouterConfig): JsonObject {
  const subject = routerSubject(scope.model);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: objectMetadata(scope, routerName, subject),
    spec: {
      replicas: routerReplicas,
      ...rollout(routerName, routerReplicas),
      template: podTemplate(scope, subject, {
        restartPolicy: 'Always',
        minZones: 1,
        // Neither program reloads a mounted file by itself: new text, new pods.
        annotations: { 'obinexus.dev/config-sha256': canonicalDigest(config.files) },
        container: container(scope, config),
        volumes: volumes(scope, config),
      }),
    },
  };
}

function container(scope: RegionScope, { files }: RouterConfig): JsonObject {
  const { model } = scope;
  const program = routerProgram(model.router.egress, paths(files));
  const tcp = { tcpSocket: { port: 'gateway' } };
  return {
    name: routerName,
    image: model.router.image,
    command: program.command,
    ports: [
      { name: 'gateway', containerPort: gatewayPort, protocol: 'TCP' },
      ...listenerPorts(scope).map((port) => ({ name: `route-${port}`, containerPort: port, protocol: 'TCP' })),
    ],
    resources: resourceRequirements(routerResources),
    startupProbe: { ...tcp, periodSeconds: 2, timeoutSeconds: 2, failureThreshold: 30 },
    readinessProbe: { ...tcp, periodSeconds: 5, timeoutSeconds: 2, failureThreshold: 2 },
    livenessProbe: { ...tcp, periodSeconds: 10, timeoutSeconds: 2, failureThreshold: 3 },
    volumeMounts: [
      { name: 'config', mountPath: program.configFolder, readOnly: true },
      { name: 'tls', mountPath: tlsFolder, readOnly: true },
    ],
  };
}

/** One for each service that callers of this region reach through the router, sorted. */
function listenerPorts({ steering, routerPorts }: RegionScope): number[] {
  const routed = [...steering.values()].filter((row) => row.way === 'router');
  return routed.flatMap((row) => routerPorts.get(row.service) ?? []).toSorted((a, b) => a - b);
}

/** What both programs read, named as cert-manager and `kubectl create secret tls` name it. */
const tlsItems = ['ca.crt', 'tls.crt', 'tls.key'].map((key) => ({ key, path: key }));

function volumes({ model }: RegionScope, { files }: RouterConfig): JsonObject[] {
  const items = paths(files).map((path) => ({ key: configKey(path), path }));
  return [
    { name: 'config', configMap: { name: routerName, defaultMode: 0o440, items } },
    { name: 'tls', secret: { secretName: model.router.tlsSecret, defaultMode: 0o440, items: tlsItems } },
  ];
}

function paths(files: Readonly<Record<string, string>>): string[] {
  return Object.keys(files).sort();
}

/** A key of a ConfigMap holds no slash. */
function configKey(path: string): string {
  return path.replaceAll('/', '.');
}
