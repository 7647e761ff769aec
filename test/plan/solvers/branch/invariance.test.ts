import fc from 'fast-check';
import type { PlacementProblem } from '../../../../lib/plan/solver';
import { mulberry32 } from '../../../../lib/plan/solvers/random';
import { problemOf } from '../support/problems';
import { faultInProof } from './replay';
import { hardProblems, kinds, options, proved } from './support';

const check = { seed: 2_502_907, numRuns: 30 };

/** Every row may use every site, so that no problem is infeasible. */
const feasible = (kind: (typeof kinds)[number]): fc.Arbitrary<PlacementProblem> =>
  hardProblems(kind).map((problem) => {
    const costs = problem.costs.map((cost) => (cost === Infinity ? 90 : cost));
    return Object.assign(problem, { costs });
  });

function shuffled(count: number, random: () => number): number[] {
  return Array.from({ length: count }, (_, at) => [random(), at] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, at]) => at);
}

function permuted(problem: PlacementProblem, rows: readonly number[], sites: readonly number[]): PlacementProblem {
  const cost = (row: number, site: number): number => problem.costs[row * sites.length + site] ?? NaN;
  return {
    ...problem,
    costs: Float64Array.from(rows.flatMap((row) => sites.map((site) => cost(row, site)))),
    fixedCosts: Float64Array.from(sites, (site) => problem.fixedCosts[site] ?? NaN),
  };
}

describe.each(kinds)('the proved optimum of a %s problem', (kind) => {
  it('is the same in any order of rows and sites', () => {
    fc.assert(
      fc.property(feasible(kind), fc.integer(), (problem, seed) => {
        const random = mulberry32(seed);
        const [rows, sites] = [problem.demands.length, problem.fixedCosts.length];
        const other = proved(permuted(problem, shuffled(rows, random), shuffled(sites, random)));
        const solution = proved(problem);
        expect([other.cost, other.lowerBound]).toEqual([solution.cost, solution.cost]);
      }),
      check,
    );
  });

  it.each([3, 1 / 3, 0.001, 2 ** 60, 2 ** -60, 2 ** 90])('scales with the costs by %d', (factor) => {
    fc.assert(
      fc.property(feasible(kind), (problem) => {
        const scale = (cost: number): number => cost * factor;
        const { costs, fixedCosts } = problem;
        const scaled = proved({ ...problem, costs: costs.map(scale), fixedCosts: fixedCosts.map(scale) });
        const { cost } = proved(problem);
        expect(Math.abs(scaled.cost / factor - cost)).toBeLessThanOrEqual(1e-6 * cost);
        expect(scaled.lowerBound / factor).toBeGreaterThanOrEqual(cost * (1 - 1e-6));
        expect(scaled.lowerBound).toBeLessThanOrEqual(scaled.cost);
      }),
      { ...check, numRuns: 8 },
    );
  });

  it('never rises when a site is added, nor falls when one is taken away', () => {
    fc.assert(
      fc.property(feasible(kind), (problem) => {
        const sites = problem.fixedCosts.length;
        const most = Math.min(problem.maxSites, kind === 'ufl' ? sites - 1 : sites);
        fc.pre(most < sites);
        const kept = Array.from({ length: sites - 1 }, (_, site) => site);
        const costs = problem.costs.filter((_, at) => at % sites !== sites - 1);
        const fixedCosts = Float64Array.from(kept, (site) => problem.fixedCosts[site] ?? NaN);
        const smaller = proved({ ...problem, costs, fixedCosts, maxSites: most });
        expect(proved(problem).cost).toBeLessThanOrEqual(smaller.cost);
      }),
      check,
    );
  });

  it('comes with the same bytes every time', () => {
    fc.assert(
      fc.property(feasible(kind), (problem) => {
        expect(proved(problem)).toEqual(proved(problem));
      }),
      { ...check, numRuns: 10 },
    );
  });

  it('is the same with every site doubled', () => {
    fc.assert(
      fc.property(feasible(kind), (problem) => {
        const sites = problem.fixedCosts.map((_, site) => site);
        const twice = [...sites, ...sites];
        const doubled = permuted({ ...problem }, [...problem.demands.keys()], [...sites]);
        const costs = [...problem.demands.keys()].flatMap((row) =>
          twice.map((site) => doubled.costs[row * sites.length + site] ?? NaN),
        );
        const fixedCosts = Float64Array.from(twice, (site) => problem.fixedCosts[site] ?? NaN);
        const double = { ...problem, costs: Float64Array.from(costs), fixedCosts };
        const solution = proved(double);
        expect([solution.cost, solution.lowerBound]).toEqual([proved(problem).cost, solution.cost]);
      }),
      check,
    );
  });
});

describe('a degenerate problem is proved optimal by a tree that replays', () => {
  const rows = (count: number, row: readonly number[]): number[][] => Array.from({ length: count }, () => [...row]);
  it.each([
    ['one site', problemOf([[3], [4]], { fixedCosts: [5] }), 12],
    ['equal columns', problemOf(rows(6, [7, 7, 7, 7]), { minSites: 3, maxSites: 3 }), 42],
    ['equal columns with fixed costs', problemOf(rows(6, [7, 7, 7]), { fixedCosts: [5, 4, 4], minSites: 2 }), 50],
    ['no costs', problemOf(rows(5, [0, 0, 0]), { minSites: 2, maxSites: 2 }), 0],
    ['fixed costs alone', problemOf(rows(5, [0, 0, 0]), { fixedCosts: [3, 2, 9], minSites: 2 }), 5],
    ['equal rows', problemOf(rows(9, [4, 6, 2, 8]), { minSites: 1, maxSites: 1 }), 18],
    ['no rows', problemOf([], { sites: 3, fixedCosts: [3, 2, 9], minSites: 2 }), 5],
    [
      'all sites open',
      problemOf(
        [
          [1, 2, 3],
          [3, 1, 2],
        ],
        { minSites: 3, maxSites: 3 },
      ),
      2,
    ],
    [
      'a forced cover',
      problemOf(
        [
          [1, null, null],
          [null, 5, 9],
          [null, 8, 2],
        ],
        { minSites: 2, maxSites: 2 },
      ),
      12,
    ],
  ])('%s', (_, problem, optimum) => {
    const solution = proved(problem);
    expect([solution.cost, solution.lowerBound]).toEqual([optimum, optimum]);
    expect(solution.tree === null ? 'no tree' : faultInProof(problem, solution.tree)).toBeNull();
  });

  it('is not proved, and keeps no tree, without a budget for it', () => {
    const solution = proved(problemOf(rows(6, [7, 7]), { minSites: 1, maxSites: 1 }), { proofSteps: 0 });
    expect([solution.nodes, solution.tree]).toEqual([1, null]);
    expect(solution.lowerBound).toBe(solution.rootBound);
    expect(options.keepTree).toBe(true);
  });
});
