import fc from 'fast-check';
import { capacitatedRelaxation } from '../../../lib/plan/solvers/capacitated-relaxation';
import { newEvaluator } from '../../../lib/plan/solvers/plan-evaluator';
import { pricePlan } from '../../../lib/plan/solvers/plan-prices';
import { prepare } from '../../../lib/plan/solvers/preprocess';
import { newTransport } from '../../../lib/plan/solvers/transport';
import { cheapestFlow } from './support/brute-force';
import { problems } from './support/problems';

describe('the prices of a feasible plan', () => {
  it('pay for its service exactly, and bound the cost of every change of the plan from below', () => {
    let changes = 0;
    const drawn = problems('capacitated').chain((problem) =>
      fc.tuple(
        fc.constant(problem),
        fc.array(fc.boolean(), { minLength: problem.fixedCosts.length, maxLength: problem.fixedCosts.length }),
        fc.array(fc.boolean(), { minLength: problem.fixedCosts.length, maxLength: problem.fixedCosts.length }),
      ),
    );
    fc.assert(
      fc.property(drawn, ([problem, before, after]) => {
        const [open, other] = [before, after].map((flags) => [...flags.keys()].filter((site) => flags[site])) as [
          number[],
          number[],
        ];
        const served = cheapestFlow(problem, open).cost;
        fc.pre(served < Infinity);
        const fixedOf = (set: readonly number[]): number =>
          set.reduce((sum, site) => sum + (problem.fixedCosts[site] ?? NaN), 0);
        const evaluator = newEvaluator(newTransport(problem), { steps: 1e6 });
        const relaxation = capacitatedRelaxation(prepare(problem, true));
        const prices = pricePlan(evaluator, relaxation, Int32Array.from(open));
        const rent = open.reduce((sum, _, a) => sum + (prices.closing[a] ?? NaN), fixedOf(open));
        const paid = prices.multipliers.reduce((sum, multiplier) => sum + multiplier, 0);
        expect(paid - rent).toBeCloseTo(served, 6);
        const bound =
          open.reduce((sum, site, a) => sum + (other.includes(site) ? 0 : (prices.closing[a] ?? NaN)), 0) +
          other.reduce((sum, site) => sum + (open.includes(site) ? 0 : (prices.opening[site] ?? NaN)), 0);
        const change = cheapestFlow(problem, other).cost + fixedOf(other) - served - fixedOf(open);
        expect(change).toBeGreaterThanOrEqual(bound - 1e-6);
        if (change < Infinity) changes += 1;
      }),
      { seed: 577, numRuns: 400 },
    );
    expect(changes).toBeGreaterThan(100);
  });
});
