import fc from 'fast-check';
import { cutoffBelow, hasIntegerCosts, leastCost } from '../../../../lib/plan/solvers/branch/cutoff';
import { proofRecorder } from '../../../../lib/plan/solvers/branch/proof-recorder';
import { roundDown } from '../../../../lib/plan/solvers/branch/round-down';
import { chooseSmallest, newChoice } from '../../../../lib/plan/solvers/branch/smallest-values';
import {
  decide,
  decidedClosed,
  decidedOpen,
  fewestMore,
  listUndecided,
  mostMore,
  newSubproblem,
  takeBack,
} from '../../../../lib/plan/solvers/branch/subproblem';
import { prepare } from '../../../../lib/plan/solvers/preprocess';
import { problemOf } from '../support/problems';

const largest = (2 - 2 ** -23) * 2 ** 127;

describe('rounding down to float32', () => {
  it.each([
    [0, 0],
    [1, 1],
    [0.1, 0.099_999_994_039_535_52],
    [1 + 2 ** -24 + 2 ** -30, 1],
    [1 + 2 ** -23 - 2 ** -30, 1],
    [1 - 2 ** -30, 1 - 2 ** -24],
    [2 ** -150 + 2 ** -160, 0],
    [2 ** -149, 2 ** -149],
    [1e300, largest],
    [largest, largest],
    [Infinity, Infinity],
  ])('of %d is %d', (value, expected) => {
    expect(roundDown(value)).toBe(expected);
  });

  it('gives the number itself where float32 has it, else the one below it, which the next one passes', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (value) => {
        const rounded = roundDown(value);
        expect(Math.fround(rounded)).toBe(rounded);
        expect(rounded).toBeLessThanOrEqual(value);
        expect(Math.fround(rounded * (1 + 2 ** -23) + 2 ** -149)).toBeGreaterThan(value);
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});

describe('cutoffs', () => {
  it('are just above the next smaller integer where costs are integers that sums express', () => {
    expect(cutoffBelow(100, true)).toBe(99 + 2 ** -10);
    expect(cutoffBelow(2 ** 30, true)).toBe(2 ** 30 - 1 + 2 ** -10);
    expect(cutoffBelow(2 ** 30 + 1, true)).toBe((2 ** 30 + 1) * (1 - 5e-7));
    expect(cutoffBelow(100, false)).toBe(100 * (1 - 5e-7));
  });

  it('the least cost is the bound, rounded up where costs are such integers, and never above the cost', () => {
    expect(leastCost(7.25, 9, true)).toBe(8);
    expect(leastCost(7.25, 9, false)).toBe(7.25);
    expect(leastCost(8.5, 8, false)).toBe(8);
    expect(leastCost(7.25, 2 ** 30 + 1, true)).toBe(7.25);
  });

  it.each([
    [[[1, null]], [2, 3], true],
    [[[1, 2.5]], [2, 3], false],
    [[[1, 2]], [2, 3.5], false],
    [[[1, 2 ** 24 + 1]], [2, 3], false],
    [[[1, 2 ** 24 + 2]], [2, 3], true],
    [[[1, 2]], [2, 2 ** 24 + 1], false],
  ])('costs %j and fixed costs %j: integers %s', (costs, fixedCosts, expected) => {
    expect(hasIntegerCosts(problemOf(costs, { fixedCosts }))).toBe(expected);
  });
});

describe('the smallest values', () => {
  it('are those of a sort, ties by position, for every range of their number', () => {
    const drawn = fc.record({
      values: fc.array(fc.integer({ min: -5, max: 9 }), { maxLength: 40 }),
      first: fc.nat(),
      second: fc.nat(),
    });
    fc.assert(
      fc.property(drawn, ({ values, first, second }) => {
        const [a, b] = [first % (values.length + 1), second % (values.length + 1)];
        const [atLeast, atMost] = [Math.min(a, b), Math.max(a, b)];
        // Backwards, with a site between them that is not offered: positions and sites differ.
        const sites = Int32Array.from(values, (_, at) => 2 * (values.length - 1 - at));
        const bySite = new Float64Array(2 * values.length).fill(-100);
        sites.forEach((site, at) => (bySite[site] = values[at] ?? NaN));
        const choice = newChoice(2 * values.length);
        chooseSmallest(bySite, sites, values.length, atLeast, atMost, choice);
        const negative = values.filter((value) => value < 0).length;
        const count = Math.min(Math.max(negative, atLeast), atMost);
        const order = [...values.keys()].sort((x, y) => (values[x] ?? NaN) - (values[y] ?? NaN) || x - y);
        const expected = order.slice(0, count).sort((x, y) => x - y);
        const value = expected.reduce((sum, at) => sum + (values[at] ?? NaN), 0);
        const sorted = order.map((at) => values[at] ?? NaN);
        const [last, next] = [sorted[count - 1] ?? -Infinity, sorted[count] ?? Infinity];
        expect(choice).toMatchObject({ count, value, last, next });
        expect([...choice.chosenSites.subarray(0, count)]).toEqual(expected.map((at) => sites[at]));
        expect([...choice.chosen.entries()].filter(([, flag]) => flag === 1).map(([site]) => site)).toEqual(
          expected.map((at) => sites[at] ?? NaN).sort((x, y) => x - y),
        );
      }),
      { seed: 5, numRuns: 400 },
    );
  });

  it('are found among many equal ones and in sorted and reversed orders', () => {
    for (const values of [
      [...Array(50).keys()],
      [...Array(50).keys()].reverse(),
      Array.from({ length: 50 }, (_, at) => at % 2),
    ]) {
      const choice = newChoice(50);
      const sites = Int32Array.from(values, (_, at) => at);
      for (const count of [1, 2, 25, 49, 50]) {
        chooseSmallest(Float64Array.from(values), sites, 50, count, count, choice);
        const sorted = values.toSorted((a, b) => a - b);
        expect([choice.last, choice.next]).toEqual([sorted[count - 1], sorted[count] ?? Infinity]);
        expect(choice.value).toBe(sorted.slice(0, count).reduce((sum, one) => sum + one, 0));
      }
    }
  });

  it('of none are none', () => {
    const choice = newChoice(2);
    expect(choice).toMatchObject({ count: 0, value: 0, last: -Infinity, next: Infinity });
    chooseSmallest(Float64Array.of(-1, 0), Int32Array.of(0, 1), 2, 0, 0, choice);
    expect(choice).toMatchObject({ count: 0, value: 0, last: -Infinity, next: -1 });
    chooseSmallest(Float64Array.of(-1, 0), Int32Array.of(0, 1), 2, 0, 2, choice);
    expect(choice).toMatchObject({ count: 1, value: -1, last: -1, next: 0 });
  });
});

describe('the decisions of a path', () => {
  it('are counted, and taken back in the reverse order', () => {
    const prepared = prepare(problemOf([[1, 2, 3, 4, 5]], { minSites: 2, maxSites: 3 }), false);
    const subproblem = newSubproblem(prepared);
    const state = (): unknown => {
      listUndecided(subproblem);
      const { decided, open, undecidedSites, undecidedCount } = subproblem;
      const left = [...undecidedSites.subarray(0, undecidedCount)];
      return [decided, open, left, fewestMore(subproblem), mostMore(subproblem)];
    };
    expect(subproblem.undecidedCount).toBe(5);
    expect(state()).toEqual([0, 0, [0, 1, 2, 3, 4], 2, 3]);
    decide(subproblem, 3, decidedOpen);
    decide(subproblem, 0, decidedClosed);
    decide(subproblem, 4, decidedOpen);
    expect(state()).toEqual([3, 2, [1, 2], 0, 1]);
    decide(subproblem, 2, decidedOpen);
    decide(subproblem, 1, decidedOpen);
    expect(state()).toEqual([5, 4, [], 0, -1]);
    takeBack(subproblem, 2);
    expect(state()).toEqual([2, 1, [1, 2, 4], 1, 2]);
    takeBack(subproblem, 0);
    expect(state()).toEqual([0, 0, [0, 1, 2, 3, 4], 2, 3]);
    decide(subproblem, 1, decidedClosed);
    decide(subproblem, 2, decidedClosed);
    decide(subproblem, 3, decidedClosed);
    expect(state()).toEqual([3, 0, [0, 4], 2, 2]);
  });
});

describe('the recorder of a proof', () => {
  it.each([true, false])('counts nodes and copies rounds (kept: %s)', (keep) => {
    const recorder = proofRecorder(keep);
    const prices = Float32Array.of(1, 2);
    recorder.node();
    recorder.round(prices);
    recorder.branch(3);
    prices.fill(9);
    recorder.node();
    recorder.round(prices);
    recorder.round(prices);
    expect(recorder.count).toBe(2);
    const kept = [
      { rounds: [Float32Array.of(1, 2)], branch: 3 },
      { rounds: [Float32Array.of(9, 9), Float32Array.of(9, 9)], branch: null },
    ];
    expect(recorder.nodes).toEqual(keep ? kept : []);
  });
});
