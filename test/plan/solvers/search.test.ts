import fc from 'fast-check';
import type { PlacementProblem } from '../../../lib/plan/solver';
import { improveFrom, newIncumbent } from '../../../lib/plan/solvers/branch/incumbent';
import { descend, swapScratch } from '../../../lib/plan/solvers/eager-swap';
import { closeSite, noSites, type OpenSites, openSite, summarise } from '../../../lib/plan/solvers/open-sites';
import { shakeIncumbent } from '../../../lib/plan/solvers/neighbourhood-search';
import { prepare } from '../../../lib/plan/solvers/preprocess';
import { mulberry32 } from '../../../lib/plan/solvers/random';
import { kinds, problemOf, problems } from './support/problems';

const check = { seed: 1618, numRuns: 200 };

function opened(problem: PlacementProblem, sites: readonly number[]): OpenSites {
  const state = noSites(prepare(problem, false));
  for (const site of sites) openSite(state, site);
  summarise(state);
  return state;
}

/** Unserved rows and cost of a set of open sites, from the definition. */
function worth(problem: PlacementProblem, open: readonly number[]): readonly [unserved: number, cost: number] {
  const sites = problem.fixedCosts.length;
  const nearest = [...problem.demands.keys()].map((row) =>
    Math.min(...open.map((site) => problem.costs[row * sites + site] ?? NaN)),
  );
  const served = nearest.filter((cost) => cost < Infinity).reduce((sum, cost) => sum + cost, 0);
  const fixed = open.reduce((sum, site) => sum + (problem.fixedCosts[site] ?? NaN), 0);
  return [nearest.filter((cost) => cost === Infinity).length, served + fixed];
}

/** All sets that one swap, addition or removal leads to. */
function neighbours(problem: PlacementProblem, open: readonly number[]): number[][] {
  const closed = [...problem.fixedCosts.keys()].filter((site) => !open.includes(site));
  const without = open.map((site) => open.filter((other) => other !== site));
  const all = [...without, ...[open, ...without].flatMap((kept) => closed.map((site) => kept.concat(site)))];
  return all.filter((set) => set.length >= problem.minSites && set.length <= problem.maxSites);
}

describe('a set of open sites', () => {
  it('has the same state whatever moves led to it', () => {
    const drawn = problems('mixed').chain((problem) =>
      fc.tuple(fc.constant(problem), fc.array(fc.nat({ max: problem.fixedCosts.length - 1 }), { maxLength: 30 })),
    );
    fc.assert(
      fc.property(drawn, ([problem, moves]) => {
        const state = noSites(prepare(problem, false));
        for (const site of moves) ((state.position[site] ?? -1) < 0 ? openSite : closeSite)(state, site);
        summarise(state);
        const open = [...state.list.subarray(0, state.count)];
        const afresh = opened(problem, open);
        expect({ ...state, list: open }).toEqual({ ...afresh, list: [...afresh.list.subarray(0, afresh.count)] });
        const [unserved, cost] = worth(problem, open);
        expect([state.unserved, state.cost]).toEqual([open.length === 0 ? problem.demands.length : unserved, cost]);
      }),
      check,
    );
  });
});

describe.each(kinds)('local search in a %s problem', (kind) => {
  it('ends where no swap, addition or removal improves, and is never worse than its start', () => {
    fc.assert(
      fc.property(problems(kind), (problem) => {
        const start = [...problem.fixedCosts.keys()].slice(0, problem.minSites);
        const state = opened(problem, start);
        const candidates = Int32Array.from(problem.fixedCosts, (_, site) => site);
        descend(state, candidates, 0, { steps: 1e6 }, swapScratch(state.prepared));
        const open = [...state.list.subarray(0, state.count)];
        const [unserved, cost] = worth(problem, open);
        expect([state.unserved, state.cost]).toEqual([unserved, cost]);
        for (const other of [start, ...neighbours(problem, open)]) {
          const [otherUnserved, otherCost] = worth(problem, other);
          expect(otherUnserved > unserved || (otherUnserved === unserved && otherCost >= cost - 1e-6)).toBe(true);
        }
      }),
      check,
    );
  });
});

describe('a plan that is shaken', () => {
  /** The numbers of sites that shaking leaves open, before and after local search, smallest and largest. */
  function extremes(fixedCost: number): number[] {
    const costs = Array.from({ length: 9 }, (_, row) =>
      Array.from({ length: 9 }, (_site, site) => (row * 5 + site * 7) % 9),
    );
    const problem = problemOf(costs, { fixedCosts: costs.map(() => fixedCost), minSites: 3, maxSites: 5 });
    const candidates = Int32Array.from(costs.keys());
    const incumbent = newIncumbent(prepare(problem, false), candidates, { steps: 1e6 });
    improveFrom(incumbent, [0, 1, 2, 3]);
    const counts = new Set<number>();
    shakeIncumbent(incumbent, mulberry32(3), 200, () => {
      counts.add(incumbent.trial.count).add(incumbent.best.count);
      return false;
    });
    return [Math.min(...counts), Math.max(...counts)];
  }

  it('never has more sites than it may, though more would be cheaper', () => {
    expect(extremes(0)).toEqual([5, 5]);
  });

  it('never has fewer sites than it must, though fewer would be cheaper', () => {
    expect(extremes(1000)).toEqual([3, 3]);
  });
});
