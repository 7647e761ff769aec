import { emitJson } from '../../emit/json';
import type { Artifact } from '../../model/artifact';
import type { Json, JsonObject } from '../../model/json';
import type { Backend } from '../backend';
import { gatewayPort } from '../gateway-port';
import type { RoutedService, RoutePlan, Steering } from '../route-plan';
import { clusters, edsFile, transitCluster, usesEds } from './envoy-clusters';
import { downstreamTls } from './envoy-tls';
import { milliseconds, typed } from './envoy-types';
import { routerScopes, serverName, type RouterScope } from './targets';

/**
 * Envoy as a region's router: a static bootstrap and one EDS file per routed service. An egress listener per service on its
 * router port; one gateway listener that asks for client certificates and routes by server name, without decrypting what
 * is only on its way through. Each target is one host, so priorities hold tiers and weights hold shares: health counts
 * targets, not the pods behind them (those are the in-region Service's matter).
 */
export const envoyBackend: Backend = {
  name: 'envoy',
  expresses: [
    'local-endpoints',
    'cross-region',
    'weights',
    'ordered-failover',
    'active-health',
    'passive-health',
    'timeouts',
    'retries',
    'mutual-tls',
  ],
  emit: (plan) => ({
    artifacts: routerScopes(plan).flatMap((scope) => siteArtifacts(plan, scope)),
    manifests: [],
    losses: [],
  }),
};

function siteArtifacts(plan: RoutePlan, scope: RouterScope): Artifact[] {
  const folder = `routes/envoy/${scope.site.slug}`;
  const assignments = scope.rows
    .filter(({ targets }) => usesEds(targets))
    .map(({ service, targets }) => ({
      path: `${folder}/eds/${service.id}.json`,
      text: text(edsFile(service, targets)),
    }));
  return [{ path: `${folder}/envoy.json`, text: text(bootstrap(plan, scope)) }, ...assignments];
}

function text(value: Json): string {
  return emitJson(value, { indent: 2 });
}

function bootstrap(plan: RoutePlan, scope: RouterScope): JsonObject {
  return {
    node: { id: `region-router-${scope.site.slug}`, cluster: plan.name, locality: { region: scope.site.slug } },
    // Loopback alone: whoever reaches it may stop the router.
    admin: { address: address('127.0.0.1', 9901) },
    static_resources: {
      listeners: [...scope.rows.map(({ row, service }) => egressListener(row, service)), gatewayListener(plan, scope)],
      clusters: clusters(plan, scope),
    },
  };
}

function address(host: string, port: number): JsonObject {
  return { socket_address: { address: host, port_value: port } };
}

function egressListener(row: Steering, service: RoutedService): JsonObject {
  const name = `egress/${service.id}`;
  const filter = service.protocol === 'tcp' ? tcpProxy(service.id, `egress_${service.id}`) : httpManager(row, service);
  return { name, address: address('0.0.0.0', service.routerPort), filter_chains: [{ filters: [filter] }] };
}

function tcpProxy(cluster: string, statistics: string): JsonObject {
  return {
    name: 'envoy.filters.network.tcp_proxy',
    typed_config: typed('envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy', {
      stat_prefix: statistics,
      cluster,
      max_connect_attempts: 3,
    }),
  };
}

function httpManager(row: Steering, service: RoutedService): JsonObject {
  return {
    name: 'envoy.filters.network.http_connection_manager',
    typed_config: typed('envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager', {
      stat_prefix: `egress_${service.id}`,
      codec_type: 'AUTO',
      route_config: {
        name: service.id,
        virtual_hosts: [{ name: service.id, domains: ['*'], routes: [route(row, service)] }],
      },
      http_filters: [
        {
          name: 'envoy.filters.http.router',
          typed_config: typed('envoy.extensions.filters.http.router.v3.Router', {}),
        },
      ],
    }),
  };
}

function route(row: Steering, service: RoutedService): JsonObject {
  return {
    match: { prefix: '/' },
    route: {
      cluster: service.id,
      timeout: milliseconds(row.timeoutMs),
      retry_policy: {
        // What was never sent may always be sent again; an answered or half-sent request only when the caller says so.
        retry_on: row.replaySafe
          ? 'connect-failure,refused-stream,reset,gateway-error,unavailable'
          : 'connect-failure,refused-stream',
        num_retries: 2,
        retry_host_predicate: [
          {
            name: 'envoy.retry_host_predicates.previous_hosts',
            typed_config: typed('envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate', {}),
          },
        ],
        host_selection_retry_max_attempts: 3,
      },
    },
  };
}

/** Entering calls are decrypted and handed to the in-region Service; passing ones go on to the next gateway as they are. */
function gatewayListener(plan: RoutePlan, { site, entered, ways, transit }: RouterScope): JsonObject {
  const enter = entered.map((service) => ({
    filter_chain_match: { server_names: ways.map((way) => serverName(service.id, site.slug, plan, way)) },
    transport_socket: downstreamTls(service),
    filters: [tcpProxy(`local/${service.id}`, `gateway_${service.id}`)],
  }));
  const pass = transit.map(({ slug, way, serverNames }) => ({
    filter_chain_match: { server_names: serverNames },
    filters: [tcpProxy(transitCluster(slug, way), `transit_${slug}`)],
  }));
  return {
    name: 'gateway',
    address: address('0.0.0.0', gatewayPort),
    listener_filters: [
      {
        name: 'envoy.filters.listener.tls_inspector',
        typed_config: typed('envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector', {}),
      },
    ],
    // A listener needs a chain; without one that matches, a connection is closed.
    filter_chains:
      enter.length + pass.length > 0
        ? [...enter, ...pass]
        : [
            {
              filter_chain_match: { server_names: [`none.${site.slug}.${plan.namespace}`] },
              filters: [tcpProxy('none', 'gateway_none')],
            },
          ],
  };
}
