import type { Model } from '../../../lib/model/model';
import { roundTripMs } from '../../../lib/geo/latency';
import { atlas } from '../../../lib/plan/atlas';
import { demandPoints } from '../../../lib/plan/demand';
import { jointProblem, type JointProblem } from '../../../lib/plan/joint/joint-problem';
import { placementOrder } from '../../../lib/plan/placement-order';
import type { PreviousPlan } from '../../../lib/plan/plan';
import { frankfurt, lagos, london, modelOf, stack, tokyo } from '../support/tiny-specs';

const price = { cpuHourUsd: 0.05, memoryGiBHourUsd: 0.01, egressGiBUsd: 0.1 };
const users = [
  { id: 'osaka', lat: 34.7, lng: 135.5, requestsPerSecond: 60 },
  { id: 'paris', lat: 48.9, lng: 2.4, requestsPerSecond: 30 },
];
const model = modelOf(
  stack(
    [
      { ...frankfurt, price, capacity: { cpu: 20, memoryGiB: 16 } },
      { ...lagos, price },
      { ...london, price },
      { ...tokyo, price },
    ],
    {
      web: {
        language: 'rust',
        tier: 'open',
        geo: { maxLatencyMs: 100, deny: ['lagos'], regions: { max: 2 } },
        requestsPerSecondPerReplica: 10,
        resources: { cpu: '500m', memory: '256Mi' },
        calls: [{ service: 'api', perRequest: 2, bytes: 1000 }],
      },
      api: {
        language: 'go',
        tier: 'open',
        geo: {
          maxLatencyMs: 100,
          coverage: 0.75,
          deny: ['london'],
          spread: { over: 'country', min: 2 },
          regions: { min: 2 },
        },
        calls: [{ service: 'db', perRequest: 0.5, bytes: 500 }],
      },
      db: { language: 'go', tier: 'open', geo: { apartFrom: ['log'] } },
      log: { language: 'go', tier: 'open', geo: { apartFrom: ['db'] } },
    },
    users,
  ),
);

function problemOf(given: Model, classOf: readonly number[], previous: PreviousPlan | null = null): JointProblem {
  const points = demandPoints(given.demand);
  const order = placementOrder(given);
  const ways = atlas(given.regions, points, given.planner.latency.measured);
  return jointProblem({ model: given, order, points, atlas: ways, previous }, Int32Array.from(classOf));
}

const problem = problemOf(model, [1, 0]);
const indexOf = (id: string): number => problem.services.findIndex((service) => service.id === id);
const serviceOf = (id: string, given = problem) => given.services[indexOf(id)] as JointProblem['services'][number];
const ids = model.regions.map(({ id }) => id);
/** Frankfurt, Lagos, London, Tokyo. */
const [f, l, b, t] = [0, 1, 2, 3] as const;
const waitingUsd = (ms: number): number => (ms / 1000) * model.planner.waitingUsdPerHour * 730;
const trafficUsd = (bytes: number): number => ((730 * 3600 * bytes) / 2 ** 30) * 0.1;
const placeOf = (id: string) =>
  model.regions.find((region) => region.id === id) ?? users.find((user) => user.id === id) ?? { lat: NaN, lng: NaN };
const ms = (from: string, to: string): number => roundTripMs(placeOf(from), placeOf(to));

test('services come callers first, with the rates of each class of users on their whole way', () => {
  expect(ids).toEqual(['frankfurt', 'lagos', 'london', 'tokyo']);
  expect([problem.regions, problem.classes, [...problem.classOf]]).toEqual([4, 2, [1, 0]]);
  // log is called by nobody as well: users are shared between it and web.
  expect([...problem.userRates]).toEqual([30, 15]);
  const rates = (id: string): unknown => {
    const { isEntry, totalRate, calledRate, calledRates } = serviceOf(id);
    return [isEntry, [...serviceOf(id).rates], totalRate, [...calledRates], calledRate];
  };
  expect(rates('web')).toEqual([true, [15, 30], 45, [0, 0], 0]);
  expect(rates('log')).toEqual([true, [15, 30], 45, [0, 0], 0]);
  expect(rates('api')).toEqual([false, [30, 60], 90, [30, 60], 90]);
  expect(rates('db')).toEqual([false, [15, 30], 45, [15, 30], 45]);
  expect(problem.calls.map(({ from, to, perRequest }) => [from, to, perRequest])).toEqual([
    [indexOf('api'), indexOf('db'), 0.5],
    [indexOf('web'), indexOf('api'), 2],
  ]);
});

test('rules are those of the services: candidates, numbers, spread, services that stay apart', () => {
  expect([...serviceOf('web').candidate]).toEqual([1, 0, 1, 1]);
  expect([...serviceOf('api').candidate]).toEqual([1, 1, 0, 1]);
  expect([serviceOf('web').minSites, serviceOf('web').maxSites]).toEqual([1, 2]);
  expect([serviceOf('api').minSites, serviceOf('api').maxSites]).toEqual([2, 3]);
  expect([serviceOf('web').minSpread, serviceOf('api').minSpread]).toEqual([1, 2]);
  expect([...serviceOf('api').spreadOf]).toEqual([0, 1, 2, 3]);
  expect([...serviceOf('db').apart]).toEqual([indexOf('log')]);
  expect([...serviceOf('web').apart]).toEqual([]);
  expect([serviceOf('web').mayMiss, serviceOf('api').mayMiss, serviceOf('db').mayMiss]).toEqual([0, 0.25, 0]);
});

test('money is of a month: the reserve, one request per second, its way from users and from callers', () => {
  const { fixedUsd, computeUsd, use, replica, userUsd, userSlow } = serviceOf('web');
  const replicaUsd = 730 * (0.5 * 0.05 + 0.25 * 0.01);
  expect(fixedUsd[f]).toBeCloseTo(replica.reserve * replicaUsd, 9);
  expect(computeUsd[f]).toBeCloseTo(replicaUsd / 10, 9);
  expect(use).toEqual([50, 25.6]);
  expect(replica).toMatchObject({ requestsPerSecond: 10, cpuMillis: 500, memoryMiB: 256 });
  // From Osaka, then from Paris: too far is out of reach, and so is what may not run it.
  const reached = [...(userUsd ?? [])].map((usd) => usd < Infinity);
  expect(reached).toEqual([false, false, false, true, true, false, true, false]);
  expect(userUsd?.[t]).toBeCloseTo(waitingUsd(ms('osaka', 'tokyo')) + trafficUsd(16_384), 9);
  expect(userUsd?.[4 + b]).toBeCloseTo(waitingUsd(ms('paris', 'london')) + trafficUsd(16_384), 9);
  expect(userSlow).toBeNull();
  expect(serviceOf('api').userUsd).toBeNull();
});

test('calls are possible between regions that may run both ends, slow ones where some may be', () => {
  const [toDb, toApi] = problem.calls;
  const at = (from: number, to: number): number => from * 4 + to;
  const isPossible = (call = toApi): number[] =>
    [...(call?.callUsd ?? [])].flatMap((usd, way) => (usd < Infinity ? [way] : []));
  const runs = [f, b, t].flatMap((from) => [f, l, t].map((to) => at(from, to)));
  expect(isPossible()).toEqual(runs);
  expect(toApi?.callUsd[at(f, f)]).toBeCloseTo(waitingUsd(1), 9);
  expect(toApi?.callUsd[at(b, f)]).toBeCloseTo(waitingUsd(ms('london', 'frankfurt')) + trafficUsd(1000), 9);
  expect([at(b, f), at(b, t), at(t, t), at(t, f)].map((way) => toApi?.callSlow?.[way])).toEqual([0, 1, 0, 1]);
  expect(toDb?.callSlow).toBeNull();
  expect(isPossible(toDb)).toEqual([f, l, t].flatMap((from) => [f, l, b, t].map((to) => at(from, to))));
});

test('room is the share that may be used less the router, and unlimited without a capacity', () => {
  const { targetUtilisation } = model.planner;
  const none = [Infinity, Infinity, Infinity];
  expect([...problem.room]).toEqual([
    20_000 * targetUtilisation - 1000,
    ...none,
    16_384 * targetUtilisation - 512,
    ...none,
  ]);
});

test('a previous plan costs its moves: all of them in the constant, what is kept taken off, what is new on top', () => {
  const previous = {
    digest: 'd',
    moveUsd: 10,
    placements: [
      { service: 'web', regions: ['london', 'gone'] },
      { service: 'api', regions: ['lagos', 'tokyo'] },
      { service: 'old', regions: ['lagos'] },
    ],
  };
  const after = problemOf(model, [1, 0], previous);
  expect(after.constantUsd).toBe(30);
  const added = (id: string): number[] =>
    [...serviceOf(id, after).fixedUsd].map((usd, site) => Math.round(usd - (serviceOf(id).fixedUsd[site] ?? NaN)));
  expect(['web', 'api', 'db'].map(added)).toEqual([
    [10, 10, -10, 10],
    [10, -10, 10, -10],
    [0, 0, 0, 0],
  ]);
  expect(problem.constantUsd).toBe(0);
});
