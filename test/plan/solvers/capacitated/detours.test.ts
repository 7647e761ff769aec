import fc from 'fast-check';
import { capacitatedRelaxation } from '../../../../lib/plan/solvers/capacitated-relaxation';
import { detoursOf } from '../../../../lib/plan/solvers/capacitated/detours';
import { runFromPrices } from '../../../../lib/plan/solvers/capacitated/transport-change';
import { newEvaluator } from '../../../../lib/plan/solvers/plan-evaluator';
import { pricePlan } from '../../../../lib/plan/solvers/plan-prices';
import { prepare } from '../../../../lib/plan/solvers/preprocess';
import { newTransport, runTransport } from '../../../../lib/plan/solvers/transport';
import { cheapestFlow } from '../support/brute-force';
import { problems } from '../support/problems';

test('closing a site and exchanging it cost at least what prices and detours say', () => {
  let changes = 0;
  fc.assert(
    fc.property(problems('capacitated'), fc.nat({ max: 2 ** 12 }), (problem, flags) => {
      const all = [...problem.fixedCosts.keys()];
      const open = all.filter((site) => (flags >> site) & 1);
      const served = cheapestFlow(problem, open).cost;
      fc.pre(served < Infinity);
      const evaluator = newEvaluator(newTransport(problem), { steps: 1e6 });
      const relaxation = capacitatedRelaxation(prepare(problem, true));
      const { opening, closing } = pricePlan(evaluator, relaxation, Int32Array.from(open));
      const { drop, swap } = detoursOf(evaluator.transport, Int32Array.from(open), evaluator.prices);
      const costOf = (set: readonly number[]): number =>
        set.reduce((sum, site) => sum + (problem.fixedCosts[site] ?? NaN), cheapestFlow(problem, set).cost);
      const before = costOf(open);
      for (const [a, site] of open.entries()) {
        const left = open.filter((other) => other !== site);
        expect(costOf(left) - before).toBeGreaterThanOrEqual((closing[a] ?? NaN) + (drop[a] ?? NaN) - 1e-6);
        for (const other of all.filter((each) => !open.includes(each))) {
          const bound = (closing[a] ?? NaN) + (opening[other] ?? NaN) + (swap[a * all.length + other] ?? NaN);
          const change = costOf([...left, other]) - before;
          expect(change).toBeGreaterThanOrEqual(bound - 1e-6);
          if (change < Infinity) changes += 1;
        }
      }
    }),
    { seed: 91, numRuns: 120 },
  );
  expect(changes).toBeGreaterThan(100);
});

test('a transport from any prices of capacity costs what one from none does, and carries as much', () => {
  let [short, fits] = [0, 0];
  fc.assert(
    fc.property(
      problems('capacitated'),
      fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 12, maxLength: 12 }),
      fc.nat({ max: 2 ** 12 }),
      (problem, drawn, flags) => {
        const prices = Float64Array.from(problem.fixedCosts, (_, site) => drawn[site] ?? 0);
        const [warm, plain] = [newTransport(problem), newTransport(problem)];
        for (const mask of [flags, flags >> 1, ~flags]) {
          const open = Int32Array.from(problem.fixedCosts.keys()).filter((site) => (mask >> site) & 1);
          expect(runTransport(plain, open, Infinity)).toBe(true);
          runFromPrices(warm, open, Infinity, prices);
          expect(warm.shortfall).toBeCloseTo(plain.shortfall, 6);
          const carries = plain.shortfall === 0;
          expect(carries ? warm.cost : 0).toBeCloseTo(carries ? plain.cost : 0, 6);
          if (carries) fits += 1;
          else short += 1;
        }
      },
    ),
    { seed: 92, numRuns: 300 },
  );
  expect([short > 50, fits > 50]).toEqual([true, true]);
});
