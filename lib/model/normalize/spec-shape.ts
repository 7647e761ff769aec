import type {
  AutoscaleSpec,
  CallSpec,
  CapacitySpec,
  CityDemandSpec,
  DemandPointSpec,
  DemandSpec,
  ExternalServiceSpec,
  GeoSpec,
  HealthSpec,
  KubernetesSpec,
  Language,
  LatencySpec,
  MeasuredLatencySpec,
  ObjectPatchSpec,
  PlannerSpec,
  PriceSpec,
  Protocol,
  PublicSpec,
  RegionObjectSpec,
  ResourcesSpec,
  RouterSpec,
  SecretReferenceSpec,
  ServiceSpec,
  ServiceType,
  SpreadOver,
  SpreadSpec,
  StackSpec,
  TierName,
  TierSpec,
  TopologyName,
  TopologySpec,
  WaiverSpec,
} from '../spec';
import { anyText, choice, either, flag, json, list, mapOf, number, pairOf, record, required, text } from './shape';

const topologyName = choice<TopologyName>({
  star: true,
  bus: true,
  ring: true,
  p2p: true,
  mesh: true,
  hybrid: true,
  adaptive: true,
  distributed: true,
});
const protocol = choice<Protocol>({ http: true, grpc: true, tcp: true });
const tierName = choice<TierName>({ open: true, business: true, heart: true });
const spreadOver = choice<SpreadOver>({ provider: true, country: true, region: true, domain: true });
const texts = list(text);

const topology = record<TopologySpec>({
  kind: required(topologyName, "kind: 'mesh'", 'mesh'),
  survive: number,
  hubs: texts,
  links: list(pairOf(text)),
});

const capacity = record<CapacitySpec>({
  cpu: required(either(number, text), 'cpu: 16'),
  memory: text,
  memoryGiB: number,
});

const price = record<PriceSpec>({ cpuHourUsd: number, memoryGiBHourUsd: number, egressGiBUsd: number });

const region = record<RegionObjectSpec>({
  id: anyText,
  code: text,
  lat: number,
  lng: number,
  country: text,
  gateway: text,
  capacity,
  price,
  jurisdiction: texts,
  zones: texts,
  failureDomains: texts,
});

const demandPoint = record<DemandPointSpec>({
  id: required(anyText, "id: 'lagos'"),
  lat: required(number, 'lat: 6.45'),
  lng: required(number, 'lng: 3.39'),
  requestsPerSecond: required(number, 'requestsPerSecond: 100'),
  country: text,
  accessMs: number,
});

const demand = record<DemandSpec>({
  cities: record<CityDemandSpec>({
    minPopulation: required(number, 'minPopulation: 1_000_000', 1_000_000),
    countries: texts,
  }),
  points: list(demandPoint),
  csv: text,
  requestsPerSecond: number,
  accessMs: number,
});

const measuredLatency = record<MeasuredLatencySpec>({
  from: required(text, "from: 'aws:eu-west-2'"),
  to: required(text, "to: 'aws:us-east-1'"),
  rttMs: required(number, 'rttMs: 71.3'),
});

const patch = record<ObjectPatchSpec>({
  region: text,
  kind: required(text, "kind: 'Deployment'"),
  name: text,
  operations: required(list(json), 'operations: [...]'),
});

const language = choice<Language | 'js' | 'ts'>({
  c: true,
  cpp: true,
  csharp: true,
  elixir: true,
  go: true,
  java: true,
  javascript: true,
  js: true,
  kotlin: true,
  php: true,
  python: true,
  ruby: true,
  rust: true,
  scala: true,
  swift: true,
  ts: true,
  typescript: true,
});

const service = record<ServiceSpec>({
  language: required(language, "language: 'go'", 'go'),
  framework: text,
  type: choice<ServiceType>({ service: true, compute: true, job: true, static: true }),
  image: text,
  port: number,
  protocol,
  command: list(anyText),
  args: list(anyText),
  resources: record<ResourcesSpec>({ cpu: either(number, text), memory: text, ephemeralStorage: text }),
  requestsPerSecondPerReplica: number,
  health: record<HealthSpec>({ startup: anyText, readiness: anyText, liveness: anyText }),
  autoscale: record<AutoscaleSpec>({ maxReplicas: required(number, 'maxReplicas: 10'), cpuUtilization: number }),
  geoEnabled: flag,
  geo: record<GeoSpec>({
    maxLatencyMs: number,
    coverage: number,
    regions: record<NonNullable<GeoSpec['regions']>>({ min: number, max: number }),
    residency: texts,
    allow: texts,
    deny: texts,
    spread: record<SpreadSpec>({ over: required(spreadOver, "over: 'provider'"), min: required(number, 'min: 2') }),
    apartFrom: texts,
  }),
  meshTopology: topologyName,
  geoServices: texts,
  tier: tierName,
  public: either(flag, record<PublicSpec>({ hosts: texts, path: text })),
  env: mapOf(
    either(
      anyText,
      number,
      flag,
      record<SecretReferenceSpec>({ secret: required(text, "secret: 'db'"), key: required(text, "key: 'password'") }),
    ),
  ),
  calls: list(
    either(
      anyText,
      record<CallSpec>({
        service: required(anyText, "service: 'engine'"),
        perRequest: number,
        bytes: number,
        timeoutMs: number,
        idempotent: flag,
      }),
    ),
  ),
  writablePaths: texts,
  patches: list(patch),
});

const externalService = record<ExternalServiceSpec>({
  host: required(text, "host: 'redis.internal'", 'unnamed.invalid'),
  port: required(number, 'port: 6379', 1),
  protocol,
  cidrs: texts,
});

const tier = record<TierSpec>({ minRegions: number, minZones: number, minReplicas: number, survive: number });

/** The whole specification. */
export const stackShape = record<StackSpec>({
  name: required(anyText, "name: 'shop'", 'unnamed'),
  topology,
  regions: list(either(text, region)),
  demand,
  services: required(mapOf(service), "services: { api: { language: 'go' } }"),
  externalServices: mapOf(externalService),
  tiers: record<NonNullable<StackSpec['tiers']>>({ open: tier, business: tier, heart: tier }),
  registry: text,
  owner: text,
  email: text,
  kubernetes: record<KubernetesSpec>({ namespace: text, versions: texts, gatewayClass: text }),
  planner: record<PlannerSpec>({
    waitingUsdPerHour: number,
    targetUtilisation: number,
    moveUsd: number,
    latency: record<LatencySpec>({ measured: either(text, list(measuredLatency)) }),
  }),
  router: record<RouterSpec>({
    egress: choice<NonNullable<RouterSpec['egress']>>({ envoy: true, haproxy: true }),
    image: text,
    tlsSecret: text,
  }),
  patches: list(patch),
  waivers: list(
    record<WaiverSpec>({
      code: required(text, "code: 'config/image-not-pinned'"),
      path: required(text, "path: 'services/api'"),
      reason: required(anyText, "reason: 'rebuilt every night'"),
    }),
  ),
});
