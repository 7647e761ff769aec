import type { RegionNode, ServiceNode } from '../../../lib/model/model';
import { candidateProposals, survivalProposals } from '../../../lib/plan/fixes/candidate-proposals';
import { capacityProposals } from '../../../lib/plan/fixes/capacity-proposals';
import type { Fix } from '../../../lib/plan/fixes/fix';
import { latencyProposals, moreRegions } from '../../../lib/plan/fixes/latency-proposals';
import {
  allowFix,
  firstOf,
  numberFix,
  regionFix,
  smallest,
  type Search,
  type Works,
} from '../../../lib/plan/fixes/proposal';
import { bestAdded, nearestMs, type Reach, type Situation, sumOver } from '../../../lib/plan/fixes/situation';
import { spreadProposals } from '../../../lib/plan/fixes/spread-proposals';
import { frankfurt, lagos, london, modelOf, stack, tokyo } from '../support/tiny-specs';

const price = { cpuHourUsd: 0.04, memoryGiBHourUsd: 0.005, egressGiBUsd: 0.02 };
const model = modelOf(
  stack(
    [london, tokyo, lagos, frankfurt].map((region, at) =>
      Object.assign({}, region, {
        price: { ...price, cpuHourUsd: 0.04 + at / 100 },
        capacity: { cpu: 10, memoryGiB: 100 },
      }),
    ),
    { a: { language: 'rust', resources: { cpu: 1, memory: '1Gi' }, requestsPerSecondPerReplica: 10 } },
  ),
);
const [only] = model.services as [ServiceNode];
const regionOf = (id: string): RegionNode => model.regions.find((region) => region.id === id) as RegionNode;

/** Rows of 10, 30 and 60 requests per second; `ms`: from each of them. */
const rates = [10, 30, 60];
const reach = (id: string, ms: readonly number[], change: Partial<RegionNode> = {}): Reach => ({
  region: { ...regionOf(id), ...change },
  assuredMs: Float64Array.from(ms),
});
const near = reach('london', [10, 50, 90]);
const far = reach('tokyo', [200, 20, 100]);
const other = reach('lagos', [80, 80, 15]);
const german = reach('frankfurt', [12, 55, 95]);

function situation(
  change: Partial<Situation> = {},
  geo: Partial<ServiceNode['geo']> = {},
  tier: Partial<ServiceNode['tier']> = {},
): Situation {
  return {
    model,
    service: { ...only, geo: { ...only.geo, ...geo }, tier: { ...only.tier, ...tier } },
    rows: rates.map(
      (requestsPerSecond) => ({ kind: 'users', requestsPerSecond }) as unknown as Situation['rows'][number],
    ),
    load: 100,
    candidates: [near],
    excluded: [far],
    known: () => [other],
    ...change,
  };
}

/** What every search finds with a rule of what works. */
const found = (searches: readonly Search[], works: Works): unknown[] =>
  searches.flatMap((search) => {
    const fix = search(works);
    return fix === null
      ? []
      : [
          [
            fix.kind,
            Array.isArray(fix.to)
              ? fix.to.map((each: string | { id?: string; region?: string }) =>
                  typeof each === 'string' ? each : (each.id ?? each.region),
                )
              : fix.to,
          ],
        ];
  });
const all: Works = () => true;

describe('searches', () => {
  test('take the first that works', () => {
    const fixes = [1, 2, 3].map((to) => numberFix(situation(), 'lower-min-regions', to));
    expect(firstOf(fixes)(({ to }) => Number(to) > 1)?.to).toBe(2);
    expect(firstOf(fixes)(() => false)).toBeNull();
  });

  test.each([
    [0, 100, 1, 37.2],
    [0, 100, 0.01, 37.2],
    [100, 0, 1, 62.9],
    [0, 1, 2, 0.4],
  ])('between %d, which fails, and %d come within %d of the last that works', (fails, works, step, edge) => {
    const isGood = (value: number): boolean => (fails < works ? value >= edge : value <= edge);
    const at = (value: number): Fix => numberFix(situation(), 'relax-latency', value);
    const fix = smallest(at, fails, works, step)(({ to }) => isGood(Number(to)));
    expect(isGood(Number(fix?.to))).toBe(true);
    expect(Math.abs(Number(fix?.to) - edge)).toBeLessThanOrEqual(step);
    expect(smallest(at, fails, works, step)(() => false)).toBeNull();
  });
});

describe('a change in words', () => {
  const geo = { maxLatencyMs: 80, coverage: 0.9, minRegions: 2, maxRegions: 4, candidates: ['london', 'tokyo'] };

  test.each([
    ['relax-latency', 95, 80, 'services/a/geo/maxLatencyMs', 'raise "max_latency_ms" from 80 to 95 ms'],
    ['relax-coverage', 0.5, 0.9, 'services/a/geo/coverage', 'lower "coverage" from 0.9 to 0.5'],
    ['raise-max-regions', 5, 4, 'services/a/geo/regions/max', 'raise "regions.max" from 4 to 5'],
    ['lower-min-regions', 1, 2, 'services/a/geo/regions/min', 'lower "regions.min" from 2 to 1'],
  ] as const)('%s to %d', (kind, to, from, path, text) => {
    expect(numberFix(situation({}, geo), kind, to)).toEqual({
      kind,
      service: 'a',
      path,
      from,
      to,
      usdPerMonth: null,
      text,
    });
  });

  test('regions cost the reserve of replicas in each', () => {
    const given = situation({}, geo, { minReplicas: 3, minZones: 1 });
    const usd = (id: string): number => 3 * 730 * (regionOf(id).price.cpuHourUsd + 0.005);
    expect(regionFix(given, [far, other])).toMatchObject({
      kind: 'add-regions',
      path: 'regions',
      from: null,
      to: [far.region, other.region],
      usdPerMonth: Math.round(100 * (usd('tokyo') + usd('lagos'))) / 100,
      text: 'add the regions "tokyo", "lagos"',
    });
    expect(regionFix(given, [far]).text).toBe('add the region "tokyo"');
    expect(allowFix(given, [other])).toMatchObject({
      kind: 'allow-regions',
      path: 'services/a/geo',
      from: ['london', 'tokyo'],
      to: ['lagos', 'london', 'tokyo'],
      usdPerMonth: Math.round(100 * usd('lagos')) / 100,
      text: 'let "allow" and "deny" admit "lagos"',
    });
  });
});

describe('regions that would help', () => {
  test('are judged by the nearest of all that are there', () => {
    expect([...nearestMs(situation(), [near, far])]).toEqual([10, 20, 90]);
    expect([...nearestMs(situation(), [])]).toEqual([Infinity, Infinity, Infinity]);
    expect(sumOver(situation(), (row) => row)).toBe(30 + 120);
  });

  test('are added one by one, the one first that helps most, as many as asked for', () => {
    const names = (count: number): string[] =>
      bestAdded(situation(), [near], [far, other, german], count).map(({ region }) => region.id);
    expect(names(0)).toEqual([]);
    expect(names(1)).toEqual(['lagos']);
    expect(names(2)).toEqual(['lagos', 'tokyo']);
    expect(names(9)).toEqual(['lagos', 'tokyo', 'frankfurt']);
    const byLimit = bestAdded(situation(), [near], [far, other], 1, (ms) => (ms <= 20 ? 0 : ms <= 60 ? 1 : 1.5));
    expect(byLimit.map(({ region }) => region.id)).toEqual(['lagos']);
  });

  test('of a provider that the stack uses are preferred as long as others are not 2 % better', () => {
    const rival = (ms: number): Reach => reach('frankfurt', [ms, ms, ms], { id: 'new', provider: 'elsewhere' });
    const own = reach('lagos', [100, 100, 100]);
    const first = (ms: number): string | undefined => bestAdded(situation(), [], [rival(ms), own], 1)[0]?.region.id;
    expect([first(97), first(99)]).toEqual(['new', 'lagos']);
  });
});

describe('ways out of a latency objective', () => {
  const geo = { maxLatencyMs: 60, coverage: 1, enabled: true, maxRegions: 1, minRegions: 1, candidates: ['london'] };

  test('are regions that bring most requests within it, more regions at once, a weaker objective and less coverage', () => {
    const given = situation({ candidates: [near, german] }, geo);
    expect(found(latencyProposals(given), all)).toEqual([
      ['allow-regions', ['london', 'tokyo']],
      ['add-regions', ['lagos']],
      ['raise-max-regions', 2],
      ['relax-latency', 90],
      ['relax-coverage', 0.4],
    ]);
    expect(latencyProposals(situation({}, { ...geo, maxLatencyMs: null }))).toEqual([]);
  });

  test('raise the objective to the least that enough requests keep, else step by step to what any region keeps', () => {
    const latency = (coverage: number, works: Works): unknown =>
      found(latencyProposals(situation({ candidates: [near, far] }, { ...geo, coverage })), works).find(
        (each) => (each as string[])[0] === 'relax-latency',
      );
    // Nearest: 10, 20 and 90 ms for 10, 30 and 60 requests.
    expect(latency(1, all)).toEqual(['relax-latency', 90]);
    const [, to] = latency(0.3, ({ kind, to: ms }) => kind === 'relax-latency' && Number(ms) >= 150.5) as [
      string,
      number,
    ];
    expect(to).toBeGreaterThanOrEqual(150.5);
    expect(to).toBeLessThan(151.7);
    expect(latency(1, ({ kind, to: ms }) => kind === 'relax-latency' && Number(ms) > 200)).toBeUndefined();
  });

  test('lower the coverage to the share within reach, else to what still works', () => {
    const coverage = (share: number, works: Works): unknown =>
      found(latencyProposals(situation({ candidates: [near] }, { ...geo, coverage: share })), works).find(
        (each) => (each as string[])[0] === 'relax-coverage',
      );
    expect(coverage(1, all)).toEqual(['relax-coverage', 0.4]);
    expect(coverage(0.3, all)).toEqual(['relax-coverage', 0.299]);
    const [, to] = coverage(1, ({ kind, to: part }) => kind === 'relax-coverage' && Number(part) <= 0.25) as [
      string,
      number,
    ];
    expect(to).toBeGreaterThan(0.244);
    expect(to).toBeLessThanOrEqual(0.25);
    const none = situation({ candidates: [reach('tokyo', [99, 99, 99])] }, geo);
    expect(found(latencyProposals(none), all).map((each) => (each as string[])[0])).not.toContain('relax-coverage');
  });

  test('open more regions one by one, as far as there are candidates and copies go where they pay', () => {
    const three = situation({ candidates: [near, far, other] }, geo);
    expect(found(moreRegions(three), ({ to }) => Number(to) > 2)).toEqual([['raise-max-regions', 3]]);
    expect(found(moreRegions(three), ({ to }) => Number(to) > 3)).toEqual([]);
    expect(moreRegions(situation({}, geo))).toEqual([]);
    expect(moreRegions(situation({ candidates: [near, far] }, { ...geo, enabled: false }))).toEqual([]);
  });
});

describe('ways out of too few candidates', () => {
  test('are as many regions as are missing, fewer regions, fewer zones', () => {
    const geo = { minRegions: 2, maxRegions: 2, candidates: ['london'] };
    expect(found(candidateProposals(situation({}, geo, { minRegions: 1, minZones: 1, survive: 0 })), all)).toEqual([
      ['allow-regions', ['london', 'tokyo']],
      ['add-regions', ['lagos']],
      ['lower-min-regions', 1],
    ]);
    const three = { ...geo, minRegions: 3 };
    expect(found(candidateProposals(situation({}, three, { minRegions: 1, minZones: 1, survive: 0 })), all)).toEqual([
      ['lower-min-regions', 1],
    ]);
    expect(found(candidateProposals(situation({}, three, { minRegions: 1, minZones: 1, survive: 1 })), all)).toEqual([
      ['lower-min-regions', 2],
    ]);
    const ofTier = candidateProposals(
      situation({ excluded: [] }, geo, { name: 'heart', minRegions: 2, minZones: 1, survive: 0 }),
    );
    expect(ofTier.map((search) => search(all)).find((fix) => fix?.kind === 'relax-tier')).toMatchObject({
      tier: 'heart',
      member: 'minRegions',
      path: 'tiers/heart/minRegions',
      from: 2,
      to: 1,
      text: 'lower "tiers.heart.min_regions" from 2 to 1',
    });
  });

  test('ask for the zones that enough of the admitted regions have', () => {
    const zones = { london: ['a', 'b'], lagos: ['a'], tokyo: ['a', 'b', 'c'], frankfurt: ['a', 'b', 'c', 'd'] };
    const zoned = {
      ...model,
      regions: model.regions.map((region) => ({ ...region, zones: zones[region.id as keyof typeof zones] })),
    };
    const asked = (minRegions: number, geo: Partial<ServiceNode['geo']> = {}): unknown => {
      const given = situation(
        { model: zoned, candidates: [near, far, other, german], excluded: [], known: () => [] },
        { minRegions, maxRegions: 4, candidates: ['frankfurt', 'lagos', 'london', 'tokyo'], ...geo },
        { minRegions: 1, minZones: 5, survive: 0 },
      );
      return found(candidateProposals(given), all);
    };
    expect([1, 2, 3, 4].map((count) => asked(count))).toEqual([4, 3, 2, 1].map((to) => [['relax-tier', to]]));
    expect(asked(1, { residency: ['GB'] })).toEqual([['relax-tier', 2]]);
    expect(asked(1, { candidates: ['lagos', 'tokyo'] })).toEqual([['relax-tier', 3]]);
    expect(asked(2, { residency: ['GB'] })).toEqual([]);
  });

  test('of a promise to survive a loss is not to make it', () => {
    expect(found(survivalProposals(situation({}, {}, { name: 'heart', survive: 1 })), all)).toEqual([
      ['relax-tier', 0],
    ]);
    expect(survivalProposals(situation({}, {}, { survive: 0 }))).toEqual([]);
  });
});

describe('ways out of a spread', () => {
  const geo = { spread: { over: 'country', min: 2 }, candidates: ['london'] } as const;

  test('are the nearest regions in values that none lies in yet', () => {
    const twin = reach('frankfurt', [1, 1, 1], { country: 'GB' });
    const given = situation({ excluded: [twin, far], known: () => [twin, far, other] }, geo);
    expect(found(spreadProposals(given), all)).toEqual([
      ['allow-regions', ['london', 'tokyo']],
      ['add-regions', ['lagos']],
    ]);
    const three = situation(
      { excluded: [twin, far], known: () => [twin, far, other] },
      { ...geo, spread: { over: 'country', min: 3 } },
    );
    expect(found(spreadProposals(three), all)).toEqual([['add-regions', ['lagos', 'tokyo']]]);
    expect(spreadProposals(situation({}, { spread: null }))).toEqual([]);
  });
});

describe('ways out of a lack of room', () => {
  // 10 CPU at 80 % less the router leave 7 replicas of 1 CPU; 100 requests need 10.
  const geo = { enabled: false, candidates: ['london'] };
  const usage = model.planner.targetUtilisation;
  const given = situation(
    { candidates: [near, far] },
    { ...geo, candidates: ['london', 'tokyo'] },
    { minReplicas: 1, minZones: 1 },
  );
  const boughtBy = (fix: Fix): number =>
    fix.kind === 'buy-capacity'
      ? fix.to.reduce((sum, { cpuMillis }, at) => sum + cpuMillis - (fix.from[at]?.cpuMillis ?? 0), 0)
      : NaN;
  const isBought =
    (least: number): Works =>
    (fix) =>
      boughtBy(fix) >= least;

  test('are the least room that can do, in the region where it is cheapest', () => {
    const [buy] = capacityProposals({ ...given, load: 200 });
    const fix = buy?.(isBought(0)) ?? null;
    // 20 replicas, 14 fit: 6 are missing, and London is cheaper.
    expect(fix).toMatchObject({
      path: 'regions/london/capacity',
      from: [{ region: 'london', cpuMillis: 10_000, memoryMiB: 102_400 }],
      to: [{ region: 'london', cpuMillis: 10_000 + 6000 / usage, memoryMiB: 102_400 + Math.ceil((6 * 1024) / usage) }],
    });
    const usd = 730 * ((6 / usage) * 0.04 + (Math.ceil((6 * 1024) / usage) / 1024) * 0.005);
    expect(fix?.usdPerMonth).toBeCloseTo(usd, 2);
    expect(fix?.text).toMatch(/^buy 7\.5 CPU and .* in "london"$/);
  });

  test('are as much more as works, in one region or else in several', () => {
    const [buy] = capacityProposals({ ...given, load: 200 });
    expect(boughtBy(buy?.(isBought(Math.ceil(9000 / usage))) as Fix)).toBe(9000 / usage);
    const inBoth: Works = (fix) =>
      fix.kind === 'buy-capacity' &&
      fix.to.length === 2 &&
      fix.to.every(({ cpuMillis }, at) => cpuMillis - 10_000 >= (at === 0 ? 3000 : 5000) / usage - 1);
    const both = buy?.(inBoth);
    expect(
      both?.kind === 'buy-capacity' &&
        both.to.map(({ region, cpuMillis }) => [region, ((cpuMillis - 10_000) * usage) / 1000]),
    ).toEqual([
      ['london', 3],
      ['tokyo', 5],
    ]);
    expect(both).toMatchObject({ path: 'regions' });
    expect(buy?.(() => false)).toBeNull();
  });

  test('are also other regions, and a fuller use of what is there', () => {
    const given = situation({}, geo, { minReplicas: 1, minZones: 1 });
    const kinds = (works: Works): unknown[] => found(capacityProposals({ ...given, load: 80 }), works);
    // 8 replicas need 9 of 10 CPU with the router: 90 %.
    expect(kinds(all)).toEqual([
      ['buy-capacity', ['london']],
      ['allow-regions', ['london', 'tokyo']],
      ['add-regions', ['lagos']],
      ['raise-utilisation', 0.9],
    ]);
    expect(kinds(({ kind, to }) => kind === 'raise-utilisation' && Number(to) >= 0.93)).toEqual([
      ['raise-utilisation', 0.93],
    ]);
    expect(kinds(({ kind, to }) => kind === 'raise-utilisation' && Number(to) > 1)).toEqual([]);
  });
});
