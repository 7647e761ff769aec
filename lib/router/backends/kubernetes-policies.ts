import type { JsonObject } from '../../model/json';
import type { RoutedService, RoutePlan } from '../route-plan';
import type { RouterScope } from './targets';

export const routerApp = 'region-router';

/** Namespaces whose pods may send users' requests in: the platform labels its gateway's namespace so. */
const gatewayNamespace = { namespaceSelector: { matchLabels: { 'obinexus.dev/gateway': 'true' } } };

/** Nothing in, nothing out, unless another policy opens it. */
export function networkPolicies(plan: RoutePlan, site: string, router: RouterScope | undefined): JsonObject[] {
  const names = new Set([
    ...plan.services.filter((service) => service.sites.includes(site)).map((service) => service.id),
    ...callersWithoutPort(plan, site),
  ]);
  return [
    policy(plan, 'default-deny', 'default-deny', {}, [], []),
    ...[...names].sort().map((id) => servicePolicy(plan, site, id, router)),
  ];
}

/** Jobs call and are not called: they are no routed services. */
function callersWithoutPort(plan: RoutePlan, site: string): string[] {
  const routed = new Set(plan.services.map((service) => service.id));
  const callers = new Set(plan.calls.map((call) => call.from).filter((id) => !routed.has(id)));
  return [...callers].filter((id) =>
    plan.steering.some(
      (row) => row.source === site && plan.calls.some((call) => call.from === id && call.to === row.service),
    ),
  );
}

function servicePolicy(plan: RoutePlan, site: string, id: string, router: RouterScope | undefined): JsonObject {
  const service = plan.services.find((each) => each.id === id);
  const ingress = service === undefined ? [] : ingressOf(plan, service, router);
  return policy(plan, id, id, { matchLabels: { app: id } }, ingress, egressOf(plan, site, id));
}

function ingressOf(plan: RoutePlan, service: RoutedService, router: RouterScope | undefined): JsonObject[] {
  const callers = plan.calls.filter((call) => call.to === service.id).map((call) => pods(call.from));
  const entersByRouter =
    router !== undefined && (router.entered.includes(service) || router.rows.some((row) => row.service === service));
  const from = [
    ...callers,
    ...(entersByRouter ? [pods(routerApp)] : []),
    ...(plan.publicRoutes.some((route) => route.service === service.id) ? [gatewayNamespace] : []),
  ];
  return from.length === 0 ? [] : [{ from, ports: [{ port: service.protocol, protocol: 'TCP' }] }];
}

function egressOf(plan: RoutePlan, site: string, id: string): JsonObject[] {
  const services = new Map(plan.services.map((service) => [service.id, service]));
  const rows = plan.steering.filter(
    (row) => row.source === site && plan.calls.some((call) => call.from === id && call.to === row.service),
  );
  const direct = rows
    .filter((row) => row.way === 'direct')
    .map((row) => ({
      to: [pods(row.service)],
      ports: [{ port: services.get(row.service)?.protocol ?? 'tcp', protocol: 'TCP' }],
    }));
  const routerPorts = rows
    .filter((row) => row.way === 'router')
    .map((row) => services.get(row.service)?.routerPort ?? 0);
  const routed =
    routerPorts.length === 0
      ? []
      : [{ to: [pods(routerApp)], ports: routerPorts.map((port) => ({ port, protocol: 'TCP' })) }];
  const external = plan.external
    .filter((target) => target.callers.includes(id))
    .map((target) => ({
      to: target.cidrs.map((cidr) => ({ ipBlock: { cidr } })),
      ports: [{ port: target.port, protocol: 'TCP' }],
    }));
  const out = [...direct, ...routed, ...external];
  return out.length === 0 ? [] : [dns, ...out];
}

export const dns: JsonObject = {
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ],
};

export function pods(app: string): JsonObject {
  return { podSelector: { matchLabels: { app } } };
}

export function policy(
  { namespace }: RoutePlan,
  name: string,
  app: string,
  podSelector: JsonObject,
  ingress: readonly JsonObject[],
  egress: readonly JsonObject[],
): JsonObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace, labels: { app } },
    spec: {
      podSelector,
      policyTypes: ['Ingress', 'Egress'],
      ...(ingress.length === 0 ? {} : { ingress }),
      ...(egress.length === 0 ? {} : { egress }),
    },
  };
}
