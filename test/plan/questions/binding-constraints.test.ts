import type { GeoSpec, StackSpec } from '../../../lib/model/spec';
import { bindingConstraints } from '../../../lib/plan/questions/binding-constraints';
import { serviceOf, workloadOf } from '../support/oracle';
import { place, planOf, stack } from '../support/tiny-specs';

const near = place('near', 0, 0);
const far = place('far', 0, 40);
const users = [
  { id: 'here', lat: 0, lng: 1, requestsPerSecond: 900 },
  { id: 'there', lat: 0, lng: 41, requestsPerSecond: 100 },
];

function bindings(geo: GeoSpec, regions = [near, far], more: Partial<StackSpec> = {}): string[] {
  const api = { language: 'go', public: true, tier: 'open', geo, requestsPerSecondPerReplica: 100 } as const;
  const plan = planOf(stack(regions, { api: { ...api, resources: { cpu: 1, memory: '1Gi' } } }, users, more));
  return bindingConstraints(plan, serviceOf(plan.model, 'api'), workloadOf(plan, 'api'));
}

test('a limit of regions binds where the service stands at it and has a choice', () => {
  expect(bindings({ regions: { min: 1, max: 2 } })).toEqual(['it runs in 2 regions, the most it may']);
  expect(bindings({ regions: { min: 2, max: 2 } })).toEqual([
    'it runs in 2 regions, the fewest that it and its tier ask for',
  ]);
  expect(bindings({ regions: { min: 1, max: 3 } }, [near, far, place('away', 60, 100)])).toEqual([]);
});

test('one region is one region, and both limits of one are the fewest', () => {
  expect(bindings({ regions: { min: 1, max: 1 } })).toEqual([
    'it runs in 1 region, the fewest that it and its tier ask for',
  ]);
});

test('an objective binds where hardly more requests keep it than must', () => {
  const one = { min: 1, max: 1 };
  expect(bindings({ maxLatencyMs: 20, coverage: 0.9, regions: one })).toContain(
    '90.0% of its requests are within 20 ms, 90.0% must be',
  );
  expect(bindings({ maxLatencyMs: 20, coverage: 0.894, regions: one }).join()).not.toContain('must be');
  expect(bindings({ maxLatencyMs: 20, coverage: 0.896, regions: one }).join()).toContain('89.6% must be');
});

test('a hard objective binds where the slowest requests are at it', () => {
  const measured = (rttMs: number): Partial<StackSpec> => ({
    planner: { latency: { measured: [{ from: 'near', to: 'here', rttMs }] } },
  });
  const strict = (rttMs: number): string[] =>
    bindings({ maxLatencyMs: 100, allow: ['near', 'far'] }, [near, far], measured(rttMs));
  const text = 'its slowest requests take 99.6 ms of 100';
  const api = { maxLatencyMs: 100, allow: ['near'], regions: { max: 1 } };
  const nearby = [{ id: 'here', lat: 0, lng: 1, requestsPerSecond: 900 }];
  const found = (rttMs: number): string[] =>
    bindings(api, [near, far], { ...measured(rttMs), demand: { points: nearby } });
  expect(found(99.6)).toContain(text);
  expect(found(99.5).join()).not.toContain('slowest');
  expect(strict(20).join()).not.toContain('slowest');
});

test('a region binds where one more replica finds no CPU or no memory, of the regions that the service may run in', () => {
  const full = (capacity: { cpu: number; memory: string }): string[] =>
    bindings({ allow: ['near'] }, [place('near', 0, 0, { capacity }), place('far', 0, 40, { capacity })], {
      planner: { targetUtilisation: 1 },
    }).filter((text) => text.includes('full'));
  // The router of the region uses 1 CPU and 512 MiB, the service's 10 replicas 10 CPU and 10 GiB.
  expect(full({ cpu: 11.5, memory: '100Gi' })).toEqual(['near is full: 11 of 11.5 CPU are used at a target of 100.0%']);
  expect(full({ cpu: 12, memory: '100Gi' })).toEqual([]);
  expect(full({ cpu: 100, memory: '11Gi' })).toEqual(['near is full: 10.5 of 11 GiB are used at a target of 100.0%']);
  expect(full({ cpu: 100, memory: '11.5Gi' })).toEqual([]);
  expect(full({ cpu: 11.5, memory: '11Gi' })).toEqual([
    'near is full: 11 of 11.5 CPU and 10.5 of 11 GiB are used at a target of 100.0%',
  ]);
});
