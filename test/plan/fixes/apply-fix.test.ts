import type { Model, RegionNode, ServiceNode } from '../../../lib/model/model';
import { diagnostic } from '../../../lib/model/diagnostic';
import { applyFix, withAddedRegions } from '../../../lib/plan/fixes/apply-fix';
import type { Fix } from '../../../lib/plan/fixes/fix';
import { withHints } from '../../../lib/plan/fixes/with-hints';
import { frankfurt, lagos, london, modelOf, stack, tokyo } from '../support/tiny-specs';

const model = modelOf(
  stack([london, tokyo, { ...lagos, capacity: { cpu: 4, memoryGiB: 8 } }], {
    a: {
      language: 'rust',
      tier: 'heart',
      geo: { maxLatencyMs: 100, coverage: 0.9, regions: { min: 2, max: 2 }, deny: ['tokyo'] },
    },
    b: { language: 'go', tier: 'heart', geoEnabled: false },
    c: { language: 'go', tier: 'open', geoEnabled: true },
  }),
);
const serviceIn = ({ services }: Model, id: string): ServiceNode =>
  services.find((service) => service.id === id) as ServiceNode;
const paris = { ...model.regions[0], id: 'paris' } as RegionNode;
const base = { usdPerMonth: null, text: '', path: '' };

/** Of what changed, the new values. */
function changesOf(after: Model): Record<string, unknown> {
  const services = after.services.flatMap((service) => {
    const before = serviceIn(model, service.id);
    const geo = Object.entries(service.geo).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(before.geo[name as keyof ServiceNode['geo']]),
    );
    const tier = Object.entries(service.tier).filter(
      ([name, value]) => value !== before.tier[name as keyof ServiceNode['tier']],
    );
    return [...geo, ...tier].map(([name, value]) => [`${service.id}/${name}`, value]);
  });
  const regions = after.regions.flatMap(({ id, capacity }) => {
    const before = model.regions.find((region) => region.id === id);
    return JSON.stringify(before?.capacity) === JSON.stringify(capacity) ? [] : [[id, capacity]];
  });
  return Object.fromEntries([...services, ...regions]) as Record<string, unknown>;
}

test.each<[string, Fix, Record<string, unknown>]>([
  ['latency', { ...base, kind: 'relax-latency', service: 'a', from: 100, to: 150 }, { 'a/maxLatencyMs': 150 }],
  ['coverage', { ...base, kind: 'relax-coverage', service: 'a', from: 0.9, to: 0.5 }, { 'a/coverage': 0.5 }],
  ['most regions', { ...base, kind: 'raise-max-regions', service: 'a', from: 2, to: 9 }, { 'a/maxRegions': 9 }],
  ['fewest regions', { ...base, kind: 'lower-min-regions', service: 'a', from: 2, to: 1 }, { 'a/minRegions': 1 }],
  [
    'zones of a tier, for all its services',
    { ...base, kind: 'relax-tier', tier: 'heart', member: 'minZones', from: 3, to: 1 },
    { 'a/minZones': 1, 'b/minZones': 1 },
  ],
  [
    'allowed regions, sorted',
    { ...base, kind: 'allow-regions', service: 'a', from: [], to: ['tokyo', 'london', 'lagos'] },
    { 'a/candidates': ['lagos', 'london', 'tokyo'] },
  ],
  [
    'capacity',
    {
      ...base,
      kind: 'buy-capacity',
      usdPerMonth: 1,
      from: [{ region: 'lagos', cpuMillis: 4000, memoryMiB: 8192 }],
      to: [{ region: 'lagos', cpuMillis: 5000, memoryMiB: 9000 }],
    },
    { lagos: { cpuMillis: 5000, memoryMiB: 9000 } },
  ],
])('a fix changes what it names and nothing else: %s', (_, fix, changes) => {
  expect(changesOf(applyFix(model, fix))).toEqual(changes);
  expect(applyFix(model, fix)).toEqual({ ...applyFix(model, fix), planner: model.planner, calls: model.calls });
});

test('the regions of a tier are also those of services that ask for no more than it does', () => {
  const [more, least] = [serviceIn(model, 'a').tier.minRegions, serviceIn(model, 'b').geo.minRegions];
  expect([more, least]).toEqual([2, 2]);
  const asked = {
    ...model,
    services: model.services.map((each) => (each.id === 'b' ? { ...each, geo: { ...each.geo, minRegions: 3 } } : each)),
  };
  const fix: Fix = { ...base, kind: 'relax-tier', tier: 'heart', member: 'minRegions', from: 2, to: 1 };
  const after = applyFix(asked, fix);
  expect(after.services.map(({ tier, geo }) => [tier.minRegions, geo.minRegions])).toEqual([
    [1, 1],
    [1, 3],
    [serviceIn(model, 'c').tier.minRegions, serviceIn(model, 'c').geo.minRegions],
  ]);
});

test('the share of capacities that may be used is changed for the whole stack', () => {
  const after = applyFix(model, { ...base, kind: 'raise-utilisation', from: 0.8, to: 0.9 });
  expect(after).toEqual({ ...model, planner: { ...model.planner, targetUtilisation: 0.9 } });
});

test('new regions are for the service that they are added for and those that may run anywhere, in as many more', () => {
  const germany = modelOf(stack([frankfurt, london], { a: { language: 'go' } })).regions[0] as RegionNode;
  const after = withAddedRegions(model, 'a', [paris, germany]);
  expect(after.regions.map(({ id }) => id)).toEqual(['frankfurt', 'lagos', 'london', 'paris', 'tokyo']);
  const geoOf = (id: string): unknown => {
    const { candidates, maxRegions } = serviceIn(after, id).geo;
    return [candidates, maxRegions - serviceIn(model, id).geo.maxRegions];
  };
  expect(geoOf('a')).toEqual([['frankfurt', 'lagos', 'london', 'paris'], 0]);
  expect(geoOf('b')).toEqual([['frankfurt', 'lagos', 'london', 'paris', 'tokyo'], 0]);
  expect(geoOf('c')).toEqual([['frankfurt', 'lagos', 'london', 'paris', 'tokyo'], 2]);
  const other = withAddedRegions(model, null, [paris]);
  expect(serviceIn(other, 'a').geo.candidates).toEqual(['lagos', 'london']);
  expect(applyFix(model, { ...base, kind: 'add-regions', service: 'a', from: null, to: [paris, germany] })).toEqual(
    after,
  );
});

test('a fault has the hint of the fixes that were found for it, with what they cost', () => {
  const [one, other] = ['a', 'b'].map((service) =>
    diagnostic('plan/no-candidate', `services/${service}/geo`, { service }),
  );
  if (one === undefined || other === undefined) throw new Error('faults');
  const fixes: Fix[] = [
    { ...base, kind: 'raise-utilisation', from: 0.8, to: 0.9, text: 'use more' },
    { ...base, kind: 'buy-capacity', usdPerMonth: 12.5, from: [], to: [], text: 'buy' },
  ];
  const found = { code: one.code, path: one.path, isFull: true, fixes };
  expect(withHints([one, other], [found])).toEqual([
    { ...one, hint: 'any one of these ends it, as placing again shows: use more; buy (12.50 US$ a month)' },
    other,
  ]);
  const [first] = withHints([one], [{ ...found, isFull: false, fixes: fixes.slice(0, 1) }]);
  expect(first?.hint).toBe(
    'no single change was found; any one of these is a first step, after which another rule is in the way: use more',
  );
  expect(withHints([other], [found])).toEqual([other]);
  expect(withHints([one], [{ ...found, code: 'plan/no-site' }])).toEqual([one]);
});
