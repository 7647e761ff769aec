import { hasErrors } from '../../../lib/model/diagnostic';
import type { Model } from '../../../lib/model/model';
import type { ServiceSpec, StackSpec } from '../../../lib/model/spec';
import { attempt } from '../../../lib/plan/attempt';
import { applyFix } from '../../../lib/plan/fixes/apply-fix';
import { findFixes } from '../../../lib/plan/fixes/find-fixes';
import type { Fix } from '../../../lib/plan/fixes/fix';
import { frankfurt, lagos, london, modelOf, place, stack, tokyo } from '../support/tiny-specs';

const rust = { language: 'rust', requestsPerSecondPerReplica: 50 } as const;
const paris = { id: 'paris', lat: 48.9, lng: 2.4, requestsPerSecond: 1000 };
const osaka = { id: 'osaka', lat: 34.7, lng: 135.5, requestsPerSecond: 250 };

/** The fixes of the only fault, by kind. */
function fixesOf(spec: StackSpec): Map<Fix['kind'], Fix> {
  const model = modelOf(spec);
  const [found, ...others] = findFixes(model, attempt(model), attempt);
  expect(others).toEqual([]);
  return new Map((found?.fixes ?? []).map((fix) => [fix.kind, fix]));
}

const isPlaceable = (model: Model): boolean => !hasErrors(attempt(model).diagnostics);

describe('a fix that is found', () => {
  it('changes the model that it is found for in no way', () => {
    const spec = stack([london], { a: { ...rust, geo: { residency: ['EU'], maxLatencyMs: 20 } } }, [paris]);
    const model = modelOf(spec);
    const before = JSON.stringify(model);
    for (const { fixes } of findFixes(model, attempt(model), attempt)) for (const fix of fixes) applyFix(model, fix);
    expect(JSON.stringify(model)).toBe(before);
  });
});

describe('a latency objective out of reach', () => {
  const withGeo = (geo: NonNullable<ServiceSpec['geo']>): StackSpec =>
    stack([london, lagos], { a: { ...rust, geo } }, [paris, osaka]);

  it('is raised to the smallest tenth of a millisecond that works', () => {
    const fix = fixesOf(withGeo({ maxLatencyMs: 100 })).get('relax-latency');
    const to = Number(fix?.to);
    expect(isPlaceable(modelOf(withGeo({ maxLatencyMs: to })))).toBe(true);
    expect(isPlaceable(modelOf(withGeo({ maxLatencyMs: to - 0.1 })))).toBe(false);
    expect(fix).toMatchObject({ path: 'services/a/geo/maxLatencyMs', from: 100, usdPerMonth: null });
  });

  it('is raised to within a millisecond of the smallest that works when one region must serve everybody', () => {
    const geo = { maxLatencyMs: 100, regions: { max: 1 } };
    const to = Number(fixesOf(withGeo(geo)).get('relax-latency')?.to);
    expect(isPlaceable(modelOf(withGeo({ ...geo, maxLatencyMs: to })))).toBe(true);
    expect(isPlaceable(modelOf(withGeo({ ...geo, maxLatencyMs: to - 1.1 })))).toBe(false);
  });

  it('holds for as many requests as are in reach: a fifth of them come from Osaka', () => {
    expect(fixesOf(withGeo({ maxLatencyMs: 100 })).get('relax-coverage')?.to).toBe(0.8);
  });

  it('is met by a known region near the users that are too far, inside the residency', () => {
    const fix = fixesOf(withGeo({ maxLatencyMs: 100, residency: ['GB', 'JP', 'NG'] })).get('add-regions');
    expect(fix?.text).toMatch(/add the region ".*(northeast|japan|osaka|tokyo)/);
    if (fix?.kind !== 'add-regions') throw new Error('kind');
    expect(fix.to.map(({ country }) => country)).toEqual(['JP']);
    expect(fix.usdPerMonth).toBeGreaterThan(0);
  });

  it('is met by one more region when "regions.max" is what stands in the way', () => {
    const geo = { maxLatencyMs: 100, regions: { max: 1 } };
    const fixes = fixesOf(stack([london, tokyo], { a: { ...rust, geo } }, [paris, osaka]));
    expect(fixes.get('raise-max-regions')).toMatchObject({ path: 'services/a/geo/regions/max', from: 1, to: 2 });
  });
});

describe('a lack of room', () => {
  const small = (cpu: number): StackSpec =>
    stack([place('small', 50, 0, { capacity: { cpu, memoryGiB: 256 } })], { a: { ...rust, resources: { cpu: 1 } } }, [
      paris,
    ]);

  it('is closed by the smallest capacity that works, at its price: 20 replicas need 25 CPU at 80 %', () => {
    const fix = fixesOf(small(15)).get('buy-capacity');
    expect(fix).toMatchObject({
      path: 'regions/small/capacity',
      from: [{ region: 'small', cpuMillis: 15_000 }],
      to: [{ region: 'small', cpuMillis: 25_000 }],
    });
    expect(fix?.text).toMatch(/^buy 10 CPU and .* in "small"$/);
    expect(fix?.usdPerMonth).toBeGreaterThanOrEqual(10 * 0.04 * 730);
    expect(isPlaceable(modelOf(small(25)))).toBe(true);
    expect(isPlaceable(modelOf(small(24.9)))).toBe(false);
  });

  it('is closed by a higher use of the capacity when that is enough: 20 of 21 CPU', () => {
    expect(fixesOf(small(21)).get('raise-utilisation')).toMatchObject({ path: 'planner/targetUtilisation', to: 0.96 });
    expect(fixesOf(small(15)).has('raise-utilisation')).toBe(false);
  });
});

describe('too few regions', () => {
  it('are made up by the known region that residency admits and that is nearest to the users', () => {
    const fix = fixesOf(stack([london], { a: { ...rust, geo: { residency: ['DE'] } } }, [paris])).get('add-regions');
    if (fix?.kind !== 'add-regions') throw new Error('kind');
    expect(fix.to.map(({ country }) => country)).toEqual(['DE']);
    expect(fix.to[0]?.lng).toBeLessThan(9);
  });

  it('are made up by lowering "regions.min" to what may run it, or by admitting what "deny" excludes', () => {
    const service = { ...rust, geo: { residency: ['DE', 'GB'], deny: ['london'], regions: { min: 2 } } };
    const fixes = fixesOf(stack([frankfurt, london], { a: service }, [paris]));
    expect(fixes.get('lower-min-regions')).toMatchObject({ path: 'services/a/geo/regions/min', from: 2, to: 1 });
    expect(fixes.get('allow-regions')).toMatchObject({ from: ['frankfurt'], to: ['frankfurt', 'london'] });
  });

  it('of enough zones are made up by the zones that the tier asks for', () => {
    const single = place('single', 51, 0, { zones: ['only'] });
    const fixes = fixesOf(stack([single], { a: { ...rust, tier: 'business' } }, [paris]));
    expect(fixes.get('relax-tier')).toMatchObject({ path: 'tiers/business/minZones', from: 2, to: 1 });
  });
});

test('a region that cannot be lost is answered by room, another region, or a lower promise', () => {
  const service = { ...rust, tier: 'heart', resources: { cpu: 1 }, geo: {} } as const;
  const regions = [8, 80].map((cpu, at) => place(`r${at}`, 50 + at, 0, { capacity: { cpu, memoryGiB: 640 } }));
  const fixes = fixesOf(stack(regions, { a: service }, [paris]));
  expect([...fixes.keys()].toSorted()).toEqual(['add-regions', 'buy-capacity', 'relax-tier']);
  expect(fixes.get('relax-tier')).toMatchObject({ path: 'tiers/heart/survive', from: 1, to: 0 });
});
