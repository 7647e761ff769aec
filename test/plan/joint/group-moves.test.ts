import type { SiteSets } from '../../../lib/plan/joint/joint-prices';
import { improveSites } from '../../../lib/plan/joint/joint-search';
import { statedBound } from '../../../lib/plan/questions/stated-bound';
import { costOfSites } from '../support/cost-of-sites';
import { lagos, london, planOf, stack, tokyo } from '../support/tiny-specs';

/** `web` calls `api` ten times for a request: neither is of use in a region without the other. */
const spec = stack(
  [london, tokyo, lagos],
  {
    web: { language: 'rust', public: true, geo: { regions: { max: 2 } }, calls: [{ service: 'api', perRequest: 10 }] },
    api: { language: 'rust', geo: { regions: { max: 2 } }, requestsPerSecondPerReplica: 1000 },
  },
  [
    { id: 'london', lat: 51.5, lng: -0.1, requestsPerSecond: 100 },
    { id: 'tokyo', lat: 35.7, lng: 139.7, requestsPerSecond: 100 },
  ],
);
const { problem } = statedBound(planOf(spec));
const slowUsd = new Float64Array(2);
const at = (service: number, region: string): number => service * 3 + ['lagos', 'london', 'tokyo'].indexOf(region);

/** In the order of `problem.services`: web, api. */
function setsOf(web: readonly string[], api: readonly string[]): SiteSets {
  const sets = new Uint8Array(6);
  for (const region of web) sets[at(0, region)] = 1;
  for (const region of api) sets[at(1, region)] = 1;
  return sets;
}

/** Too few steps for lucky kicks. */
const search = (start: SiteSets): SiteSets => improveSites(problem, start, slowUsd, { seed: 1, steps: 1500 });

test('services spread to a region together where neither would go alone', () => {
  const [london, both] = [setsOf(['london'], ['london']), setsOf(['london', 'tokyo'], ['london', 'tokyo'])];
  const usd = (sets: SiteSets): number => costOfSites(problem, sets, slowUsd);
  expect(usd(both)).toBeLessThan(usd(london));
  for (const alone of [setsOf(['london', 'tokyo'], ['london']), setsOf(['london'], ['london', 'tokyo'])])
    expect(usd(alone)).toBeGreaterThan(usd(london));
  expect(search(london)).toEqual(both);
});

test('services leave a region together where the users are worth one reserve there, but not both', () => {
  const [both, london, apiStays] = [
    setsOf(['london', 'tokyo'], ['london', 'tokyo']),
    setsOf(['london'], ['london']),
    setsOf(['london'], ['london', 'tokyo']),
  ];
  const fewer = [...Array(400).keys()]
    .map((power) => Object.assign({}, problem, { userRates: problem.userRates.map((rate) => rate * 0.97 ** power) }))
    .find((each) => {
      const usd = (sets: SiteSets): number => costOfSites(each, sets, slowUsd);
      return usd(london) < usd(both) && usd(both) < usd(apiStays);
    });
  if (fewer === undefined) throw new Error('no rate is worth one reserve only');
  const found = improveSites(fewer, both, slowUsd, { seed: 1, steps: 300 });
  expect(costOfSites(fewer, found, slowUsd)).toBeLessThanOrEqual(costOfSites(fewer, london, slowUsd));
});
