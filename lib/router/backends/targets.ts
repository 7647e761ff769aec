import { gatewayPort } from '../gateway-port';
import type { RoutedService, RoutePlan, Site, Steering } from '../route-plan';
import { numberedWays, type Ways } from './ways';

/** Where a router sends one share of a row. */
export interface Target {
  readonly site: string;
  readonly slug: string;
  /** 0 first; alternatives of a path come after every tier. */
  readonly priority: number;
  readonly weight: number;
  /** The in-region Service, or the gateway of the next site on the way. */
  readonly host: string;
  readonly port: number;
  /** Server name of the TLS connection, null for the in-region Service. */
  readonly serverName: string | null;
}

/** What one site's router carries. */
export interface RouterScope {
  readonly site: Site;
  /** Rows of callers of this site that pass the router, with their service. */
  readonly rows: readonly {
    readonly row: Steering;
    readonly service: RoutedService;
    readonly targets: readonly Target[];
  }[];
  /** Services of this site that other sites enter for. */
  readonly entered: readonly RoutedService[];
  /** Numbers of the ways that end here; 0 is always one. */
  readonly ways: readonly number[];
  /** Ways that lead through this site. */
  readonly transit: readonly Transit[];
}

export interface Transit {
  /** Where the way ends. */
  readonly slug: string;
  readonly way: number;
  /** Gateway of the next site. */
  readonly host: string;
  /** `*.<site>.<namespace>` on way 0, which is every service; exact names on the others, which come before it. */
  readonly serverNames: readonly string[];
}

export const tlsFolder = '/etc/region-gateway-tls';

/** `<service>.<namespace>.svc.cluster.local`. */
export function serviceHost(service: string, { namespace }: RoutePlan): string {
  return `${service}.${namespace}.svc.cluster.local`;
}

/**
 * The name by which a gateway knows what is wanted: `<service>.<site>.<namespace>`, with the number of the way before it
 * unless that is 0. No service begins with a digit, and one wildcard certificate for the site covers both.
 */
export function serverName(service: string, slug: string, { namespace }: RoutePlan, way: number): string {
  return `${way === 0 ? '' : `${way}-`}${service}.${slug}.${namespace}`;
}

/** The sites that need a router, each with what it carries; empty when every call stays in its region. */
export function routerScopes(plan: RoutePlan): RouterScope[] {
  const sites = new Map(plan.sites.map((site) => [site.id, site]));
  const siteOf = (id: string): Site => required(sites.get(id), `site ${id}`);
  const gatewayOf = (id: string): string => required(siteOf(id).gateway, `gateway of ${id}`);
  const services = new Map(plan.services.map((service) => [service.id, service]));
  const routed = plan.steering.filter((row) => row.way === 'router');
  const ways = numberedWays(plan.topology.paths);
  return plan.sites.flatMap((site) => {
    const rows = routed
      .filter((row) => row.source === site.id)
      .map((row) => {
        const service = required(services.get(row.service), `service ${row.service}`);
        return { row, service, targets: targetsOf(plan, row, service, ways, { siteOf, gatewayOf }) };
      });
    const entered = plan.services.filter((service) =>
      routed.some((row) => row.service === service.id && row.source !== site.id && service.sites.includes(site.id)),
    );
    const transit = transitOf(plan, site.id, ways, { siteOf, gatewayOf });
    return rows.length + entered.length + transit.length === 0
      ? []
      : [{ site, rows, entered, ways: endingAt(plan, site.id, ways), transit }];
  });
}

interface Lookup {
  readonly siteOf: (id: string) => Site;
  readonly gatewayOf: (id: string) => string;
}

function targetsOf(
  plan: RoutePlan,
  row: Steering,
  service: RoutedService,
  ways: Ways,
  { siteOf, gatewayOf }: Lookup,
): Target[] {
  const paths = new Map(plan.topology.paths.map((path) => [`${path.from} ${path.to}`, path]));
  const members = row.tiers.flatMap((tier, priority) => tier.members.map((member) => ({ ...member, priority })));
  const local = { host: serviceHost(service.id, plan), port: service.port, serverName: null };
  const remote = (
    site: string,
    route: readonly string[] | undefined,
  ): Pick<Target, 'host' | 'port' | 'serverName'> => ({
    host: gatewayOf(required(route?.[1], `next hop to ${site}`)),
    port: gatewayPort,
    serverName: serverName(service.id, siteOf(site).slug, plan, ways.numberOf(route ?? [])),
  });
  const primary = members.map(({ site, weight, priority }): Target => {
    const place = site === row.source ? local : remote(site, paths.get(`${row.source} ${site}`)?.via);
    return { site, slug: siteOf(site).slug, priority, weight, ...place };
  });
  const alternatives = members.flatMap(({ site, weight, priority }): Target[] => {
    const alternative = paths.get(`${row.source} ${site}`)?.alternative ?? null;
    const { slug } = siteOf(site);
    return alternative === null
      ? []
      : [{ site, slug, priority: row.tiers.length + priority, weight, ...remote(site, alternative) }];
  });
  return withoutGaps([...primary, ...alternatives]);
}

/** Priorities from 0 without gaps: routers refuse others. */
function withoutGaps(targets: readonly Target[]): Target[] {
  const used = [...new Set(targets.map((target) => target.priority))].sort((a, b) => a - b);
  return targets.map((target) => ({ ...target, priority: used.indexOf(target.priority) }));
}

function endingAt({ topology }: RoutePlan, site: string, ways: Ways): number[] {
  const ending = topology.paths.filter((path) => path.to === site);
  const numbers = ending.flatMap(({ via, alternative }) => [ways.numberOf(via), ways.numberOf(alternative ?? [])]);
  return [...new Set([0, ...numbers])].sort((a, b) => a - b);
}

function transitOf(plan: RoutePlan, site: string, ways: Ways, { siteOf, gatewayOf }: Lookup): Transit[] {
  return ways.transit
    .filter((step) => step.at === site)
    .map(({ to, way, next }) => {
      const { slug } = siteOf(to);
      const there = plan.services.filter((service) => service.sites.includes(to));
      const serverNames =
        way === 0 ? [`*.${slug}.${plan.namespace}`] : there.map(({ id }) => serverName(id, slug, plan, way));
      return { slug, way, host: gatewayOf(next), serverNames };
    });
}

function required<Value>(value: Value | null | undefined, name: string): Value {
  if (value === null || value === undefined) throw new Error(`router targets: no ${name}`);
  return value;
}
