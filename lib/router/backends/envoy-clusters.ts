import { isIpAddress } from '../../model/address';
import type { JsonObject } from '../../model/json';
import { gatewayPort } from '../gateway-port';
import type { Detector, RoutedService, RoutePlan, Steering } from '../route-plan';
import { upstreamTls } from './envoy-tls';
import { milliseconds, typed } from './envoy-types';
import { serviceHost, type RouterScope, type Target } from './targets';

const configFolder = '/etc/envoy';
/** To the in-region Service, or to the next gateway on a way: as far as any two regions are. */
const hopTimeout = '2s';

/** One cluster per routed service, one per entered Service, one per way that only passes. */
export function clusters(plan: RoutePlan, scope: RouterScope): JsonObject[] {
  return [
    ...scope.rows.map(({ row, service, targets }) => egressCluster(row, service, targets)),
    ...scope.entered.map((service) => namedCluster(`local/${service.id}`, serviceHost(service.id, plan), service.port)),
    ...scope.transit.map(({ slug, way, host }) => namedCluster(transitCluster(slug, way), host, gatewayPort)),
  ];
}

export function transitCluster(slug: string, way: number): string {
  return way === 0 ? `transit/${slug}` : `transit/${slug}/${way}`;
}

/** Endpoints of EDS must be IP addresses: with a DNS name among them the assignment stands inline and is resolved. */
export function usesEds(targets: readonly Target[]): boolean {
  return targets.every((target) => isIpAddress(target.host));
}

function egressCluster(row: Steering, service: RoutedService, targets: readonly Target[]): JsonObject {
  const source = usesEds(targets)
    ? {
        type: 'EDS',
        eds_cluster_config: {
          eds_config: {
            path_config_source: {
              path: `${configFolder}/eds/${service.id}.json`,
              watched_directory: { path: configFolder },
            },
          },
        },
      }
    : { type: 'STRICT_DNS', load_assignment: assignment(service, targets) };
  return {
    name: service.id,
    ...source,
    connect_timeout: milliseconds(row.detector.connectTimeoutMs),
    // Tiers are priorities; a tier without a live target has no load, and nothing panics into dead ones.
    common_lb_config: {
      healthy_panic_threshold: { value: 0 },
      locality_weighted_lb_config: {},
      update_merge_window: '0s',
    },
    ignore_health_on_host_removal: true,
    health_checks: [healthCheck(row.detector, service)],
    outlier_detection: outlierDetection(row.detector),
    transport_socket_matches: transportSockets(service, targets),
    ...(service.protocol === 'tcp' ? {} : { typed_extension_protocol_options: httpOptions(service) }),
  };
}

function namedCluster(name: string, host: string, port: number): JsonObject {
  return {
    name,
    type: isIpAddress(host) ? 'STATIC' : 'STRICT_DNS',
    connect_timeout: hopTimeout,
    load_assignment: {
      cluster_name: name,
      endpoints: [
        { lb_endpoints: [{ endpoint: { address: { socket_address: { address: host, port_value: port } } } }] },
      ],
    },
  };
}

/** The content of an EDS file; its version is left to Envoy, which reloads when the file is moved into place. */
export function edsFile(service: RoutedService, targets: readonly Target[]): JsonObject {
  return { resources: [typed('envoy.config.endpoint.v3.ClusterLoadAssignment', assignment(service, targets))] };
}

function assignment(service: RoutedService, targets: readonly Target[]): JsonObject {
  return {
    cluster_name: service.id,
    endpoints: targets.map((target) => ({
      // Two paths to one site are two localities: the path is part of the name.
      locality: { region: target.slug, sub_zone: target.host },
      priority: target.priority,
      load_balancing_weight: target.weight,
      lb_endpoints: [
        {
          endpoint: { address: { socket_address: { address: target.host, port_value: target.port } } },
          metadata: {
            filter_metadata: {
              'envoy.transport_socket_match': { server_name: target.serverName ?? 'local' },
            },
          },
        },
      ],
    })),
    // A tier keeps all of its load while one of its targets lives; by default Envoy moves a part to the next one.
    policy: { overprovisioning_factor: 100 * 254 },
  };
}

function transportSockets(service: RoutedService, targets: readonly Target[]): JsonObject[] {
  // By server name, not by site: two ways to one site have two names.
  const names = new Set(targets.flatMap(({ serverName }) => (serverName === null ? [] : [serverName])));
  return [
    ...[...names].map((name) => ({
      name,
      match: { server_name: name },
      transport_socket: upstreamTls(service, name),
    })),
    {
      name: 'local',
      match: {},
      transport_socket: {
        name: 'envoy.transport_sockets.raw_buffer',
        typed_config: typed('envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer', {}),
      },
    },
  ];
}

function httpOptions({ protocol }: RoutedService): JsonObject {
  const version = protocol === 'grpc' ? { http2_protocol_options: {} } : { http_protocol_options: {} };
  return {
    'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': typed(
      'envoy.extensions.upstreams.http.v3.HttpProtocolOptions',
      { explicit_http_config: version },
    ),
  };
}

function healthCheck(detector: Detector, service: RoutedService): JsonObject {
  const timers = {
    interval: milliseconds(detector.activeIntervalMs),
    timeout: milliseconds(detector.activeTimeoutMs),
    unhealthy_threshold: detector.unhealthyThreshold,
    healthy_threshold: detector.healthyThreshold,
    no_traffic_interval: milliseconds(detector.activeIntervalMs),
  };
  switch (service.protocol) {
    case 'http':
      return { ...timers, http_health_check: { path: service.healthPath } };
    case 'grpc':
      return { ...timers, grpc_health_check: service.healthPath === '' ? {} : { service_name: service.healthPath } };
    case 'tcp':
      return { ...timers, tcp_health_check: {} };
  }
}

function outlierDetection(detector: Detector): JsonObject {
  return {
    consecutive_gateway_failure: detector.passiveErrors,
    enforcing_consecutive_gateway_failure: 100,
    consecutive_5xx: detector.passiveErrors,
    enforcing_consecutive_5xx: 0,
    enforcing_success_rate: 0,
    interval: '1s',
    base_ejection_time: milliseconds(detector.ejectMs),
    // The default of 10 % would never let a whole tier fail over.
    max_ejection_percent: 100,
  };
}
