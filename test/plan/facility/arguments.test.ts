import type {
  FacilityLocationProblem,
  FacilityOptions,
  PMedianProblem,
} from '../../../lib/plan/facility/facility-problem';
import { solveFacilityLocation } from '../../../lib/plan/facility/solve-facility-location';
import { solvePMedian } from '../../../lib/plan/facility/solve-p-median';
import { verifyCertificate } from '../../../lib/plan/facility/verify/verify-certificate';
import { feasible } from './support/problems';

const costs = Float64Array.of(1, 2, 3, 4);
const fixedCosts = [1, 1];

/** What a caller without types may pass. */
const solve = (problem: unknown, options?: unknown): unknown =>
  solveFacilityLocation(problem as FacilityLocationProblem, options as FacilityOptions);
const median = (problem: unknown): unknown => solvePMedian(problem as PMedianProblem);

test.each<[string, () => unknown, typeof TypeError | typeof RangeError, RegExp]>([
  ['nothing', () => solve(undefined), TypeError, /must be an object/],
  [
    'a plain list of costs',
    () => solve({ costs: [1, 2], fixedCosts }),
    TypeError,
    /costs must be a Float64Array, not an array/,
  ],
  ['no fixed costs', () => solve({ costs }), TypeError, /fixedCosts must be an array of numbers, not undefined/],
  ['a text', () => solve({ costs, fixedCosts: 'ab' }), TypeError, /fixedCosts must be an array of numbers, not "ab"/],
  ['a text in a list', () => solve({ costs, fixedCosts: [1, '1'] }), TypeError, /fixedCosts\[1\] is "1"/],
  [
    'a NaN',
    () => solve({ costs: Float64Array.of(1, NaN, 3, NaN), fixedCosts }),
    RangeError,
    /costs\[1\] is NaN \(and 1 more\)/,
  ],
  [
    'a negative cost',
    () => solve({ costs: Float64Array.of(1, -2, 3, 4), fixedCosts }),
    RangeError,
    /costs\[1\] is -2; it must be at least 0, or Infinity/,
  ],
  [
    'an infinite fixed cost',
    () => solve({ costs, fixedCosts: [1, Infinity] }),
    RangeError,
    /fixedCosts\[1\] is Infinity; it must be finite/,
  ],
  [
    'costs of another length',
    () => solve({ costs: costs.slice(1), fixedCosts }),
    RangeError,
    /costs has 3 numbers, which is no multiple of the 2 sites/,
  ],
  [
    'demands of another length',
    () => solve({ costs, fixedCosts, demands: [1] }),
    RangeError,
    /demands has 1 numbers; it must have 2, one for a row/,
  ],
  [
    'capacities of another length',
    () => solve({ costs, fixedCosts, capacities: [1] }),
    RangeError,
    /capacities has 1 numbers; it must have 2, one for a site/,
  ],
  ['a negative capacity', () => solve({ costs, fixedCosts, capacities: [1, -1] }), RangeError, /capacities\[1\] is -1/],
  [
    'a sum that overflows',
    () => solve({ costs: costs.map(() => 1e308), fixedCosts }),
    RangeError,
    /costs more than 1.8e308/,
  ],
  [
    'weights that overflow',
    () => solve({ costs: costs.map(() => 1e300), fixedCosts, weights: [1e10, 1] }),
    RangeError,
    /costs more than 1.8e308/,
  ],
  [
    'loads that overflow',
    () => solve({ costs, fixedCosts, demands: [1e308, 1e308] }),
    RangeError,
    /demands sum to more/,
  ],
  ['loads too far apart', () => solve({ costs, fixedCosts, demands: [1e-200, 1e100] }), RangeError, /make it 0/],
  [
    'more sites than there are',
    () => solve({ costs, fixedCosts, maxSites: 3 }),
    RangeError,
    /maxSites is 3; it must be a whole number from 1 to 2/,
  ],
  [
    'a range that is empty',
    () => solve({ costs, fixedCosts, minSites: 2, maxSites: 1 }),
    RangeError,
    /minSites is 2; it must be a whole number from 1 to 1/,
  ],
  ['half a site', () => solve({ costs, fixedCosts, minSites: 1.5 }), RangeError, /minSites is 1.5/],
  [
    'a number for a flag',
    () => solve({ costs, fixedCosts, singleSource: 1 }),
    TypeError,
    /singleSource must be true or false, not 1/,
  ],
  ['a seed below 0', () => solve({ costs, fixedCosts }, { seed: -1 }), RangeError, /seed is -1/],
  ['no steps', () => solve({ costs, fixedCosts }, { steps: 0 }), RangeError, /steps is 0/],
  ['options that are none', () => solve({ costs, fixedCosts }, 7), TypeError, /options must be an object/],
  [
    'p of more than the sites',
    () => median({ costs, sites: 2, p: 3 }),
    RangeError,
    /p is 3; it must be a whole number from 1 to 2/,
  ],
  ['no sites', () => median({ costs: new Float64Array(0), sites: 0, p: 0 }), RangeError, /sites is 0/],
  [
    'a number of rows that is another',
    () => median({ costs, sites: 2, p: 1, demands: 3 }),
    RangeError,
    /3 demands x 2 sites need 6/,
  ],
])('%s is refused', (_, call, kind, message) => {
  expect(call).toThrow(kind);
  expect(call).toThrow(message);
});

test('all faults are told at once, those of types first', () => {
  const call = (): unknown => solve({ costs, fixedCosts: [-1, 1], demands: 'x', weights: [1, NaN], minSites: 9 });
  expect(call).toThrow(
    /^solveFacilityLocation: demands .*; fixedCosts\[0\] is -1.*; weights\[1\] is NaN.*; minSites is 9/,
  );
});

describe('degenerate problems', () => {
  test('no rows: the cheapest sites open, as many as must', () => {
    const problem = { costs: new Float64Array(0), fixedCosts: [5, 2, 9], minSites: 2 };
    const result = feasible(solveFacilityLocation(problem));
    expect(result).toMatchObject({ open: Int32Array.of(0, 1), cost: 7, lowerBound: 7, proof: 'optimal' });
    expect(verifyCertificate(problem, result)).toMatchObject({ valid: true, lowerBound: 7 });
  });

  test('no sites: no row is served', () => {
    const problem = { costs: new Float64Array(0), fixedCosts: [], demands: [1, 1] };
    expect(solveFacilityLocation(problem)).toMatchObject({ feasible: false, cause: 'row', rows: Int32Array.of(0, 1) });
    const nothing = feasible(solveFacilityLocation({ costs: new Float64Array(0), fixedCosts: [] }));
    expect(nothing).toMatchObject({ cost: 0, proof: 'optimal' });
  });

  test('one site: everything is there', () => {
    const result = feasible(solveFacilityLocation({ costs: Float64Array.of(3, 4), fixedCosts: [2] }));
    expect(result).toMatchObject({ cost: 9, lowerBound: 9, open: Int32Array.of(0), assignment: Int32Array.of(0, 0) });
  });

  test('all forbidden: the rows are named', () => {
    const problem = { costs: Float64Array.of(Infinity, Infinity, 1, 2), fixedCosts };
    const result = solveFacilityLocation(problem);
    expect(result).toMatchObject({ feasible: false, cause: 'row', rows: Int32Array.of(0) });
    expect(verifyCertificate(problem, result)).toMatchObject({ valid: false, lowerBound: -Infinity });
  });

  test('too little capacity: the shortfall is told', () => {
    const result = solveFacilityLocation({ costs, fixedCosts, demands: [5, 5], capacities: [4, 4] });
    expect(result).toMatchObject({ feasible: false, cause: 'capacity', shortfall: 2 });
  });

  test('everything costs nothing', () => {
    const problem = { costs: new Float64Array(4), fixedCosts: [0, 0] };
    const result = feasible(solveFacilityLocation(problem));
    expect(result).toMatchObject({ cost: 0, gap: 0, proof: 'optimal' });
    expect(verifyCertificate(problem, result).valid).toBe(true);
  });

  test.each([0, 1e-300, 1e-9, 1e9, 1e300])('loads of %d in all rows do not change the answer', (load) => {
    const capacities = [load * 1.5, load * 1.5];
    const problem = { costs, fixedCosts, demands: [load, load], capacities, singleSource: true };
    const result = feasible(solveFacilityLocation(problem));
    expect(result.cost).toBeCloseTo(load === 0 ? 5 : 7, 9);
    expect(verifyCertificate(problem, result).faults).toEqual([]);
  });

  test.each([1e-300, 1e-30, 1e30, 1e150, 1e300])('costs of the size %d are solved and verified', (unit) => {
    const problem = { costs: costs.map((cost) => cost * unit), fixedCosts: [unit, unit] };
    const result = feasible(solveFacilityLocation(problem));
    expect(result.cost / unit).toBeCloseTo(5, 9);
    expect(verifyCertificate(problem, result).faults).toEqual([]);
  });

  test('a row without load is served, wherever that is cheapest', () => {
    const problem = { costs: Float64Array.of(9, 1, 2, 8), fixedCosts: [0, 0], demands: [0, 3], capacities: [3, 1] };
    const result = feasible(solveFacilityLocation(problem));
    expect(result).toMatchObject({ cost: 3, assignment: Int32Array.of(1, 0) });
    expect(verifyCertificate(problem, result).faults).toEqual([]);
  });
});
