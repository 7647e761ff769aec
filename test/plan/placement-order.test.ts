import fc from 'fast-check';
import type { ServiceSpec } from '../../lib/model/spec';
import { placementOrder } from '../../lib/plan/placement-order';
import { planModel } from '../../lib/plan/plan-model';
import { london, modelOf, stack } from './support/tiny-specs';

const rust = { language: 'rust' } as const;
const orderOf = (services: Record<string, ServiceSpec>): ReturnType<typeof placementOrder> =>
  placementOrder(modelOf(stack([london], services)));
const ids = (order: ReturnType<typeof placementOrder>): string[] => order.services.map(({ id }) => id);

test('every caller comes before what it calls, whatever the calls, unless they form a circle', () => {
  const names = 'abcdefgh'.split('');
  const edges = fc.uniqueArray(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)), {
    maxLength: 14,
    selector: ([from, to]) => from + to,
  });
  fc.assert(
    fc.property(edges, (calls) => {
      const used = calls.filter(([from, to]) => from !== to);
      const order = orderOf(
        Object.fromEntries(
          names.map((id) => [id, { ...rust, calls: used.filter(([from]) => from === id).map(([, to]) => to) }]),
        ),
      );
      const inCircle = new Map(order.cycles.flatMap((cycle) => cycle.map((id) => [id, cycle] as const)));
      const position = new Map(ids(order).map((id, at) => [id, at]));
      expect(ids(order).toSorted()).toEqual(names);
      const forward = used.filter(
        ([from, to]) => inCircle.get(from) === undefined || inCircle.get(from) !== inCircle.get(to),
      );
      for (const [from, to] of forward) expect(position.get(from)).toBeLessThan(position.get(to) ?? -1);
      expect(order.entries.size).toBeGreaterThan(0);
    }),
    { seed: 21, numRuns: 200 },
  );
});

test('users call the public services and no other', () => {
  const order = orderOf({ shop: { ...rust, public: true, calls: ['stock'] }, stock: rust, admin: rust });
  expect([...order.entries]).toEqual(['shop']);
});

test('without a public service users call what nobody calls, and never a job', () => {
  const order = orderOf({
    web: { ...rust, calls: ['api'] },
    api: rust,
    report: { ...rust, type: 'job', calls: ['api'] },
  });
  expect([...order.entries]).toEqual(['web']);
});

test('of a circle that nobody else calls, users call every service', () => {
  const order = orderOf({ b: { ...rust, calls: ['c'] }, c: { ...rust, calls: ['b', 'd'] }, d: rust });
  expect(order.cycles).toEqual([['b', 'c']]);
  expect([...order.entries].toSorted()).toEqual(['b', 'c']);
  expect(ids(order)).toEqual(['b', 'c', 'd']);
});

test('users of a stack of jobs alone are warned about: the demand reaches nothing', () => {
  const users = [{ id: 'lagos', lat: 6.45, lng: 3.39, requestsPerSecond: 40 }];
  const { plan, diagnostics } = planModel(modelOf(stack([london], { report: { ...rust, type: 'job' } }, users)));
  expect(plan?.workloads.map(({ requestsPerSecond }) => requestsPerSecond)).toEqual([0]);
  expect(diagnostics).toMatchObject([{ code: 'plan/no-entry', severity: 'warning', path: 'demand' }]);
});
