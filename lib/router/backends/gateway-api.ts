import { diagnostic } from '../../model/diagnostic';
import type { JsonObject } from '../../model/json';
import type { Backend, SiteManifest } from '../backend';
import type { PublicRoute, RoutedService, RoutePlan } from '../route-plan';

/**
 * Users' way in, by Gateway API v1: one Gateway per site with public services, an HTTPRoute or GRPCRoute per service. Which
 * site a user reaches is decided before the Gateway, by DNS; its standard channel has no priorities between regions.
 */
export const gatewayApiBackend: Backend = {
  name: 'gateway-api',
  expresses: ['public-http', 'public-grpc', 'timeouts'],
  emit: (plan) => {
    const services = new Map(plan.services.map((service) => [service.id, service]));
    const routes = plan.publicRoutes.flatMap((route) => {
      const service = services.get(route.service);
      return service === undefined ? [] : [{ route, service }];
    });
    const spoken = routes.filter(({ service }) => service.protocol !== 'tcp');
    return {
      artifacts: [],
      manifests: plan.sites.flatMap(({ id: site }): SiteManifest[] => {
        const here = spoken.filter(({ service }) => service.sites.includes(site));
        return here.length === 0
          ? []
          : [gateway(plan, here), ...here.map(({ route, service }) => routeObject(plan, route, service))].map(
              (manifest) => ({ site, manifest }),
            );
      }),
      losses: routes
        .filter(({ service }) => service.protocol === 'tcp')
        .map(({ service }) => diagnostic('lost/public-tcp', `services/${service.id}/public`, { service: service.id })),
    };
  },
};

function gateway({ namespace, gatewayClass }: RoutePlan, routes: readonly { route: PublicRoute }[]): JsonObject {
  const hosts = [...new Set(routes.flatMap(({ route }) => route.hosts))].sort();
  const listener = (name: string, hostname: string | null): JsonObject => ({
    name,
    port: 80,
    protocol: 'HTTP',
    ...(hostname === null ? {} : { hostname }),
    allowedRoutes: { namespaces: { from: 'Same' } },
  });
  const anyHost = routes.some(({ route }) => route.hosts.length === 0);
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'public', namespace, labels: { app: 'public' } },
    spec: {
      gatewayClassName: gatewayClass,
      listeners: [
        ...(anyHost ? [listener('http', null)] : []),
        ...hosts.map((host, index) => listener(`http-${index + 1}`, host)),
      ],
    },
  };
}

function routeObject({ namespace }: RoutePlan, route: PublicRoute, service: RoutedService): JsonObject {
  const isGrpc = service.protocol === 'grpc';
  const backendRefs = [{ name: service.id, port: service.port }];
  const rule = isGrpc
    ? { backendRefs }
    : { matches: [match(route)], timeouts: { request: `${route.timeoutMs}ms` }, backendRefs };
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: isGrpc ? 'GRPCRoute' : 'HTTPRoute',
    metadata: { name: service.id, namespace, labels: { app: service.id } },
    spec: {
      parentRefs: [{ name: 'public' }],
      ...(route.hosts.length === 0 ? {} : { hostnames: route.hosts }),
      rules: [rule],
    },
  };
}

function match({ match: wanted }: PublicRoute): JsonObject {
  switch (wanted.kind) {
    case 'exact':
      return { path: { type: 'Exact', value: wanted.path } };
    case 'prefix':
      return { path: { type: 'PathPrefix', value: wanted.path } };
    case 'regex':
      return { path: { type: 'RegularExpression', value: wanted.pattern } };
  }
}
