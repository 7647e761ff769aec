import fc from 'fast-check';
import { solveMaximalCovering } from '../../../../lib/plan/solvers/covering-models/maximal-covering';
import { solvePCenter } from '../../../../lib/plan/solvers/covering-models/p-center';
import { solveSetCovering } from '../../../../lib/plan/solvers/covering-models/set-covering';
import { type Drawn, drawnDistances, nearestDistance, reversed, subsets, worstDistance } from './drawn-distances';

const check = { seed: 20_250_303, numRuns: 300 };
const costOf = ({ fixedCosts }: Drawn, open: readonly number[]): number =>
  open.reduce((sum, site) => sum + (fixedCosts[site] ?? NaN), 0);
const within = (drawn: Drawn, row: number, open: readonly number[]): boolean => {
  const distance = nearestDistance(drawn, row, open);
  return distance <= drawn.radius && distance < Infinity;
};
const rowsOf = ({ rows }: Drawn): number[] => Array.from({ length: rows }, (_, row) => row);

describe('location set covering', () => {
  const best = (drawn: Drawn): number =>
    Math.min(
      ...subsets(drawn.sites)
        .filter((open) => rowsOf(drawn).every((row) => within(drawn, row, open)))
        .map((open) => costOf(drawn, open)),
    );

  it('finds and proves the cost of brute force, or names every row out of reach', () => {
    let feasible = 0;
    fc.assert(
      fc.property(drawnDistances, (drawn) => {
        const found = solveSetCovering(drawn);
        const optimum = best(drawn);
        const lost = rowsOf(drawn).filter((row) => !within(drawn, row, [...drawn.fixedCosts.keys()]));
        expect(found.feasible ? [] : [...found.rows]).toEqual(lost);
        if (!found.feasible) return;
        feasible += 1;
        expect(found.cost).toBeCloseTo(optimum, 9);
        expect(costOf(drawn, [...found.open])).toBeCloseTo(optimum, 9);
        expect(rowsOf(drawn).every((row) => within(drawn, row, [...found.open]))).toBe(true);
        expect(found.lowerBound).toBeLessThanOrEqual(optimum);
        expect(found.proof).toBe('optimal');
      }),
      check,
    );
    expect(feasible).toBeGreaterThan(100);
  });

  it('costs the same in any order of rows and sites, and never more with a larger radius', () => {
    fc.assert(
      fc.property(drawnDistances, (drawn) => {
        const found = solveSetCovering(drawn);
        if (!found.feasible) return;
        expect(solveSetCovering(reversed(drawn))).toMatchObject({ cost: found.cost });
        const wider = solveSetCovering({ ...drawn, radius: drawn.radius + 3 });
        expect(wider.feasible ? wider.cost : NaN).toBeLessThanOrEqual(found.cost + 1e-9);
      }),
      { ...check, numRuns: 100 },
    );
  });

  it('opens the fewest sites where no costs are given', () => {
    const distances = Float64Array.of(1, 9, 1, 1, 9, 9, 9, 1, 1);
    expect(solveSetCovering({ distances, sites: 3, radius: 1 })).toMatchObject({ cost: 2, lowerBound: 2, gap: 0 });
  });

  it('states a bound below the cost when the budget ends first', () => {
    const random = (at: number): number => ((at * 7919 + 13) % 104_729) % 100;
    const distances = Float64Array.from({ length: 60 * 60 }, (_, at) => random(at * at));
    const found = solveSetCovering({ distances, sites: 60, radius: 9 }, { steps: 1, proofSteps: 1 });
    if (!found.feasible) throw new Error('infeasible');
    const proved = solveSetCovering({ distances, sites: 60, radius: 9 });
    expect(found.lowerBound).toBeLessThanOrEqual(proved.feasible ? proved.cost : NaN);
    expect(found.cost).toBeGreaterThanOrEqual(proved.feasible ? proved.lowerBound : NaN);
  });
});

describe('maximal covering', () => {
  const covered = (drawn: Drawn, open: readonly number[]): number =>
    rowsOf(drawn).reduce((sum, row) => sum + (within(drawn, row, open) ? (drawn.demands[row] ?? NaN) : 0), 0);

  it('covers and proves as much demand as brute force, with p sites', () => {
    fc.assert(
      fc.property(drawnDistances, (drawn) => {
        const found = solveMaximalCovering(drawn);
        const choices = subsets(drawn.sites).filter((open) => open.length === drawn.p);
        const most = Math.max(...choices.map((open) => covered(drawn, open)));
        expect(found.covered).toBe(most);
        expect(covered(drawn, [...found.open])).toBe(most);
        expect(found.open).toHaveLength(drawn.p);
        expect(found.upperBound).toBeGreaterThanOrEqual(most);
        expect(found.covered + found.uncovered).toBe(drawn.demands.reduce((sum, one) => sum + one, 0));
      }),
      { ...check, numRuns: 120 },
    );
  });
});

describe('p-center', () => {
  it('finds and proves the radius of brute force, or that no p sites reach every row', () => {
    let feasible = 0;
    fc.assert(
      fc.property(drawnDistances, (drawn) => {
        const found = solvePCenter(drawn);
        const choices = subsets(drawn.sites).filter((open) => open.length === drawn.p);
        const least = Math.min(...choices.map((open) => worstDistance(drawn, open)));
        expect(found.feasible ? found.radius : Infinity).toBe(least);
        expect(found.feasible || found.proved).toBe(true);
        if (!found.feasible) return;
        feasible += 1;
        expect(found).toMatchObject({ lowerBound: least, gap: 0, proof: 'optimal' });
        expect(found.open.length).toBeLessThanOrEqual(drawn.p);
        expect(drawn.rows === 0 ? 0 : worstDistance(drawn, [...found.open])).toBe(least);
      }),
      check,
    );
    expect(feasible).toBeGreaterThan(100);
  });

  it('has the same radius in any order of rows and sites, times a factor where the distances are', () => {
    fc.assert(
      fc.property(drawnDistances, (drawn) => {
        const found = solvePCenter(drawn);
        if (!found.feasible) return;
        expect(solvePCenter(reversed(drawn))).toMatchObject({ radius: found.radius });
        const scaled = { ...drawn, distances: drawn.distances.map((distance) => distance * 2 ** 300) };
        expect(solvePCenter(scaled)).toMatchObject({ radius: found.radius * 2 ** 300 });
      }),
      { ...check, numRuns: 100 },
    );
  });
});

describe('arguments', () => {
  const distances = Float64Array.of(1, 2);

  it.each([
    [() => solveSetCovering({ distances, sites: 3, radius: -1 }), /rows x sites/],
    [() => solveSetCovering({ distances, sites: 2, radius: NaN, fixedCosts: [1] }), /radius is >= 0; a fixed cost/],
    [() => solvePCenter({ distances: Float64Array.of(NaN, 1), sites: 2, p: 1 }), /distances are >= 0/],
    [() => solvePCenter({ distances, sites: 2, p: 3 }), /p is a whole number from 1 to sites/],
    [() => solveMaximalCovering({ distances, sites: 2, p: 1, radius: 1, demands: [-1] }), /demands are >= 0/],
    [
      () => solveMaximalCovering({ distances, sites: 2, p: 0, radius: 1, demands: [1, 1] }),
      /p is .*; a demand per row/,
    ],
  ])('that break the rules are refused (case %#)', (call, message) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(message);
  });
});
