import { explainService, type ServiceExplanation } from '../../../lib/plan/questions/explain-service';
import type { Plan } from '../../../lib/plan/plan';
import { place, planOf, stack } from '../support/tiny-specs';

const near = place('near', 0, 0, { country: 'DE' });
const far = place('far', 0, 40, { country: 'DE' });
const users = [{ id: 'here', lat: 0, lng: 1, requestsPerSecond: 900 }];
const api = { language: 'go', public: true, tier: 'open', requestsPerSecondPerReplica: 100 } as const;

function explained(plan: Plan, service = 'api'): ServiceExplanation {
  const found = explainService(plan, service);
  if (found === null) throw new Error('none');
  return found;
}

test('a service that the plan has not is not explained', () => {
  expect(explainService(planOf(stack([near], { api }, users)), 'web')).toBeNull();
});

test('without its only region no plan is possible: there is neither a least nor a most', () => {
  const { chosen, rejected } = explained(planOf(stack([near], { api }, users)));
  expect(chosen.map(({ region, otherwise }) => [region, otherwise])).toEqual([
    ['near', { atLeastShare: null, atMostShare: null, regions: [] }],
  ]);
  expect(rejected).toEqual([]);
});

test('of two regions the price of the other is exact, and one that a rule excludes has none', () => {
  const banned = place('banned', 0, 1, { country: 'US' });
  const geo = { residency: ['DE'], regions: { max: 1 } };
  const plan = planOf(stack([near, far, banned], { api: { ...api, geo } }, users));
  const alone = planOf(stack([far], { api }, users)).objective.total;
  const share = alone / plan.objective.total - 1;
  const { chosen, rejected, costUsd, gap, service } = explained(plan);
  expect([costUsd, gap, service]).toEqual([plan.objective.total, 0, 'api']);
  const price = { atLeastShare: expect.closeTo(share, 4), atMostShare: expect.closeTo(share, 4), regions: ['far'] };
  expect(chosen.map(({ otherwise }) => otherwise)).toEqual([price]);
  expect(rejected.map(({ region, otherwise }) => [region, otherwise])).toEqual([
    ['banned', null],
    ['far', price],
  ]);
});

test('the least is rounded down and the most up, to a millionth', () => {
  const plan = planOf(stack([near, far], { api }, users));
  for (const { otherwise } of [...explained(plan).chosen, ...explained(plan).rejected]) {
    const { atLeastShare: least, atMostShare: most } = otherwise ?? { atLeastShare: NaN, atMostShare: NaN };
    expect((least ?? NaN) * 1e6).toBeCloseTo(Math.round((least ?? NaN) * 1e6), 6);
    expect((most ?? NaN) * 1e6).toBeCloseTo(Math.round((most ?? NaN) * 1e6), 6);
    expect(least).toBeLessThanOrEqual(most ?? NaN);
  }
});

test('where nothing costs anything nothing costs more', () => {
  const price = { cpuHourUsd: 0, memoryGiBHourUsd: 0, egressGiBUsd: 0 };
  const free = [place('near', 0, 0, { price }), place('far', 0, 40, { price })];
  const { chosen, rejected } = explained(planOf(stack(free, { api })));
  expect([...chosen, ...rejected].map(({ otherwise }) => otherwise?.atLeastShare)).toEqual([0, 0]);
  expect([...chosen, ...rejected].map(({ otherwise }) => otherwise?.atMostShare)).toEqual([0, 0]);
});

test('room has a price where it is short, per CPU and per GiB, in regions that the service may run in', () => {
  const short = place('near', 0, 0, { country: 'DE', capacity: { cpu: 7, memory: '100Gi' } });
  const services = {
    api: { ...api, resources: { cpu: 1, memory: '1Gi' } },
    data: { language: 'go', geo: { allow: ['far'] } } as const,
  };
  const plan = planOf(stack([short, far], services, users));
  const [priced] = plan.certificate.room;
  expect(priced?.region).toBe('near');
  expect(explained(plan).room).toEqual([
    {
      region: 'near',
      cpuUsd: expect.closeTo((priced?.cpuMilliUsd ?? NaN) * 1000, 2),
      memoryGiBUsd: expect.closeTo((priced?.memoryMiBUsd ?? NaN) * 1024, 2),
    },
  ]);
  expect(explained(plan).room[0]?.cpuUsd).toBeGreaterThan(1);
  expect(explained(plan, 'data').room).toEqual([]);
});
