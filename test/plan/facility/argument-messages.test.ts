import type {
  FacilityLocationProblem,
  FacilityOptions,
  PMedianProblem,
} from '../../../lib/plan/facility/facility-problem';
import { solveFacilityLocation } from '../../../lib/plan/facility/solve-facility-location';
import { solvePMedian } from '../../../lib/plan/facility/solve-p-median';
import { reviewed } from '../../support/reviewed';

const costs = Float64Array.of(1, 2, 3, 4);
const base = { costs, fixedCosts: [1, 1] };
const one = { costs: Float64Array.of(1), fixedCosts: [1] };

const problems: readonly unknown[] = [
  base,
  null,
  7,
  {},
  { ...base, fixedCosts: 7 },
  { ...base, fixedCosts: new DataView(new ArrayBuffer(8)) },
  { ...base, fixedCosts: { length: 2 } },
  { ...base, fixedCosts: new Float32Array(2) },
  { ...base, fixedCosts: [Infinity, -1] },
  { ...base, fixedCosts: [null, 1] },
  { ...base, fixedCosts: [1, undefined] },
  { ...base, fixedCosts: [] },
  { ...base, costs: 'x'.repeat(50) },
  { ...base, costs: true },
  { ...base, costs: () => 1 },
  { ...base, costs: costs.slice(1) },
  { ...base, costs: Float64Array.of(NaN, 1, -1, Infinity) },
  { costs: new Float64Array(0), fixedCosts: [] },
  { costs: new Float64Array(0), fixedCosts: [], demands: [1, 2], minSites: 1, maxSites: 1 },
  { costs: new Float64Array(0), fixedCosts: [], minSites: 2, maxSites: 2 },
  { ...base, demands: [1, 2, 3], weights: [1], capacities: [] },
  { ...base, demands: [Infinity, 1], weights: [1, Infinity], capacities: [Infinity, NaN] },
  { ...base, demands: 2, weights: null, capacities: 'ab' },
  { ...base, costs: 1, demands: [1, 2, 3], capacities: [1, 2, 3] },
  { ...base, singleSource: 'yes' },
  { ...base, minSites: 0, maxSites: 0 },
  { ...base, minSites: 2, maxSites: 2 },
  { ...base, minSites: 3 },
  { ...base, minSites: 2, maxSites: 1 },
  { ...base, minSites: '1', maxSites: 1.5 },
  { ...base, minSites: 3, maxSites: 3 },
  { ...one, costs: Float64Array.of(1.7e308), fixedCosts: [5e306] },
  { ...one, costs: Float64Array.of(1.7e308), fixedCosts: [1.7e308] },
  { ...base, costs: Float64Array.of(Infinity, 1e308, 1e308, Infinity) },
  { ...base, costs: Float64Array.of(9e307, 1, 1, 1e307), weights: [1, 8] },
  { ...base, costs: Float64Array.of(9e307, 1, 1, 1e307), weights: [2, 9] },
  { ...base, demands: [1e308, 1e308] },
  { ...base, demands: [1e-90, 1], capacities: [9, 9] },
  { ...base, demands: [0.9e-90, 1] },
  { ...base, demands: [0, 1] },
];
const options: readonly unknown[] = [
  { seed: 0, steps: 1, proofSteps: 0, keepTree: false },
  { seed: 2 ** 32 - 1, steps: Number.MAX_SAFE_INTEGER },
  { seed: 2 ** 32, steps: 2 ** 53, proofSteps: 2 ** 53 },
  { seed: -1, steps: 0, proofSteps: -1, keepTree: 1 },
  { seed: '1', steps: null, proofSteps: 0.5, keepTree: null },
  null,
  7,
];
const median = { costs, sites: 2, p: 1 };
const medians: readonly unknown[] = [
  median,
  { ...median, demands: 2 },
  { ...median, demands: 3 },
  { ...median, demands: [1] },
  { ...median, sites: 0, p: 0 },
  { ...median, sites: 2 ** 31 },
  { ...median, sites: '2', demands: 7 },
  { ...median, sites: 3 },
  { ...median, p: 3 },
  { ...median, p: 0 },
  { ...median, p: 2 },
  { ...median, p: undefined },
  { ...median, costs: 7, demands: 2 },
  null,
];

function outcome(call: () => { readonly feasible: boolean }): unknown {
  try {
    return call().feasible;
  } catch (error) {
    return error instanceof TypeError || error instanceof RangeError ? [error.name, error.message] : error;
  }
}

test('what is said of arguments is as reviewed', () => {
  const results = {
    problems: problems.map((problem) => outcome(() => solveFacilityLocation(problem as FacilityLocationProblem))),
    options: options.map((each) => outcome(() => solveFacilityLocation(one, each as FacilityOptions))),
    medians: medians.map((problem) => outcome(() => solvePMedian(problem as PMedianProblem))),
    medianOptions: options.map((each) => outcome(() => solvePMedian(median, each as FacilityOptions))),
  };
  const { now, before } = reviewed('facility/expected/arguments.json', results);
  expect(now).toEqual(before);
});
