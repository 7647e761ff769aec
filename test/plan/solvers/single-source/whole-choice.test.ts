import type { PairLists } from '../../../../lib/plan/solvers/single-source/pair-lists';
import { wholeChoice } from '../../../../lib/plan/solvers/single-source/whole-choice';

describe('the cheapest set of whole sites', () => {
  const undecidedSites = Int32Array.of(0, 1, 2);
  const lists: PairLists = {
    start: new Int32Array(4),
    row: new Int32Array(0),
    cost: new Float64Array(0),
    status: new Int8Array(3),
  };
  const choiceOf = (supply: readonly number[], demand: number, siteValue: readonly number[]) =>
    wholeChoice(lists, {
      siteValue: Float64Array.from(siteValue),
      undecidedSites,
      supply: Float64Array.from(supply),
      demand,
    });

  it('is empty where nothing is demanded, in whatever order the supplies are added', () => {
    for (const supply of [
      [0.1, 0.2, 0.3],
      [0.3, 0.2, 0.1],
      [0.3, 0.1, 0.2],
      [0.7, 0.1, 0.2],
    ])
      // prettier-ignore
      for (const values of [[1, 2, 3], [3, 2, 1], [2, 3, 1]]) // prettier-ignore
        expect(choiceOf(supply, 0, values).choose(new Float64Array(3))).toBeCloseTo(0, 12);
  });

  it('costs what the best of all subsets costs, with any site open or closed as well', () => {
    const [supply, values] = [[4, 7, 5], [3, 6, -1]]; // prettier-ignore
    const least = (demand: number, allowed: (set: number) => boolean): number => {
      let best = Infinity;
      for (let set = 0; set < 8; set += 1) {
        const sum = (of: readonly number[]) => of.reduce((all, one, at) => all + ((set >> at) & 1 ? one : 0), 0);
        if (allowed(set) && sum(supply) >= demand) best = Math.min(best, sum(values));
      }
      return best;
    };
    for (let demand = 0; demand <= 16; demand += 1) {
      const choice = choiceOf(supply, demand, values);
      expect(choice.choose(new Float64Array(3))).toBeCloseTo(least(demand, () => true), 9); // prettier-ignore
      for (let at = 0; at < 3; at += 1) {
        expect(choice.withOpen(at)).toBeCloseTo(least(demand, (set) => ((set >> at) & 1) === 1), 9); // prettier-ignore
        expect(choice.withClosed(at)).toBeCloseTo(least(demand, (set) => ((set >> at) & 1) === 0), 9); // prettier-ignore
      }
    }
  });
});
