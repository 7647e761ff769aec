import fc from 'fast-check';
import type { PlacementProblem, Solution } from '../../../../lib/plan/solver';
import { lagrangianBound } from '../../../../lib/plan/solvers/lagrangian-bound';
import { solveFacilityLocation } from '../../../../lib/plan/facility/solve-facility-location';
import { verifyCertificate } from '../../../../lib/plan/facility/verify/verify-certificate';
import { solvePlacement } from '../../../../lib/plan/solvers/solve';
import { problemOf } from '../support/problems';
import { bruteForceAssignment, singleSourceProblems, tightProblems } from './brute-force-assignment';

const options = { seed: 7, steps: 5000, proofSteps: 50_000 };
const check = { seed: 20_250_302, numRuns: 150 };

const costOf = (solution: Solution): number => (solution.feasible ? solution.cost : Infinity);

/** Cost of the assignment, computed from the answer; NaN where it breaks a rule. */
function assignedCost(problem: PlacementProblem, solution: Solution): number {
  if (!solution.feasible) return Infinity;
  const sites = problem.fixedCosts.length;
  const load = new Float64Array(sites);
  let cost = solution.open.reduce((sum, site) => sum + (problem.fixedCosts[site] ?? NaN), 0);
  const open = new Set(solution.open);
  if (open.size < problem.minSites || open.size > problem.maxSites) return NaN;
  if ([...solution.flowDemand].some((row, at) => row !== at)) return NaN;
  if (solution.flowDemand.length !== problem.demands.length) return NaN;
  solution.flowSite.forEach((site, row) => {
    load[site] = (load[site] ?? NaN) + (problem.demands[row] ?? NaN);
    cost += open.has(site) && solution.flowShare[row] === 1 ? (problem.costs[row * sites + site] ?? NaN) : NaN;
  });
  return load.every((one, site) => one <= (problem.capacities?.[site] ?? Infinity)) ? cost : NaN;
}

describe('a random single-source problem', () => {
  it('is solved and proved to the optimum of brute force, or found to have no solution', () => {
    let feasible = 0;
    fc.assert(
      fc.property(singleSourceProblems(8, 4), (problem) => {
        const optimum = bruteForceAssignment(problem) ?? Infinity;
        const solution = solvePlacement(problem, options);
        expect(costOf(solution)).toBe(optimum);
        expect(assignedCost(problem, solution)).toBe(optimum);
        if (!solution.feasible) return;
        feasible += 1;
        expect(solution.lowerBound).toBe(optimum);
        expect(solution.rootBound).toBeLessThanOrEqual(optimum);
      }),
      { ...check, numRuns: 200 },
    );
    expect(feasible).toBeGreaterThan(60);
  });

  it('of 12 rows and 3 sites as well', () => {
    fc.assert(
      fc.property(singleSourceProblems(12, 3), (problem) => {
        const solution = solvePlacement(problem, options);
        expect(costOf(solution)).toBe(bruteForceAssignment(problem) ?? Infinity);
      }),
      { ...check, numRuns: 40 },
    );
  });

  it('whose open sites must be full is solved and proved as well', () => {
    let feasible = 0;
    fc.assert(
      fc.property(tightProblems(8, 4), (problem) => {
        const optimum = bruteForceAssignment(problem) ?? Infinity;
        const solution = solvePlacement(problem, options);
        expect(assignedCost(problem, solution)).toBe(optimum);
        if (!solution.feasible) return;
        feasible += 1;
        expect(solution.lowerBound).toBe(optimum);
      }),
      { ...check, numRuns: 60 },
    );
    expect(feasible).toBeGreaterThan(30);
  });

  it('has a root bound that its certificate shows to the last digits', () => {
    fc.assert(
      fc.property(tightProblems(24, 9), (problem) => {
        const published = { ...problem, capacities: problem.capacities ?? [] };
        const result = solveFacilityLocation(published, { steps: 1000, proofSteps: 0 });
        expect(result.feasible ? verifyCertificate(published, result).faults : []).toEqual([]);
      }),
      { ...check, numRuns: 60 },
    );
  });

  it('has a bound below the optimum without a tree and with a budget of a single step', () => {
    fc.assert(
      fc.property(singleSourceProblems(8, 4), (problem) => {
        const optimum = bruteForceAssignment(problem) ?? Infinity;
        const solution = solvePlacement(problem, { seed: 1, steps: 1 });
        if (!solution.feasible) return;
        expect(solution.kind === 'sscflp' ? solution.nodes : 1).toBe(1);
        expect(solution.lowerBound).toBeLessThanOrEqual(optimum);
        expect(solution.cost).toBeGreaterThanOrEqual(optimum);
        expect(assignedCost(problem, solution)).toBe(solution.cost);
      }),
      check,
    );
  });

  it('has a valid bound for any multipliers whatever', () => {
    const drawn = singleSourceProblems(8, 4).chain((problem) => {
      const multiplier = fc.float({ min: -200, max: 200, noNaN: true });
      const size = { minLength: problem.demands.length, maxLength: problem.demands.length };
      return fc.tuple(fc.constant(problem), fc.array(multiplier, size));
    });
    fc.assert(
      fc.property(drawn, ([problem, multipliers]) => {
        const bound = lagrangianBound(problem, Float32Array.from(multipliers), 'sscflp');
        expect(bound).toBeLessThanOrEqual(bruteForceAssignment(problem) ?? Infinity);
      }),
      check,
    );
  });

  it('costs the same in any order of rows and sites', () => {
    fc.assert(
      fc.property(singleSourceProblems(8, 4), (problem) => {
        const reversed = {
          ...problem,
          costs: Float64Array.from(problem.costs).reverse(),
          demands: Float64Array.from(problem.demands).reverse(),
          fixedCosts: Float64Array.from(problem.fixedCosts).reverse(),
          capacities: problem.capacities && Float64Array.from(problem.capacities).reverse(),
        };
        expect(costOf(solvePlacement(reversed, options))).toBe(costOf(solvePlacement(problem, options)));
      }),
      { ...check, numRuns: 40 },
    );
  });

  it.each([2 ** 20, 2 ** -20, 2 ** 900, 2 ** -900])('has the same answer with all costs times %d', (factor) => {
    fc.assert(
      fc.property(singleSourceProblems(8, 4), (problem) => {
        const times = (cost: number): number => cost * factor;
        const scaled = { ...problem, costs: problem.costs.map(times), fixedCosts: problem.fixedCosts.map(times) };
        const [a, b] = [solvePlacement(problem, options), solvePlacement(scaled, options)];
        expect(costOf(b)).toBe(costOf(a) * factor);
        expect(b.feasible ? b.lowerBound : 0).toBeLessThanOrEqual(costOf(b));
      }),
      { ...check, numRuns: 20 },
    );
  });

  it('never gets dearer when a capacity is raised', () => {
    fc.assert(
      fc.property(singleSourceProblems(8, 4), fc.nat(), (problem, pick) => {
        const capacities = Float64Array.from(problem.capacities ?? []);
        const site = pick % capacities.length;
        capacities[site] = (capacities[site] ?? 0) + 7;
        const eased = solvePlacement({ ...problem, capacities }, options);
        expect(costOf(eased)).toBeLessThanOrEqual(costOf(solvePlacement(problem, options)));
      }),
      { ...check, numRuns: 40 },
    );
  });

  it('gives the same bytes every time', () => {
    fc.assert(
      fc.property(singleSourceProblems(8, 4), (problem) => {
        expect(solvePlacement(problem, options)).toEqual(solvePlacement(problem, options));
      }),
      { ...check, numRuns: 20 },
    );
  });
});

describe('a single-source problem', () => {
  const single = (problem: PlacementProblem): PlacementProblem => ({ ...problem, singleSource: true });

  it('costs more than one whose rows may be split, where no site has room for a whole row more', () => {
    const split = problemOf([[1, 5], [1, 5], [1, 5]], { demands: [2, 2, 2], capacities: [3, 9] }); // prettier-ignore
    const a = solvePlacement(split, options);
    const b = solvePlacement(single(split), options);
    expect(costOf(a)).toBeCloseTo(9, 9);
    expect(b).toMatchObject({ feasible: true, cost: 11, lowerBound: 11, kind: 'sscflp' });
  });

  it('without capacities that bind is the uncapacitated problem', () => {
    const loose = single(problemOf([[1, 5], [5, 1]], { capacities: [9, 9] })); // prettier-ignore
    expect(solvePlacement(loose, options)).toMatchObject({ cost: 2, solver: 'eager-swap' });
  });

  it('names the row that is larger than every site it may use, and by how much', () => {
    const problem = single(problemOf([[1, 1, null], [1, 1, 1]], { demands: [7, 2], capacities: [4, 5, 6] })); // prettier-ignore
    expect(solvePlacement(problem, options)).toMatchObject({
      feasible: false,
      cause: 'capacity',
      rows: Int32Array.of(0),
      sites: Int32Array.of(0, 1),
    });
    const found = solvePlacement(problem, options);
    expect(found.feasible ? NaN : found.shortfall).toBeCloseTo(2, 9);
  });

  it('names the rows that have no site at all', () => {
    const problem = single(problemOf([[null, null], [1, 1]], { capacities: [1, 1] })); // prettier-ignore
    expect(solvePlacement(problem, options)).toMatchObject({ cause: 'row', rows: Int32Array.of(0) });
  });

  it('says that none was found where loads fit in sum but not in whole rows', () => {
    const problem = single(problemOf([[1, 1], [1, 1], [1, 1]], { demands: [2, 2, 2], capacities: [3, 3] })); // prettier-ignore
    const solution = solvePlacement(problem, options);
    expect(solution).toMatchObject({ feasible: false, cause: 'cardinality', shortfall: 2 });
  });

  it('takes loads and costs that are no whole numbers', () => {
    const problem = single(
      problemOf([[0.1, 0.7], [0.2, 0.8], [0.3, 0.9]], { demands: [0.1, 0.1, 0.1], capacities: [0.3, 0.25] }), // prettier-ignore
    );
    const solution = solvePlacement(problem, options);
    expect(costOf(solution)).toBeCloseTo(0.6, 12);
    expect(solution.feasible && solution.lowerBound > 0.6 * (1 - 1e-6)).toBe(true);
  });
});
