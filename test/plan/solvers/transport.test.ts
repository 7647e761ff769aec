import fc from 'fast-check';
import { newTransport, runTransport } from '../../../lib/plan/solvers/transport';
import { cheapestFlow } from './support/brute-force';
import { problemOf } from './support/problems';

const drawn = fc.integer({ min: 1, max: 5 }).chain((sites) =>
  fc.record({
    costs: fc.array(
      fc.array(fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 0, max: 99 }) }, fc.constant(null)), {
        minLength: sites,
        maxLength: sites,
      }),
      { minLength: 25, maxLength: 25 },
    ),
    demands: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 25, maxLength: 25 }),
    capacities: fc.array(fc.integer({ min: 0, max: 80 }), { minLength: sites, maxLength: sites }),
  }),
);
const check = { seed: 314, numRuns: 300 };

describe('the transport over open sites', () => {
  it('costs as little, and carries as much, as textbook minimum-cost flow', () => {
    let feasible = 0;
    fc.assert(
      fc.property(drawn, ({ costs, demands, capacities }) => {
        const problem = problemOf(costs, { demands, capacities });
        const transport = newTransport(problem);
        const all = Int32Array.from(capacities, (_, site) => site);
        const demand = demands.reduce((sum, load) => sum + load, 0);
        const expected = cheapestFlow(problem, [...all]);
        expect(runTransport(transport, all, Infinity)).toBe(true);
        expect(transport.shortfall).toBeCloseTo(demand - expected.carried, 6);
        if (expected.cost === Infinity) return;
        feasible += 1;
        expect(transport.cost).toBeCloseTo(expected.cost, 6);
        transport.used.forEach((used, a) => expect(used).toBeLessThanOrEqual((capacities[a] ?? NaN) + 1e-9));
      }),
      check,
    );
    expect(feasible).toBeGreaterThan(30);
  });

  it('gives up only where the cost reaches the cutoff', () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: 0, max: 2500 }), ({ costs, demands, capacities }, cutoff) => {
        const problem = problemOf(costs, { demands, capacities });
        const all = Int32Array.from(capacities, (_, site) => site);
        const expected = cheapestFlow(problem, [...all]).cost;
        const transport = newTransport(problem);
        const finished = runTransport(transport, all, cutoff);
        expect(finished || expected >= cutoff - 1e-6).toBe(true);
        expect(finished && transport.shortfall === 0 && transport.cost >= cutoff + 1e-6).toBe(false);
      }),
      check,
    );
  });

  it('leaves nothing behind: a run after another equals a run alone', () => {
    fc.assert(
      fc.property(drawn, ({ costs, demands, capacities }) => {
        const problem = problemOf(costs, { demands, capacities });
        const [used, fresh] = [newTransport(problem), newTransport(problem)];
        const all = Int32Array.from(capacities, (_, site) => site);
        runTransport(used, all, Infinity);
        for (const transport of [used, fresh]) runTransport(transport, all.slice(1), Infinity);
        expect([used.cost, used.shortfall]).toEqual([fresh.cost, fresh.shortfall]);
        const end = fresh.count * fresh.rows;
        expect(used.flow.subarray(0, end)).toEqual(fresh.flow.subarray(0, end));
      }),
      { ...check, numRuns: 60 },
    );
  });
});
