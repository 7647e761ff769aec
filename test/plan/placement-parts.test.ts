import fc from 'fast-check';
import type { RegionNode, ServiceNode } from '../../lib/model/model';
import { candidatesOf, staticCandidates } from '../../lib/plan/candidates';
import { capacityLedger } from '../../lib/plan/capacity-ledger';
import { latencySummary } from '../../lib/plan/latency-summary';
import { movesFrom, previousOf, regionsBefore } from '../../lib/plan/moves';
import type { Workload } from '../../lib/plan/plan';
import { repairSites } from '../../lib/plan/repair-sites';
import { replicasFor, replicaUsd, reserveReplicas, zonesNeeded } from '../../lib/plan/replicas';
import { regionsTaken, siteRules } from '../../lib/plan/site-rules';
import { penalised } from '../../lib/plan/solve-with-coverage';
import { spreadNames } from '../../lib/plan/spread';
import { siteLimits } from '../../lib/plan/workload-problem';
import { callerRows } from '../../lib/plan/workload-rows';
import { problemOf } from './solvers/support/problems';
import { frankfurt, lagos, london, modelOf, stack, tokyo } from './support/tiny-specs';

const capacity = { cpu: 10, memoryGiB: 8 };
const price = { cpuHourUsd: 0.02, memoryGiBHourUsd: 0.005, egressGiBUsd: 0.1 };
const model = modelOf(
  stack([{ ...london, capacity, price, zones: ['a', 'b', 'c'] }, { ...tokyo, zones: ['a'] }, lagos, frankfurt], {
    web: { language: 'rust', resources: { cpu: '500m', memory: '256Mi' } },
    api: { language: 'go' },
  }),
);
const [frankfurtNode, , londonNode] = model.regions as [RegionNode, RegionNode, RegionNode];
const web = model.services.find(({ id }) => id === 'web') as ServiceNode;
const geo = (change: Partial<ServiceNode['geo']>, id = 'web'): ServiceNode => ({
  ...web,
  id,
  geo: { ...web.geo, ...change },
});
const tier = (change: Partial<ServiceNode['tier']>): ServiceNode => ({ ...web, tier: { ...web.tier, ...change } });

describe('replicas', () => {
  test('cost their share of CPU and memory for 730 hours', () => {
    expect(replicaUsd(web, londonNode)).toBeCloseTo(730 * (0.5 * 0.02 + 0.25 * 0.005), 12);
  });

  test('are at least what the tier asks for, one in each of its zones, and enough for the load', () => {
    const service = { ...tier({ minReplicas: 2, minZones: 3 }), requestsPerSecondPerReplica: 10 };
    expect([zonesNeeded(service), reserveReplicas(service)]).toEqual([3, 3]);
    expect([0, 30, 30.1, 100, 100.000_000_001, 101].map((load) => replicasFor(service, load))).toEqual([
      3, 3, 4, 10, 10, 11,
    ]);
    const job = { ...service, type: 'job' } as const;
    expect([zonesNeeded(job), reserveReplicas(job)]).toEqual([1, 2]);
  });
});

describe('the room of regions', () => {
  test('is what the router and the placed replicas leave of the share that may be used, of CPU and of memory', () => {
    const ledger = capacityLedger(model.regions, 0.8);
    // CPU: 8,000 m less 1,000 of the router, 500 each; memory: 6,553.6 MiB less 512, 256 each.
    expect(ledger.replicasThatFit('london', web)).toBe(14);
    const heavy = { ...web, resources: { ...web.resources, memoryMiB: 1024 } };
    expect(ledger.replicasThatFit('london', heavy)).toBe(5);
    ledger.use('london', web, 4);
    expect(ledger.used('london')).toEqual({ cpuMillis: 3000, memoryMiB: 1536 });
    expect(ledger.replicasThatFit('london', web)).toBe(10);
    ledger.use('london', web, 10);
    expect(ledger.replicasThatFit('london', web)).toBe(0);
    ledger.use('london', web, 10);
    expect(ledger.replicasThatFit('london', web)).toBe(0);
    ledger.use('london', web, -20);
    expect(ledger.replicasThatFit('london', web)).toBe(10);
    expect(ledger.used('tokyo')).toEqual({ cpuMillis: 1000, memoryMiB: 512 });
    expect(ledger.replicasThatFit('tokyo', web)).toBe(Infinity);
  });

  test('holds no router where there is one region, and no region that is not there', () => {
    const alone = capacityLedger([londonNode], 1);
    expect(alone.used('london')).toEqual({ cpuMillis: 0, memoryMiB: 0 });
    expect(alone.replicasThatFit('london', web)).toBe(20);
    expect(() => alone.used('paris')).toThrow('capacity-ledger: no region paris');
    expect(alone.replicasThatFit('paris', web)).toBe(Infinity);
  });
});

describe('candidates', () => {
  const rejections = (service: ServiceNode, taken: readonly string[] = []): Record<string, string> => {
    const { rejected } = candidatesOf(model, service, capacityLedger(model.regions, 0.8), new Set(taken));
    return Object.fromEntries(rejected.map(({ region, reason }) => [region, reason]));
  };

  test('are excluded by lists, other services, residency, zones and room, each by name', () => {
    expect(rejections(web)).toEqual({});
    expect(rejections(geo({ candidates: ['london'] }))).toEqual({
      frankfurt: 'excluded by "allow" or "deny"',
      lagos: 'excluded by "allow" or "deny"',
      tokyo: 'excluded by "allow" or "deny"',
    });
    expect(rejections(geo({ apartFrom: ['api', 'db'] }), ['lagos'])).toEqual({
      lagos: 'runs api or db, from which it stays apart',
    });
    expect(rejections(geo({ residency: ['GB', 'DE', 'JP'] }))).toEqual({
      lagos: 'residency asks for GB or DE or JP; the region is in NG',
    });
    expect(rejections(tier({ name: 'business', minZones: 2 }))['tokyo']).toBe(
      'tier "business" asks for 2 zones; the region has 1',
    );
    expect(rejections(tier({ name: 'heart', minReplicas: 15 }))).toEqual({
      london: 'room for 14 more replica(s) of 500 m CPU and 256 MiB; tier "heart" asks for 15',
    });
  });

  test('are regions where the service could run alone', () => {
    expect([...staticCandidates(model, geo({ candidates: ['lagos', 'london'], residency: ['GB', 'JP'] }))]).toEqual([
      'london',
    ]);
  });

  test.each<[string, ServiceNode, string, string]>([
    ['lists', geo({ candidates: [] }), 'plan/no-candidate', 'services/web/geo'],
    ['residency', geo({ residency: ['FR'] }), 'plan/residency-conflict', 'services/web/geo/residency'],
    ['too few', geo({ residency: ['GB'], minRegions: 2 }), 'plan/too-few-regions', 'services/web/geo/regions'],
    ['zones', tier({ minZones: 4, minReplicas: 1 }), 'plan/too-few-zones', 'services/web/tier'],
    ['room', { ...tier({ minReplicas: 15 }), geo: { ...web.geo, minRegions: 4 } }, 'plan/no-room', 'services/web'],
    ['spread', geo({ spread: { over: 'country', min: 5 } }), 'plan/spread-short', 'services/web/geo/spread'],
  ])('that are too few are explained by the strictest rule: %s', (_, service, code, path) => {
    const { diagnostics } = candidatesOf(model, service, capacityLedger(model.regions, 0.8), new Set());
    expect(diagnostics.map((each) => [each.code, each.path])).toEqual([[code, path]]);
  });

  test('that are just enough are no fault', () => {
    const enough = geo({ minRegions: 4, spread: { over: 'country', min: 4 } });
    expect(candidatesOf(model, enough, capacityLedger(model.regions, 0.8), new Set()).diagnostics).toEqual([]);
  });

  test('number at least what the service and its tier ask for, more where copies go where they pay', () => {
    const asked = { minRegions: 2, maxRegions: 5 };
    const tiered = (service: ServiceNode): ServiceNode => ({ ...service, tier: { ...service.tier, minRegions: 3 } });
    expect(siteLimits(tiered(geo({ ...asked, enabled: true })))).toEqual({ minSites: 3, maxSites: 5 });
    expect(siteLimits(tiered(geo({ ...asked, maxRegions: 1, enabled: true })))).toEqual({ minSites: 3, maxSites: 3 });
    expect(siteLimits(geo({ ...asked, enabled: false }))).toEqual({ minSites: 2, maxSites: 2 });
  });
});

describe('a spread', () => {
  const region = (id: string, change: Partial<RegionNode>): RegionNode => ({ ...frankfurtNode, id, ...change });
  const regions = [
    region('a', { provider: 'x', country: null, failureDomains: ['p'] }),
    region('b', { provider: null, country: 'GB', failureDomains: ['q'] }),
    region('c', { provider: 'x', country: 'GB', failureDomains: ['p', 'q'] }),
    region('d', { provider: null, country: 'NG', failureDomains: [] }),
    region('e', { provider: 'y', country: 'NG', failureDomains: [] }),
  ];

  test('tells regions apart by provider, country or themselves, those without one from all', () => {
    expect(spreadNames(regions, 'provider')).toEqual(['x', 'b', 'x', 'd', 'y']);
    expect(spreadNames(regions, 'country')).toEqual(['a', 'GB', 'GB', 'NG', 'NG']);
    expect(spreadNames(regions, 'region')).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('takes regions that share failure domains, directly or through others, for one', () => {
    const names = spreadNames(regions, 'domain');
    expect(new Set(names.slice(0, 3)).size).toBe(1);
    expect(names.slice(3)).toEqual(['d', 'e']);
  });
});

describe('rules for regions', () => {
  const others = { ...model, services: [web, geo({ apartFrom: ['web'], minRegions: 2 }, 'api')] };

  test('are none without spread and services to stay apart from', () => {
    expect(siteRules(model, web, new Map())).toBeNull();
    const placed = new Map([['api', new Set(['lagos'])]]);
    expect(siteRules(others, geo({ apartFrom: ['api'] }), placed)).toBeNull();
    expect(siteRules(others, geo({ apartFrom: ['nobody'] }), new Map())).toBeNull();
  });

  test('count the distinct values and the regions for others that are missing', () => {
    const spread = siteRules(model, geo({ spread: { over: 'country', min: 3 } }), new Map());
    expect(
      [[], ['london'], ['london', 'lagos'], ['london', 'lagos', 'tokyo', 'frankfurt']].map((ids) =>
        spread?.(new Set(ids)),
      ),
    ).toEqual([3, 2, 1, 0]);
    const apart = siteRules(others, geo({ apartFrom: ['api'] }), new Map());
    expect(
      [['london'], ['london', 'lagos'], ['london', 'lagos', 'tokyo'], ['london', 'lagos', 'tokyo', 'frankfurt']].map(
        (ids) => apart?.(new Set(ids)),
      ),
    ).toEqual([0, 0, 1, 2]);
    const both = siteRules(others, geo({ apartFrom: ['api'], spread: { over: 'country', min: 4 } }), new Map());
    expect(both?.(new Set(['london', 'lagos', 'tokyo']))).toBe(2);
  });

  test('count what a waiting service needs of distinct values, and what others took from it', () => {
    const spread = { over: 'country', min: 3 } as const;
    const waiting = { ...model, services: [web, geo({ apartFrom: ['web', 'db'], minRegions: 1, spread }, 'api')] };
    const missing = siteRules(waiting, geo({ apartFrom: ['api'] }), new Map([['db', new Set(['tokyo'])]]));
    expect([['london'], ['tokyo'], ['london', 'tokyo']].map((ids) => missing?.(new Set(ids)))).toEqual([1, 0, 1]);
  });

  test('regions of services to stay apart from are taken', () => {
    const inUse = new Map([
      ['api', new Set(['lagos'])],
      ['db', new Set(['tokyo', 'lagos'])],
      ['web', new Set(['london'])],
    ]);
    expect([...regionsTaken(geo({ apartFrom: ['api', 'db', 'none'] }), inUse)]).toEqual(['lagos', 'tokyo']);
  });
});

describe('repaired sites', () => {
  const problem = problemOf(
    [
      [1, 5, 9, 2],
      [9, 5, 1, 2],
    ],
    { fixedCosts: [1, 1, 1, 9], minSites: 1, maxSites: 2 },
  );
  const repair = (open: number[], missing: (sites: number[]) => number, change = {}): number[] | null => {
    const found = repairSites({ ...problem, ...change }, Int32Array.from(open), (sites) => missing([...sites]));
    return found && [...found];
  };

  test('stay where nothing is missing', () => {
    expect(repair([1], () => 0)).toEqual([1]);
  });

  test('are the cheapest of those one step away that miss the least', () => {
    // Site 3 is asked for; alone it costs 13, with site 0 it costs 1 + 9 + 1 + 2 = 13, with site 1 it costs 14.
    const needs3 = (sites: number[]): number => (sites.includes(3) ? 0 : 1);
    expect(repair([1], needs3)).toEqual([3]);
    expect(repair([0, 1], needs3)).toEqual([0, 3]);
    expect(repair([0, 3], (sites) => sites.length - 1)).toEqual([0]);
    expect(repair([0, 3], (sites) => sites.length - 1, { minSites: 2 })).toBeNull();
    expect(repair([0], (sites) => 2 - sites.length, { maxSites: 1 })).toBeNull();
    expect(repair([0], (sites) => 2 - sites.length)).toEqual([0, 2]);
  });

  test('are found over several steps while less is missing each time, and not found else', () => {
    const far = (sites: number[]): number => Math.abs(sites.reduce((sum, site) => sum + site, 0) - 5);
    expect(repair([0], far)).toEqual([2, 3]);
    expect(repair([0], () => 1)).toBeNull();
  });
});

describe('a latency summary', () => {
  test('is over requests: mean, the least that half and that 99 % of them keep, and the worst', () => {
    const flow = (latencyMs: number, requestsPerSecond: number) => ({ latencyMs, requestsPerSecond });
    expect(latencySummary([])).toEqual({ meanMs: 0, p50Ms: 0, p99Ms: 0, worstMs: 0 });
    expect(latencySummary([flow(30, 1), flow(10, 2), flow(20, 1)])).toEqual({
      meanMs: 17.5,
      p50Ms: 10,
      p99Ms: 30,
      worstMs: 30,
    });
    expect(latencySummary([flow(40, 1), flow(10.0004, 98), flow(20, 1)])).toEqual({
      meanMs: 10.4,
      p50Ms: 10,
      p99Ms: 20,
      worstMs: 40,
    });
    expect(latencySummary([flow(7, 0)])).toEqual({ meanMs: 0, p50Ms: 7, p99Ms: 7, worstMs: 7 });
  });
});

describe('moves', () => {
  const runs = (...regions: string[]): Pick<Workload, 'placements'> => ({
    placements: regions.map((region) => ({ region })) as unknown as Workload['placements'],
  });

  test('are the regions that a known service starts in or gives up, by service and region', () => {
    const workloads = [
      { service: 'web', ...runs('london', 'tokyo') },
      { service: 'api', ...runs('lagos') },
      { service: 'old', ...runs('lagos') },
    ] as unknown as Workload[];
    const previous = previousOf({ digest: 'd', workloads }, 12);
    expect(previous).toEqual({
      digest: 'd',
      moveUsd: 12,
      placements: [
        { service: 'web', regions: ['london', 'tokyo'] },
        { service: 'api', regions: ['lagos'] },
        { service: 'old', regions: ['lagos'] },
      ],
    });
    const shrunk = {
      ...previous,
      placements: [...previous.placements, { service: 'web', regions: ['gone', 'tokyo'] }],
    };
    expect([...regionsBefore(model, shrunk)]).toEqual([
      ['web', new Set(['tokyo'])],
      ['api', new Set(['lagos'])],
    ]);
    const now = new Map([
      ['web', runs('tokyo', 'frankfurt')],
      ['api', runs('lagos')],
      ['new', runs('london')],
    ]);
    expect(movesFrom(model, previous, now)).toEqual([
      { service: 'web', region: 'frankfurt', kind: 'start' },
      { service: 'web', region: 'london', kind: 'stop' },
    ]);
    expect(movesFrom(model, previous, new Map())).toEqual([
      { service: 'api', region: 'lagos', kind: 'stop' },
      { service: 'web', region: 'london', kind: 'stop' },
      { service: 'web', region: 'tokyo', kind: 'stop' },
    ]);
  });
});

describe('the requests that calls bring', () => {
  test('come from every region of a placed caller, those of one region together, with their mean size', () => {
    const call = (from: string, perRequest: number, bytes: number) => ({ from, to: 'db', perRequest, bytes });
    const calls = [call('web', 2, 100), call('api', 0.5, 700), call('none', 1, 1), { ...call('web', 9, 9), to: 'x' }];
    const loads = new Map([
      [
        'web',
        new Map([
          ['tokyo', 10],
          ['lagos', 30],
          ['london', 0],
        ]),
      ],
      ['api', new Map([['tokyo', 80]])],
    ]);
    expect(callerRows('db', calls as unknown as Parameters<typeof callerRows>[1], loads)).toEqual([
      {
        kind: 'callers',
        region: 'lagos',
        requestsPerSecond: 60,
        bytes: 100,
        callers: [{ service: 'web', requestsPerSecond: 60 }],
      },
      {
        kind: 'callers',
        region: 'tokyo',
        requestsPerSecond: 60,
        bytes: (20 * 100 + 40 * 700) / 60,
        callers: [
          { service: 'web', requestsPerSecond: 20 },
          { service: 'api', requestsPerSecond: 40 },
        ],
      },
    ]);
  });
});

test('a penalty is paid for every slow request, by rows and sites', () => {
  const cells = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(cells, fc.integer({ min: 0, max: 50 }), (slow, penalty) => {
      const costs = [
        [1, 2, 3],
        [4, 5, 6],
      ];
      const problem = { ...problemOf(costs, { fixedCosts: [0, 0, 0] }), demands: Float64Array.of(7, 11) };
      const expected = costs.flatMap((row, i) =>
        row.map((cost, j) => cost + penalty * (slow[3 * i + j] ?? NaN) * (problem.demands[i] ?? NaN)),
      );
      expect([...penalised(problem, Uint8Array.from(slow), penalty).costs]).toEqual(expected);
    }),
    { seed: 4, numRuns: 30 },
  );
});
