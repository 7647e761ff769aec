import { hubStarts } from '../../../lib/plan/joint/hub-starts';
import { statedBound } from '../../../lib/plan/questions/stated-bound';
import { place, planOf, stack } from '../support/tiny-specs';

const go = { language: 'go', requestsPerSecondPerReplica: 50, geo: { regions: { max: 1 } } } as const;
/** Two pairs of regions close to each other, far apart from the other pair. */
const regions = [place('east-a', 0, 100), place('east-b', 0, 101), place('west-a', 0, -60), place('west-b', 0, -61)];

it('services gathered around a hub keep apart from those that they stay apart from, next to the hub', () => {
  const plan = planOf(
    stack(
      regions,
      {
        a: { ...go, public: true, calls: ['b'] },
        b: { ...go, geo: { ...go.geo, apartFrom: ['a'] }, calls: ['c'] },
        c: { ...go, geo: { ...go.geo, apartFrom: ['b'] } },
      },
      [{ id: 'users', lat: 1, lng: 20, requestsPerSecond: 100 }],
    ),
  );
  const { problem } = statedBound(plan);
  // Too few steps to improve on the starts.
  const starts = hubStarts(problem, new Float64Array(3), 4, { seed: 1, steps: 1, worthUsd: plan.objective.total });
  const placed = starts.map((sets) =>
    [0, 1, 2]
      .flatMap((service) => regions.filter((_, site) => sets[service * 4 + site] === 1).map(({ id }) => id))
      .join(' '),
  );
  expect(new Set(placed)).toEqual(
    new Set(['east-a east-b east-a', 'east-b east-a east-b', 'west-a west-b west-a', 'west-b west-a west-b']),
  );
});
