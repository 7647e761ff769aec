import fc from 'fast-check';
import type { FeasibleSolution, PlacementProblem, Solution } from '../../../lib/plan/solver';
import { lagrangianBound } from '../../../lib/plan/solvers/lagrangian-bound';
import { solvePlacement } from '../../../lib/plan/solvers/solve';
import { bruteForceOptimum } from './support/brute-force';
import { kinds, problemOf, problems } from './support/problems';
import { brokenPromises } from './support/promises';

const options = { seed: 7, steps: 20_000 };
const check = { seed: 20_250_301, numRuns: 150 };
const close = 1e-6;

/** Infinity when there is no feasible solution. */
const costOf = (solution: Solution): number => (solution.feasible ? solution.cost : Infinity);
const boundOf = (solution: Solution): number => (solution.feasible ? solution.lowerBound : -Infinity);

describe.each(kinds)('a random %s problem', (kind) => {
  it('is solved to the optimum of brute force, with a bound below it, or proved infeasible', () => {
    fc.assert(
      fc.property(problems(kind), (problem) => {
        const optimum = bruteForceOptimum(problem) ?? Infinity;
        const solution = solvePlacement(problem, options);
        expect(brokenPromises(problem, solution)).toEqual([]);
        expect(costOf(solution)).toBeCloseTo(optimum, 6);
        expect(boundOf(solution)).toBeLessThanOrEqual(optimum * (1 + 1e-12));
      }),
      check,
    );
  });

  it('has a valid bound for any multipliers whatever', () => {
    const multiplier = fc.float({ min: -200, max: 200, noNaN: true });
    const drawn = problems(kind).chain((problem) =>
      fc.tuple(
        fc.constant(problem),
        fc.array(multiplier, { minLength: problem.demands.length, maxLength: problem.demands.length }),
      ),
    );
    fc.assert(
      fc.property(drawn, ([problem, multipliers]) => {
        const optimum = bruteForceOptimum(problem) ?? Infinity;
        const kindOfBound = problem.capacities === null ? 'ufl' : 'cflp';
        const bound = lagrangianBound(problem, Float32Array.from(multipliers), kindOfBound);
        expect(bound).toBeLessThanOrEqual(optimum * (1 + 1e-12));
      }),
      check,
    );
  });

  it('costs the same in any order of rows and sites', () => {
    fc.assert(
      fc.property(problems(kind), (problem) => {
        const [a, b] = [solvePlacement(problem, options), solvePlacement(reversed(problem), options)];
        expect(costOf(b)).toBeCloseTo(costOf(a), 6);
      }),
      { ...check, numRuns: 60 },
    );
  });

  it.each([2 ** 20, 2 ** -20, 2 ** 900, 2 ** -900])('has the same answer with all costs times %d', (factor) => {
    fc.assert(
      fc.property(problems(kind), (problem) => {
        const scaled = {
          ...problem,
          costs: problem.costs.map((cost) => cost * factor),
          fixedCosts: problem.fixedCosts.map((cost) => cost * factor),
        };
        const [a, b] = [solvePlacement(problem, options), solvePlacement(scaled, options)];
        expect(b.feasible).toBe(a.feasible);
        if (!a.feasible || !b.feasible) return;
        expect([b.open, b.flowSite, b.flowShare]).toEqual([a.open, a.flowSite, a.flowShare]);
        expect(b.cost / factor).toBeCloseTo(a.cost, 6);
        expect(b.lowerBound).toBeLessThanOrEqual(b.cost);
      }),
      { ...check, numRuns: 40 },
    );
  });

  it('never gets dearer, nor its bound wrong, when a site is added or a capacity raised', () => {
    fc.assert(
      fc.property(problems(kind), fc.nat(), fc.integer({ min: 0, max: 30 }), (problem, pick, fixedCost) => {
        const solution = solvePlacement(problem, options);
        if (!solution.feasible) return;
        for (const eased of [withSite(problem, fixedCost), withRaisedCapacity(problem, pick)]) {
          const easier = solvePlacement(eased, options);
          if (!easier.feasible) throw new Error('an eased problem became infeasible');
          expect(easier.cost).toBeLessThanOrEqual(solution.cost + close);
          expect(easier.lowerBound).toBeLessThanOrEqual(solution.cost * (1 + 1e-12));
        }
      }),
      { ...check, numRuns: 60 },
    );
  });

  it('gives the same bytes every time', () => {
    fc.assert(
      fc.property(problems(kind), (problem) => {
        expect(solvePlacement(problem, options)).toEqual(solvePlacement(problem, options));
      }),
      { ...check, numRuns: 40 },
    );
  });

  it('keeps every promise with a budget of a single step', () => {
    fc.assert(
      fc.property(problems(kind), (problem) => {
        const solution = solvePlacement(problem, { seed: 1, steps: 1 });
        expect(brokenPromises(problem, solution)).toEqual([]);
        expect(boundOf(solution)).toBeLessThanOrEqual(bruteForceOptimum(problem) ?? Infinity);
      }),
      check,
    );
  });
});

function reversed(problem: PlacementProblem): PlacementProblem {
  return {
    ...problem,
    costs: Float64Array.from(problem.costs).reverse(),
    demands: Float64Array.from(problem.demands).reverse(),
    fixedCosts: Float64Array.from(problem.fixedCosts).reverse(),
    capacities: problem.capacities === null ? null : Float64Array.from(problem.capacities).reverse(),
  };
}

function doubledColumns(problem: PlacementProblem): Float64Array {
  const sites = problem.fixedCosts.length;
  const length = 2 * problem.costs.length;
  return Float64Array.from({ length }, (_, at) => {
    const row = Math.floor(at / (2 * sites));
    return problem.costs[row * sites + (at % sites)] ?? NaN;
  });
}

/** One more site, as near as the first one, with ample capacity. */
function withSite(problem: PlacementProblem, fixedCost: number): PlacementProblem {
  const sites = problem.fixedCosts.length;
  const costs = [...problem.demands.keys()].flatMap((row) =>
    Array.from({ length: sites + 1 }, (_, site) => problem.costs[row * sites + (site % sites)] ?? NaN),
  );
  return {
    ...problem,
    costs: Float64Array.from(costs),
    fixedCosts: Float64Array.from([...problem.fixedCosts, fixedCost]),
    capacities: problem.capacities === null ? null : Float64Array.from([...problem.capacities, 50]),
  };
}

function withRaisedCapacity(problem: PlacementProblem, pick: number): PlacementProblem {
  const raised = pick % problem.fixedCosts.length;
  return {
    ...problem,
    capacities: problem.capacities?.map((load, site) => (site === raised ? load + 10 : load)) ?? null,
  };
}

function solved(problem: PlacementProblem): FeasibleSolution & { readonly solver: string } {
  const solution = solvePlacement(problem, options);
  if (!solution.feasible) throw new Error(`infeasible: ${solution.cause}`);
  expect(brokenPromises(problem, solution)).toEqual([]);
  return solution;
}

describe('degenerate problems', () => {
  it('with every site doubled has the same cost and the same bound: equal sites are counted once', () => {
    fc.assert(
      fc.property(fc.oneof(problems('pmedian'), problems('ufl')), (problem) => {
        const sites = problem.fixedCosts.length;
        const doubled = {
          ...problem,
          costs: doubledColumns(problem),
          fixedCosts: Float64Array.from([...problem.fixedCosts, ...problem.fixedCosts]),
          maxSites: problem.maxSites === sites ? 2 * sites : problem.maxSites,
        };
        const [a, b] = [solvePlacement(problem, options), solvePlacement(doubled, options)];
        expect(costOf(b)).toBeCloseTo(costOf(a), 6);
        expect(boundOf(b)).toBeCloseTo(boundOf(a), 6);
      }),
      check,
    );
  });

  it('without demand opens the cheapest sites that must be open', () => {
    const solution = solved(problemOf([], { sites: 3, fixedCosts: [5, 2, 2], minSites: 2 }));
    expect([...solution.open]).toEqual([1, 2]);
    expect(solution.cost).toBe(4);
    expect(solution.lowerBound).toBeCloseTo(4, 9);
    expect(solved(problemOf([], { sites: 2, capacities: [0, 0] })).cost).toBe(0);
  });

  it('with one site has only one answer, proved to a millionth', () => {
    for (const capacities of [undefined, [30]]) {
      const solution = solved(problemOf([[3.3], [4.1]], { fixedCosts: [7.7], ...(capacities && { capacities }) }));
      expect([...solution.open]).toEqual([0]);
      expect(solution.cost).toBeCloseTo(15.1, 12);
      expect(solution.lowerBound).toBeGreaterThan(15.1 * (1 - 1e-6));
    }
  });

  it('with free sites of equal costs opens the first ones only as far as it must', () => {
    const equal = [
      [4, 4, 4, 4],
      [9, 9, 9, 9],
    ];
    expect([...solved(problemOf(equal, { maxSites: 1 })).open]).toEqual([0]);
    const three = solved(problemOf(equal, { minSites: 3 }));
    expect(three.open).toHaveLength(3);
    expect(three.cost).toBe(13);
    expect(three.lowerBound).toBeCloseTo(13, 5);
  });

  it('with all sites required opens all', () => {
    const costs = [
      [1, 2, 3],
      [3, 2, 1],
    ];
    for (const capacities of [undefined, [1, 1, 1]]) {
      const solution = solved(
        problemOf(costs, { fixedCosts: [1, 1, 1], minSites: 3, ...(capacities && { capacities }) }),
      );
      expect([...solution.open]).toEqual([0, 1, 2]);
      expect(solution.cost).toBeCloseTo(5, 12);
    }
  });

  it.each([1e300, 1e-300, 1e150, 5e-324])('with costs of the magnitude %d is solved with a valid bound', (unit) => {
    const costs = [
      [1 * unit, 9 * unit],
      [9 * unit, 2 * unit],
    ];
    for (const capacities of [undefined, [3, 3]]) {
      const limits = { maxSites: 1, ...(capacities && { capacities }) };
      const solution = solved(problemOf(costs, limits));
      expect([...solution.open]).toEqual([0]);
      expect(Math.abs(solution.cost - 10 * unit)).toBeLessThanOrEqual(1e-15 * solution.cost);
      expect(solution.lowerBound).toBeLessThanOrEqual(solution.cost);
      expect([...solution.multipliers].every(Number.isFinite)).toBe(true);
    }
  });

  it('with costs of 1e300 beside costs of 1e-300 still avoids the large ones', () => {
    for (const capacities of [undefined, [3, 3]]) {
      const problem = problemOf([[1e300, 1e-300]], { ...(capacities && { capacities }) });
      expect([...solved(problem).flowSite]).toEqual([1]);
    }
  });

  it.each([1e300, 1e-300])('with loads of the magnitude %d splits demand as with loads of 1', (unit) => {
    const costs = [
      [1, 4],
      [2, 8],
    ];
    const solution = solved({
      ...problemOf(costs, { demands: [2 * unit, 2 * unit], capacities: [3 * unit, 9 * unit] }),
    });
    [0.5, 0.5, 1].forEach((share, at) => expect(solution.flowShare[at]).toBeCloseTo(share, 12));
    expect([...solution.flowSite]).toEqual([0, 1, 0]);
    expect(solution.cost).toBeCloseTo(0.5 + 2 + 2, 12);
  });

  it('with costs of 0 everywhere costs 0 and proves it', () => {
    for (const capacities of [undefined, [1, 1]]) {
      const solution = solved(
        problemOf(
          [
            [0, 0],
            [0, 0],
          ],
          { ...(capacities && { capacities }) },
        ),
      );
      expect(solution.cost).toBe(0);
      expect(solution.lowerBound).toBeCloseTo(0, 12);
    }
  });
});

describe('an infeasible problem', () => {
  it('names all rows without an allowed site', () => {
    const problem = problemOf([
      [null, null],
      [1, null],
      [null, null],
    ]);
    expect(solvePlacement(problem, options)).toMatchObject({ cause: 'row', rows: Int32Array.of(0, 2), shortfall: 0 });
    const none = solvePlacement(problemOf([[null], [null]], { capacities: [1] }), options);
    expect(none).toMatchObject({ cause: 'row', rows: Int32Array.of(0, 1) });
  });

  it('names the rows, the sites and the load of the tightest cut', () => {
    const problem = problemOf(
      [
        [1, 2, null],
        [1, 1, null],
        [null, null, 1],
      ],
      { demands: [70, 80, 5], capacities: [60, 50, 1000] },
    );
    expect(solvePlacement(problem, options)).toEqual({
      feasible: false,
      cause: 'capacity',
      rows: Int32Array.of(0, 1),
      sites: Int32Array.of(0, 1),
      shortfall: 40,
      solver: 'capacitated-lagrangian',
    });
  });

  it('says when too few sites may be open to reach every row', () => {
    const problem = problemOf(
      [
        [1, null, null],
        [null, 1, null],
        [null, null, 1],
      ],
      { maxSites: 2 },
    );
    const solution = solvePlacement(problem, options);
    expect(solution).toMatchObject({ feasible: false, cause: 'cardinality', shortfall: 0, rows: { length: 1 } });
  });

  it('has a finite bound even where no choice of sites carries the load', () => {
    const problem = problemOf([[0, 0, 1, 1]], {
      demands: [9],
      fixedCosts: [13, 74, 0, 0],
      capacities: [1, 2, 1, 1],
      maxSites: 3,
    });
    expect(lagrangianBound(problem, Float32Array.of(0), 'cflp')).toBeCloseTo(13, 6);
  });

  it('says when too few sites may be open to carry the load', () => {
    const problem = problemOf(
      [
        [1, 1, 1],
        [1, 1, 1],
      ],
      { demands: [6, 6], capacities: [5, 5, 5], maxSites: 2 },
    );
    const solution = solvePlacement(problem, options);
    expect(solution).toMatchObject({ feasible: false, cause: 'cardinality', shortfall: 2 });
  });
});

describe('a broken contract', () => {
  const good = problemOf([[1, 2]], { capacities: [5, 5] });
  it.each<[string, Partial<PlacementProblem>]>([
    ['no site', { costs: new Float64Array(0), fixedCosts: new Float64Array(0), capacities: null }],
    ['a negative cost', { costs: Float64Array.of(1, -1) }],
    ['a cost that is no number', { costs: Float64Array.of(1, NaN) }],
    ['a missing cost', { costs: Float64Array.of(1) }],
    ['a demand of 0', { demands: Float64Array.of(0) }],
    ['an infinite demand', { demands: Float64Array.of(Infinity) }],
    ['an infinite fixed cost', { fixedCosts: Float64Array.of(1, Infinity) }],
    ['a missing capacity', { capacities: Float64Array.of(1) }],
    ['a capacity that is no number', { capacities: Float64Array.of(1, NaN) }],
    ['minSites of 0', { minSites: 0 }],
    ['minSites above maxSites', { minSites: 2, maxSites: 1 }],
    ['maxSites above the sites', { maxSites: 3 }],
    [
      'a total cost above the largest number',
      { costs: Float64Array.of(1.7e308, 1.7e308), fixedCosts: Float64Array.of(1e308, 0) },
    ],
  ])('%s is refused by throwing', (_, change) => {
    expect(() => solvePlacement({ ...good, ...change }, options)).toThrow(/^placement-problem: /);
  });

  const loss = { sites: Int32Array.of(0), capacities: null };
  it.each<[string, Partial<PlacementProblem>]>([
    ['by problems whose rows are not split', { singleSource: true, losses: [loss] }],
    ['of sites that do not ascend', { losses: [{ ...loss, sites: Int32Array.of(1, 0) }] }],
    ['of one site twice', { losses: [{ ...loss, sites: Int32Array.of(0, 0) }] }],
    ['of a site below the first', { losses: [{ ...loss, sites: Int32Array.of(-1) }] }],
    ['of a site beyond the last', { losses: [loss, { ...loss, sites: Int32Array.of(2) }] }],
    ['with a missing capacity', { losses: [{ ...loss, capacities: Float64Array.of(5) }] }],
    ['with a negative capacity', { losses: [{ ...loss, capacities: Float64Array.of(0, -1) }] }],
    ['with a missing cost', { losses: [{ ...loss, costs: Float64Array.of(1) }] }],
  ])('losses %s are refused by throwing', (_, change) => {
    expect(() => solvePlacement({ ...good, ...change }, options)).toThrow(/^placement-problem: .*loss/);
  });

  it('losses of single sites, with capacities from 0 on and costs of their own, are accepted', () => {
    const losses = [loss, { sites: Int32Array.of(1), capacities: Float64Array.of(5, 0), costs: Float64Array.of(3, 4) }];
    expect(solvePlacement({ ...good, losses }, options)).toMatchObject({ feasible: true, cost: 1 });
  });

  it('loads more than 2^400 apart are refused by throwing', () => {
    const problem = problemOf([[1], [1]], { demands: [1, 1e-200], capacities: [5] });
    expect(() => solvePlacement(problem, options)).toThrow('placement-problem: demands');
  });

  it.each([0, 1.5, NaN])('a budget of %d steps is refused by throwing', (steps) => {
    expect(() => solvePlacement(good, { seed: 1, steps })).toThrow('placement-problem: steps');
  });
});
