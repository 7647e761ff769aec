import type { RoutePlan, Steering } from './route-plan';

/** Checks the invariants that every back end relies on. A failure is our bug, so it throws, naming the invariant. */
export function verify(plan: RoutePlan): RoutePlan {
  const services = new Map(plan.services.map((service) => [service.id, service]));
  const paths = new Map(plan.topology.paths.map((path) => [`${path.from} ${path.to}`, path]));
  const ports = new Set(plan.services.map((service) => service.routerPort));
  hold(ports.size === plan.services.length, 'router-ports-unique', 'two services share a router port');
  for (const row of plan.steering) {
    const name = `${row.source} -> ${row.service}`;
    const members = row.tiers.flatMap((tier) => tier.members.map((member) => member.site));
    hold(
      members.toSorted().join(' ') === services.get(row.service)?.sites.join(' '),
      'steering-total',
      `${name} lists ${members.join(' ')}`,
    );
    for (const tier of row.tiers) verifyTier(tier, name);
    hold(
      row.way === 'router' || (members[0] === row.source && row.tiers[0]?.members.length === 1),
      'direct-is-local',
      name,
    );
    hold(Number.isFinite(row.timeoutMs) && row.detector.unhealthyThreshold > 0, 'detector-present', name);
    if (row.way === 'router')
      for (const site of members)
        hold(site === row.source || paths.has(`${row.source} ${site}`), 'path-present', `${name} at ${site}`);
  }
  const links = new Set(plan.topology.links.map(({ a, b }) => `${a} ${b}`));
  for (const { via, alternative } of plan.topology.paths)
    for (const route of [via, alternative ?? []])
      for (const [index, site] of route.entries()) {
        const before = route[index - 1];
        hold(
          before === undefined || links.has(before < site ? `${before} ${site}` : `${site} ${before}`),
          'path-over-links',
          route.join(' '),
        );
      }
  return plan;
}

function verifyTier(tier: Steering['tiers'][number], name: string): void {
  const sum = tier.members.reduce((total, member) => total + member.weight, 0);
  hold(tier.members.length > 0 && (sum === 100 || tier.members.length > 100), 'weights-sum-to-100', `${name}: ${sum}`);
}

function hold(condition: boolean, invariant: string, found: string): void {
  if (!condition) throw new Error(`${invariant}: ${found}`);
}
