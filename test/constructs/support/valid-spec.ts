import fc, { type Arbitrary } from 'fast-check';
import type {
  CallSpec,
  DemandSpec,
  EnvValueSpec,
  ObjectPatchSpec,
  RegionObjectSpec,
  RegionSpec,
  ServiceSpec,
  StackSpec,
  TopologySpec,
} from '../../../lib/model/spec';

/** Specifications that become a Model: every reference leads somewhere, every member is there in some of them. */

const codes = [
  'aws:eu-west-2',
  'aws:eu-west-1',
  'gcp:southamerica-east1',
  'azure:francecentral',
  'aws:us-east-1',
] as const;
const places = ['lagos', 'Edge_2', 'pole.south', '7th'] as const;
const serviceIds = ['api', 'web', 'engine', 'a-b', 'x1', 'feed', 'n', 'no'] as const;
const externalIds = ['db', 'mail'] as const;

type Members<T> = { [K in keyof T]-?: Arbitrary<Exclude<T[K], undefined>> };

/** A record with each member that is not required left out half of the time. */
function record<T extends object>(model: Members<T>, requiredKeys: (keyof T)[] = []): Arbitrary<T> {
  return fc.record(model, { requiredKeys: requiredKeys as never }) as unknown as Arbitrary<T>;
}

const degrees = (most: number): Arbitrary<number> =>
  fc.double({ min: -most, max: most, noNaN: true }).map((value) => Math.round(value * 100) / 100 + 0);
const rate = fc.integer({ min: 1, max: 1e6 }).map((value) => value / 8);
const digest = fc.constant(`@sha256:${'0123456789abcdef'.repeat(4)}`);
const image = fc
  .tuple(
    fc.constantFrom('shop/api', 'registry.example:5000/a/b_c', 'x'),
    fc.constantFrom('', ':1.4', ':latest'),
    digest,
  )
  .map((parts) => parts.join(''));
const word = fc.constantFrom('a', 'no', '1.10', 'b c', '0x1F', 'é', "it's", 'null', '- x', '#', 'true');
const cpu = fc.oneof(fc.integer({ min: 1, max: 64 }), fc.constantFrom('1500m', '0.5', '2', '250m'));
const memory = fc.constantFrom('128Mi', '1Gi', '500M', '1e9');

const regionMembers: Members<Omit<RegionObjectSpec, 'id' | 'code' | 'lat' | 'lng' | 'country'>> = {
  gateway: fc.constantFrom('203.0.113.7', '2001:db8::1', 'gate.example'),
  capacity: fc.oneof(
    fc.record({ cpu, memory }),
    fc.record({ cpu, memoryGiB: fc.integer({ min: 1, max: 512 }).map((value) => value / 2) }),
  ),
  price: record({ cpuHourUsd: rate, memoryGiBHourUsd: rate, egressGiBUsd: rate }),
  jurisdiction: fc.array(fc.constantFrom('GDPR', 'NDPR', 'EU'), { maxLength: 3 }),
  zones: fc.array(fc.constantFrom('a', 'b', 'c', 'eu-west-2a'), { minLength: 1, maxLength: 3 }),
  failureDomains: fc.array(fc.constantFrom('cable', 'grid'), { maxLength: 2 }),
};

const ownPlace = (id: string): Arbitrary<RegionSpec> =>
  record<RegionObjectSpec>(
    {
      ...regionMembers,
      id: fc.constant(id),
      code: fc.constant('aws:eu-west-3'),
      lat: degrees(90),
      lng: degrees(180),
      country: fc.constantFrom('NG', 'NO', 'FR'),
    },
    ['id', 'lat', 'lng', 'country'],
  );

const known = (code: string): Arbitrary<RegionSpec> =>
  fc.oneof(
    fc.constant(code),
    record<Omit<RegionObjectSpec, 'id' | 'lat' | 'lng' | 'country'>>({ ...regionMembers, code: fc.constant(code) }, [
      'code',
    ]),
  );

const regions: Arbitrary<RegionSpec[]> = fc
  .tuple(fc.subarray([...codes]), fc.subarray([...places]))
  .chain(([own, others]) => fc.tuple(...own.map((code) => known(code)), ...others.map((id) => ownPlace(id))));

const idOf = (region: RegionSpec): string => (typeof region === 'string' ? region : (region.id ?? region.code ?? ''));

const patchOperations = fc.array(
  fc.oneof(
    fc.record({
      op: fc.constantFrom('add' as const, 'replace' as const),
      path: fc.constant('/spec/a~1b'),
      value: word,
    }),
    fc.record({ op: fc.constant('remove' as const), path: fc.constant('/metadata/labels/x') }),
    fc.record({ op: fc.constant('move' as const), from: fc.constant('/a'), path: fc.constant('/b/-') }),
  ),
  { minLength: 1, maxLength: 2 },
);

function patches(ids: readonly string[], nameRequired: boolean): Arbitrary<ObjectPatchSpec[]> {
  return fc.array(
    record<ObjectPatchSpec>(
      {
        region: fc.constantFrom(...(ids.length === 0 ? ['local'] : ids)),
        kind: fc.constantFrom('Deployment', 'Service'),
        name: fc.constantFrom('api', 'web'),
        operations: patchOperations,
      },
      nameRequired ? ['kind', 'operations', 'name'] : ['kind', 'operations'],
    ),
    { maxLength: 2 },
  );
}

const envValue: Arbitrary<EnvValueSpec> = fc.oneof(
  word,
  fc.integer(),
  fc.boolean(),
  fc.record({ secret: fc.constant('db'), key: fc.constant('password') }),
);
const env = fc.dictionary(fc.constantFrom('LOG_LEVEL', 'A', '_x', 'no', 'constructor_'), envValue);

const callTo = (service: string): Arbitrary<string | CallSpec> =>
  fc.oneof(
    fc.constant(service),
    record<CallSpec>(
      {
        service: fc.constant(service),
        perRequest: rate,
        bytes: fc.nat(1e6),
        timeoutMs: fc.integer({ min: 1, max: 10_000 }),
        idempotent: fc.boolean(),
      },
      ['service'],
    ),
  );

function service(self: string, targets: readonly string[], ids: readonly string[]): Arbitrary<ServiceSpec> {
  const others = targets.filter((target) => target !== self);
  const calls = fc.subarray(others).chain((chosen) => fc.tuple(...chosen.map((target) => callTo(target))));
  const peers = others.filter((target) => !externalIds.some((id) => id === target));
  return record<ServiceSpec>(
    {
      language: fc.constantFrom('go', 'js', 'ts', 'python', 'rust'),
      framework: fc.constantFrom('fastapi', 'react', 'spring', 'flask'),
      type: fc.constantFrom('service', 'compute', 'static'),
      image,
      port: fc.integer({ min: 1, max: 65_535 }),
      protocol: fc.constantFrom('http', 'grpc'),
      command: fc.array(word, { maxLength: 2 }),
      args: fc.array(word, { maxLength: 3 }),
      resources: record({ cpu, memory, ephemeralStorage: memory }),
      requestsPerSecondPerReplica: rate,
      health: record({ startup: fc.constant('/a'), readiness: fc.constant('/b'), liveness: fc.constant('/c') }),
      autoscale: record(
        { maxReplicas: fc.integer({ min: 3, max: 99 }), cpuUtilization: fc.integer({ min: 1, max: 100 }) },
        ['maxReplicas'],
      ),
      geoEnabled: fc.constant(true),
      geo: record({
        maxLatencyMs: rate.map((value) => Math.min(value, 60_000)),
        coverage: fc.constantFrom(0.5, 0.95, 1),
        regions: fc.constantFrom({ min: 1 }, { min: 2 }, { min: 2, max: 4 }, { max: 5 }),
        residency: fc.array(fc.constantFrom('EU', 'NG', 'GDPR'), { maxLength: 3 }),
        allow: fc.subarray([...ids]),
        deny: fc.subarray([...ids]),
      }),
      meshTopology: fc.constantFrom('mesh', 'distributed', 'star'),
      geoServices: fc.subarray([...peers, 'nearby_devices']),
      tier: fc.constantFrom('open', 'business', 'heart'),
      public: fc.oneof(
        fc.boolean(),
        record({ hosts: fc.subarray(['shop.example', '*.shop.example']), path: fc.constant('/a') }),
      ),
      env,
      calls,
      writablePaths: fc.subarray(['/tmp', '/var/cache/x']),
      patches: patches(ids, false),
    },
    ['language', 'image'],
  );
}

const point = record(
  { lat: degrees(90), lng: degrees(180), requestsPerSecond: rate, country: fc.constantFrom('NG', 'NO') },
  ['lat', 'lng', 'requestsPerSecond'],
);
const demand: Arbitrary<DemandSpec> = fc.oneof(
  fc.record({
    cities: record({ minPopulation: fc.integer({ min: 1e5, max: 1e7 }), countries: fc.subarray(['NG', 'NO', 'GB']) }, [
      'minPopulation',
    ]),
    requestsPerSecond: rate,
  }),
  record<Pick<DemandSpec, 'points' | 'requestsPerSecond'>>(
    {
      points: fc
        .array(point, { minLength: 1, maxLength: 6 })
        .map((points) => points.map((each, index) => ({ id: `p${index}`, ...each }))),
      requestsPerSecond: rate,
    },
    ['points'],
  ),
);

function topology(ids: readonly string[]): Arbitrary<TopologySpec> {
  const survive = fc.nat(2);
  const links = (): Arbitrary<TopologySpec['links']> =>
    fc.array(
      fc.shuffledSubarray([...ids], { minLength: 2, maxLength: 2 }).map(([a = '', b = '']) => [a, b] as const),
      { minLength: 1, maxLength: 4 },
    );
  return fc.oneof(
    record<Omit<TopologySpec, 'links'>>(
      { kind: fc.constantFrom('star', 'hybrid', 'adaptive'), survive, hubs: fc.subarray([...ids]) },
      ['kind'],
    ),
    record<Pick<TopologySpec, 'kind' | 'survive'>>({ kind: fc.constantFrom('ring', 'mesh', 'bus'), survive }, ['kind']),
    ids.length < 2
      ? fc.constant<TopologySpec>({ kind: 'p2p' })
      : links().map((each): TopologySpec => ({ kind: 'p2p', links: each ?? [] })),
  );
}

const tier = record({
  minRegions: fc.integer({ min: 1, max: 2 }),
  minZones: fc.integer({ min: 1, max: 3 }),
  minReplicas: fc.integer({ min: 1, max: 3 }),
  survive: fc.integer({ min: 0, max: 1 }),
});

/** `regions.max` is at least what any tier may ask for, so that no two members contradict each other. */
export const validSpec: Arbitrary<StackSpec> = regions.chain((declared) => {
  const ids = declared.map((region) => idOf(region));
  return fc
    .tuple(fc.subarray([...serviceIds], { minLength: 1 }), fc.subarray([...externalIds]))
    .chain(([services, externals]) => {
      const targets = [...services, ...externals];
      return record<StackSpec>(
        {
          name: fc.constantFrom('shop', 'a-b', 'no', 'n'),
          topology: topology(ids),
          regions: fc.constant(declared),
          demand,
          services: fc
            .tuple(...services.map((id) => service(id, targets, ids)))
            .map((specs) => Object.fromEntries(services.map((id, index) => [id, specs[index] as ServiceSpec]))),
          externalServices: fc.constant(
            Object.fromEntries(externals.map((id, index) => [id, { host: `${id}.internal`, port: 5432 + index }])),
          ),
          tiers: record({ open: tier, business: tier, heart: tier }),
          registry: fc.constantFrom('registry.example', 'r.example/team'),
          owner: fc.constantFrom('team-a', 'Boutique'),
          email: fc.constant('team@shop.example'),
          kubernetes: record({
            namespace: fc.constantFrom('prod', 'no'),
            versions: fc.subarray(['1.31', '1.35', '1.36'], { minLength: 1 }),
            gatewayClass: fc.constant('istio'),
          }),
          planner: record({ waitingUsdPerHour: rate, targetUtilisation: fc.constantFrom(0.5, 1), moveUsd: rate }),
          router: record({ egress: fc.constantFrom('envoy', 'haproxy'), image, tlsSecret: fc.constant('tls') }),
          patches: patches(ids, true),
          waivers: fc.array(
            fc.record({
              code: fc.constant('config/image-not-pinned'),
              path: fc.constantFrom('services', 'services/api'),
              reason: word,
            }),
            { maxLength: 2 },
          ),
        },
        ['name', 'topology', 'regions', 'services', 'externalServices'],
      );
    });
});
