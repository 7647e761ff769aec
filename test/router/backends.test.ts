import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Backend, Emission } from '../../lib/router/backend';
import { backendsFor } from '../../lib/router/backends/registry';
import { compileRoutes } from '../../lib/router/compile';
import type { RoutePlan } from '../../lib/router/route-plan';
import { topologyOf } from '../topology/support/random-sites';
import { stackOf } from './support/stacks';

/** Three regions in a chain: weights, a later tier, and a region that is only passed. */
function routesOver(egress: 'envoy' | 'haproxy'): RoutePlan {
  const { model, plan } = stackOf({
    points: [
      [0, 0],
      [50, 0],
      [100, 0],
    ],
    topology: topologyOf('bus', 0),
    copies: [[1, 2], [2], [0, 1]],
    rates: [70, 30, ...Array.from({ length: 48 }, () => 0)],
    survive: 0,
    egress,
  });
  const { routes } = compileRoutes(model, plan);
  if (routes === null) throw new Error('the chain compiles');
  return routes;
}

const envoy = routesOver('envoy');
const haproxy = routesOver('haproxy');
const all: [string, Backend, RoutePlan][] = [...backendsFor(envoy), ...backendsFor(haproxy).slice(-1)].map(
  (backend) => [backend.name, backend, backend.name === 'haproxy' ? haproxy : envoy],
);

function shuffled<Value>(value: Value): Value {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, member]) => [name, shuffled(member)]),
  ) as Value;
}

describe.each(all)('the back end %s', (name, backend, routes) => {
  const emission: Emission = backend.emit(routes);

  test('gives the same bytes again, and for the members of the plan in another order', () => {
    expect(JSON.stringify(backend.emit(routes).artifacts)).toBe(JSON.stringify(emission.artifacts));
    expect(backend.emit(shuffled(routes))).toEqual(emission);
  });

  test('writes under its own folder, one folder per site, each path once', () => {
    const slugs = new Set(routes.sites.map(({ slug }) => slug));
    const paths = emission.artifacts.map(({ path }) => path);
    expect(paths).toEqual([...new Set(paths)]);
    for (const path of paths) {
      const [folder, own, slug = '', ...rest] = path.split('/');
      expect([folder, own, slugs.has(slug), rest.length > 0]).toEqual(['routes', name, true, true]);
    }
  });

  test('gives text that reads back, ends in one line end and holds only printable ASCII', () => {
    for (const { path, text } of emission.artifacts) {
      expect(text).toMatch(/^[\n -~]+[^\n]\n$/);
      const readBack = path.endsWith('.json') ? `${JSON.stringify(JSON.parse(text), null, 2)}\n` : text;
      expect(readBack).toBe(text);
    }
  });

  test('gives objects of known sites with a kind, a name and the namespace of the plan, none twice', () => {
    const sites = new Set(routes.sites.map(({ id }) => id));
    const names = emission.manifests.map(({ site, manifest }) => {
      expect(sites).toContain(site);
      expect(manifest['metadata']).toMatchObject({ namespace: routes.namespace });
      return `${site} ${JSON.stringify(manifest['kind'])} ${JSON.stringify(manifest['metadata'])}`;
    });
    expect(names).toEqual([...new Set(names)]);
  });

  test('says what it expresses: a name at most once, and something', () => {
    expect(backend.expresses).toEqual([...new Set(backend.expresses)]);
    expect(backend.expresses.length).toBeGreaterThan(0);
  });
});

test('all back ends of a plan together express everything that a plan may ask for, except public TCP, which is reported', () => {
  for (const routes of [envoy, haproxy]) {
    const expressed = new Set(backendsFor(routes).flatMap(({ expresses }) => expresses));
    expect([...expressed].sort()).toEqual([
      'active-health',
      'cross-region',
      'isolation',
      'local-endpoints',
      'mutual-tls',
      'ordered-failover',
      'passive-health',
      'public-grpc',
      'public-http',
      'retries',
      'timeouts',
      'weights',
    ]);
  }
});

const golden = all
  .filter(([name]) => name === 'envoy' || name === 'haproxy')
  .flatMap(([, backend, routes]) => backend.emit(routes).artifacts);

test.each(golden.map(({ path, text }) => [path, text]))('%s is as reviewed', (path, text) => {
  const file = join(__dirname, '../golden/router/expected', path);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  expect(text).toBe(readFileSync(file, 'utf8'));
});

test('a gRPC service behind HAProxy is one warning at the service, once whatever the number of callers; behind Envoy there is none', () => {
  const losses = (routes: RoutePlan): string[][] =>
    backendsFor(routes)
      .flatMap((backend) => backend.emit(routes).losses)
      .map(({ code, path, severity }) => [code, path, severity]);
  expect(losses(haproxy)).toEqual([['lost/grpc-health', 'services/engine/health', 'warning']]);
  expect(losses(envoy)).toEqual([]);
});
