import { names } from '../../../lib/model/diagnostics/names';
import type { MeasuredLatencySpec, ServiceSpec, StackSpec } from '../../../lib/model/spec';
import { digest, dublin, findings, lagos, pinned, spec } from './support/normalized';

type Row = readonly [what: string, given: unknown, expected: readonly string[]];

const service = (members: object): StackSpec => spec({ services: { api: pinned(members as Partial<ServiceSpec>) } });
const named = (name: string): StackSpec => spec({ services: { [name]: pinned() } });
const region = (members: object): StackSpec => spec({ regions: [{ ...lagos, ...members }] });
const two = (members: Partial<StackSpec>): StackSpec =>
  spec({ regions: [lagos, dublin], topology: { kind: 'mesh' }, ...members });
const illegal = (name: string): string => `names/illegal services/${name}`;
const calls = (list: ServiceSpec['calls'], rest: object = {}): StackSpec =>
  spec({ services: { api: pinned({ calls: list ?? [] }), engine: pinned(), ...rest } });
const measured = (...pairs: MeasuredLatencySpec[]): StackSpec => spec({ planner: { latency: { measured: pairs } } });
const points = (...rates: number[]): StackSpec =>
  spec({
    demand: { points: rates.map((requestsPerSecond, id) => ({ id: `p${id}`, lat: 0, lng: 0, requestsPerSecond })) },
  });

/** Rows C of the list of bad inputs: names and references. */
const nameRows: readonly Row[] = [
  ['43 an empty name of a service', named(''), ['names/empty services/']],
  ['43 an empty name of the stack', spec({ name: '' }), ['names/empty name']],
  ['43 an empty id of a region', region({ id: '' }), ['names/empty regions/0']],
  ['44 upper case', named('Api'), [illegal('Api')]],
  ['44 an underscore', named('my_api'), [illegal('my_api')]],
  ['45 a digit first', named('1api'), [illegal('1api')]],
  ['45 a dash first', named('-api'), [illegal('-api')]],
  ['46 a dash last', named('api-'), [illegal('api-')]],
  ['46 a dot', named('api.v1'), [illegal('api.v1')]],
  ['47 63 characters', named('a'.repeat(63)), []],
  ['47 64 characters', named('a'.repeat(64)), [`names/too-long services/${'a'.repeat(64)}`]],
  ['48 253 characters', named('a'.repeat(253)), [`names/too-long services/${'a'.repeat(253)}`]],
  ['47 a region of 64 characters', region({ id: 'a'.repeat(64) }), [`names/too-long regions/${'a'.repeat(64)}`]],
  [
    '47 a namespace of 64',
    spec({ kubernetes: { namespace: 'a'.repeat(64) } }),
    ['names/too-long kubernetes/namespace'],
  ],
  ['51 a label value of 64', spec({ owner: 'a'.repeat(64) }), ['config/bad-value owner']],
  ['51 a zone that is no label value', region({ zones: ['a b'] }), ['config/bad-value regions/lagos/zones']],
  [
    '54 regions equal after slugging',
    two({
      regions: [
        { ...lagos, id: 'a_b' },
        { ...lagos, id: 'a-b' },
      ],
    }),
    ['names/collision regions/a_b'],
  ],
  [
    '55 regions that differ in case',
    two({
      regions: [
        { ...lagos, id: 'Lagos' },
        { ...lagos, id: 'lagos' },
      ],
    }),
    ['names/collision regions/lagos'],
  ],
  ['a region that is declared twice', two({ regions: [lagos, lagos] }), ['names/duplicate regions/lagos']],
  [
    '56 long names with one beginning stay apart',
    two({
      regions: [
        { ...lagos, id: `${'a'.repeat(60)}_b` },
        { ...lagos, id: `${'a'.repeat(60)}_c` },
      ],
    }),
    [],
  ],
  ['57 constructor as a service', named('constructor'), ['names/reserved services/constructor']],
  ['57 toString as a service', named('toString'), ['names/reserved services/toString']],
  ['57 hasOwnProperty as a service', named('hasOwnProperty'), ['names/reserved services/hasOwnProperty']],
  [
    '57 __proto__ as a service',
    { name: 'shop', services: JSON.parse('{"__proto__":{"language":"go"}}') },
    ['names/reserved services/__proto__', 'config/bad-image'],
  ],
  ['57 __proto__ as a region', region({ id: '__proto__' }), ['names/reserved regions/__proto__']],
  ['57 constructor as a region', region({ id: 'constructor' }), ['names/reserved regions/constructor']],
  ['57 a call to __proto__', calls(['__proto__']), ['config/unknown-service services/api/calls/__proto__']],
  ['57 a call to toString', calls(['toString']), ['config/unknown-service services/api/calls/toString']],
  ['58 CON as a service', named('con'), ['names/reserved services/con']],
  ['58 COM1 as a region', region({ id: 'COM1' }), ['names/reserved regions/COM1']],
  ['58 a trailing dot', region({ id: 'lagos.' }), ['names/illegal-region regions/lagos.']],
  ['a slash in a region', region({ id: 'a/../b' }), ['names/illegal-region regions/a/../b']],
  ['42 a right-to-left override', named('api\u202e'), ['names/foreign-character services/api\\u202e']],
  ['42 a homoglyph', named('\u0430pi'), ['names/foreign-character services/\u0430pi']],
  ['42 a homoglyph in a region', region({ id: 'l\u0430gos' }), ['names/foreign-character regions/l\u0430gos']],
  ['an object of ours', named('region-router'), ['names/reserved services/region-router']],
  ['a built-in', named('nearby_devices'), ['names/reserved services/nearby_devices']],
  ['a namespace of Kubernetes', spec({ name: 'kube-system' }), ['names/reserved name']],
  ['a name of a variable', service({ env: { '1A': 'x' } }), ['names/illegal-env services/api/env/1A']],
  ['59 a missing service', calls(['engin']), ['config/unknown-service services/api/calls/engin']],
  ['59 a missing region', service({ geo: { allow: ['lagoss'] } }), ['config/unknown-region services/api/geo/allow']],
  ['59 a missing region in deny', service({ geo: { deny: ['x'] } }), ['config/unknown-region services/api/geo/deny']],
  ['59 a missing hub', two({ topology: { kind: 'star', hubs: ['x'] } }), ['config/unknown-region topology/hubs']],
  [
    '59 a missing end of a link',
    two({ topology: { kind: 'p2p', links: [['x', 'lagos']] } }),
    ['config/unknown-region topology/links'],
  ],
  [
    '59 a missing region of a patch',
    service({ patches: [{ kind: 'Job', region: 'x', operations: [{ op: 'remove', path: '/a' }] }] }),
    ['config/unknown-region services/api/patches/0/region'],
  ],
  ['60 a call to itself', calls(['api']), ['config/self-call services/api/calls/api']],
  ['60 a cycle of two', calls(['engine'], { engine: pinned({ calls: ['api'] }) }), []],
  [
    'two different calls to one service',
    calls(['engine', { service: 'engine', perRequest: 2 }]),
    ['config/duplicate-call services/api/calls/engine'],
  ],
  ['the same call twice is one', calls(['engine', { service: 'engine', perRequest: 1 }]), []],
  [
    'a call to a job',
    calls(['engine'], { engine: pinned({ type: 'job' }) }),
    ['config/job-called services/api/calls/engine'],
  ],
  [
    'an external service of a service’s name',
    spec({ externalServices: { api: { host: 'a.b', port: 1 } } }),
    ['names/duplicate externalServices/api'],
  ],
  [
    'an external service called at the nearest copy',
    spec({ services: { api: pinned({ geoServices: ['db'] }) }, externalServices: { db: { host: 'a.b', port: 1 } } }),
    ['config/does-not-apply services/api/geoServices/db'],
  ],
  ['a hub in a ring', two({ topology: { kind: 'ring', hubs: ['lagos'] } }), ['config/does-not-apply topology/hubs']],
  [
    'links in a mesh',
    two({ topology: { kind: 'mesh', links: [['lagos', 'aws:eu-west-1']] } }),
    ['config/does-not-apply topology/links'],
  ],
  ['no links in p2p', two({ topology: { kind: 'p2p' } }), ['config/missing topology/links']],
  [
    'a link to itself',
    two({ topology: { kind: 'p2p', links: [['lagos', 'lagos']] } }),
    ['config/bad-value topology/links'],
  ],
  ['no topology for two regions', spec({ regions: [lagos, dublin] }), ['config/missing-topology topology']],
  [
    'no topology for one valid region of two',
    spec({ regions: [lagos, { code: 'aws:x' }] }),
    ['config/missing-topology topology', 'geo/unknown-region regions/aws:x'],
  ],
];

/** Rows D: numbers and geography. */
const numberRows: readonly Row[] = [
  ...[-1, 0, 1.5, 1e9].map((maxReplicas): Row => [
    `61 ${maxReplicas} replicas`,
    service({ autoscale: { maxReplicas } }),
    ['config/number-out-of-range services/api/autoscale/maxReplicas'],
  ]),
  [
    '61 "3" replicas',
    service({ autoscale: { maxReplicas: '3' } }),
    ['config/wrong-type services/api/autoscale/maxReplicas'],
  ],
  [
    '61 NaN replicas',
    service({ autoscale: { maxReplicas: Number.NaN } }),
    ['config/number-out-of-range services/api/autoscale/maxReplicas'],
  ],
  [
    '61 infinite replicas',
    service({ autoscale: { maxReplicas: Number.POSITIVE_INFINITY } }),
    ['config/number-out-of-range services/api/autoscale/maxReplicas'],
  ],
  [
    '61 fewer replicas than the tier asks for',
    service({ tier: 'heart', autoscale: { maxReplicas: 2 } }),
    ['config/number-out-of-range services/api/autoscale/maxReplicas'],
  ],
  ...[0, 65_536, -1, 80.5].map((port): Row => [
    `62 port ${port}`,
    service({ port }),
    ['config/number-out-of-range services/api/port'],
  ]),
  ['62 port "http"', service({ port: 'http' }), ['config/wrong-type services/api/port']],
  [
    '62 port 0 of an external service',
    spec({ externalServices: { db: { host: 'a.b', port: 0 } } }),
    ['config/number-out-of-range externalServices/db/port'],
  ],
  ...['abc', '-1', '0.1m', '1Gi', '0', ''].map((cpu): Row => [
    `63 CPU "${cpu}"`,
    service({ resources: { cpu } }),
    [cpu === '' ? 'config/bad-value services/api/resources/cpu' : 'config/bad-quantity services/api/resources/cpu'],
  ]),
  ['63 CPU 1e3 is a thousand cores', service({ resources: { cpu: '1e3' } }), []],
  [
    '63 CPU NaN',
    service({ resources: { cpu: Number.NaN } }),
    ['config/number-out-of-range services/api/resources/cpu'],
  ],
  [
    '63 memory without a unit',
    service({ resources: { memory: '512' } }),
    ['config/bad-quantity services/api/resources/memory'],
  ],
  [
    '63 memory as a number',
    service({ resources: { memory: 512 } }),
    ['config/wrong-type services/api/resources/memory'],
  ],
  [
    '63 storage',
    service({ resources: { ephemeralStorage: '1GB' } }),
    ['config/bad-quantity services/api/resources/ephemeralStorage'],
  ],
  [
    '63 capacity',
    region({ capacity: { cpu: '1Gi', memory: '0' } }),
    ['config/bad-quantity regions/lagos/capacity/cpu', 'config/bad-quantity regions/lagos/capacity/memory'],
  ],
  [
    '63 negative capacity',
    region({ capacity: { cpu: -16, memoryGiB: -64 } }),
    ['config/bad-quantity regions/lagos/capacity/cpu', 'config/bad-quantity regions/lagos/capacity/memoryGiB'],
  ],
  [
    'both units of memory',
    region({ capacity: { cpu: 1, memory: '1Gi', memoryGiB: 1 } }),
    ['config/one-of regions/lagos/capacity'],
  ],
  ['no memory', region({ capacity: { cpu: 1 } }), ['config/one-of regions/lagos/capacity']],
  ['65 latitude 90.0001', region({ lat: 90.0001 }), ['geo/latitude-out-of-range regions/lagos/lat']],
  ['65 longitude 181', region({ lng: 181 }), ['geo/longitude-out-of-range regions/lagos/lng']],
  ['65 swapped', region({ lat: 139.69, lng: 35.68 }), ['geo/latitude-out-of-range regions/lagos/lat']],
  ['65 "51.5N"', region({ lat: '51.5N' }), ['config/wrong-type regions/lagos/lat']],
  ['65 a decimal comma', region({ lat: '51,5' }), ['config/wrong-type regions/lagos/lat']],
  ['65 NaN', region({ lng: Number.NaN }), ['config/number-out-of-range regions/lagos/lng']],
  ['67 the antimeridian', region({ lng: 179.9 }), []],
  ['67 the antimeridian from the other side', region({ lng: -180 }), []],
  ['68 a pole', region({ lat: -90 }), []],
  ['69 identical coordinates', two({ regions: [lagos, { ...lagos, id: 'lagos-2' }] }), []],
  ['70 an empty list of regions', spec({ regions: [] }), []],
  [
    '71 1,001 regions',
    spec({
      topology: { kind: 'mesh' },
      regions: Array.from({ length: 1001 }, (_, index) => ({ ...lagos, id: `r${index}` })),
    }),
    ['config/too-many regions'],
  ],
  [
    'a place without coordinates',
    spec({ regions: [{ id: 'lagos' }] }),
    ['config/missing regions/lagos/country', 'config/missing regions/lagos/lat', 'config/missing regions/lagos/lng'],
  ],
  ['a country in lower case', region({ country: 'ng' }), ['config/bad-value regions/lagos/country']],
  ['an unknown code', spec({ regions: ['aws:eu-west-9'] }), ['geo/unknown-region regions/aws:eu-west-9']],
  ['a gateway with a port', region({ gateway: '203.0.113.7:443' }), ['config/bad-value regions/lagos/gateway']],
  ['a gateway with a line break', region({ gateway: 'a\nbackend x' }), ['config/bad-value regions/lagos/gateway']],
  ['no zone', region({ zones: [] }), ['config/bad-value regions/lagos/zones']],
  [
    'a negative price',
    region({ price: { cpuHourUsd: -1 } }),
    ['config/number-out-of-range regions/lagos/price/cpuHourUsd'],
  ],
  ...[0, -1, 1.0001].map((coverage): Row => [
    `coverage ${coverage}`,
    service({ geo: { coverage } }),
    ['config/number-out-of-range services/api/geo/coverage'],
  ]),
  ...[0, -5, 60_001].map((maxLatencyMs): Row => [
    `${maxLatencyMs} ms`,
    service({ geo: { maxLatencyMs } }),
    ['config/number-out-of-range services/api/geo/maxLatencyMs'],
  ]),
  ['72 "500ms"', service({ geo: { maxLatencyMs: '500ms' } }), ['config/wrong-type services/api/geo/maxLatencyMs']],
  [
    'more regions at least than at most',
    service({ geo: { regions: { min: 3, max: 2 } } }),
    ['config/empty-range services/api/geo/regions/max'],
  ],
  [
    'fewer regions than the tier asks for',
    service({ tier: 'heart', geo: { regions: { max: 1 } } }),
    ['config/empty-range services/api/geo/regions/max'],
  ],
  [
    'a most for a service that is not geo-enabled',
    service({ geoEnabled: false, geo: { regions: { max: 3 } } }),
    ['config/does-not-apply services/api/geo/regions/max'],
  ],
  [
    'calls per request',
    calls([{ service: 'engine', perRequest: 0 }]),
    ['config/number-out-of-range services/api/calls/engine/perRequest'],
  ],
  [
    'a timeout of 0',
    calls([{ service: 'engine', timeoutMs: 0 }]),
    ['config/number-out-of-range services/api/calls/engine/timeoutMs'],
  ],
  [
    'negative bytes',
    calls([{ service: 'engine', bytes: -1 }]),
    ['config/number-out-of-range services/api/calls/engine/bytes'],
  ],
  [
    'a replica that serves nothing',
    service({ requestsPerSecondPerReplica: 0 }),
    ['config/number-out-of-range services/api/requestsPerSecondPerReplica'],
  ],
  [
    'a tier of no region',
    spec({ tiers: { open: { minRegions: 0 } } }),
    ['config/number-out-of-range tiers/open/minRegions'],
  ],
  ['three losses', two({ topology: { kind: 'mesh', survive: 3 } }), ['config/number-out-of-range topology/survive']],
  [
    'a utilisation above 1',
    spec({ planner: { targetUtilisation: 1.1 } }),
    ['config/number-out-of-range planner/targetUtilisation'],
  ],
  ['a move that pays', spec({ planner: { moveUsd: -0.01 } }), ['config/number-out-of-range planner/moveUsd']],
  ['a move beyond all money', spec({ planner: { moveUsd: Infinity } }), ['config/number-out-of-range planner/moveUsd']],
  ['a move of no price', spec({ planner: { moveUsd: Number.NaN } }), ['config/number-out-of-range planner/moveUsd']],
  [
    'negative waiting',
    spec({ planner: { waitingUsdPerHour: -1 } }),
    ['config/number-out-of-range planner/waitingUsdPerHour'],
  ],
  [
    'a table of latencies that nobody read',
    spec({ planner: { latency: { measured: 'latency.csv' } } }),
    ['config/unread-csv planner/latency/measured'],
  ],
  [
    'one measured pair twice',
    measured({ from: 'a', to: 'b', rttMs: 1 }, { from: 'a', to: 'b', rttMs: 1 }),
    ['names/duplicate planner/latency/measured/a -> b'],
  ],
  [
    'no time at all',
    measured({ from: 'a', to: 'b', rttMs: 0 }),
    ['config/number-out-of-range planner/latency/measured/a -> b/rttMs'],
  ],
  [
    'a round trip that is no number',
    measured({ from: 'a', to: 'b', rttMs: Number.NaN }),
    ['config/number-out-of-range planner/latency/measured/a -> b/rttMs'],
  ],
  [
    'a place measured to itself',
    measured({ from: 'a', to: 'a', rttMs: 1 }),
    ['config/bad-value planner/latency/measured/a -> a/to'],
  ],
  [
    'an access latency below 0',
    spec({ demand: { points: [{ id: 'a', lat: 0, lng: 0, requestsPerSecond: 1, accessMs: -1 }] } }),
    ['config/number-out-of-range demand/points/a/accessMs'],
  ],
  [
    'a default access latency of a minute',
    spec({ demand: { cities: { minPopulation: 1e6 }, requestsPerSecond: 1, accessMs: 60_000 } }),
    ['config/number-out-of-range demand/accessMs'],
  ],
  ['demand without a kind', spec({ demand: {} }), ['config/one-of demand']],
  ['demand of two kinds', spec({ demand: { points: [], csv: 'a.csv' } }), ['config/one-of demand']],
  ['a file that nobody read', spec({ demand: { csv: 'a.csv' } }), ['config/unread-csv demand/csv']],
  [
    'cities without a rate',
    spec({ demand: { cities: { minPopulation: 1e6 } } }),
    ['config/missing demand/requestsPerSecond'],
  ],
  [
    'villages',
    spec({ demand: { cities: { minPopulation: 10 }, requestsPerSecond: 1 } }),
    ['config/number-out-of-range demand/cities/minPopulation'],
  ],
  [
    'cities of no country',
    spec({ demand: { cities: { minPopulation: 1e6, countries: ['Nigeria'] }, requestsPerSecond: 1 } }),
    ['config/bad-value demand/cities/countries'],
  ],
  ['no points', points(), ['config/bad-value demand/points']],
  ['points without a request', points(0, 0), ['config/bad-value demand/points']],
  ['a negative rate', points(1, -1), ['config/number-out-of-range demand/points/p1/requestsPerSecond']],
  [
    'a point beyond the pole',
    spec({ demand: { points: [{ id: 'p', lat: -91, lng: 200, requestsPerSecond: 1 }] } }),
    ['geo/latitude-out-of-range demand/points/p/lat', 'geo/longitude-out-of-range demand/points/p/lng'],
  ],
  [
    'a point twice',
    spec({ demand: { points: [1, 2].map((rate) => ({ id: 'p', lat: 0, lng: 0, requestsPerSecond: rate })) } }),
    ['names/duplicate demand/points/p'],
  ],
  [
    'a point without an id',
    spec({ demand: { points: [{ id: '', lat: 0, lng: 0, requestsPerSecond: 1 }] } }),
    ['names/empty demand/points/0'],
  ],
];

/** What else a Model could not mean. */
const otherRows: readonly Row[] = [
  ['no services', spec({ services: {} }), ['config/missing services']],
  [
    'an image without a digest',
    service({ image: 'registry.example/shop/api:1.4.2' }),
    ['config/image-not-pinned services/api/image'],
  ],
  ['a short digest', service({ image: 'shop/api@sha256:abc' }), ['config/bad-image services/api/image']],
  ['an upper-case name of an image', service({ image: `Shop/API${digest}` }), ['config/bad-image services/api/image']],
  ['an image with a line break', service({ image: 'a\nb' }), ['config/bad-image services/api/image']],
  ['a registry with a scheme', spec({ registry: 'https://registry.example' }), ['config/bad-value registry']],
  [
    'a framework that is not known',
    service({ framework: 'fastapii' }),
    ['config/unknown-framework services/api/framework'],
  ],
  [
    'one path for readiness and liveness',
    service({ health: { readiness: '/ok', liveness: '/ok' } }),
    ['config/same-probe services/api/health'],
  ],
  [
    'a relative path of a probe',
    service({ health: { startup: 'startupz' } }),
    ['config/bad-value services/api/health/startup'],
  ],
  [
    'a probe with a line break',
    service({ health: { startup: '/a\n' } }),
    ['config/bad-value services/api/health/startup'],
  ],
  [
    'a path for a TCP service',
    service({ protocol: 'tcp', health: { startup: '/a' } }),
    ['config/does-not-apply services/api/health'],
  ],
  [
    'a gRPC health service with a blank',
    service({ protocol: 'grpc', health: { startup: 'a b' } }),
    ['config/bad-value services/api/health/startup'],
  ],
  ['a public job', service({ type: 'job', public: true }), ['config/does-not-apply services/api/public']],
  [
    'an autoscaled job',
    service({ type: 'job', autoscale: { maxReplicas: 3 } }),
    ['config/does-not-apply services/api/autoscale'],
  ],
  [
    'a host with a port',
    service({ public: { hosts: ['shop.example:80'] } }),
    ['config/bad-value services/api/public/hosts'],
  ],
  [
    'a host with a star inside',
    service({ public: { hosts: ['a.*.example'] } }),
    ['config/bad-value services/api/public/hosts'],
  ],
  [
    '75 a host with a directive',
    service({ public: { hosts: ['a;}\nserver{'] } }),
    ['config/bad-value services/api/public/hosts'],
  ],
  ['76 a path with a directive', service({ public: { path: '/a{}' } }), ['config/bad-value services/api/public/path']],
  ['a relative public path', service({ public: { path: 'a' } }), ['config/bad-value services/api/public/path']],
  ['a password', service({ env: { DB_PASSWORD: 'hunter2' } }), ['config/plain-secret services/api/env/DB_PASSWORD']],
  [
    'a password in an address',
    service({ env: { DB: 'postgres://shop:hunter2@db/shop' } }),
    ['config/plain-secret services/api/env/DB'],
  ],
  ['a key of AWS', service({ env: { ID: `AKIA${'A1'.repeat(8)}` } }), ['config/plain-secret services/api/env/ID']],
  [
    'a name that only speaks of a token',
    service({ env: { TOKEN: '/run/token', API_KEY: '$(KEY)', SECRET: '', TOKEN_TTL: '60s' } }),
    [],
  ],
  ['108 a digest is no secret', service({ env: { COMMIT: 'ab'.repeat(20) } }), []],
  [
    'a Secret of an illegal name',
    service({ env: { A: { secret: 'My_Secret', key: 'k' } } }),
    ['config/bad-value services/api/env/A/secret'],
  ],
  [
    'a key of an illegal name',
    service({ env: { A: { secret: 'db', key: 'a/b' } } }),
    ['config/bad-value services/api/env/A/key'],
  ],
  [
    'a writable path that climbs',
    service({ writablePaths: ['/tmp/../etc'] }),
    ['config/bad-value services/api/writablePaths'],
  ],
  [
    'a writable path that is relative',
    service({ writablePaths: ['tmp'] }),
    ['config/bad-value services/api/writablePaths'],
  ],
  ['the root as a writable path', service({ writablePaths: ['/'] }), ['config/bad-value services/api/writablePaths']],
  [
    'an external host with a scheme',
    spec({ externalServices: { db: { host: 'redis://a', port: 1 } } }),
    ['config/bad-value externalServices/db/host'],
  ],
  [
    'an external service of an illegal name',
    spec({ externalServices: { 'My DB': { host: 'a.b', port: 1 } } }),
    ['names/illegal externalServices/My DB'],
  ],
  [
    'a block with bits behind its prefix',
    spec({ externalServices: { db: { host: 'a.b', port: 1, cidrs: ['10.0.0.1/8'] } } }),
    ['config/bad-value externalServices/db/cidrs'],
  ],
  ['an owner that is no label value', spec({ owner: 'Team A' }), ['config/bad-value owner']],
  ['an address without @', spec({ email: 'team' }), ['config/bad-value email']],
  ['Kubernetes 1.20', spec({ kubernetes: { versions: ['1.20'] } }), ['config/bad-value kubernetes/versions']],
  ['no version of Kubernetes', spec({ kubernetes: { versions: [] } }), ['config/bad-value kubernetes/versions']],
  [
    'a gateway class of an illegal name',
    spec({ kubernetes: { gatewayClass: 'Envoy!' } }),
    ['config/bad-value kubernetes/gatewayClass'],
  ],
  ['a router image without a digest', spec({ router: { image: 'envoy:1' } }), ['config/image-not-pinned router/image']],
  ['a TLS secret of an illegal name', spec({ router: { tlsSecret: 'A B' } }), ['config/bad-value router/tlsSecret']],
  [
    'a waiver of an error',
    spec({ waivers: [{ code: 'config/self-call', path: 'services', reason: 'x' }] }),
    ['config/waiver-unknown-code waivers/config/self-call'],
  ],
  [
    '109 a waiver without a reason',
    spec({ waivers: [{ code: 'config/image-not-pinned', path: 'services', reason: ' ' }] }),
    ['config/missing waivers/config/image-not-pinned'],
  ],
  [
    'a patch without a name',
    spec({ patches: [{ kind: 'Job', operations: [{ op: 'remove', path: '/a' }] }] }),
    ['config/missing patches/0/name'],
  ],
  [
    'a patch without an operation',
    service({ patches: [{ kind: 'Job', operations: [] }] }),
    ['config/bad-value services/api/patches/0/operations'],
  ],
  [
    'a patch of no kind',
    service({ patches: [{ kind: 'job!', operations: [{ op: 'remove', path: '/a' }] }] }),
    ['config/bad-value services/api/patches/0/kind'],
  ],
  [
    'an operation of another name',
    service({ patches: [{ kind: 'Job', operations: [{ op: 'delete', path: '/a' }] }] }),
    ['config/bad-value services/api/patches/0/operations/0/op'],
  ],
  [
    'an operation without a value',
    service({ patches: [{ kind: 'Job', operations: [{ op: 'add', path: '/a' }] }] }),
    ['config/missing services/api/patches/0/operations/0/value'],
  ],
  [
    'a path that is no pointer',
    service({ patches: [{ kind: 'Job', operations: [{ op: 'remove', path: 'spec' }] }] }),
    ['config/bad-value services/api/patches/0/operations/0/path'],
  ],
  [
    'a source that is no pointer',
    service({ patches: [{ kind: 'Job', operations: [{ op: 'move', path: '/a', from: '/~2' }] }] }),
    ['config/bad-value services/api/patches/0/operations/0/from'],
  ],
  [
    'edges of another kind than the stack’s',
    two({ services: { api: pinned({ meshTopology: 'star' }) } }),
    ['config/topology-mismatch services/api/meshTopology'],
  ],
];

test.each([...nameRows, ...numberRows, ...otherRows])('%s', (_, given, expected) => {
  const found = findings(given);
  expect(found.length).toBe(expected.length);
  for (const [index, prefix] of [...expected].toSorted().entries()) expect(found.toSorted()[index]).toContain(prefix);
});

test('every code of the area names is met by a row', () => {
  const met = new Set(
    [...nameRows, ...numberRows, ...otherRows]
      .flatMap(([, given]) => findings(given))
      .map((each) => each.split(' ')[0]),
  );
  expect(Object.keys(names).filter((code) => !met.has(code))).toEqual([]);
});
