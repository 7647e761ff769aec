import { coverInstance } from '../../../../lib/plan/solvers/covering-models/cover-instance';
import { cheapestCover, type CoverQuestion } from '../../../../lib/plan/solvers/covering-models/cover-tree';
import { sampler } from '../../../geo/support/points';
import { reviewed } from '../../../support/reviewed';

const [rows, sites] = [36, 30];

type Asked = Partial<Omit<CoverQuestion, 'instance' | 'budget'>> & { readonly steps?: number };

/** Answers questions about one instance whose sites cover about a sixth of the rows each. */
function asker(
  seed: number,
  costs: Float64Array,
): (asked: Asked) => ReturnType<typeof cheapestCover> & { left: number } {
  const random = sampler(seed);
  const covered = Array.from({ length: rows * sites }, () => random() < 0.16);
  const instance = coverInstance(rows, costs, (row, site) => covered[row * sites + site] ?? false);
  const areIntegers = costs.every((cost) => Number.isInteger(cost));
  return ({ steps = 100_000, ...asked }) => {
    const budget = { steps };
    const question = { below: Infinity, goodEnough: -Infinity, areIntegers, ...asked, instance, budget };
    return { ...cheapestCover(question), left: budget.steps };
  };
}

test('cheapest covers: solutions, bounds, nodes and what is left of the budget are as reviewed', () => {
  const same = new Float64Array(sites).fill(1);
  const fractions = Float64Array.from({ length: sites }, (_, site) => 2 + ((7 * site) % 5) + 0.25 * (site % 3));
  const whole = fractions.map((cost) => Math.floor(cost));
  const cases: readonly (readonly [number, Float64Array])[] = [
    [1, fractions],
    [2, same],
    [4, same],
    [4, fractions],
    [4, whole],
  ];
  const results = cases.map(([seed, costs]) => {
    const ask = asker(seed, costs);
    const { cost } = ask({});
    const questions: Asked[] = [
      {},
      { goodEnough: cost },
      { goodEnough: cost + 1, below: 2 * cost },
      { below: cost },
      { below: cost, areIntegers: false },
      { below: cost - 1, goodEnough: cost - 2 },
      ...[1, 2200, 3200, 5000].map((steps) => ({ steps })),
      { below: cost, steps: 1200 },
    ];
    return questions.map(ask);
  });
  for (const [complete, ...others] of results) {
    if (complete === undefined) throw new Error('no answer');
    for (const { lowerBound } of others) expect(lowerBound).toBeLessThanOrEqual(complete.cost);
    expect(complete.lowerBound).toBeCloseTo(complete.cost, 4);
  }
  const { now, before } = reviewed('solvers/expected/cover trees.json', results);
  expect(now).toEqual(before);
});
