import fc from 'fast-check';
import { proofOf } from '../../../lib/plan/facility/proof';
import { readOrlibPmed } from '../../../lib/plan/facility/read-orlib-pmed';
import { rowlessResult } from '../../../lib/plan/facility/rowless';
import { solveFacilityLocation } from '../../../lib/plan/facility/solve-facility-location';
import { pMedianAsFacilityLocation } from '../../../lib/plan/facility/solve-p-median';
import { toPlacementProblem } from '../../../lib/plan/facility/to-placement-problem';
import { sampler } from '../../geo/support/points';
import { problemOf } from '../solvers/support/problems';

describe('shortest paths', () => {
  it('are those of Floyd and Warshall, and edges with the same ends count as the last of them', () => {
    const graphs = fc.integer({ min: 2, max: 9 }).chain((vertices) => {
      const vertex = fc.integer({ min: 0, max: vertices - 1 });
      const edge = fc.tuple(vertex, vertex, fc.integer({ min: 0, max: 12 }));
      return fc.tuple(fc.constant(vertices), fc.array(edge, { minLength: 1, maxLength: 24 }));
    });
    fc.assert(
      fc.property(graphs, ([vertices, edges]) => {
        const all = [...Array(vertices).keys()];
        const nearest = all.map((from) => all.map((to) => (from === to ? 0 : Infinity)));
        for (const [from, to, length] of edges.filter(([u, v]) => u !== v))
          for (const [a, b] of [
            [from, to],
            [to, from],
          ] as const)
            nearest[a]?.splice(b, 1, length);
        for (const via of all)
          for (const from of all)
            for (const to of all) {
              const through = (nearest[from]?.[via] ?? NaN) + (nearest[via]?.[to] ?? NaN);
              if (through < (nearest[from]?.[to] ?? NaN)) nearest[from]?.splice(to, 1, through);
            }
        const lines = edges.map(([from, to, length]) => `${from + 1} ${to + 1} ${length}`);
        const { problem } = readOrlibPmed([`${vertices} ${edges.length} 1`, ...lines].join('\n'), 'x');
        expect([...(problem?.costs ?? [])]).toEqual(nearest.flat());
      }),
      { seed: 12, numRuns: 150 },
    );
  });
});

describe('the proof of a cost', () => {
  const whole = problemOf([[1, null]], { fixedCosts: [2, 3] });
  const fraction = problemOf([[1.5, null]], { fixedCosts: [2, 3] });
  const dear = problemOf([[1, 2]], { fixedCosts: [2.5, 3] });

  it.each([
    ['ufl', whole, 10, 9.1, 'optimal'],
    ['ufl', whole, 10, 9, 'bound'],
    ['cflp', whole, 10, 9.1, 'bound'],
    ['ufl', fraction, 10, 9.1, 'bound'],
    ['ufl', dear, 10, 9.1, 'bound'],
    ['ufl', fraction, 10, 10 * (1 - 1.001e-6), 'optimal'],
    ['ufl', fraction, 10, 10 * (1 - 1.01e-6), 'bound'],
    ['cflp', whole, 10, 10, 'optimal'],
    ['ufl', whole, 2 ** 53, 2 ** 53 * (1 - 1e-5), 'bound'],
    ['ufl', whole, 1e7, 1e7 - 9, 'optimal'],
    ['ufl', whole, 1e7, 1e7 - 11, 'bound'],
    ['ufl', whole, 2 ** 53 - 2, 2 ** 53 - 2, 'optimal'],
    ['ufl', whole, 10, 0, 'none'],
    ['cflp', whole, 10, -1, 'none'],
    ['cflp', whole, 0, 0, 'optimal'],
  ] as const)('%s %j: cost %d, bound %d: %s', (kind, problem, cost, bound, expected) => {
    expect(proofOf(problem, kind, cost, bound)).toBe(expected);
  });
});

describe('a problem under the contract of the solvers', () => {
  const costs = Float64Array.of(1, Infinity, 3, 4);
  const base = { costs, fixedCosts: [5, 6] };

  it('has defaults: loads of 1, any number of sites, rows that may be split', () => {
    expect(toPlacementProblem(base)).toEqual({
      costs,
      demands: Float64Array.of(1, 1),
      fixedCosts: Float64Array.of(5, 6),
      capacities: null,
      minSites: 1,
      maxSites: 2,
      singleSource: false,
    });
    expect(toPlacementProblem(base).costs).toBe(costs);
  });

  it('has weighted costs, where forbidden pairs stay forbidden', () => {
    const { costs: weighted } = toPlacementProblem({ ...base, weights: [0, 2] });
    expect([...weighted]).toEqual([0, Infinity, 6, 8]);
  });

  it('has loads only where capacities limit them, and next to nothing for a row without any', () => {
    const limited = { ...base, capacities: [7, Infinity], minSites: 2, maxSites: 2, singleSource: true };
    expect(toPlacementProblem({ ...limited, demands: [0, 4] })).toMatchObject({
      demands: Float64Array.of(4 * 2 ** -80, 4),
      capacities: Float64Array.of(7, Infinity),
      minSites: 2,
      maxSites: 2,
      singleSource: true,
    });
    expect(toPlacementProblem(limited).demands).toEqual(Float64Array.of(1, 1));
    const idle = toPlacementProblem({ ...limited, demands: [0, 0] });
    expect([idle.demands, idle.capacities]).toEqual([Float64Array.of(1, 1), null]);
    expect(toPlacementProblem({ ...base, demands: [3, 4] }).demands).toEqual(Float64Array.of(1, 1));
  });

  it('a p-median is one without fixed costs that opens p sites', () => {
    const median = { costs, sites: 2, p: 1, weights: [1, 2] };
    const expected = { costs, weights: [1, 2], fixedCosts: Float64Array.of(0, 0), minSites: 1, maxSites: 1 };
    expect(pMedianAsFacilityLocation({ ...median, demands: 2 })).toEqual(expected);
    expect(pMedianAsFacilityLocation(median)).toEqual(expected);
    expect(pMedianAsFacilityLocation({ ...median, demands: [3, 4] })).toEqual({ ...expected, demands: [3, 4] });
  });
});

describe('a problem without costs', () => {
  const none = new Float64Array(0);

  it('opens the cheapest sites, the first of equal ones, and says all of that', () => {
    expect(rowlessResult({ costs: none, fixedCosts: [4, 2, 9, 4, 2], minSites: 3 })).toEqual({
      feasible: true,
      open: Int32Array.of(0, 1, 4),
      assignment: new Int32Array(0),
      cost: 8,
      lowerBound: 8,
      gap: 0,
      proof: 'optimal',
      certificate: { kind: 'ufl', multipliers: new Float32Array(0), rootBound: 8, tree: null },
      nodes: 1,
      solver: 'none',
    });
    expect(rowlessResult({ costs: none, fixedCosts: [4, 2] })).toMatchObject({ open: Int32Array.of(1), cost: 2 });
  });

  it('without sites names the rows that demands or weights tell of', () => {
    const lost = (count: number): unknown => ({
      feasible: false,
      cause: 'row',
      rows: Int32Array.from({ length: count }, (_, row) => row),
      sites: new Int32Array(0),
      shortfall: 0,
    });
    expect(rowlessResult({ costs: none, fixedCosts: [], demands: [1, 1] })).toEqual(lost(2));
    expect(rowlessResult({ costs: none, fixedCosts: [], weights: [1, 1, 1] })).toEqual(lost(3));
    expect(rowlessResult({ costs: none, fixedCosts: [] })).toMatchObject({ feasible: true, cost: 0 });
  });
});

describe('a result', () => {
  it('states the gap of its bound, and none where nothing costs anything', () => {
    const random = sampler(5);
    const costs = Float64Array.from({ length: 40 * 16 }, () => (random() < 0.3 ? 0.5 : 60));
    const result = solveFacilityLocation({ costs, fixedCosts: new Float64Array(16).fill(9.5) }, { proofSteps: 0 });
    if (!result.feasible) throw new Error('infeasible');
    expect(result.gap).toBe((result.cost - result.lowerBound) / result.cost);
    expect(result.gap).toBeGreaterThan(0);
    expect([result.proof, result.solver, result.certificate.tree]).toEqual(['bound', 'eager-swap', null]);
    const free = solveFacilityLocation({ costs: new Float64Array(4), fixedCosts: [0, 0] });
    expect(free).toMatchObject({ cost: 0, gap: 0, assignment: Int32Array.of(0, 0) });
  });

  it('splits rows only where capacities make it, and says where every share goes', () => {
    const limited = { costs: Float64Array.of(1, 3, 1, 2), fixedCosts: [0, 0], demands: [2, 2], capacities: [3, 3] };
    const split = solveFacilityLocation(limited);
    expect(split).toMatchObject({ feasible: true, cost: 2.5 });
    expect('assignment' in split).toBe(false);
    expect('flow' in split && [...split.flow.row].toSorted((a, b) => a - b)).toEqual([0, 1, 1]);
    expect('flow' in split && split.flow.share.reduce((sum, share) => sum + share, 0)).toBeCloseTo(2, 12);
    const unsplit = solveFacilityLocation({ ...limited, singleSource: true });
    expect(unsplit).toMatchObject({ cost: 3, assignment: Int32Array.of(0, 1) });
  });

  it('of an infeasible problem tells the cause and what is missing alone', () => {
    const problem = { costs: Float64Array.of(1, 3), fixedCosts: [0, 0], demands: [9], capacities: [3, 4] };
    const {
      rows: _rows,
      sites: _sites,
      ...rest
    } = solveFacilityLocation(problem) as unknown as Record<string, unknown>;
    expect(rest).toEqual({ feasible: false, cause: 'capacity', shortfall: 2 });
  });
});
