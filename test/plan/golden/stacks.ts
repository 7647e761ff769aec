import type { DemandPointSpec, RegionObjectSpec, ServiceSpec, StackSpec } from '../../../lib/model/spec';

const region = (id: string, lat: number, lng: number, more: Partial<RegionObjectSpec>): RegionObjectSpec => ({
  id,
  lat,
  lng,
  gateway: `${id}.example.com`,
  ...more,
});

const room = (cpu: number, memoryGiB: number) => ({ capacity: { cpu, memoryGiB } });
const price = (cpuHourUsd: number, memoryGiBHourUsd: number, egressGiBUsd: number) => ({
  price: { cpuHourUsd, memoryGiBHourUsd, egressGiBUsd },
});

/** Europe twice on one grid, Asia with two zones, Africa with one. */
const regions: readonly RegionObjectSpec[] = [
  region('dublin', 53.35, -6.26, {
    country: 'IE',
    failureDomains: ['grid'],
    ...room(60, 220),
    ...price(0.04, 0.005, 0.02),
  }),
  region('london', 51.5, -0.13, {
    country: 'GB',
    failureDomains: ['grid'],
    ...room(48, 90),
    ...price(0.05, 0.006, 0.02),
  }),
  region('milan', 45.46, 9.19, { country: 'IT', ...room(52, 300), ...price(0.045, 0.004, 0.05) }),
  region('lagos', 6.45, 3.39, { country: 'NG', zones: ['a'], ...room(40, 160), ...price(0.03, 0.008, 0.12) }),
  region('tokyo', 35.7, 139.7, { country: 'JP', zones: ['a', 'b'], ...price(0.06, 0.007, 0.09) }),
  region('virginia', 38.9, -77.4, {
    country: 'US',
    jurisdiction: ['shared'],
    ...room(64, 128),
    ...price(0.035, 0.005, 0.01),
  }),
];

const points: readonly DemandPointSpec[] = [
  { id: 'paris', lat: 48.9, lng: 2.4, requestsPerSecond: 420, country: 'FR' },
  { id: 'leeds', lat: 53.8, lng: -1.5, requestsPerSecond: 260, country: 'GB', accessMs: 12 },
  { id: 'rome', lat: 41.9, lng: 12.5, requestsPerSecond: 310, country: 'IT' },
  { id: 'accra', lat: 5.6, lng: -0.2, requestsPerSecond: 150, country: 'GH', accessMs: 40 },
  { id: 'osaka', lat: 34.7, lng: 135.5, requestsPerSecond: 380, country: 'JP' },
  { id: 'seoul', lat: 37.6, lng: 127, requestsPerSecond: 240, country: 'KR' },
  { id: 'boston', lat: 42.4, lng: -71.1, requestsPerSecond: 350, country: 'US' },
  { id: 'austin', lat: 30.3, lng: -97.7, requestsPerSecond: 170, country: 'US' },
  { id: 'lima', lat: -12, lng: -77, requestsPerSecond: 90, country: 'PE' },
];

const rust = { language: 'rust', image: 'registry.example/a:1' } as const;

/** A shop: two services that users reach, a shared one, one that survives a loss, one bound to a place, a job. */
const services: Readonly<Record<string, ServiceSpec>> = {
  web: {
    ...rust,
    public: true,
    geo: { maxLatencyMs: 150, coverage: 0.9, regions: { min: 2, max: 4 }, spread: { over: 'domain', min: 2 } },
    tier: 'business',
    resources: { cpu: 1, memory: '1Gi' },
    requestsPerSecondPerReplica: 80,
    calls: [
      { service: 'cart', perRequest: 0.6, bytes: 8_000 },
      { service: 'search', perRequest: 1.4, bytes: 30_000 },
    ],
  },
  api: {
    ...rust,
    public: { hosts: ['api.example.com'] },
    geo: { regions: { max: 3 }, deny: ['lagos'] },
    resources: { cpu: '500m', memory: '2Gi' },
    requestsPerSecondPerReplica: 120,
    calls: ['cart'],
  },
  cart: {
    ...rust,
    geo: { spread: { over: 'country', min: 2 }, maxLatencyMs: 200 },
    tier: 'heart',
    resources: { cpu: '750m', memory: '512Mi' },
    calls: [{ service: 'ledger', perRequest: 0.2, bytes: 4_000 }],
  },
  search: {
    ...rust,
    geo: { maxLatencyMs: 90, coverage: 0.8, apartFrom: ['ledger'] },
    resources: { cpu: 2, memory: '4Gi' },
    requestsPerSecondPerReplica: 300,
  },
  ledger: { ...rust, geo: { residency: ['EU', 'shared'] }, resources: { cpu: 1, memory: '8Gi' } },
  night: { ...rust, type: 'job' },
  daily: { ...rust, type: 'job', resources: { cpu: 1, memory: '512Mi' } },
};

export const shop: StackSpec = {
  name: 'shop',
  topology: { kind: 'mesh' },
  regions,
  services,
  demand: { points, accessMs: 5 },
  planner: {
    targetUtilisation: 0.75,
    latency: {
      measured: [
        { from: 'london', to: 'dublin', rttMs: 11 },
        { from: 'osaka', to: 'tokyo', rttMs: 9.5 },
        { from: 'boston', to: 'virginia', rttMs: 31 },
      ],
    },
  },
};

/** Hardly more room than what is asked: memory binds in London, CPU elsewhere; no rules but those of room. */
export const crowded: StackSpec = {
  ...shop,
  name: 'crowded',
  planner: { waitingUsdPerHour: 0.2 },
  regions: regions
    .filter(({ id }) => id !== 'tokyo')
    .map((each) => Object.assign({}, each, each.id === 'london' ? room(22, 13) : room(27, 40))),
  services: {
    web: { ...rust, public: true, geo: {}, resources: { cpu: 1, memory: '1Gi' }, calls: ['mail'] },
    mail: { ...rust, tier: 'business', geo: { regions: { min: 2 } }, resources: { cpu: '1500m', memory: '512Mi' } },
  },
};

/** Nothing of this can be had: too slow, too small, nowhere allowed. */
export const impossible: StackSpec = {
  ...shop,
  name: 'impossible',
  services: {
    web: { ...rust, public: true, geo: { maxLatencyMs: 20 } },
    bulk: { ...rust, public: true, geo: { allow: ['london', 'lagos'] }, resources: { cpu: 8, memory: '1Gi' } },
    state: { ...rust, public: true, geo: { residency: ['CH'] } },
  },
};
