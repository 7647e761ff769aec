import type { JsonObject } from '../../../lib/model/json';
import type { EnvEntry, ServiceNode } from '../../../lib/model/model';
import type { Protocol } from '../../../lib/model/spec';
import { routerName } from './metadata';
import type { RegionScope } from './region-scope';

/**
 * Where the callees are, who and where the container is, then the user's own variables by name: a user's value may
 * refer to `$(CALLEE_ADDR)`, because Kubernetes expands what stands before. A user's variable replaces ours of the
 * same name.
 */
export function environment(scope: RegionScope, service: ServiceNode): JsonObject[] {
  const own = new Set(service.env.map((entry) => entry.name));
  const ours = [
    ...callTargets(scope, service),
    { name: 'OBINEXUS_REGION', value: scope.region.id },
    { name: 'OBINEXUS_SERVICE', value: service.id },
  ];
  return [...ours.filter((variable) => !own.has(variable.name)), ...service.env.map((entry) => userVariable(entry))];
}

interface Variable {
  readonly name: string;
  readonly value: string;
  readonly [key: string]: string;
}

function callTargets(scope: RegionScope, service: ServiceNode): Variable[] {
  const calls = scope.model.calls.filter((call) => call.from === service.id);
  return calls.flatMap((call) => {
    const { host, port, protocol } = call.external ? externalTarget(scope, call.to) : serviceTarget(scope, call.to);
    const prefix = call.to.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
    return [
      { name: `${prefix}_ADDR`, value: `${host}:${port}` },
      { name: `${prefix}_URL`, value: `${urlScheme(protocol, port)}://${host}:${port}` },
    ];
  });
}

interface Target {
  readonly host: string;
  readonly port: number;
  readonly protocol: Protocol;
}

function externalTarget({ model }: RegionScope, id: string): Target {
  return required(
    model.externalServices.find((service) => service.id === id),
    `external service "${id}"`,
  );
}

function serviceTarget({ model, region, steering, routerPorts }: RegionScope, id: string): Target {
  const service = required(
    model.services.find((each) => each.id === id),
    `service "${id}"`,
  );
  const row = required(steering.get(id), `steering of "${id}" from "${region.id}"`);
  const domain = `${model.kubernetes.namespace}.svc.cluster.local`;
  switch (row.way) {
    case 'direct':
      return { host: `${id}.${domain}`, port: service.port, protocol: service.protocol };
    case 'router':
      return {
        host: `${routerName}.${domain}`,
        port: required(routerPorts.get(id), `router port of "${id}"`),
        protocol: service.protocol,
      };
  }
}

/** Inside the stack HTTP is plain text: between regions the routers add mutual TLS. */
function urlScheme(protocol: Protocol, port: number): string {
  return protocol === 'http' && port === 443 ? 'https' : protocol;
}

function userVariable(entry: EnvEntry): JsonObject {
  switch (entry.kind) {
    case 'value':
      return { name: entry.name, value: entry.value };
    case 'secret':
      return { name: entry.name, valueFrom: { secretKeyRef: { name: entry.secret, key: entry.key } } };
  }
}

function required<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`region manifests: the stages hold no ${what}`);
  return value;
}
