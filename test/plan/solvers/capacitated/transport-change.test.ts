import fc from 'fast-check';
import {
  closeInTransport,
  copyTransport,
  openInTransport,
  readyForChanges,
} from '../../../../lib/plan/solvers/capacitated/transport-change';
import { newTransport, runTransport, siblingTransport } from '../../../../lib/plan/solvers/transport';
import { cheapestFlow } from '../support/brute-force';
import { problemOf } from '../support/problems';

const drawn = fc.integer({ min: 2, max: 6 }).chain((sites) =>
  fc.record({
    costs: fc.array(
      fc.array(fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 0, max: 99 }) }, fc.constant(null)), {
        minLength: sites,
        maxLength: sites,
      }),
      { minLength: 15, maxLength: 15 },
    ),
    demands: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 15, maxLength: 15 }),
    capacities: fc.array(fc.integer({ min: 0, max: 80 }), { minLength: sites, maxLength: sites }),
    open: fc.array(fc.boolean(), { minLength: sites, maxLength: sites }),
    enters: fc.nat({ max: sites - 1 }),
    leaves: fc.nat({ max: sites - 1 }),
  }),
);

describe('a change of the open sites of a transport', () => {
  it('costs what a transport from the start costs, and finds no room exactly where there is none', () => {
    let feasible = 0;
    fc.assert(
      fc.property(drawn, ({ costs, demands, capacities, open, enters, leaves }) => {
        const problem = problemOf(costs, { demands, capacities });
        const before = [...open.keys()].filter((site) => open[site] && site !== enters);
        fc.pre(before.includes(leaves) && cheapestFlow(problem, before).cost < Infinity);
        const base = newTransport(problem, 1);
        runTransport(base, Int32Array.from(before), Infinity);
        readyForChanges(base);
        const trial = siblingTransport(base);
        copyTransport(base, trial);
        openInTransport(trial, enters);
        expect(trial.cost).toBeCloseTo(cheapestFlow(problem, [...before, enters]).cost, 6);
        const after = [...before.filter((site) => site !== leaves), enters];
        const expected = cheapestFlow(problem, after).cost;
        expect(closeInTransport(trial, before.indexOf(leaves), Infinity)).toBe(expected < Infinity);
        if (expected === Infinity) return;
        feasible += 1;
        expect(trial.cost).toBeCloseTo(expected, 6);
        copyTransport(base, trial);
        openInTransport(trial, enters);
        expect(closeInTransport(trial, before.indexOf(leaves), expected - 1e-3)).toBe(false);
      }),
      { seed: 2718, numRuns: 1500 },
    );
    expect(feasible).toBeGreaterThan(60);
  });
});
