import { type Parameter, parametersOf } from '../../../lib/plan/questions/sensitivity-parameters';
import { statedBound } from '../../../lib/plan/questions/stated-bound';
import { workloadOf } from '../support/oracle';
import { place, planOf, stack } from '../support/tiny-specs';

const plan = planOf(
  stack(
    [place('a', 0, 0), place('b', 0, 30), place('c', 0, 60)],
    {
      web: { language: 'go', public: true, geo: { allow: ['a', 'c'], regions: { min: 2 } }, calls: ['data'] },
      data: { language: 'go', geo: { allow: ['b'] } },
    },
    [
      { id: 'east', lat: 0, lng: 61, requestsPerSecond: 30 },
      { id: 'west', lat: 0, lng: -1, requestsPerSecond: 90 },
      { id: 'wild', lat: 0, lng: -5, requestsPerSecond: 30 },
    ],
  ),
);
const { input } = statedBound(plan);
const parameters = parametersOf(plan, workloadOf(plan, 'web'));

function parameter(kind: Parameter['kind'], at = 0): Parameter {
  const found = parameters.filter((each) => each.kind === kind)[at];
  if (found === undefined) throw new Error('none');
  return found;
}

/** By origin (three regions, three places of users), then region: how many times as slow the way is, for waiting and for objectives. */
function scaling(scaled: Parameter): number[][] {
  const { atlas } = scaled.change(input, 3);
  return Array.from({ length: 6 }, (_, origin) =>
    [0, 1, 2].map((to) => {
      const factor = atlas.roundTrip(origin, to) / input.atlas.roundTrip(origin, to);
      expect(atlas.assured(origin, to) / input.atlas.assured(origin, to)).toBeCloseTo(factor, 9);
      return Math.round(factor);
    }),
  );
}

test('a service has the prices of its regions, the round trips of users to them and those of its calls', () => {
  expect(parameters.map(({ kind, regions }) => `${kind} ${regions.join(' ')}`)).toEqual([
    'compute price a',
    'egress price a',
    'compute price c',
    'egress price c',
    'user round trip a',
    'user round trip c',
    'round trip a b',
    'round trip b c',
  ]);
  const data = parametersOf(plan, workloadOf(plan, 'data'));
  expect(data.map(({ kind, regions }) => `${kind} ${regions.join(' ')}`)).toEqual([
    'compute price b',
    'egress price b',
    'round trip a b',
    'round trip b c',
  ]);
});

test('a round trip of users is that of all of them to one region, and of no call; its mean weighs by requests', () => {
  expect(scaling(parameter('user round trip', 1))).toEqual([
    [1, 1, 1],
    [1, 1, 1],
    [1, 1, 1],
    [1, 1, 3],
    [1, 1, 3],
    [1, 1, 3],
  ]);
  const ms = (point: number): number => input.atlas.roundTrip(3 + point, 0);
  expect(parameter('user round trip').today).toBeCloseTo((90 * ms(1) + 30 * ms(2)) / 120, 2);
});

test('a round trip of regions is that of both directions between them alone', () => {
  expect(scaling(parameter('round trip', 1))).toEqual([
    [1, 1, 1],
    [1, 1, 3],
    [1, 3, 1],
    [1, 1, 1],
    [1, 1, 1],
    [1, 1, 1],
  ]);
  expect(parameter('round trip', 1).today).toBeCloseTo(input.atlas.roundTrip(2, 1), 2);
});

test('prices change in one region: of CPU and memory together, or of traffic out of it', () => {
  const [a, b, c] = plan.model.regions.map(({ price }) => price);
  const { cpuHourUsd = NaN, memoryGiBHourUsd = NaN, egressGiBUsd = NaN } = c ?? {};
  const priced = (each: Parameter): unknown => each.change(input, 3).model.regions.map(({ price }) => price);
  expect(priced(parameter('compute price', 1))).toEqual([
    a,
    b,
    { ...c, cpuHourUsd: cpuHourUsd * 3, memoryGiBHourUsd: memoryGiBHourUsd * 3 },
  ]);
  expect(priced(parameter('egress price', 1))).toEqual([a, b, { ...c, egressGiBUsd: egressGiBUsd * 3 }]);
  expect([parameter('compute price').today, parameter('egress price').today]).toEqual([cpuHourUsd, egressGiBUsd]);
});
