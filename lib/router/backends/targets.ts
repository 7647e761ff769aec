import { gatewayPort } from '../gateway-port';
import type { RoutedService, RoutePlan, Site, Steering } from '../route-plan';

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
  /** Sites that others reach through this one, with the next hop's gateway. */
  readonly transit: readonly { readonly slug: string; readonly host: string }[];
}

export const tlsFolder = '/etc/region-gateway-tls';

/** `<service>.<namespace>.svc.cluster.local`. */
export function serviceHost(service: string, { namespace }: RoutePlan): string {
  return `${service}.${namespace}.svc.cluster.local`;
}

/** The name by which a gateway knows what is wanted: `<service>.<site>.<namespace>`. */
export function serverName(service: string, slug: string, { namespace }: RoutePlan): string {
  return `${service}.${slug}.${namespace}`;
}

/** The sites that need a router, each with what it carries; empty when every call stays in its region. */
export function routerScopes(plan: RoutePlan): RouterScope[] {
  const sites = new Map(plan.sites.map((site) => [site.id, site]));
  const siteOf = (id: string): Site => required(sites.get(id), `site ${id}`);
  const gatewayOf = (id: string): string => required(siteOf(id).gateway, `gateway of ${id}`);
  const services = new Map(plan.services.map((service) => [service.id, service]));
  const routed = plan.steering.filter((row) => row.way === 'router');
  return plan.sites.flatMap((site) => {
    const rows = routed
      .filter((row) => row.source === site.id)
      .map((row) => {
        const service = required(services.get(row.service), `service ${row.service}`);
        return { row, service, targets: targetsOf(plan, row, service, siteOf, gatewayOf) };
      });
    const entered = plan.services.filter((service) =>
      routed.some((row) => row.service === service.id && row.source !== site.id && service.sites.includes(site.id)),
    );
    const transit = transitOf(plan, site.id, siteOf, gatewayOf);
    return rows.length + entered.length + transit.length === 0 ? [] : [{ site, rows, entered, transit }];
  });
}

function targetsOf(
  plan: RoutePlan,
  row: Steering,
  service: RoutedService,
  siteOf: (id: string) => Site,
  gatewayOf: (id: string) => string,
): Target[] {
  const paths = new Map(plan.topology.paths.map((path) => [`${path.from} ${path.to}`, path]));
  const members = row.tiers.flatMap((tier, priority) => tier.members.map((member) => ({ ...member, priority })));
  const remote = (site: string, nextHop: string | undefined): Pick<Target, 'host' | 'port' | 'serverName'> => ({
    host: gatewayOf(required(nextHop, `next hop to ${site}`)),
    port: gatewayPort,
    serverName: serverName(service.id, siteOf(site).slug, plan),
  });
  const primary = members.map(({ site, weight, priority }): Target => {
    const { slug } = siteOf(site);
    if (site === row.source)
      return {
        site,
        slug,
        priority,
        weight,
        host: serviceHost(service.id, plan),
        port: service.port,
        serverName: null,
      };
    return { site, slug, priority, weight, ...remote(site, paths.get(`${row.source} ${site}`)?.via[1]) };
  });
  const alternatives = members.flatMap(({ site, weight, priority }): Target[] => {
    const alternative = paths.get(`${row.source} ${site}`)?.alternative ?? null;
    return alternative === null
      ? []
      : [
          {
            site,
            slug: siteOf(site).slug,
            priority: row.tiers.length + priority,
            weight,
            ...remote(site, alternative[1]),
          },
        ];
  });
  return withoutGaps([...primary, ...alternatives]);
}

/** Priorities from 0 without gaps: routers refuse others. */
function withoutGaps(targets: readonly Target[]): Target[] {
  const used = [...new Set(targets.map((target) => target.priority))].sort((a, b) => a - b);
  return targets.map((target) => ({ ...target, priority: used.indexOf(target.priority) }));
}

function transitOf(
  plan: RoutePlan,
  site: string,
  siteOf: (id: string) => Site,
  gatewayOf: (id: string) => string,
): RouterScope['transit'] {
  const nextHops = new Map<string, string>();
  for (const { to, via, alternative } of plan.topology.paths)
    for (const route of [via, alternative ?? []]) {
      const at = route.indexOf(site);
      const next = at > 0 ? route[at + 1] : undefined;
      if (next !== undefined) nextHops.set(siteOf(to).slug, gatewayOf(next));
    }
  return [...nextHops].sort(([a], [b]) => (a < b ? -1 : 1)).map(([slug, host]) => ({ slug, host }));
}

function required<Value>(value: Value | null | undefined, name: string): Value {
  if (value === null || value === undefined) throw new Error(`router targets: no ${name}`);
  return value;
}
