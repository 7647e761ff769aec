import { gatewayPort } from './gateway-port';
import type { RoutedService, RoutePlan, SitePath, Steering } from './route-plan';

/** Checks the invariants that every back end relies on. A failure is our bug, so it throws, naming the invariant. */
export function verify(plan: RoutePlan): RoutePlan {
  verifyServices(plan);
  const services = new Map(plan.services.map((service) => [service.id, service]));
  const paths = new Set(plan.topology.paths.map((path) => `${path.from} ${path.to}`));
  const rows = new Set<string>();
  for (const row of plan.steering) {
    const name = `${row.source} -> ${row.service}`;
    hold(!rows.has(name), 'steering-unique', name);
    rows.add(name);
    verifyRow(row, name, services.get(row.service));
    if (row.way === 'router')
      for (const site of membersOf(row))
        hold(site === row.source || paths.has(`${row.source} ${site}`), 'path-present', `${name} at ${site}`);
  }
  for (const { from, to } of plan.calls)
    for (const source of services.get(from)?.sites ?? [])
      hold(!services.has(to) || rows.has(`${source} -> ${to}`), 'steering-present', `${source} -> ${to}`);
  const links = new Set(plan.topology.links.map(({ a, b }) => `${a} ${b}`));
  for (const path of plan.topology.paths) verifyPath(path, links);
  return plan;
}

function verifyServices({ services, sites }: RoutePlan): void {
  const ports = new Set(services.map((service) => service.routerPort));
  hold(ports.size === services.length, 'router-ports-unique', 'two services share a router port');
  for (const port of ports)
    hold(port > 1024 && port < 65_536 && port !== gatewayPort, 'router-ports-free', String(port));
  const known = new Set(sites.map(({ id }) => id));
  for (const service of services)
    for (const site of service.sites) hold(known.has(site), 'site-present', `${service.id} at ${site}`);
}

function membersOf({ tiers }: Steering): string[] {
  return tiers.flatMap((tier) => tier.members.map(({ site }) => site));
}

function verifyRow(row: Steering, name: string, service: RoutedService | undefined): void {
  const members = membersOf(row);
  hold(
    service !== undefined && members.toSorted().join(' ') === service.sites.join(' '),
    'steering-total',
    `${name} lists ${members.join(' ')}`,
  );
  for (const tier of row.tiers) verifyTier(tier, name);
  for (const [index, tier] of row.tiers.entries())
    hold(index < 3 || tier.maxRttMs >= (row.tiers[index - 1]?.maxRttMs ?? 0), 'failover-by-distance', name);
  hold(
    row.way === 'router' || (members[0] === row.source && row.tiers[0]?.members.length === 1),
    'direct-is-local',
    name,
  );
  hold(Number.isFinite(row.timeoutMs) && row.timeoutMs > 0, 'timeout-present', name);
  const {
    connectTimeoutMs,
    activeIntervalMs,
    activeTimeoutMs,
    unhealthyThreshold,
    healthyThreshold,
    passiveErrors,
    ejectMs,
  } = row.detector;
  hold(
    [
      connectTimeoutMs,
      activeIntervalMs,
      activeTimeoutMs,
      unhealthyThreshold,
      healthyThreshold,
      passiveErrors,
      ejectMs,
    ].every((n) => n > 0),
    'detector-present',
    name,
  );
}

function verifyTier({ members }: Steering['tiers'][number], name: string): void {
  const sum = members.reduce((total, member) => total + member.weight, 0);
  hold(
    members.length > 0 && members.every(({ weight }) => Number.isInteger(weight) && weight >= 1 && weight <= 100),
    'weights-1-to-100',
    name,
  );
  // More than a hundred members cannot share a hundred: each then weighs 1.
  hold(sum === 100 || members.length > 100, 'weights-sum-to-100', `${name}: ${sum}`);
}

function verifyPath({ from, to, via, alternative }: SitePath, links: ReadonlySet<string>): void {
  for (const route of [via, ...(alternative === null ? [] : [alternative])]) {
    hold(route[0] === from && route.at(-1) === to, 'path-ends', route.join(' '));
    hold(new Set(route).size === route.length, 'path-without-loop', route.join(' '));
    for (const [index, site] of route.slice(1).entries()) {
      const before = route[index] ?? '';
      const key = before < site ? `${before} ${site}` : `${site} ${before}`;
      hold(links.has(key), 'path-over-links', route.join(' '));
    }
  }
  const shared = via.slice(1, -1).filter((site) => alternative?.includes(site));
  hold(shared.length === 0, 'alternative-disjoint', `${from} to ${to}: ${shared.join(' ')}`);
}

function hold(condition: boolean, invariant: string, found: string): void {
  if (!condition) throw new Error(`${invariant}: ${found}`);
}
