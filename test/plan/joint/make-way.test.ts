import type { SiteSets } from '../../../lib/plan/joint/joint-prices';
import { improveSites } from '../../../lib/plan/joint/joint-search';
import { waysToMakeWay } from '../../../lib/plan/joint/make-way';
import { statedBound } from '../../../lib/plan/questions/stated-bound';
import { verifyPlan } from '../../../lib/plan/verify/verify-plan';
import { costOfSites } from '../support/cost-of-sites';
import { cheapestWithRules } from '../support/rules-oracle';
import { lagos, london, planOf, stack, tokyo } from '../support/tiny-specs';

const rust = { language: 'rust', requestsPerSecondPerReplica: 50 } as const;
const users = [
  { id: 'leeds', lat: 53.8, lng: -1.5, requestsPerSecond: 100 },
  { id: 'osaka', lat: 34.7, lng: 135.5, requestsPerSecond: 400 },
];

describe('a service that stays apart from another', () => {
  const spec = stack(
    [lagos, london, tokyo],
    {
      web: { ...rust, public: true, geo: { regions: { max: 2 } } },
      rest: { ...rust, geo: { regions: { max: 2 }, apartFrom: ['web'] } },
    },
    users,
  );
  const { problem } = statedBound(planOf(spec));
  const [rest, web] = ['rest', 'web'].map((id) => problem.services.findIndex((each) => each.id === id)) as [
    number,
    number,
  ];
  const [inLagos, inLondon, inTokyo] = [0, 1, 2] as const;
  const all = [inLagos, inLondon, inTokyo];

  function setsOf(regions: { readonly web: readonly number[]; readonly rest: readonly number[] }): SiteSets {
    const sets = new Uint8Array(6);
    for (const site of regions.web) sets[web * 3 + site] = 1;
    for (const site of regions.rest) sets[rest * 3 + site] = 1;
    return sets;
  }

  it('leaves the region that the other one needs more, and goes where there is none of it', () => {
    // Too few steps for lucky kicks.
    const found = improveSites(problem, setsOf({ web: [inLondon], rest: [inTokyo] }), new Float64Array(2), {
      seed: 1,
      steps: 80,
    });
    expect(found).toEqual(setsOf({ web: [inLondon, inTokyo], rest: [inLagos] }));
  });

  it('may leave a region only if it keeps enough others, and takes none that is out of bounds or where the other stays', () => {
    const ways = (sets: SiteSets, closes: number, within: readonly number[]): unknown =>
      waysToMakeWay(problem, sets, [{ service: web, opens: inTokyo, closes }], within);
    const one = setsOf({ web: [inLondon], rest: [inTokyo] });
    const toLagos = { service: rest, opens: inLagos, closes: inTokyo };
    const toLondon = { service: rest, opens: inLondon, closes: inTokyo };
    expect(ways(one, -1, all)).toEqual([toLagos]);
    expect(ways(one, -1, [inLondon, inTokyo])).toEqual([]);
    expect(ways(one, inLondon, all)).toEqual([toLagos, toLondon]);
    const two = setsOf({ web: [inLondon], rest: [inLagos, inTokyo] });
    expect(ways(two, -1, all)).toEqual([{ service: rest, opens: -1, closes: inTokyo }]);
    expect(ways(setsOf({ web: [inLondon], rest: [inLagos] }), -1, all)).toEqual([]);
  });
});

describe('a service that stays apart from its caller', () => {
  const plan = planOf(
    stack(
      [lagos, london, tokyo],
      {
        a: { ...rust, public: true, geo: { regions: { max: 2 } }, calls: ['b'] },
        b: { ...rust, geo: { regions: { max: 1 }, apartFrom: ['a'] } },
      },
      users,
    ),
  );

  it('is never called within a region, which the bound knows', () => {
    expect(verifyPlan(plan)).toMatchObject({ valid: true, faults: [] });
    expect(plan.objective.total).toBeCloseTo(cheapestWithRules(plan.model) ?? NaN, 1);
    expect(plan.gap).toBeLessThan(0.02);
  });

  it('leaves the region of its caller where it was put there alone, though no call could be answered', () => {
    const { problem } = statedBound(plan);
    const together = Uint8Array.of(0, 1, 0, 0, 1, 0);
    const found = improveSites(problem, together, new Float64Array(2), { seed: 1, steps: 80 });
    expect(costOfSites(problem, together, new Float64Array(2))).toBe(Infinity);
    expect(costOfSites(problem, found, new Float64Array(2))).toBeLessThan(Infinity);
  });
});
