import type { Model, RegionNode, ServiceNode } from '../../lib/model/model';
import type { Placement, Plan, Workload } from '../../lib/plan/plan';
import type { SiteManifest } from '../../lib/router/backend';
import type { RoutePlan, Steering } from '../../lib/router/route-plan';

const origin = { construct: 'shop' };
const digest = 'd'.repeat(64);

export const london: RegionNode = {
  id: 'aws:eu-west-2',
  slug: 'aws-eu-west-2',
  code: 'aws:eu-west-2',
  provider: 'aws',
  nodeRegion: 'eu-west-2',
  lat: 51.51,
  lng: -0.13,
  country: 'GB',
  jurisdictions: ['GB'],
  zones: ['a', 'b', 'c'],
  failureDomains: [],
  gateway: '192.0.2.10',
  capacity: { cpuMillis: 64000, memoryMiB: 262144 },
  price: { cpuHourUsd: 0.04, memoryGiBHourUsd: 0.005, egressGiBUsd: 0.05, source: 'default' },
  origin,
};

export const lagos: RegionNode = {
  ...london,
  id: 'lagos-edge',
  slug: 'lagos-edge',
  code: null,
  provider: null,
  nodeRegion: 'lagos-edge',
  lat: 6.45,
  lng: 3.39,
  country: 'NG',
  jurisdictions: ['NG'],
  gateway: '203.0.113.7',
};

/** The one region of a stack that declares none. */
export const local: RegionNode = {
  ...london,
  id: 'local',
  slug: 'local',
  code: null,
  provider: null,
  nodeRegion: 'local',
  country: null,
  jurisdictions: [],
  gateway: null,
  capacity: null,
};

const service: ServiceNode = {
  id: 'api',
  language: 'python',
  framework: 'fastapi',
  type: 'service',
  image: `registry.example/shop/api:1.4.2@sha256:${'a'.repeat(64)}`,
  pinned: true,
  port: 8080,
  protocol: 'http',
  command: [],
  args: [],
  resources: { cpuMillis: 250, memoryMiB: 512, ephemeralStorageMiB: 256 },
  requestsPerSecondPerReplica: 100,
  health: { startup: '/startupz', readiness: '/readyz', liveness: '/livez' },
  autoscale: null,
  geo: {
    enabled: true,
    maxLatencyMs: 120,
    coverage: 1,
    minRegions: 1,
    maxRegions: 2,
    residency: [],
    spread: null,
    apartFrom: [],
    candidates: ['aws:eu-west-2', 'lagos-edge'],
  },
  mesh: null,
  builtins: [],
  tier: { name: 'business', minRegions: 1, minZones: 2, minReplicas: 2, survive: 0 },
  public: null,
  env: [
    { kind: 'secret', name: 'DB_PASSWORD', secret: 'db', key: 'password' },
    { kind: 'value', name: 'ENGINE_TARGET', value: 'dns:///$(ENGINE_ADDR)' },
  ],
  writablePaths: ['/tmp', '/var/cache/api'],
  origin,
};

export const services: readonly ServiceNode[] = [
  service,
  {
    ...service,
    id: 'engine',
    language: 'rust',
    framework: null,
    type: 'compute',
    image: 'registry.local/shop/engine',
    pinned: false,
    port: 50051,
    protocol: 'grpc',
    health: { startup: 'startup', readiness: 'readiness', liveness: '' },
    autoscale: { maxReplicas: 9, cpuUtilization: 70 },
    tier: { name: 'open', minRegions: 1, minZones: 1, minReplicas: 1, survive: 0 },
    env: [],
    writablePaths: [],
  },
  {
    ...service,
    id: 'queue',
    type: 'service',
    language: 'go',
    framework: null,
    port: 5672,
    protocol: 'tcp',
    tier: { name: 'open', minRegions: 1, minZones: 1, minReplicas: 1, survive: 0 },
    env: [],
    writablePaths: [],
  },
  { ...service, id: 'warm', type: 'job', args: ['--all'], env: [], writablePaths: [] },
];

export const model: Model = {
  kind: 'model',
  version: 1,
  name: 'shop',
  owner: 'team-shop',
  email: 'shop@example.test',
  topology: { kind: 'mesh', survive: 0, hubs: [], links: [] },
  regions: [london, lagos],
  services,
  externalServices: [
    { id: 'payments', host: 'pay.example', port: 443, protocol: 'http', cidrs: ['198.51.100.0/24'], origin },
  ],
  calls: [
    call('api', 'engine', false),
    call('api', 'payments', true),
    call('api', 'queue', false),
    call('warm', 'api', false),
  ],
  demand: { kind: 'none' },
  kubernetes: { namespace: 'shop', versions: ['1.31', '1.36'], gatewayClass: 'envoy' },
  planner: { waitingUsdPerHour: 0.1, targetUtilisation: 0.8, moveUsd: 5, latency: { measured: [] } },
  router: {
    egress: 'envoy',
    image: `docker.io/envoyproxy/envoy:v1.36.2@sha256:${'b'.repeat(64)}`,
    tlsSecret: 'region-gateway-tls',
  },
  patches: [],
  waivers: [],
  origin,
};

function call(from: string, to: string, external: boolean): Model['calls'][number] {
  return { from, to, external, nearest: true, perRequest: 1, bytes: 2048, timeoutMs: 1000, idempotent: false };
}

/** The engine runs in London alone, so that Lagos reaches it through its router. */
export const plan: Plan = {
  kind: 'plan',
  version: 3,
  name: 'shop',
  digest,
  inputDigest: digest,
  model,
  seed: 1,
  steps: 1000,
  latencyModel: {
    id: 'waypoint',
    interceptMs: 5,
    msPerThousandKm: 15,
    margin: 1.1,
    p90AbsoluteErrorPercent: 30,
    measuredCells: 0,
    modelledCells: 6,
    accessMs: { least: 0, most: 0 },
  },
  objective: { total: 0, latency: 0, compute: 0, egress: 0 },
  lowerBound: 0,
  gap: 0,
  proof: 'optimal',
  certificate: { kind: 'joint-lagrangian', quantumUsd: 1, classes: '', users: [], calls: [], room: [], coverage: [] },
  regions: [],
  demand: { requestsPerSecond: 0, points: [] },
  workloads: [
    workload('api', placement('aws:eu-west-2', 3), placement('lagos-edge', 2)),
    workload('engine', placement('aws:eu-west-2', 3)),
    workload('queue', placement('aws:eu-west-2', 1), placement('lagos-edge', 1)),
    workload('warm', placement('lagos-edge', 1)),
  ],
  failures: [],
  pairLosses: { pairs: 0, replayed: 0, infeasible: 0, worst: [] },
  regionLatencyMs: [],
  origin,
};

function placement(region: string, replicas: number): Placement {
  return { region, share: 1, requestsPerSecond: 10, replicas, zones: 2, costUsdPerMonth: 1, reasons: [] };
}

function workload(id: string, ...placements: Placement[]): Workload {
  const objective = { total: 0, latency: 0, compute: 0, egress: 0 };
  const latency = { meanMs: 1, p50Ms: 1, p99Ms: 1, worstMs: 1 };
  return {
    service: id,
    requestsPerSecond: 10,
    placements,
    rejected: [],
    userFlows: [],
    callFlows: [],
    latency,
    slo: null,
    objective,
  };
}

export const routes: RoutePlan = {
  kind: 'route-plan',
  version: 1,
  name: 'shop',
  namespace: 'shop',
  inputDigest: digest,
  sites: [london, lagos].map(({ id, slug, gateway, lat, lng }) => ({ id, slug, gateway, lat, lng })),
  topology: { kind: 'mesh', survive: 0, hubs: [], links: [], paths: [] },
  services: services
    .filter((each) => each.type !== 'job')
    .map((each, index) => ({
      id: each.id,
      protocol: each.protocol,
      port: each.port,
      healthPath: each.health.readiness,
      routerPort: 15001 + index,
      sites: ['aws:eu-west-2'],
      alwaysRouted: false,
      origin,
    })),
  calls: [],
  external: [],
  publicRoutes: [],
  steering: [
    steering('aws:eu-west-2', 'engine', 'direct'),
    steering('aws:eu-west-2', 'queue', 'direct'),
    steering('lagos-edge', 'api', 'direct'),
    steering('lagos-edge', 'engine', 'router'),
    steering('lagos-edge', 'queue', 'direct'),
  ],
  router: model.router,
  gatewayClass: 'envoy',
  origin,
};

function steering(source: string, target: string, way: Steering['way']): Steering {
  const site = way === 'direct' ? source : 'aws:eu-west-2';
  return {
    source,
    service: target,
    way,
    tiers: [{ members: [{ site, weight: 100 }], maxRttMs: 100 }],
    detector: {
      connectTimeoutMs: 500,
      activeIntervalMs: 1000,
      activeTimeoutMs: 500,
      unhealthyThreshold: 2,
      healthyThreshold: 2,
      passiveErrors: 5,
      ejectMs: 30000,
    },
    timeoutMs: 1000,
    replaySafe: false,
  };
}

/** What a router back end asks for, at its barest. */
export const backendManifests: readonly SiteManifest[] = ['aws:eu-west-2', 'lagos-edge'].flatMap((site) => [
  { site, manifest: clusterService('api', 8080) },
  { site, manifest: clusterService('queue', 5672) },
  {
    site,
    manifest: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'region-gateway' },
      spec: { type: 'LoadBalancer', selector: { app: 'region-router' }, ports: [{ name: 'gateway', port: 15443 }] },
    },
  },
]);

function clusterService(name: string, port: number): SiteManifest['manifest'] {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { type: 'ClusterIP', selector: { app: name }, ports: [{ name: 'main', port, targetPort: port }] },
  };
}

export function routerConfig(site: string): { readonly files: Readonly<Record<string, string>> } {
  return { files: { 'envoy.json': `{"node":{"id":"${site}"}}\n`, 'eds/engine.json': '{}\n' } };
}

export const stages = { model, plan, routes, backendManifests, routerConfig };
