import fc from 'fast-check';
import type { PlacementProblem, SiteLoss, Solution } from '../../../../lib/plan/solver';
import { solvePlacement } from '../../../../lib/plan/solvers/solve';
import { bruteForceOptimum } from '../support/brute-force';
import { problemOf, problems } from '../support/problems';
import { replays } from '../support/replay-capacitated';

const options = { seed: 7, steps: 20_000, proofSteps: 200_000, keepTree: true };
const check = { seed: 161_803, numRuns: 150 };
const costOf = (solution: Solution): number => (solution.feasible ? solution.cost : Infinity);

interface DrawnLoss {
  readonly lost: readonly boolean[];
  readonly capacities: readonly number[] | null;
  readonly forbidden: readonly number[] | null;
}

/** Some of the sites with even numbers are lost; a fifth of the pairs may be forbidden under the loss. */
function lossOf(problem: PlacementProblem, { lost, capacities, forbidden }: DrawnLoss): SiteLoss {
  const loss = {
    sites: Int32Array.from([...lost.keys()].filter((site) => lost[site] && (site & 1) === 0)),
    capacities: capacities && Float64Array.from(capacities),
  };
  if (forbidden === null) return loss;
  return { ...loss, costs: problem.costs.map((cost, at) => (forbidden[at % 5] === 0 ? Infinity : cost)) };
}

const mustSurvive = (problem: PlacementProblem, losses: readonly SiteLoss[]): PlacementProblem => ({
  ...problem,
  losses,
});

/** With up to three losses of some sites, some of them with capacities or allowed pairs of their own. */
function withLosses(kind: 'capacitated' | 'capacitatedMixed' | 'ufl'): fc.Arbitrary<PlacementProblem> {
  return problems(kind).chain((problem) => {
    const sites = problem.fixedCosts.length;
    const loss = fc.record({
      lost: fc.array(fc.boolean(), { minLength: sites, maxLength: sites }),
      capacities: fc.option(fc.array(fc.integer({ min: 0, max: 90 }), { minLength: sites, maxLength: sites })),
      forbidden: fc.option(fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 5, maxLength: 5 })),
    });
    const losses = fc.array(loss, { minLength: 1, maxLength: 3 });
    return losses.map((drawn) =>
      mustSurvive(
        problem,
        drawn.map((one) => lossOf(problem, one)),
      ),
    );
  });
}

describe.each([
  ['with capacities', problems('capacitated')],
  ['with capacities and a range of sites', problems('capacitatedMixed')],
  ['with capacities and losses', withLosses('capacitated')],
  ['with capacities, losses and a range of sites', withLosses('capacitatedMixed')],
  ['without capacities but with losses', withLosses('ufl')],
])('the proof of a random problem %s', (_, drawn) => {
  it('shows the optimum of brute force to a millionth, and its tree replays', () => {
    let [kept, branched, infeasible] = [0, 0, 0];
    fc.assert(
      fc.property(drawn, (problem) => {
        const optimum = bruteForceOptimum(problem) ?? Infinity;
        const solution = solvePlacement(problem, options);
        expect(costOf(solution)).toBeCloseTo(optimum, 6);
        if (!solution.feasible) {
          infeasible += 1;
          return;
        }
        expect(solution.lowerBound).toBeLessThanOrEqual(optimum * (1 + 1e-12));
        expect(solution.lowerBound).toBeGreaterThanOrEqual(optimum * (1 - 1.0001e-6));
        expect(solution.rootBound).toBeLessThanOrEqual(solution.lowerBound);
        if (solution.tree === null || solution.solver !== 'capacitated-lagrangian') return;
        expect(replays(problem, solution.tree)).toBe(true);
        kept += 1;
        if (solution.tree.nodes.length > 1) branched += 1;
      }),
      check,
    );
    expect(kept).toBeGreaterThan(35);
    expect(branched).toBeGreaterThan(0);
    expect(infeasible).toBeLessThan(115);
  });

  it('has a valid bound with whatever budget it is given', () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: 1, max: 400 }), (problem, proofSteps) => {
        const solution = solvePlacement(problem, { seed: 1, steps: 50, proofSteps });
        if (!solution.feasible) return;
        const optimum = bruteForceOptimum(problem) ?? Infinity;
        expect(solution.cost).toBeGreaterThanOrEqual(optimum * (1 - 1e-12));
        expect(solution.lowerBound).toBeLessThanOrEqual(optimum * (1 + 1e-12));
      }),
      { ...check, numRuns: 100 },
    );
  });
});

describe('a proved optimum', () => {
  it('never rises with a capacity, and never falls when a loss must be survived', () => {
    fc.assert(
      fc.property(withLosses('capacitated'), fc.nat(), (problem, pick) => {
        const cost = costOf(solvePlacement(problem, options));
        const raised = problem.capacities?.map((load, site, all) => (site === pick % all.length ? load + 10 : load));
        const roomier = solvePlacement({ ...problem, capacities: raised ?? null }, options);
        expect(costOf(roomier)).toBeLessThanOrEqual(cost * (1 + 2e-6));
        expect(costOf(solvePlacement({ ...problem, losses: [] }, options))).toBeLessThanOrEqual(cost * (1 + 2e-6));
      }),
      { ...check, numRuns: 60 },
    );
  });

  it('does not exist where even all sites do not survive a loss: the answer names it and its minimum cut', () => {
    const problem = problemOf(
      [
        [1, 2, 3],
        [2, 1, 3],
      ],
      { demands: [30, 40], capacities: [50, 30, 35] },
    );
    const losses = [
      { sites: Int32Array.of(1), capacities: null },
      { sites: Int32Array.of(0), capacities: null },
    ];
    expect(solvePlacement({ ...problem, losses }, options)).toMatchObject({
      feasible: false,
      cause: 'capacity',
      loss: 1,
      shortfall: 5,
      rows: Int32Array.of(0, 1),
      sites: Int32Array.of(1, 2),
    });
  });
});
