import fc from 'fast-check';
import { canonicalJson } from '../../../lib/model/canonical-json';
import { knownRegions } from '../../../lib/geo/regions';
import { frameworkNames } from '../../../lib/model/presets';
import type { ServiceSpec } from '../../../lib/model/spec';
import { digest, dublin, findings, lagos, modelOf, normalizeAny, only, pinned, spec } from './support/normalized';

const serviceOf = (service: Partial<ServiceSpec>, members = {}) => {
  const [first] = modelOf(spec({ services: { api: pinned(service) }, ...members })).services;
  if (first === undefined) throw new Error('no service');
  return first;
};
const many = (count: number) => ({
  topology: { kind: 'mesh' as const },
  regions: Array.from({ length: count }, (_, index) => ({ ...lagos, id: `r${index}` })),
});

describe('defaults', () => {
  test('a laptop needs no region, topology or demand: everything runs in the region "local"', () => {
    const model = modelOf(spec());
    expect(model.regions.map(({ id, lat, lng, country, capacity }) => ({ id, lat, lng, country, capacity }))).toEqual([
      { id: 'local', lat: 0, lng: 0, country: null, capacity: null },
    ]);
    expect(model.topology).toEqual({ kind: 'mesh', survive: 0, hubs: [], links: [] });
    expect(model.demand).toEqual({ kind: 'none' });
    expect(model.kubernetes).toEqual({
      namespace: 'shop',
      versions: ['1.31', '1.32', '1.33', '1.34', '1.35', '1.36'],
      gatewayClass: 'envoy',
    });
    expect(model.owner).toBe('shop');
  });

  test('a service without an image gets one of the stack’s registry, and a warning that it is not pinned', () => {
    const { model, diagnostics } = normalizeAny(
      spec({ registry: 'r.example/team', services: { api: { language: 'ts' } } }),
    );
    expect(model?.services[0]).toMatchObject({
      image: 'r.example/team/shop/api',
      pinned: false,
      language: 'typescript',
    });
    expect(only(diagnostics)).toMatchObject({ code: 'config/image-not-pinned', severity: 'warning' });
  });

  test.each(['', ':1.4.2', ':1.4.2-rc.1_x'])('an image with the tag "%s" and a digest is pinned', (tag) => {
    expect(serviceOf({ image: `registry.example:5000/shop/api${tag}${digest}` }).pinned).toBe(true);
  });

  test('the routers’ own images are pinned', () => {
    for (const egress of ['envoy', 'haproxy'] as const)
      expect(modelOf(spec({ router: { egress } })).router.image).toMatch(/@sha256:[0-9a-f]{64}$/);
  });

  test('every framework has an unprivileged port, and HTTP probes that differ', () => {
    const services = frameworkNames.map((framework) => serviceOf({ framework }));
    expect(services.filter(({ port }) => port < 1024)).toEqual([]);
    const http = services.filter(({ protocol }) => protocol === 'http');
    expect(http.length).toBeGreaterThan(20);
    expect(http.filter(({ health }) => new Set(Object.values(health)).size < 3)).toEqual([]);
  });

  test.each([
    ['fastapi', 8000, 'http', 'service'],
    ['flask', 5000, 'http', 'service'],
    ['react', 8080, 'http', 'static'],
    ['spring', 8080, 'http', 'service'],
    ['tonic', 50051, 'grpc', 'service'],
  ])('%s listens on %d, speaks %s and is a %s', (framework, port, protocol, type) => {
    expect(serviceOf({ framework })).toMatchObject({ port, protocol, type, framework });
  });

  test('what a service says itself counts more than its framework', () => {
    expect(serviceOf({ framework: 'spring', port: 9000, protocol: 'grpc', type: 'compute' })).toMatchObject({
      port: 9000,
      protocol: 'grpc',
      type: 'compute',
      health: { startup: '', readiness: '', liveness: '' },
    });
    expect(serviceOf({ framework: 'spring', health: { liveness: '/up' } }).health).toEqual({
      startup: '/actuator/health',
      readiness: '/actuator/health/readiness',
      liveness: '/up',
    });
  });

  test('adaptive is hybrid and distributed is mesh', () => {
    expect(modelOf(spec({ topology: { kind: 'adaptive' } })).topology.kind).toBe('hybrid');
    expect(serviceOf({ meshTopology: 'distributed' }).mesh).toBe('mesh');
  });

  test('variables become texts, sorted by name', () => {
    expect(serviceOf({ env: { B: 1e21, A: true, C: -0, D: { secret: 's', key: 'k' } } }).env).toEqual([
      { kind: 'value', name: 'A', value: 'true' },
      { kind: 'value', name: 'B', value: '1e+21' },
      { kind: 'value', name: 'C', value: '0' },
      { kind: 'secret', name: 'D', secret: 's', key: 'k' },
    ]);
  });

  test('__proto__ is a variable like any other', () => {
    const env = JSON.parse('{"__proto__":"x","constructor":"y"}') as Record<string, string>;
    expect(serviceOf({ env }).env.map((entry) => entry.name)).toEqual(['__proto__', 'constructor']);
  });
});

describe('tiers', () => {
  test.each([
    ['open', { minRegions: 1, minZones: 1, minReplicas: 1, survive: 0 }],
    ['business', { minRegions: 1, minZones: 2, minReplicas: 2, survive: 0 }],
    ['heart', { minRegions: 2, minZones: 2, minReplicas: 3, survive: 1 }],
  ] as const)('%s promises %j', (tier, promise) => {
    expect(serviceOf({ tier }, many(3)).tier).toEqual({ name: tier, ...promise });
  });

  test('the stack may promise more, and whoever survives a loss has a second region', () => {
    const tiers = { open: { survive: 1 }, business: { minReplicas: 5 } };
    expect(serviceOf({ tier: 'open' }, { ...many(3), tiers }).tier).toMatchObject({ minRegions: 2, survive: 1 });
    expect(serviceOf({ tier: 'business' }, { tiers }).tier.minReplicas).toBe(5);
  });
});

describe('where a service may run', () => {
  test.each<[string, Partial<ServiceSpec>, boolean, number, number]>([
    ['says nothing', {}, false, 1, 1],
    ['says so', { geoEnabled: true }, true, 1, 4],
    ['has objectives', { geo: { maxLatencyMs: 50 } }, true, 1, 4],
    ['is part of a mesh', { meshTopology: 'mesh' }, true, 1, 4],
    ['says no', { geoEnabled: false, geo: { maxLatencyMs: 50 } }, false, 1, 1],
    ['says no and has a least', { geoEnabled: false, geo: { regions: { min: 2 } } }, false, 2, 2],
    ['has a least and a most', { geo: { regions: { min: 2, max: 3 } } }, true, 2, 3],
    ['has a most above all', { geo: { regions: { max: 99 } } }, true, 1, 4],
    ['is of the heart tier', { tier: 'heart' }, false, 2, 2],
    ['is of the heart tier and geo-enabled', { tier: 'heart', geoEnabled: true }, true, 2, 4],
  ])('a service that %s', (_, service, enabled, minRegions, maxRegions) => {
    expect(serviceOf(service, many(4)).geo).toMatchObject({ enabled, minRegions, maxRegions });
  });

  test('a service that another calls at the nearest copy is geo-enabled', () => {
    const services = { api: pinned(), web: pinned({ geoServices: ['api', 'nearby_devices'] }) };
    const model = modelOf(spec({ ...many(2), services }));
    expect(model.services.map(({ id, geo, builtins }) => [id, geo.enabled, builtins])).toEqual([
      ['api', true, []],
      ['web', false, ['nearby_devices']],
    ]);
  });

  test('allow and deny leave the candidates, deny counts more', () => {
    expect(serviceOf({ geo: { allow: ['r0', 'r2', 'r3'], deny: ['r3'] } }, many(4)).geo.candidates).toEqual([
      'r0',
      'r2',
    ]);
    expect(serviceOf({ geo: { deny: ['r1'] } }, many(3)).geo.candidates).toEqual(['r0', 'r2']);
    expect(serviceOf({ geo: { allow: [] } }, many(3)).geo.candidates).toEqual([]);
  });
});

describe('regions', () => {
  test('a code brings its place, its provider and the label of its nodes', () => {
    const [region] = modelOf(spec({ regions: ['aws:eu-west-2'] })).regions;
    expect(region).toMatchObject({
      id: 'aws:eu-west-2',
      slug: 'aws-eu-west-2',
      provider: 'aws',
      nodeRegion: 'eu-west-2',
      country: 'GB',
      jurisdictions: ['GB'],
    });
  });

  test('own members count more than the table', () => {
    const [region] = modelOf(spec({ regions: [{ code: 'aws:eu-west-2', id: 'here', lat: 1, country: 'FR' }] })).regions;
    expect(region).toMatchObject({ id: 'here', slug: 'here', lat: 1, lng: -0.13, jurisdictions: ['EEA', 'EU', 'FR'] });
  });

  test('EU and EEA follow from the country as the bundled table has them, for all its regions', () => {
    for (const { code, eu, eea } of knownRegions().values()) {
      const tags = modelOf(spec({ regions: [code] })).regions[0]?.jurisdictions ?? [];
      expect({ code, eu: tags.includes('EU'), eea: tags.includes('EEA') }).toEqual({ code, eu, eea });
    }
  });

  test('-0 is 0, and 0 is a place', () => {
    const given = [-0, 0].map((zero) => modelOf(spec({ regions: [{ ...lagos, lat: zero, lng: zero }] })));
    expect(canonicalJson(given[0])).toBe(canonicalJson(given[1]));
    expect(Object.is(given[0]?.regions[0]?.lat, 0)).toBe(true);
  });

  test('both spellings of memory are one', () => {
    const [a, b] = [{ memoryGiB: 0.5 }, { memory: '512Mi' }].map(
      (memory) =>
        modelOf(spec({ regions: [{ ...lagos, capacity: { cpu: '1500m', ...memory } }] })).regions[0]?.capacity,
    );
    expect(a).toEqual({ cpuMillis: 1500, memoryMiB: 512 });
    expect(b).toEqual(a);
  });
});

describe('calls', () => {
  test('go to the nearest copy when the caller says so or the target is geo-enabled', () => {
    const services = {
      api: pinned({ geoEnabled: true }),
      batch: pinned(),
      web: pinned({ calls: ['api', 'batch', 'db'], geoServices: ['feed'] }),
      feed: pinned(),
    };
    const { calls } = modelOf(
      spec({ ...many(2), services, externalServices: { db: { host: 'db.internal', port: 5432 } } }),
    );
    expect(calls.map(({ to, nearest, external }) => [to, nearest, external])).toEqual([
      ['api', true, false],
      ['batch', false, false],
      ['db', false, true],
      ['feed', true, false],
    ]);
  });

  test('a target in calls and in geo_services is one call', () => {
    const services = {
      api: pinned(),
      web: pinned({ calls: [{ service: 'api', perRequest: 2 }], geoServices: ['api'] }),
    };
    expect(modelOf(spec({ services })).calls).toEqual([
      expect.objectContaining({ from: 'web', to: 'api', perRequest: 2, nearest: true, bytes: 2048, timeoutMs: 1000 }),
    ]);
  });

  test.each([
    ['chain', 9999],
    ['cycle', 10_000],
  ])('a %s of 10,000 services becomes a Model in a moment', (_, edges) => {
    const id = (index: number): string => `s${index % 10_000}`;
    const services = Object.fromEntries(
      Array.from({ length: 10_000 }, (__, index) => [
        id(index),
        pinned(index < edges ? { calls: [id(index + 1)] } : {}),
      ]),
    );
    expect(modelOf(spec({ services })).calls).toHaveLength(edges);
  });
});

describe('messages', () => {
  test.each([
    [{ services: { api: pinned({ calls: ['engin'] }), engine: pinned() } }, 'did you mean "engine"?'],
    [{ services: { api: pinned({ geoServices: ['nearby_device'] }) } }, 'did you mean "nearby_devices"?'],
    [{ regions: ['aws:eu-west-22'] }, 'did you mean "aws:eu-west-2"?'],
    [{ regions: [{ ...lagos, country: 'ng' }] }, 'did you mean "NG"?'],
    [{ regions: [lagos], services: { api: pinned({ geo: { allow: ['lagoss'] } }) } }, 'did you mean "lagos"?'],
    [{ services: { api: pinned({ framework: 'fast-api' }) } }, 'did you mean "fastapi"?'],
    [
      { waivers: [{ code: 'config/image-not-pined', path: 'services', reason: 'x' }] },
      'did you mean "config/image-not-pinned"?',
    ],
  ])('%j: %s', (members, hint) => {
    expect(only(normalizeAny(spec(members as object)).diagnostics).hint).toBe(hint);
  });

  test('say the subject, both values and the way out', () => {
    const given = spec({
      regions: [{ ...lagos, lat: 91 }],
      services: { api: pinned({ resources: { cpu: '1Gi' }, calls: [{ service: 'db', timeoutMs: 0 }] }) },
      externalServices: { db: { host: 'db.internal', port: 5432 } },
    });
    expect(normalizeAny(given).diagnostics.map((each) => each.message)).toEqual([
      'region "lagos" has the latitude 91 degrees; it must be a number from -90 to 90 (south is negative); were latitude and longitude swapped?',
      '"timeoutMs" of the call from "api" to "db" is 0; it must be a whole number from 1 to 3600000',
      '"resources.cpu" of service "api": "1Gi" has a unit of memory; CPU is counted in cores; write a positive Kubernetes quantity such as "250m"',
    ]);
  });

  test('a region with a fault is still known to those that name it', () => {
    const given = spec({
      topology: { kind: 'star', hubs: ['lagos'] },
      regions: [{ ...lagos, lat: 91 }, { code: 'aws:x', id: 'x' }, dublin],
      services: { api: pinned({ geo: { deny: ['lagos', 'x'] } }) },
    });
    expect(findings(given)).toEqual(['geo/latitude-out-of-range regions/lagos/lat', 'geo/unknown-region regions/x']);
  });
});

describe('order', () => {
  test('points of demand add up to the same sum in any order, 200 times', () => {
    const point = fc.record({ requestsPerSecond: fc.double({ min: 0.001, max: 1e6, noNaN: true }) });
    fc.assert(
      fc.property(fc.array(point, { minLength: 2, maxLength: 30 }), (list) => {
        const points = list.map((each, index) => ({ id: `p${index}`, lat: 0, lng: 0, ...each }));
        const [a, b] = [points, points.toReversed()].map((each) =>
          canonicalJson(modelOf(spec({ demand: { points: each } }))),
        );
        expect(a).toBe(b);
      }),
      { seed: 754, numRuns: 200 },
    );
  });

  test('measured latencies are sorted by their ends, and points without an access latency have that of the demand', () => {
    const pairs = [
      { from: 'lagos-edge', to: 'dublin', rttMs: 90 },
      { from: 'dublin', to: 'lagos-edge', rttMs: 91 },
    ];
    const place = { lat: 0, lng: 0, requestsPerSecond: 1 };
    const model = modelOf(
      spec({
        planner: { latency: { measured: pairs } },
        demand: {
          accessMs: 20,
          points: [
            { ...place, id: 'a' },
            { ...place, id: 'b', accessMs: 0 },
          ],
        },
      }),
    );
    expect(model.planner.latency.measured).toEqual(pairs.toReversed());
    expect(model.demand).toMatchObject({ points: [{ accessMs: 20 }, { accessMs: 0 }] });
  });

  test('a move costs 5 US dollars a month unless the stack says otherwise, 0 included', () => {
    expect(modelOf(spec({})).planner.moveUsd).toBe(5);
    expect(modelOf(spec({ planner: { moveUsd: 0 } })).planner.moveUsd).toBe(0);
    expect(modelOf(spec({ planner: { moveUsd: 0.25 } })).planner.moveUsd).toBe(0.25);
  });

  test('findings do not depend on the order of declarations', () => {
    const regions = [
      { ...lagos, id: 'a_b' },
      { ...lagos, id: 'a-b' },
      { ...lagos, id: 'A-b' },
    ];
    const topology = { kind: 'mesh' as const };
    expect(findings(spec({ topology, regions }))).toEqual(findings(spec({ topology, regions: regions.toReversed() })));
  });
});
