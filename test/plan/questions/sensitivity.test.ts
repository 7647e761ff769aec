import fc from 'fast-check';
import type { Model, RegionNode } from '../../../lib/model/model';
import type { StackSpec } from '../../../lib/model/spec';
import type { Plan, Workload } from '../../../lib/plan/plan';
import { sensitivities, type Sensitivity } from '../../../lib/plan/questions/sensitivity';
import { statedBound } from '../../../lib/plan/questions/stated-bound';
import { jointOptimum, modelled, type RoundTrip } from '../support/joint-oracle';
import { replicaUsd, serviceOf, workloadOf } from '../support/oracle';
import { london, place, planOf, stack, tinySpec, tokyo } from '../support/tiny-specs';

const few = { seed: 3, numRuns: 8 };

/** The second service runs in one region and is seldom called, so that calls go far. */
function apart(spec: StackSpec): StackSpec {
  const { a, b } = spec.services ?? {};
  if (a === undefined || b === undefined) return spec;
  const calls = [{ service: 'b', perRequest: 0.1, bytes: 2000 }];
  return { ...spec, services: { ...spec.services, a: { ...a, calls }, b: { ...b, geo: { regions: { max: 1 } } } } };
}

const allOf = (plan: Plan): Sensitivity[] =>
  plan.workloads.flatMap((workload) => sensitivities(plan, statedBound(plan), workload));

interface Changed {
  readonly model: Model;
  readonly roundTrip: RoundTrip;
}

/** The stack with one number times a factor. */
function changed(model: Model, { kind, regions: [a, b] }: Sensitivity, factor: number): Changed {
  const priced = (price: RegionNode['price']): RegionNode['price'] =>
    kind === 'egress price'
      ? { ...price, egressGiBUsd: price.egressGiBUsd * factor }
      : {
          ...price,
          cpuHourUsd: price.cpuHourUsd * factor,
          memoryGiBHourUsd: price.memoryGiBHourUsd * factor,
        };
  if (kind === 'compute price' || kind === 'egress price') {
    const regions = model.regions.map((each) => (each.id === a ? { ...each, price: priced(each.price) } : each));
    return { model: { ...model, regions }, roundTrip: modelled };
  }
  const isRegion = (id: string): boolean => model.regions.some((region) => region.id === id);
  const isPath = (from: string, to: string): boolean =>
    kind === 'round trip' ? (from === a && to === b) || (from === b && to === a) : !isRegion(from) && to === a;
  return { model, roundTrip: (from, to) => modelled(from, to) * (isPath(from.id, to.id) ? factor : 1) };
}

/** What the plan's own flows cost in a stack, from the meaning of its parts. */
function costOf(plan: Plan, { model, roundTrip }: Changed): number {
  const region = (id: string): RegionNode => model.regions.find((each) => each.id === id) as RegionNode;
  const ofWorkload = ({ service, placements, userFlows, callFlows }: Workload): number => {
    const node = serviceOf(model, service);
    const serve = (rate: number, to: string, ms: number, bytes: number): number => {
      const { price } = region(to);
      const waiting = ((rate * ms) / 1000) * model.planner.waitingUsdPerHour * 730;
      const compute = (rate / node.requestsPerSecondPerReplica) * replicaUsd(node, region(to));
      return waiting + compute + ((rate * 730 * 3600 * bytes) / 2 ** 30) * price.egressGiBUsd;
    };
    const point = (id: string) => plan.demand.points.find((each) => each.id === id) as Plan['demand']['points'][number];
    const bytesOf = (caller: string): number =>
      model.calls.find(({ from, to }) => from === caller && to === service)?.bytes ?? 0;
    return [
      ...placements.map((each) => node.tier.minReplicas * replicaUsd(node, region(each.region))),
      ...userFlows.map(({ demand, region: to, requestsPerSecond }) =>
        serve(requestsPerSecond, to, roundTrip(point(demand), region(to)), 16_384),
      ),
      ...callFlows.map(({ service: caller, from, to, requestsPerSecond }) =>
        serve(requestsPerSecond, to, roundTrip(region(from), region(to)), from === to ? 0 : bytesOf(caller)),
      ),
    ].reduce((sum, usd) => sum + usd, 0);
  };
  return plan.workloads.reduce((sum, workload) => sum + ofWorkload(workload), 0);
}

test('between its ends no plan by brute force is further below this plan than the gap that is stated', () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(tinySpec({ minRegions: 3, minUsers: 4, tier: fc.constant('open' as const) }).map(apart), (spec) => {
      const plan = planOf(spec);
      for (const each of allOf(plan)) {
        kinds.add(each.kind);
        for (const value of [each.from.value, (each.today + each.to.value) / 2, each.to.value]) {
          const there = changed(plan.model, each, value / each.today);
          const optimum = jointOptimum(there.model, there.roundTrip) ?? NaN;
          expect(optimum).toBeGreaterThanOrEqual((1 - each.withinGap) * costOf(plan, there) - 0.5);
        }
        expect(each.from.value).toBeLessThanOrEqual(each.today);
        expect(each.to.value).toBeGreaterThanOrEqual(each.today);
      }
    }),
    few,
  );
  expect([...kinds].toSorted()).toEqual(['compute price', 'egress price', 'round trip', 'user round trip']);
});

const near = place('near', 0, 0);
const far = place('far', 0, 20);
const users = [{ id: 'here', lat: 0, lng: 1, requestsPerSecond: 100 }];
const api = { language: 'go', public: true, geoEnabled: true, tier: 'open', requestsPerSecondPerReplica: 50 } as const;

function explained(plan: Plan, service: string, kind: Sensitivity['kind']): Sensitivity[] {
  return sensitivities(plan, statedBound(plan), workloadOf(plan, service)).filter((each) => each.kind === kind);
}

/** Of a plan in `near`: the factor up to which it is within its gap of the one in `far`, by the definition of both. */
function factorOf(plan: Plan, sensitivity: Sensitivity): number {
  const cost = (factor: number): number => costOf(plan, changed(plan.model, sensitivity, factor));
  const moved = planOf(stack([far], { api }, users)).objective.total;
  return (moved / (1 - sensitivity.withinGap) - cost(0)) / (cost(1) - cost(0));
}

test.each(['compute price', 'egress price', 'user round trip'] as const)(
  'where the only other plan is elsewhere, the %s may grow until that one costs one percent less',
  (kind) => {
    const plan = planOf(stack([near, far], { api: { ...api, geo: { regions: { max: 1 } } } }, users));
    const [found, ...more] = explained(plan, 'api', kind);
    if (found === undefined) throw new Error('none');
    expect([found.regions, more, plan.gap]).toEqual([['near'], [], 0]);
    expect(found.from).toEqual({ value: 0, endedBy: null });
    const exact = factorOf(plan, found);
    const factor = found.to.value / found.today;
    expect(exact < 4 ? factor : 4).toBeLessThanOrEqual(exact + 1e-9);
    expect(found.to.endedBy).toEqual(factor < 4 ? { kind: 'gap' } : null);
    expect(factor).toBeGreaterThan(Math.min(4, exact) - 0.02 * Math.min(4, exact));
  },
);

test('a modelled round trip may grow until 1.2 times it breaks the objective, a measured one until it breaks it', () => {
  const strict = { ...api, geo: { maxLatencyMs: 40, coverage: 0.7, regions: { max: 2 } } };
  const some = [...users, { id: 'there', lat: 0, lng: 21, requestsPerSecond: 50 }];
  const edgeOf = (measured: object): unknown => {
    const plan = planOf(stack([near, far], { api: strict }, some, measured));
    const [toFar, toNear] = explained(plan, 'api', 'user round trip');
    return [toFar?.regions, toFar?.today, toNear?.regions, toNear?.to];
  };
  const endedBy = { kind: 'objective', service: 'api' };
  expect(edgeOf({})).toEqual([['far'], expect.any(Number), ['near'], { value: expect.closeTo(40 / 1.2, 2), endedBy }]);
  const latency = { measured: [{ from: 'near', to: 'here', rttMs: 20 }] };
  expect(edgeOf({ planner: { latency } })).toEqual([
    ['far'],
    expect.any(Number),
    ['near'],
    { value: expect.closeTo(40, 1), endedBy },
  ]);
});

test('where a faster way meets the objective and the other region is dear, it may not get that fast', () => {
  const strict = { ...api, geo: { maxLatencyMs: 40 } };
  const dear = { ...far, price: { cpuHourUsd: 2, memoryGiBHourUsd: 0.2, egressGiBUsd: 0.5 } };
  const both = [...users, { id: 'there', lat: 0, lng: 21, requestsPerSecond: 100 }];
  const plan = planOf(stack([near, dear], { api: strict }, both));
  expect(workloadOf(plan, 'api').placements.map(({ region }) => region)).toEqual(['far', 'near']);
  const toNear = explained(plan, 'api', 'user round trip').find(({ regions }) => regions[0] === 'near');
  const [there, to] = [
    plan.demand.points.find(({ id }) => id === 'there'),
    plan.model.regions.find(({ id }) => id === 'near'),
  ];
  if (toNear === undefined || there === undefined || to === undefined) throw new Error('none');
  const admits = 40 / 1.2 / modelled(there, to);
  expect(toNear.from.endedBy).toEqual({ kind: 'gap' });
  expect(toNear.from.value / toNear.today).toBeGreaterThan(admits);
  expect(toNear.from.value / toNear.today).toBeLessThan(admits + 0.02);
});

test('with one region nothing but zero and four times are the ends, and what costs nothing is left out', () => {
  const price = { cpuHourUsd: 0.04, memoryGiBHourUsd: 0.004, egressGiBUsd: 0 };
  const plan = planOf(stack([place('only', 0, 0, { price })], { api }, users));
  const found = sensitivities(plan, statedBound(plan), workloadOf(plan, 'api'));
  expect(found.map(({ kind, from, to }) => [kind, from, to.endedBy])).toEqual([
    ['compute price', { value: 0, endedBy: null }, null],
    ['user round trip', { value: 0, endedBy: null }, null],
  ]);
  expect(found.map(({ today, to, unit }) => [today, to.value, unit])).toEqual([
    [0.04, 0.16, 'US$/CPU-hour'],
    [found[1]?.today, expect.closeTo(4 * (found[1]?.today ?? 0), 1), 'ms'],
  ]);
});

test('round trips are told of the paths that the service calls and is called over, with both ends sorted', () => {
  const one = { regions: { max: 1 } };
  const plan = planOf(
    stack(
      [london, tokyo],
      {
        web: { ...api, geo: { allow: ['tokyo'] }, calls: ['mid'] },
        mid: { language: 'go', geo: { ...one, allow: ['london'] }, calls: ['data', 'near'] },
        data: { language: 'go', geo: { ...one, allow: ['tokyo'] } },
        near: { language: 'go', geo: { ...one, allow: ['london'] } },
      },
      users,
    ),
  );
  for (const service of ['web', 'mid', 'data'])
    expect(explained(plan, service, 'round trip').map(({ regions }) => regions)).toEqual([['london', 'tokyo']]);
  expect(explained(plan, 'near', 'round trip')).toEqual([]);
  expect(explained(plan, 'near', 'user round trip')).toEqual([]);
  expect(explained(plan, 'mid', 'round trip')[0]?.today).toBeCloseTo(plan.regionLatencyMs[0]?.[1] ?? NaN, 0);
});
