import { compileRoutes } from '../../lib/router/compile';
import type { RoutedService, RoutePlan, SitePath, Steering } from '../../lib/router/route-plan';
import { verify } from '../../lib/router/verify';
import { topologyOf } from '../topology/support/random-sites';
import { stackOf } from './support/stacks';

/** A ring of four: one way and another to the opposite site. */
const stack = stackOf({
  points: [
    [0, 0],
    [100, 0],
    [100, 100],
    [0, 100],
  ],
  topology: topologyOf('ring', 1),
  copies: [
    [0, 1, 2, 3],
    [0, 1, 2, 3],
    [0, 2, 3],
  ],
  rates: [0],
  survive: 1,
  egress: 'envoy',
});
const { routes } = compileRoutes(stack.model, stack.plan);
if (routes === null) throw new Error('the ring compiles');
const valid: RoutePlan = routes;

const first = <Item>(items: readonly Item[], change: Partial<Item>): Item[] =>
  items.map((item, index) => (index === 0 ? { ...item, ...change } : item));
const withService = (change: Partial<RoutedService>): RoutePlan => ({
  ...valid,
  services: first(valid.services, change),
});
const withRow = (change: Partial<Steering>): RoutePlan => ({ ...valid, steering: first(valid.steering, change) });
const [row] = valid.steering;
const detour = valid.topology.paths.find(({ alternative }) => alternative !== null);
if (row === undefined || detour?.alternative == null)
  throw new Error('the ring has a row and a path with an alternative');
const [tier, ...later] = row.tiers;
if (tier === undefined) throw new Error('a row has a tier');
const [near, far] = later;
const [left, right] =
  near?.members.map(({ site }) => Object.assign({}, near, { members: [{ site, weight: 100 }] })) ?? [];
if (left === undefined || right === undefined || far === undefined) throw new Error('two neighbours and one behind');
const withPath = (change: Partial<SitePath>): RoutePlan => ({
  ...valid,
  topology: {
    ...valid.topology,
    paths: valid.topology.paths.map((path) => (path === detour ? { ...path, ...change } : path)),
  },
});
const weights = (weight: (old: number) => number): RoutePlan =>
  withRow({
    tiers: [
      { ...tier, members: tier.members.map((member) => ({ ...member, weight: weight(member.weight) })) },
      ...later,
    ],
  });
const elsewhere = [
  { members: ['s0', 's2', 's3'].map((site, index) => ({ site, weight: [34, 33, 33][index] ?? 0 })), maxRttMs: 9 },
];
const secondPort = valid.services[1]?.routerPort ?? 0;

test('a compiled plan passes unchanged', () => {
  expect(verify(valid)).toBe(valid);
});

test.each<[string, RoutePlan]>([
  ['router-ports-unique', withService({ routerPort: secondPort })],
  ['router-ports-free', withService({ routerPort: 15_443 })],
  ['router-ports-free', withService({ routerPort: 70_000 })],
  ['site-present', { ...valid, sites: valid.sites.slice(1) }],
  ['steering-unique', { ...valid, steering: [row, ...valid.steering] }],
  ['steering-present', { ...valid, steering: valid.steering.slice(1) }],
  ['steering-total', withRow({ tiers: [tier] })],
  ['steering-total', withRow({ tiers: [tier, ...later, tier] })],
  ['steering-total', withRow({ service: 'unknown' })],
  ['weights-sum-to-100', weights((old) => Math.max(1, old - 2))],
  ['weights-1-to-100', weights(() => 0)],
  ['weights-1-to-100', weights((old) => old + 0.5)],
  ['failover-by-distance', withRow({ tiers: [tier, left, far, right] })],
  ['direct-is-local', withRow({ way: 'direct', source: 's1', service: 'frontend', tiers: elsewhere })],
  ['timeout-present', withRow({ timeoutMs: Infinity })],
  ['timeout-present', withRow({ timeoutMs: 0 })],
  ['detector-present', withRow({ detector: { ...row.detector, unhealthyThreshold: 0 } })],
  ['path-present', { ...valid, topology: { ...valid.topology, paths: [] } }],
  ['path-over-links', { ...valid, topology: { ...valid.topology, links: [] } }],
  ['path-ends', withPath({ via: detour.via.slice(0, -1) })],
  ['path-without-loop', withPath({ via: [detour.from, ...detour.via.slice(1, 2), ...detour.via] })],
  ['alternative-disjoint', withPath({ alternative: detour.via })],
])('a broken invariant throws by its name: %s', (invariant, broken) => {
  expect(() => verify(broken)).toThrow(`${invariant}: `);
});
