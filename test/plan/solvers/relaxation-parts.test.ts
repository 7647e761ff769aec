import fc from 'fast-check';
import { capacityChooser } from '../../../lib/plan/solvers/capacity-choice';
import { choiceScratch, chooseSites } from '../../../lib/plan/solvers/choose-sites';
import { takeSmallest } from '../../../lib/plan/solvers/knapsack';
import { dominatedSites, transpose } from '../../../lib/plan/solvers/preprocess';
import { mulberry32 } from '../../../lib/plan/solvers/random';
import { sortByKey, sortScratch } from '../../../lib/plan/solvers/sort-by-key';
import { bruteForceOptimum } from './support/brute-force';
import { problems } from './support/problems';

const check = { seed: 271, numRuns: 300 };
const values = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 9 });

function subsets(count: number): number[][] {
  return Array.from({ length: 2 ** count }, (_, mask) => [...Array(count).keys()].filter((at) => (mask >> at) & 1));
}

const sumOf = (all: readonly number[], members: readonly number[]): number =>
  members.reduce((sum, at) => sum + (all[at] ?? NaN), 0);

describe('the parts of the relaxations', () => {
  it('sort by key is a stable sort', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 100 }), (drawn) => {
        const keys = Float64Array.from(drawn);
        const items = Int32Array.from(drawn, (_, at) => at);
        sortByKey(keys, items, drawn.length, sortScratch(drawn.length));
        const expected = drawn.map((key, item) => ({ key, item })).sort((a, b) => a.key - b.key);
        expect([...keys]).toEqual(expected.map(({ key }) => key));
        expect([...items]).toEqual(expected.map(({ item }) => item));
      }),
      check,
    );
  });

  it('the chosen sites have the least sum of all sets within the range', () => {
    fc.assert(
      fc.property(values, fc.nat(), fc.nat(), (drawn, a, b) => {
        const [first, second] = [a % (drawn.length + 1), b % (drawn.length + 1)];
        const [atLeast, atMost] = [Math.min(first, second), Math.max(first, second)];
        const chosen = new Uint8Array(drawn.length);
        chooseSites(Float64Array.from(drawn), atLeast, atMost, chosen, choiceScratch(drawn.length));
        const members = [...drawn.keys()].filter((at) => chosen[at] === 1);
        const allowed = subsets(drawn.length).filter((set) => set.length >= atLeast && set.length <= atMost);
        expect(allowed).toContainEqual(members);
        expect(sumOf(drawn, members)).toBe(Math.min(...allowed.map((set) => sumOf(drawn, set))));
      }),
      check,
    );
  });

  it('the knapsack takes the smallest ratios and fills the room exactly', () => {
    const item = fc.record({ key: fc.integer({ min: -20, max: -1 }), weight: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 60 }), fc.integer({ min: 0, max: 120 }), (drawn, room) => {
        const keys = Float64Array.from(drawn, ({ key }) => key);
        const items = Int32Array.from(drawn, (_, at) => at);
        const weights = Float64Array.from(drawn, ({ weight }) => weight);
        const taken = { share: 1 };
        const count = takeSmallest(keys, items, 0, drawn.length, weights, room, taken);
        let value = 0;
        items.subarray(0, count).forEach((at, position) => {
          value += (drawn[at]?.key ?? NaN) * (drawn[at]?.weight ?? NaN) * (position === count - 1 ? taken.share : 1);
        });
        let left = room;
        let expected = 0;
        for (const { key, weight } of [...drawn].sort((a, b) => a.key - b.key)) {
          expected += key * Math.min(weight, left);
          left -= Math.min(weight, left);
        }
        expect(value).toBeCloseTo(expected, 9);
      }),
      check,
    );
  });

  it('the choice under aggregate capacity reaches the best mixture of two sets', () => {
    const drawnSites = fc.array(
      fc.record({ value: fc.integer({ min: -9, max: 30 }), supply: fc.integer({ min: 0, max: 9 }) }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(drawnSites, fc.nat(), fc.integer({ min: 0, max: 30 }), (drawn, most, demand) => {
        const [all, supply] = [drawn.map(({ value }) => value), drawn.map((site) => site.supply)];
        const atMost = 1 + (most % drawn.length);
        const allowed = subsets(drawn.length).filter((set) => set.length >= 1 && set.length <= atMost);
        fc.pre(allowed.some((set) => sumOf(supply, set) >= demand));
        const shares = new Float64Array(drawn.length);
        const chooser = capacityChooser({ supply: Float64Array.from(supply), demand, atLeast: 1, atMost });
        const bound = chooser.choose(Float64Array.from(all), shares);
        expect(bound).toBeCloseTo(bestMixture(all, supply, allowed, demand), 9);
        expect(shares.reduce((sum, share, at) => sum + share * (supply[at] ?? NaN), 0)).toBeGreaterThan(demand - 1e-9);
        expect(shares.reduce((sum, share, at) => sum + share * (all[at] ?? NaN), 0)).toBeCloseTo(bound, 9);
      }),
      check,
    );
  });

  it('a problem without its dominated sites has the same optimum', () => {
    let found = 0;
    fc.assert(
      fc.property(problems('ufl'), (problem) => {
        const { fixedCosts, costs, demands } = problem;
        const sites = fixedCosts.length;
        const dominated = dominatedSites(transpose(costs, demands.length, sites), fixedCosts);
        const kept = [...fixedCosts.keys()].filter((site) => dominated[site] === 0);
        found += sites - kept.length;
        expect(kept.length).toBeGreaterThan(0);
        const reduced = {
          ...problem,
          costs: costs.filter((_, at) => dominated[at % sites] === 0),
          fixedCosts: fixedCosts.filter((_, site) => dominated[site] === 0),
          maxSites: kept.length,
        };
        expect(bruteForceOptimum(reduced)).toBe(bruteForceOptimum(problem));
      }),
      check,
    );
    expect(found).toBeGreaterThan(50);
  });

  it('the random sequence of seed 1 is the published one of mulberry32', () => {
    const random = mulberry32(1);
    expect([random(), random(), random()]).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522]);
  });
});

/** The least value of a set with enough supply, or of a mixture of two sets that has just enough. */
function bestMixture(all: number[], supply: number[], allowed: number[][], demand: number): number {
  const lines = allowed.map((set) => ({ value: sumOf(all, set), supply: sumOf(supply, set) }));
  let best = Infinity;
  for (const above of lines.filter((line) => line.supply >= demand)) {
    best = Math.min(best, above.value);
    for (const below of lines.filter((line) => line.supply < demand)) {
      const share = (demand - below.supply) / (above.supply - below.supply);
      best = Math.min(best, share * above.value + (1 - share) * below.value);
    }
  }
  return best;
}
