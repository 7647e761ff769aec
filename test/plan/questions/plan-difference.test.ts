import type { FailureRow, Plan, Workload } from '../../../lib/plan/plan';
import { planDifference } from '../../../lib/plan/questions/plan-difference';
import { place, planOf, stack } from '../support/tiny-specs';

const plan = planOf(
  stack(
    [place('near', 0, 0), place('far', 0, 40)],
    { api: { language: 'go', public: true, geo: { regions: { min: 2 } } } },
    [
      { id: 'here', lat: 0, lng: 1, requestsPerSecond: 90 },
      { id: 'there', lat: 0, lng: 41, requestsPerSecond: 10 },
    ],
  ),
);
const [api] = plan.workloads as [Workload];

const withWorkload = (more: Partial<Workload>): Plan => ({
  ...plan,
  digest: 'other',
  workloads: [{ ...api, ...more }],
});

test('a plan differs in nothing from itself', () => {
  const { same, placements, moved, losses, objective, latency } = planDifference(plan, plan);
  expect({ same, placements, moved, losses }).toEqual({
    same: true,
    placements: [],
    moved: { requestsPerSecond: 0, share: 0 },
    losses: [],
  });
  expect(objective.before).toEqual(objective.after);
  expect(latency.before).toEqual(latency.after);
  expect(latency.before.meanMs).toBeGreaterThan(0);
});

test('placements that start, stop, change replicas or load are told, sorted by service and region', () => {
  const [far, near] = api.placements as [Workload['placements'][0], Workload['placements'][0]];
  const placements = [
    { ...near, replicas: near.replicas + 1 },
    { ...far, region: 'away' },
  ];
  const changes = planDifference(plan, withWorkload({ placements })).placements;
  expect(changes).toEqual([
    expect.objectContaining({ service: 'api', region: 'away', replicasBefore: 0, replicasAfter: far.replicas }),
    expect.objectContaining({
      region: 'far',
      replicasAfter: 0,
      requestsPerSecondBefore: 10,
      requestsPerSecondAfter: 0,
    }),
    expect.objectContaining({ region: 'near', replicasBefore: near.replicas, replicasAfter: near.replicas + 1 }),
  ]);
});

test('users whom another region answers have moved, by the larger of what leaves and what comes', () => {
  const userFlows = api.userFlows.map((flow) => Object.assign({}, flow, { region: 'near' }));
  expect(planDifference(plan, withWorkload({ userFlows })).moved).toEqual({ requestsPerSecond: 10, share: 0.1 });
  expect(planDifference(plan, withWorkload({ userFlows: [] })).same).toBe(false);
});

test('losses that change their answer are told, and those that one plan does not know where they are not survived', () => {
  const row = (name: string, feasible: boolean): FailureRow =>
    Object.assign({}, plan.failures[0], { kind: 'region', name, feasible });
  const before = { ...plan, failures: [row('c', false), row('fine', true), row('same', true), row('a', true)] };
  const after = { ...plan, failures: [row('same', true), row('b', false), row('a', false)] };
  expect(planDifference(before, after).losses).toEqual([
    { kind: 'region', name: 'a', feasibleBefore: true, feasibleAfter: false },
    { kind: 'region', name: 'b', feasibleBefore: null, feasibleAfter: false },
    { kind: 'region', name: 'c', feasibleBefore: false, feasibleAfter: null },
  ]);
});
