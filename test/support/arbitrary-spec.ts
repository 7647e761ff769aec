import fc, { type Arbitrary } from 'fast-check';
import type { Json, JsonPatchOperation } from '../../lib/model/json';
import type {
  CallSpec,
  DemandSpec,
  EnvValueSpec,
  ExternalServiceSpec,
  GeoSpec,
  Language,
  ObjectPatchSpec,
  RegionSpec,
  ServiceSpec,
  StackSpec,
  TierSpec,
  TopologyName,
} from '../../lib/model/spec';

/**
 * Specifications of the right shape, with every member present in some of them. Texts are hostile to YAML on purpose,
 * and references lead nowhere: these are for what reads and prints, not for what plans.
 */
type Optional<T> = { [K in keyof T]: Arbitrary<Exclude<T[K], undefined>> };

/** A record with each member that is not required left out half of the time. */
function record<T extends object>(model: Optional<Required<T>>, requiredKeys: (keyof T)[]): Arbitrary<T> {
  return fc.record(model, { requiredKeys: requiredKeys as never }) as unknown as Arbitrary<T>;
}

const awkward = fc.constantFrom(
  'no',
  'NO',
  'y',
  'on',
  'null',
  '~',
  'true',
  '1.10',
  '017',
  '0x1F',
  '1e3',
  '12:30',
  '2001-01-01',
  '1_000',
  '.inf',
  '<<',
  '=',
  '- a',
  'a: b',
  'a #b',
  '#a',
  "it's",
  '"',
  '\\',
  ' a ',
  'a\nb',
  'a\n\n b\n',
  '\ta',
  '*a',
  '&a',
  '!a',
  '%a',
  '@a',
  '`a`',
  '{a}',
  '[a',
  '|',
  '>',
  '?',
  ': ',
  'é',
  '漢字',
  '😀',
  '\u00a0',
  '\u2028',
  '---',
  '...',
  '123e4567',
);
/** Any text without the characters that no value may hold. */
const anyText = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).map(cleanText);

function cleanText(dirty: string): string {
  // oxlint-disable-next-line no-control-regex -- these are the characters that are refused
  return dirty.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\p{Cs}]/gu, 'x');
}

const text = fc.oneof({ weight: 3, arbitrary: fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z0-9]$/) }, awkward, anyText);
const label = fc
  .stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z0-9]$/)
  .filter((word) => !['constructor', 'prototype'].includes(word));
const key = fc.oneof(label, text).filter((word) => !['__proto__', 'constructor', 'prototype'].includes(word));
const positive = fc.oneof(fc.integer({ min: 1, max: 100_000 }), fc.double({ min: 0.001, max: 1e6, noNaN: true }));
const texts = fc.array(text, { maxLength: 3 });

function mapOf<T>(values: Arbitrary<T>, minKeys: number): Arbitrary<Record<string, T>> {
  return fc
    .uniqueArray(fc.tuple(key, values), { minLength: minKeys, maxLength: 4, selector: ([name]) => name })
    .map((entries) => Object.fromEntries(entries));
}

const topologyName = fc.constantFrom<TopologyName>(
  'star',
  'bus',
  'ring',
  'p2p',
  'mesh',
  'hybrid',
  'adaptive',
  'distributed',
);

const region: Arbitrary<RegionSpec> = fc.oneof(
  text,
  record<Exclude<RegionSpec, string>>(
    {
      id: text,
      code: text,
      lat: fc.double({ min: -90, max: 90, noNaN: true }).map((value) => value + 0),
      lng: fc.double({ min: -180, max: 180, noNaN: true }).map((value) => value + 0),
      country: text,
      gateway: text,
      capacity: record({ cpu: fc.oneof(positive, text), memory: text, memoryGiB: positive }, ['cpu']),
      price: record({ cpuHourUsd: positive, memoryGiBHourUsd: positive, egressGiBUsd: positive }, []),
      jurisdiction: texts,
      zones: fc.array(text, { minLength: 1, maxLength: 3 }),
      failureDomains: texts,
    },
    [],
  ),
);

const demand: Arbitrary<DemandSpec> = record<DemandSpec>(
  {
    cities: record({ minPopulation: fc.integer({ min: 100_000, max: 1e8 }), countries: texts }, ['minPopulation']),
    points: fc.array(
      record(
        {
          id: text,
          lat: fc.integer({ min: -90, max: 90 }),
          lng: fc.integer({ min: -180, max: 180 }),
          requestsPerSecond: positive,
          country: text,
          accessMs: fc.integer({ min: 0, max: 10_000 }),
        },
        ['id', 'lat', 'lng', 'requestsPerSecond'],
      ),
      { maxLength: 3 },
    ),
    csv: text,
    requestsPerSecond: positive,
    accessMs: fc.integer({ min: 0, max: 10_000 }),
  },
  [],
);

const json = fc.jsonValue({ maxDepth: 3 }).map((value) => plainJson(value as Json));

/** JSON that the document can hold: no forbidden keys or characters, no whole numbers beyond 2^53, no -0. */
function plainJson(value: Json): Json {
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value) ? 1 : value + 0;
  if (typeof value === 'string') return cleanText(value);
  if (value === null || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map((item: Json) => plainJson(item));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [`k${cleanText(name)}`, plainJson(inner as Json)]),
  );
}

const operation: Arbitrary<JsonPatchOperation> = fc.oneof(
  fc.record({ op: fc.constantFrom('add' as const, 'replace' as const, 'test' as const), path: text, value: json }),
  fc.record({ op: fc.constant('remove' as const), path: text }),
  fc.record({ op: fc.constantFrom('move' as const, 'copy' as const), from: text, path: text }),
);

const patches: Arbitrary<ObjectPatchSpec[]> = fc.array(
  record<ObjectPatchSpec>(
    { region: text, kind: text, name: text, operations: fc.array(operation, { minLength: 1, maxLength: 2 }) },
    ['kind', 'operations'],
  ),
  { maxLength: 2 },
);

const envValue: Arbitrary<EnvValueSpec> = fc.oneof(
  text,
  fc.constant(''),
  fc.boolean(),
  fc.integer(),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0),
  fc.record({ secret: text, key: text }),
);

const call: Arbitrary<string | CallSpec> = fc.oneof(
  text,
  record<CallSpec>(
    {
      service: text,
      perRequest: positive,
      bytes: fc.nat(),
      timeoutMs: fc.integer({ min: 1, max: 3_600_000 }),
      idempotent: fc.boolean(),
    },
    ['service'],
  ),
);

const geo: Arbitrary<GeoSpec> = record<GeoSpec>(
  {
    maxLatencyMs: fc.integer({ min: 1, max: 60_000 }),
    coverage: fc.double({ min: 0.01, max: 1, noNaN: true }),
    regions: record({ min: fc.integer({ min: 1, max: 9 }), max: fc.integer({ min: 1, max: 9 }) }, []),
    residency: texts,
    allow: texts,
    deny: texts,
    spread: fc.record({
      over: fc.constantFrom('provider', 'country', 'region', 'domain'),
      min: fc.integer({ min: 1, max: 9 }),
    }),
    apartFrom: texts,
  },
  [],
);

const service: Arbitrary<ServiceSpec> = record<ServiceSpec>(
  {
    language: fc.constantFrom<Language | 'js' | 'ts'>('c', 'go', 'js', 'python', 'rust', 'ts', 'typescript'),
    framework: text,
    type: fc.constantFrom('service', 'compute', 'job', 'static'),
    image: text,
    port: fc.integer({ min: 1, max: 65_535 }),
    protocol: fc.constantFrom('http', 'grpc', 'tcp'),
    command: texts,
    args: fc.array(fc.oneof(text, fc.constant('')), { maxLength: 3 }),
    resources: record({ cpu: fc.oneof(positive, text), memory: text, ephemeralStorage: text }, []),
    requestsPerSecondPerReplica: positive,
    health: record({ startup: text, readiness: text, liveness: text }, []),
    autoscale: record(
      { maxReplicas: fc.integer({ min: 1, max: 99 }), cpuUtilization: fc.integer({ min: 1, max: 100 }) },
      ['maxReplicas'],
    ),
    geoEnabled: fc.boolean(),
    geo,
    meshTopology: topologyName,
    geoServices: texts,
    tier: fc.constantFrom('open', 'business', 'heart'),
    public: fc.oneof(fc.boolean(), record({ hosts: texts, path: text }, [])),
    env: mapOf(envValue, 0),
    calls: fc.array(call, { maxLength: 3 }),
    writablePaths: texts,
    patches,
  },
  ['language'],
);

const tier: Arbitrary<TierSpec> = record<TierSpec>(
  {
    minRegions: fc.integer({ min: 1, max: 5 }),
    minZones: fc.integer({ min: 1, max: 5 }),
    minReplicas: fc.integer({ min: 1, max: 5 }),
    survive: fc.integer({ min: 0, max: 1 }),
  },
  [],
);

const externalService: Arbitrary<ExternalServiceSpec> = record<ExternalServiceSpec>(
  {
    host: text,
    port: fc.integer({ min: 1, max: 65_535 }),
    protocol: fc.constantFrom('http', 'grpc', 'tcp'),
    cidrs: texts,
  },
  ['host', 'port'],
);

export const wellFormedSpec: Arbitrary<StackSpec> = record<StackSpec>(
  {
    name: text,
    topology: record(
      {
        kind: topologyName,
        survive: fc.integer({ min: 0, max: 2 }),
        hubs: texts,
        links: fc.array(fc.tuple(text, text), { maxLength: 2 }),
      },
      ['kind'],
    ),
    regions: fc.array(region, { maxLength: 4 }),
    demand,
    services: mapOf(service, 1),
    externalServices: mapOf(externalService, 0),
    tiers: record({ open: tier, business: tier, heart: tier }, []),
    registry: text,
    owner: text,
    email: text,
    kubernetes: record(
      { namespace: text, versions: fc.array(text, { minLength: 1, maxLength: 3 }), gatewayClass: text },
      [],
    ),
    planner: record(
      {
        waitingUsdPerHour: positive,
        targetUtilisation: fc.double({ min: 0.01, max: 1, noNaN: true }),
        moveUsd: positive,
        latency: record(
          {
            measured: fc.oneof(
              text,
              fc.array(
                record({ from: text, to: text, rttMs: fc.integer({ min: 1, max: 500 }) }, ['from', 'to', 'rttMs']),
                {
                  maxLength: 3,
                },
              ),
            ),
          },
          [],
        ),
      },
      [],
    ),
    router: record({ egress: fc.constantFrom('envoy', 'haproxy'), image: text, tlsSecret: text }, []),
    patches,
    waivers: fc.array(fc.record({ code: text, path: text, reason: text }), { maxLength: 2 }),
  },
  ['name', 'services'],
);
