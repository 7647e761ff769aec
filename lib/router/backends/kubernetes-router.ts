import { isIpAddress, isIpv4 } from '../../model/address';
import type { JsonObject } from '../../model/json';
import { gatewayPort } from '../gateway-port';
import type { RoutePlan } from '../route-plan';
import { dns, pods, policy, routerApp } from './kubernetes-policies';
import type { RouterScope } from './targets';

/** The two faces of a region's router: a port per routed service inside, one port for the other regions outside. */
export function routerServices({ namespace }: RoutePlan, { rows }: RouterScope): JsonObject[] {
  const ports = rows.map(({ service }) => ({
    name: `route-${service.routerPort}`,
    port: service.routerPort,
    targetPort: `route-${service.routerPort}`,
    protocol: 'TCP',
  }));
  const inside = service(namespace, routerApp, 'ClusterIP', ports);
  const outside = service(namespace, 'region-gateway', 'LoadBalancer', [
    { name: 'gateway', port: gatewayPort, targetPort: 'gateway', protocol: 'TCP' },
  ]);
  return [...(ports.length === 0 ? [] : [inside]), outside];
}

function service(namespace: string, name: string, type: string, ports: readonly JsonObject[]): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, labels: { app: routerApp } },
    spec: { type, selector: { app: routerApp }, ports },
  };
}

/** In: callers on their ports, anyone on the gateway, who must show a certificate. Out: local copies and other gateways. */
export function routerNetworkPolicy(plan: RoutePlan, { rows, entered, transit }: RouterScope): JsonObject {
  const callers = rows.map(({ service: { id, routerPort } }) => ({
    from: plan.calls.filter((call) => call.to === id).map((call) => pods(call.from)),
    ports: [{ port: routerPort, protocol: 'TCP' }],
  }));
  const local = [
    ...new Set([
      ...entered,
      ...rows
        .filter(({ targets }) => targets.some((target) => target.serverName === null))
        .map(({ service: each }) => each),
    ]),
  ];
  const gateways = [
    ...new Set([
      ...rows.flatMap(({ targets }) => targets.flatMap((target) => (target.serverName === null ? [] : [target.host]))),
      ...transit.map((each) => each.host),
    ]),
  ].sort();
  const ingress = [...callers, { ports: [{ port: gatewayPort, protocol: 'TCP' }] }];
  const egress = [
    dns,
    ...local.map((each) => ({ to: [pods(each.id)], ports: [{ port: each.protocol, protocol: 'TCP' }] })),
    ...(gateways.length === 0 ? [] : [{ to: blocks(gateways), ports: [{ port: gatewayPort, protocol: 'TCP' }] }]),
  ];
  return policy(plan, routerApp, routerApp, { matchLabels: { app: routerApp } }, ingress, egress);
}

/** Addresses as single-host blocks; where one is a DNS name, its address is not known and the port is open to all. */
function blocks(hosts: readonly string[]): JsonObject[] {
  if (!hosts.every(isIpAddress)) return [{ ipBlock: { cidr: '0.0.0.0/0' } }, { ipBlock: { cidr: '::/0' } }];
  return hosts.map((host) => ({ ipBlock: { cidr: `${host}/${isIpv4(host) ? 32 : 128}` } }));
}
