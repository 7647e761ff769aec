import type { Json } from '../model/json';
import type {
  AutoscaleSpec,
  CallSpec,
  GeoSpec,
  HealthSpec,
  Language,
  ObjectPatchSpec,
  PublicSpec,
  ResourcesSpec,
  SecretReferenceSpec,
  ServiceSpec,
  ServiceType,
  SpreadOver,
  SpreadSpec,
  TierName,
} from '../model/spec';
import { flag, integer, list, mapOf, number, object, oneOf, or, required, text, type Schema } from './schema-builder';
import { port, protocolSchema, topologyKindSchema } from './schema-values';

/** The union of RFC 6902 operations as one map; which members an operation needs is checked with its kind. */
interface PatchOperationSpec {
  readonly op: string;
  readonly path: string;
  readonly from?: string;
  readonly value?: Json;
}

const operationSchema = object<PatchOperationSpec>(
  'An RFC 6902 operation.',
  {
    op: required(
      oneOf<'add' | 'remove' | 'replace' | 'move' | 'copy' | 'test'>('What to do.', {
        add: true,
        remove: true,
        replace: true,
        move: true,
        copy: true,
        test: true,
      }),
    ),
    path: required({ description: 'JSON pointer into the object.', type: 'string', examples: ['/spec/replicas'] }),
    from: { description: 'JSON pointer of the source (move, copy).', type: 'string' },
    value: { description: 'The new value (add, replace, test).' },
  },
  { allOf: [needs('value', ['add', 'replace', 'test']), needs('from', ['move', 'copy'])] },
);

function needs(member: string, operations: readonly string[]): { if: Schema; then: Schema } {
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
  return { if: { properties: { op: { enum: operations } }, required: ['op'] }, then: { required: [member] } };
}

export const patchListSchema = list(
  'Raw JSON patches on emitted Kubernetes objects.',
  object<ObjectPatchSpec>('Patches one object.', {
    region: text('Region id; every region when absent.'),
    kind: required(text('Kubernetes kind.', { examples: ['Deployment'] })),
    name: text("Name of the object. The service's name, in a service; required in a stack."),
    operations: required(list('Applied in this order.', operationSchema, { minItems: 1 })),
  }),
);

const languageSchema = oneOf<Language | 'js' | 'ts'>(
  'Language the service is written in.',
  {
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
  },
  { examples: ['python'] },
);

export const tierNameSchema = oneOf<TierName>(
  'What the service promises. open: 1 region; business: 2 zones in each region; heart: survives the loss of any region.',
  { open: true, business: true, heart: true },
);

const resourcesSchema = object<ResourcesSpec>('What one replica requests.', {
  cpu: or(number('Cores, or a Kubernetes quantity.', { minLength: 1, default: '100m' }), 'string'),
  memory: text('Kubernetes quantity.', { default: '128Mi' }),
  ephemeralStorage: text('Kubernetes quantity.', { default: '256Mi' }),
});

const healthSchema = object<HealthSpec>('HTTP paths, or gRPC health service names, of the three probes.', {
  startup: text('Startup probe.', { default: '/startupz' }),
  readiness: text('Readiness probe.', { default: '/readyz' }),
  liveness: text('Liveness probe.', { default: '/livez' }),
});

const autoscaleSchema = object<AutoscaleSpec>('Adds a HorizontalPodAutoscaler.', {
  maxReplicas: required(integer('Replicas at most.', { minimum: 1, maximum: 10_000 })),
  cpuUtilization: integer('Percent of the requested CPU.', { minimum: 1, maximum: 100, default: 70 }),
});

const regionCount = (description: string) => integer(description, { minimum: 1, maximum: 254 });

const geoSchema = object<GeoSpec>('Where the service may run and how near it must be.', {
  maxLatencyMs: number('Round-trip objective from each user or caller, milliseconds.', {
    exclusiveMinimum: 0,
    maximum: 60_000,
  }),
  coverage: number('Share of the requests that must meet it, 0 to 1.', { exclusiveMinimum: 0, maximum: 1, default: 1 }),
  regions: object<NonNullable<GeoSpec['regions']>>('How many regions.', {
    min: regionCount('At least.'),
    max: regionCount('At most.'),
  }),
  residency: list(
    'It may run only where one of these holds: a country, EU, EEA or a tag of a region.',
    text('A tag.'),
    {
      examples: [['EU']],
    },
  ),
  allow: list('Region ids; nothing else is considered.', text('A region id.')),
  deny: list('Region ids that are not considered.', text('A region id.')),
  spread: object<SpreadSpec>('Its regions lie in several distinct ones of these.', {
    over: required(
      oneOf<SpreadOver>('Of what. domain: regions that share a failure domain, directly or through others, are one.', {
        provider: true,
        country: true,
        region: true,
        domain: true,
      }),
    ),
    min: required(integer('At least.', { minimum: 1, maximum: 254 })),
  }),
  apartFrom: list('Service ids: never in a region where one of them runs.', text('A service id.')),
});

const publicSchema = or(
  object<PublicSpec>('Users reach it from outside; with host names when a map.', {
    hosts: list('Host names.', text('A host name.')),
    path: text('Absolute path prefix.', { default: '/' }),
  }),
  'boolean',
  { default: false },
);

/** A number or truth value becomes a text here, so its spelling must be the one of that text. */
export const envValueSchema: Schema = or(
  or(
    or(
      object<SecretReferenceSpec>('A value, or a reference to a key of a Kubernetes Secret.', {
        secret: required(text('Name of the Secret.')),
        key: required(text('Key in the Secret.')),
      }),
      'string',
    ),
    'number',
  ),
  'boolean',
);

const callSchema = or(
  object<CallSpec>('A service or external service that is called.', {
    service: required(text('Its id.')),
    perRequest: number('Calls per request of the caller.', { exclusiveMinimum: 0, maximum: 1e6, default: 1 }),
    bytes: integer('Request plus response size in bytes.', { minimum: 0, maximum: 1e12, default: 2048 }),
    timeoutMs: integer('Milliseconds.', { minimum: 1, maximum: 3_600_000, default: 1000 }),
    idempotent: flag('May be sent again after a failure.', { default: false }),
  }),
  'string',
  { minLength: 1 },
);

export const serviceSchema = object<ServiceSpec>('A service.', {
  language: required(languageSchema),
  framework: text('Sets type, port, protocol and probe paths.', { examples: ['fastapi'] }),
  type: oneOf<ServiceType>("What kind of workload it is; the framework's, else service, when absent.", {
    service: true,
    compute: true,
    job: true,
    static: true,
  }),
  image: text('name:tag@sha256:<64 hex>. <registry>/<stack>/<service> when absent, with a warning.'),
  port,
  protocol: protocolSchema,
  command: list('Entry point instead of that of the image.', { description: 'A word.', type: 'string' }),
  args: list('Arguments.', { description: 'An argument.', type: 'string' }),
  resources: resourcesSchema,
  requestsPerSecondPerReplica: number('Requests per second that one replica serves.', {
    exclusiveMinimum: 0,
    default: 100,
  }),
  health: healthSchema,
  autoscale: autoscaleSchema,
  geoEnabled: flag(
    'May run in every region, is called at the nearest copy and knows its region. True when absent if it has geo or mesh_topology, or another service names it in geo_services.',
  ),
  geo: geoSchema,
  meshTopology: topologyKindSchema,
  geoServices: list(
    'Calls that go to the nearest copy: service ids or the built-in nearby_devices.',
    text('A service id or nearby_devices.'),
  ),
  tier: { ...tierNameSchema, default: 'open' },
  public: publicSchema,
  env: mapOf('Environment variables.', envValueSchema, {
    examples: [{ LOG_LEVEL: 'info', DB_PASSWORD: { secret: 'db', key: 'password' } }],
  }),
  calls: list('What it calls, by id or as a map.', callSchema, { examples: [['engine']] }),
  writablePaths: list('Absolute paths that must be writable.', text('An absolute path.')),
  patches: patchListSchema,
});
