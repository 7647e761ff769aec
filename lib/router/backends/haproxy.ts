import { diagnostic, type Diagnostic } from '../../model/diagnostic';
import { isIpv6 } from '../../model/address';
import type { Backend } from '../backend';
import { gatewayPort } from '../gateway-port';
import type { RoutedService, RoutePlan, Steering } from '../route-plan';
import { line, section, type Section } from './haproxy-text';
import {
  routerScopes,
  serverName,
  serviceHost,
  tlsFolder,
  type RouterScope,
  type Target,
  type Transit,
} from './targets';

/**
 * HAProxy as a region's router. Each tier is a back end with its planned weights; a front end takes the first tier with a
 * live member. Later tiers stand behind each as `track`ed backups, so that a retry can leave a tier whose last server
 * just died: a retry never goes to a backup while a primary still counts as up, hence the passive mark-down.
 */
export const haproxyBackend: Backend = {
  name: 'haproxy',
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
  emit: (plan) => {
    const scopes = routerScopes(plan);
    return {
      artifacts: scopes.map((scope) => ({
        path: `routes/haproxy/${scope.site.slug}/haproxy.cfg`,
        text: configuration(plan, scope),
      })),
      manifests: [],
      losses: lostChecks(scopes),
    };
  },
};

/** HAProxy has no gRPC health check. */
function lostChecks(scopes: readonly RouterScope[]): Diagnostic[] {
  const routed = scopes.flatMap(({ rows }) => rows.map(({ service }) => service));
  const ids = new Set(routed.filter(({ protocol }) => protocol === 'grpc').map(({ id }) => id));
  return [...ids].sort().map((service) => diagnostic('lost/grpc-health', `services/${service}/health`, { service }));
}

const mutualTls = ['ssl', 'crt', `${tlsFolder}/tls.crt`, 'ca-file', `${tlsFolder}/ca.crt`, 'verify', 'required'];

function configuration(plan: RoutePlan, scope: RouterScope): string {
  const sections = [
    global,
    defaults(),
    resolvers,
    ...scope.rows.flatMap(({ row, service, targets }) => egress(row, service, targets)),
    ...gateway(plan, scope),
  ];
  return `${sections.map(section).join('\n\n')}\n`;
}

const global: Section = {
  head: ['global'],
  lines: [
    line('log', 'stdout', 'format', 'raw', 'local0', 'notice'),
    line('hard-stop-after', '30s'),
    // The key of tls.crt is tls.key, as Kubernetes names it, not tls.crt.key.
    line('ssl-load-extra-del-ext'),
  ],
};

function defaults(): Section {
  return {
    head: ['defaults'],
    lines: [
      line('log', 'global'),
      line('option', 'redispatch', '1'),
      line('retries', '3'),
      // To the in-region Service, or to the next gateway on a way; calls have timers of their own.
      line('timeout', 'connect', '2s'),
      line('timeout', 'check', '2s'),
      line('timeout', 'client', '60s'),
      line('timeout', 'server', '60s'),
      // Names may not resolve while the cluster starts: the checks decide.
      line('default-server', 'init-addr', 'last,libc,none', 'resolvers', 'cluster'),
    ],
  };
}

const resolvers: Section = {
  head: ['resolvers', 'cluster'],
  lines: [line('parse-resolv-conf'), line('hold', 'valid', '10s')],
};

function egress(row: Steering, service: RoutedService, targets: readonly Target[]): Section[] {
  const tiers = [...new Set(targets.map((target) => target.priority))].sort((a, b) => a - b);
  const http = service.protocol !== 'tcp';
  const conditions = tiers.slice(0, -1);
  const front: Section = {
    head: ['frontend', `egress-${service.id}`],
    lines: [
      line('mode', http ? 'http' : 'tcp'),
      line('bind', `:${service.routerPort}`, ...(service.protocol === 'grpc' ? ['proto', 'h2'] : [])),
      ...(http ? [line('option', 'idle-close-on-response')] : []),
      // One name per member: nbsrv would count usable backups and keep a dead tier alive for ever.
      ...conditions.flatMap((tier) =>
        targets
          .filter((target) => target.priority === tier)
          .map((target) => line('acl', `tier-${tier}`, `srv_is_up(${backendName(service, tier)}/${serverId(target)})`)),
      ),
      ...conditions.map((tier) => line('use_backend', backendName(service, tier), 'if', `tier-${tier}`)),
      line('default_backend', backendName(service, tiers.at(-1) ?? 0)),
    ],
  };
  return [front, ...tiers.map((tier) => tierBackend(row, service, targets, tier))];
}

function backendName(service: RoutedService, tier: number): string {
  return `${service.id}-tier-${tier}`;
}

/** Unique in a row: a site may be reached on two ways. */
function serverId({ slug, priority }: Target): string {
  return `${slug}-${priority}`;
}

function tierBackend(row: Steering, service: RoutedService, targets: readonly Target[], tier: number): Section {
  const http = service.protocol !== 'tcp';
  const { detector } = row;
  const checks = [
    'check',
    'inter',
    `${detector.activeIntervalMs}ms`,
    'fastinter',
    '50ms',
    'downinter',
    '200ms',
    'fall',
    String(detector.unhealthyThreshold),
    'rise',
    String(detector.healthyThreshold),
  ];
  const passive = ['observe', 'layer4', 'error-limit', '1', 'on-error', 'mark-down'];
  const own = targets.filter((target) => target.priority === tier);
  const later = targets.filter((target) => target.priority > tier);
  return {
    head: ['backend', backendName(service, tier)],
    lines: [
      line('mode', http ? 'http' : 'tcp'),
      line('balance', 'roundrobin'),
      line('timeout', 'connect', `${detector.connectTimeoutMs}ms`),
      line('timeout', 'check', `${detector.activeTimeoutMs}ms`),
      line('timeout', 'server', `${row.timeoutMs}ms`),
      // What was sent may have had its effect, answered or not: again only when the caller says so.
      ...(http ? [line('retry-on', ...(row.replaySafe ? ['all-retryable-errors'] : ['conn-failure']))] : []),
      ...(service.protocol === 'http'
        ? [
            line('option', 'httpchk'),
            line('http-check', 'send', 'meth', 'GET', 'uri', service.healthPath),
            line('http-check', 'expect', 'rstatus', '^[23]'),
          ]
        : []),
      ...own.map((target) =>
        line(
          'server',
          serverId(target),
          endpoint(target),
          'weight',
          String(target.weight),
          ...checks,
          ...passive,
          ...connection(service, target),
        ),
      ),
      ...later.map((target) =>
        line(
          'server',
          serverId(target),
          endpoint(target),
          'track',
          `${backendName(service, target.priority)}/${serverId(target)}`,
          'backup',
          ...connection(service, target),
        ),
      ),
    ],
  };
}

function endpoint({ host, port }: Pick<Target, 'host' | 'port'>): string {
  return isIpv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}

function connection({ protocol }: RoutedService, { serverName: name }: Target): string[] {
  const h2 = protocol === 'grpc' ? (name === null ? ['proto', 'h2'] : ['alpn', 'h2']) : [];
  return name === null ? h2 : [...mutualTls, 'sni', `str(${name})`, 'check-sni', name, ...h2];
}

/** Reads the server name, decrypts what is for this site, hands on what is only passing. */
function gateway(plan: RoutePlan, { site, entered, ways, transit }: RouterScope): Section[] {
  const front: Section = {
    head: ['frontend', 'gateway'],
    lines: [
      line('mode', 'tcp'),
      line('bind', `:${gatewayPort}`),
      line('tcp-request', 'inspect-delay', '2s'),
      line('tcp-request', 'content', 'accept', 'if', '{', 'req.ssl_hello_type', '1', '}'),
      ...byExactness(transit).map((each) =>
        line('use_backend', transitBackend(each), 'if', '{', 'req.ssl_sni', ...namePattern(each), '}'),
      ),
      ...entered.map(({ id }) => {
        const names = ways.map((way) => serverName(id, site.slug, plan, way));
        return line('use_backend', `enter-${id}`, 'if', '{', 'req.ssl_sni', ...names, '}');
      }),
    ],
  };
  return [
    front,
    ...transit.map((each): Section => ({
      head: ['backend', transitBackend(each)],
      lines: [line('mode', 'tcp'), line('server', each.slug, endpoint({ host: each.host, port: gatewayPort }))],
    })),
    ...entered.flatMap((service) => enter(plan, service)),
  ];
}

/** The first rule that matches decides: exact names before those that end alike. */
function byExactness(transit: readonly Transit[]): Transit[] {
  return transit.toSorted((a, b) => b.way - a.way);
}

/** No slug begins with a digit. */
function transitBackend({ slug, way }: Transit): string {
  return way === 0 ? `transit-${slug}` : `transit-${way}-${slug}`;
}

function namePattern({ way, serverNames }: Transit): readonly string[] {
  return way === 0 ? ['-m', 'end', ...serverNames.map((name) => name.slice(1))] : serverNames;
}

/** From the gateway through a socket inside the process to the side that decrypts. */
function enter(plan: RoutePlan, { id, port }: RoutedService): Section[] {
  const socket = `abns@enter-${id}`;
  return [
    {
      head: ['backend', `enter-${id}`],
      lines: [line('mode', 'tcp'), line('server', 'decrypt', socket, 'send-proxy-v2')],
    },
    {
      head: ['frontend', `decrypt-${id}`],
      lines: [
        line('mode', 'tcp'),
        line('bind', socket, 'accept-proxy', ...mutualTls, 'alpn', 'h2,http/1.1'),
        line('default_backend', `local-${id}`),
      ],
    },
    {
      head: ['backend', `local-${id}`],
      lines: [line('mode', 'tcp'), line('server', id, `${serviceHost(id, plan)}:${port}`)],
    },
  ];
}
