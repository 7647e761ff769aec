import fc from 'fast-check';
import type { FacilityLocationProblem } from '../../../lib/plan/facility/facility-problem';
import type { SplitResult, UnsplitResult } from '../../../lib/plan/facility/facility-result';
import { checkSolution } from '../../../lib/plan/facility/verify/check-solution';
import { byDensity, continuousSaving, wholeSaving } from '../../../lib/plan/facility/verify/knapsack-value';
import { relaxedProblem } from '../../../lib/plan/facility/verify/relaxed-problem';
import { replayTree } from '../../../lib/plan/facility/verify/replay-tree';
import { verifyCertificate } from '../../../lib/plan/facility/verify/verify-certificate';
import type { ProofNode } from '../../../lib/plan/solver';

const check = { seed: 1_414_213, numRuns: 200 };

describe('the relaxed problem', () => {
  const costs = Float64Array.of(1, 2, 3, 4, Infinity, 6);

  test('holds weighted costs, loads of 1 and at least one site unless something else is said', () => {
    const plain = relaxedProblem({ costs, fixedCosts: [7, 8, 9] });
    expect(plain).toEqual({
      kind: 'ufl',
      rows: 2,
      sites: 3,
      costs,
      fixedCosts: Float64Array.of(7, 8, 9),
      loads: Float64Array.of(1, 1),
      capacities: Float64Array.of(Infinity, Infinity, Infinity),
      supply: Float64Array.of(2, 1, 2),
      totalLoad: 2,
      minSites: 1,
      maxSites: 3,
      dominated: Uint8Array.of(0, 1, 1),
    });
    const said = relaxedProblem({
      costs,
      fixedCosts: [0, 0, 0],
      weights: [10, 0.5],
      demands: [2, 3],
      minSites: 2,
      maxSites: 2,
    });
    expect(said).toMatchObject({
      kind: 'pmedian',
      costs: Float64Array.of(10, 20, 30, 2, Infinity, 3),
      loads: Float64Array.of(2, 3),
      supply: Float64Array.of(5, 2, 5),
      totalLoad: 5,
      minSites: 2,
      maxSites: 2,
    });
  });

  test.each<[string, Partial<FacilityLocationProblem>, string]>([
    ['no opening costs', { fixedCosts: [0, 0, 0] }, 'pmedian'],
    ['one opening cost', { fixedCosts: [0, 5, 0] }, 'ufl'],
    ['room for everything at every site', { capacities: [5, 6, Infinity] }, 'ufl'],
    ['too little room at one site', { capacities: [5, 4.9, 9] }, 'cflp'],
    ['too little room, rows whole', { capacities: [5, 4, 9], singleSource: true }, 'sscflp'],
    ['too little room, rows said not to be whole', { capacities: [5, 4, 9], singleSource: false }, 'cflp'],
    ['rows whole without capacities', { singleSource: true }, 'ufl'],
  ])('with %s is of its kind', (_, change, kind) => {
    const problem = { costs, fixedCosts: [7, 8, 9], demands: [2, 3], ...change };
    expect(relaxedProblem(problem).kind).toBe(kind);
  });

  test('with capacities forbids rows that do not fit whole, and counts no room that no row may reach', () => {
    const limited = { costs, fixedCosts: [7, 8, 9], demands: [2, 3], capacities: [2, 9, 4] };
    expect(relaxedProblem(limited)).toMatchObject({
      costs,
      supply: Float64Array.of(2, 2, 4),
      dominated: new Uint8Array(3),
    });
    expect(relaxedProblem({ ...limited, singleSource: true })).toMatchObject({
      costs: Float64Array.of(1, 2, 3, Infinity, Infinity, 6),
      supply: Float64Array.of(2, 2, 4),
    });
    const atLimit = relaxedProblem({ ...limited, capacities: [3 - 1e-9, 9, 4], singleSource: true });
    expect(atLimit.costs[3]).toBe(4);
  });

  test.each<[string, number[], number[], number[]]>([
    ['equal: the first stays', [5, 5], [1, 1, 2, 2], [0, 1]],
    ['cheaper to open', [5, 4], [1, 1, 2, 2], [1, 0]],
    ['cheaper for one row', [5, 5], [1, 1, 2, 1], [1, 0]],
    ['cheaper for one row, dearer to open', [4, 5], [1, 1, 2, 1], [0, 0]],
    ['each cheaper for a row', [5, 5], [1, 2, 2, 1], [0, 0]],
    ['forbidden for both', [5, 5], [Infinity, Infinity, 2, 3], [0, 1]],
  ])('knows which of two sites need not serve: %s', (_, fixedCosts, list, expected) => {
    const problem = { costs: Float64Array.from(list), fixedCosts };
    expect([...relaxedProblem(problem).dominated]).toEqual(expected);
  });

  test('of no site and no row is one', () => {
    expect(relaxedProblem({ costs: new Float64Array(0), fixedCosts: [] })).toMatchObject({ rows: 0, sites: 0 });
  });
});

describe('savings within a room', () => {
  const items = fc.array(
    fc.record({ saving: fc.integer({ min: 1, max: 30 }), load: fc.integer({ min: 0, max: 12 }) }),
    { minLength: 1, maxLength: 8 },
  );

  test('of whole items are the best of all sets, of divisible ones the least that a price of room allows', () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 40 }), (list, room) => {
        const sets = [...Array(2 ** list.length).keys()].map((mask) => list.filter((_, at) => (mask >> at) & 1));
        const sum = (set: typeof list, key: 'saving' | 'load'): number => set.reduce((all, each) => all + each[key], 0);
        const fitting = sets.filter((set) => sum(set, 'load') <= room);
        const sorted = byDensity(list);
        expect(wholeSaving(sorted, room)).toBe(Math.max(...fitting.map((set) => sum(set, 'saving'))));
        const prices = [0, ...list.filter(({ load }) => load > 0).map(({ saving, load }) => saving / load)];
        const duals = prices.map((price) =>
          list.reduce((all, { saving, load }) => all + Math.max(0, saving - price * load), price * room),
        );
        expect(continuousSaving(sorted, room)).toBeCloseTo(Math.min(...duals), 9);
        expect(continuousSaving(sorted, room, 1)).toBe(continuousSaving(sorted.slice(1), room));
      }),
      check,
    );
  });

  test('of very many equal sets are given up for the divisible value', () => {
    const odd = Array.from({ length: 60 }, (_, at) => ({ saving: 2 + (at % 2) * 1e-9, load: 2 }));
    expect(wholeSaving(byDensity(odd), 59)).toBeCloseTo(59, 6);
  });
});

describe('a solution', () => {
  const problem: FacilityLocationProblem = {
    costs: Float64Array.of(1, 2, 9, 5, Infinity, 6),
    fixedCosts: [10, 20, 30],
    demands: [2, 4],
    capacities: [5, 5, 5],
  };

  function checked(change: Partial<SplitResult>, given = problem): { cost: number; faults: string[] } {
    const result = { open: Int32Array.of(0, 1), flow: flow([0, 0, 0.5], [0, 1, 0.5], [1, 0, 1]), ...change };
    const faults: string[] = [];
    return { cost: checkSolution(given, relaxedProblem(given), result as unknown as SplitResult, faults), faults };
  }

  /** Shares as [row, site, share]. */
  function flow(...shares: [number, number, number][]): SplitResult['flow'] {
    return {
      row: Int32Array.from(shares, ([row]) => row),
      site: Int32Array.from(shares, ([, site]) => site),
      share: Float64Array.from(shares, ([, , share]) => share),
    };
  }

  test('costs its open sites and its shares of the costs', () => {
    expect(checked({})).toEqual({ cost: 10 + 20 + 0.5 * 1 + 0.5 * 2 + 5, faults: [] });
  });

  const other = { open: Int32Array.of(0, 2) };
  test.each<[string, Partial<SplitResult>, string[]]>([
    ['open is no Int32Array', { open: [0, 1] as unknown as Int32Array }, ['open is no Int32Array']],
    ['below the first site', { open: Int32Array.of(-1, 0, 1) }, ['open[0] is -1; there are 3 sites']],
    ['above the last site', { open: Int32Array.of(0, 3) }, ['open[1] is 3; there are 3 sites']],
    ['twice', { open: Int32Array.of(0, 1, 1) }, ['open[2] does not ascend']],
    ['none', { open: new Int32Array(0) }, ['open has 0 sites; the problem asks for 1 to 3']],
    [
      'no row',
      { flow: flow([2, 0, 1], [0, 0, 1], [1, 0, 1]) },
      ['a share is of row 2; there are 2 rows', 'site 0 carries 6; its capacity is 5'],
    ],
    [
      'a row before the first',
      { flow: flow([-1, 0, 1], [0, 1, 1], [1, 0, 1]) },
      ['a share is of row -1; there are 2 rows'],
    ],
    ['a closed site', { flow: flow([0, 2, 1], [1, 0, 1]) }, ['row 0 is served from site 2, which is not open']],
    ['a forbidden pair', { flow: flow([0, 0, 1], [1, 1, 1]) }, ['row 1 may not be served from site 1']],
    [
      'a share of nothing',
      { flow: flow([0, 0, 1], [0, 1, 0], [1, 0, 0.75]), ...other, open: Int32Array.of(0, 1) },
      ['row 0 gets the share 0 from site 1', 'row 1 is served to the share 0.75'],
    ],
    [
      'shares unsorted',
      { flow: flow([0, 1, 0.5], [0, 0, 0.5], [1, 0, 1]) },
      ['the shares of row 0 are not sorted by site'],
    ],
    [
      'a share twice',
      { flow: flow([0, 0, 0.5], [0, 0, 0.5], [1, 0, 0.75], [1, 2, 0.25]), open: Int32Array.of(0, 2) },
      ['the shares of row 0 are not sorted by site'],
    ],
    ['a row served in part', { flow: flow([0, 0, 0.5], [1, 0, 1]) }, ['row 0 is served to the share 0.5']],
    ['a row not served', { flow: flow([1, 0, 1]) }, ['row 0 is served to the share 0']],
    ['too much for a site', { flow: flow([0, 0, 1], [1, 0, 1]) }, ['site 0 carries 6; its capacity is 5']],
    [
      'arrays of different lengths',
      { flow: { ...flow([0, 0, 1]), share: new Float64Array(2) } },
      ['flow has not arrays of one length'],
    ],
  ])('is refused for exactly what is wrong: %s', (_, change, expected) => {
    expect(checked(change)).toEqual({ cost: NaN, faults: expected });
  });

  test('may not be split where rows are whole, and must keep to the number of sites', () => {
    expect(checked({}, { ...problem, singleSource: true, capacities: [9, 9, 9] }).faults).toEqual([
      'row 0 is split; the problem forbids it',
      'row 0 is split; the problem forbids it',
    ]);
    expect(checked({}, { ...problem, minSites: 3 }).faults).toEqual(['open has 2 sites; the problem asks for 3 to 3']);
    expect(checked({}, { ...problem, maxSites: 1 }).faults).toEqual(['open has 2 sites; the problem asks for 1 to 1']);
    expect(checked({}, { ...problem, minSites: 2, maxSites: 2 }).faults).toEqual([]);
  });

  test('may hide a billionth in rounding and not more', () => {
    const nearly = (share: number): string[] => checked({ flow: flow([0, 1, share], [1, 0, 1]) }).faults;
    expect(nearly(1 - 0.9e-9)).toEqual([]);
    expect(nearly(1 - 1.1e-9)).toHaveLength(1);
    const filled = (room: number): string[] =>
      checked({ flow: flow([0, 1, 1], [1, 0, 1]) }, { ...problem, capacities: [room, 5, 5] }).faults;
    expect(filled(4 - 5e-9)).toEqual([]);
    expect(filled(4 - 7e-9)).toHaveLength(1);
  });

  test.each([
    [{ assignment: Int32Array.of(0) }, 'assignment is no Int32Array of 2'],
    [{ assignment: [0, 0] }, 'assignment is no Int32Array of 2'],
    [{}, 'the result has not one of assignment and flow'],
    [{ assignment: Int32Array.of(0, 0), flow: flow([0, 0, 1]) }, 'the result has not one of assignment and flow'],
  ])('is an assignment of as many rows as there are, or a flow: %#', (spelling, fault) => {
    const result = { open: Int32Array.of(0), ...spelling } as unknown as UnsplitResult;
    const faults: string[] = [];
    expect(checkSolution(problem, relaxedProblem(problem), result, faults)).toBeNaN();
    expect(faults).toEqual([fault]);
  });
});

describe('a proof tree', () => {
  // Two rows, two sites: either alone costs 10 + 1 + 5, both cost 22.
  const relaxed = relaxedProblem({ costs: Float64Array.of(1, 5, 5, 1), fixedCosts: [10, 10] });
  const node = (branch: number | null, ...rounds: number[][]): ProofNode => ({
    rounds: rounds.map((round) => Float32Array.from(round)),
    branch,
  });
  const replayed = (cutoff: number, ...nodes: ProofNode[]): { shown: number; faults: string[] } => {
    const faults: string[] = [];
    return { shown: replayTree(relaxed, { cutoff, nodes }, faults), faults };
  };

  test('shows the least bound of its leaves, and no more than its cutoff', () => {
    // At multipliers 6 and 6 a site is worth 10 - 5 - 1 = 4: the bound of the root is 12 + 4.
    const { shown, faults } = replayed(100, node(null, [6, 6]));
    expect(faults).toEqual([]);
    expect(shown).toBeCloseTo(16, 9);
    expect(replayed(15.5, node(null, [6, 6])).shown).toBe(15.5);
    expect(replayed(100, node(0, [6, 6]), node(null, [6, 6]), node(null, [6, 6])).shown).toBeCloseTo(16, 9);
  });

  test('inherits the bound of the node above, and finds nothing where no site is left', () => {
    expect(replayed(100, node(0, [6, 6]), node(null, [0, 0]), node(null, [0, 0])).shown).toBeCloseTo(16, 9);
    const all = [node(0), node(1), node(null), node(null), node(1), node(null), node(null)];
    expect(replayed(100, ...all)).toEqual({ shown: -Infinity, faults: [] });
    // Both decided everywhere, at the best multipliers of each: 22, 16, 16 and nothing.
    const best = [node(0), node(1), node(null, [1, 1]), node(null, [1, 5]), node(1), node(null, [5, 1]), node(null)];
    expect(replayed(100, ...best).shown).toBeCloseTo(16, 9);
  });

  test('may pass over what a round decided', () => {
    // At 6 and 6 and cutoff 19 the second site costs 4 too much: the first one open closes it, and closed opens it.
    const [best, over] = [node(1, [6, 6]), node(null)];
    const { shown, faults } = replayed(19, node(0, [6, 6]), best, over, over, best, over, over);
    expect(faults).toEqual([]);
    expect(shown).toBeCloseTo(16, 9);
  });

  test.each<[string, ProofNode[], string]>([
    ['none', [], 'certificate.tree.nodes[0] is missing'],
    ['a missing one', [node(0), node(null)], 'certificate.tree.nodes[2] is missing'],
    ['one too many', [node(null), node(null)], 'certificate.tree.nodes has 2 nodes, the tree ends after 1'],
    ['no rounds', [{ branch: null } as unknown as ProofNode], 'certificate.tree.nodes[0] has no rounds'],
    ['a short round', [node(null, [1])], 'certificate.tree.nodes[0] has a round that is no Float32Array of 2'],
    [
      'a plain round',
      [{ rounds: [[1, 1]], branch: null } as unknown as ProofNode],
      'certificate.tree.nodes[0] has a round that is no Float32Array of 2',
    ],
    ['one not finite', [node(null, [1, NaN])], 'certificate.tree.nodes[0] has a multiplier that is not finite'],
    ['a branch below', [node(-1)], 'certificate.tree.nodes[0] branches on -1; there are 2 sites'],
    ['a branch above', [node(2)], 'certificate.tree.nodes[0] branches on 2; there are 2 sites'],
    ['a broken branch', [node(0.5)], 'certificate.tree.nodes[0] branches on 0.5; there are 2 sites'],
  ])('of nodes that are none is refused: %s', (_, nodes, fault) => {
    expect(replayed(100, ...nodes)).toEqual({ shown: -Infinity, faults: [fault] });
  });
});

describe('what a result states', () => {
  const problem = { costs: Float64Array.of(1, 5, 5, 1), fixedCosts: [10, 10] };
  const result: UnsplitResult = {
    feasible: true,
    open: Int32Array.of(0),
    assignment: Int32Array.of(0, 0),
    cost: 16,
    lowerBound: 16,
    gap: 0,
    proof: 'optimal',
    nodes: 1,
    solver: 'hand',
    certificate: { kind: 'ufl', multipliers: Float32Array.of(6, 6), rootBound: 16, tree: null },
  };
  const weak = (rootBound: number, multiplier: number): Pick<UnsplitResult, 'certificate'> => ({
    certificate: { ...result.certificate, multipliers: new Float32Array(2).fill(multiplier), rootBound },
  });
  const faultsOf = (change: Partial<UnsplitResult>): readonly string[] =>
    verifyCertificate(problem, { ...result, ...change }).faults;

  test('holds where it is what the multipliers give', () => {
    expect(verifyCertificate(problem, result)).toEqual({
      valid: true,
      lowerBound: 16,
      cost: 16,
      isShown: true,
      faults: [],
    });
  });

  test('with whole costs a bound is as good as the next whole number, and less than 1 below the cost a proof', () => {
    // At 5.75 each: 11.5 + 10 - 4.75 - 0.75 = 16; at 5.5: 11 + 10 - 4.5 - 0.5 = 16; at 4: 8 + 10 - 3 = 15.
    expect(
      verifyCertificate(problem, { ...result, ...weak(15, 4), lowerBound: 15, gap: 1 / 16, proof: 'bound' }),
    ).toEqual({
      valid: true,
      lowerBound: 15,
      cost: 16,
      isShown: true,
      faults: [],
    });
    // 4.25 each: 8.5 + 10 - 3.25 = 15.25, so 16.
    expect(verifyCertificate(problem, { ...result, ...weak(15.25, 4.25) })).toMatchObject({
      valid: true,
      lowerBound: 16,
    });
    expect(faultsOf({ ...weak(15, 4), lowerBound: 15, gap: 1 / 16 })).toEqual([
      'proof is "optimal"; cost and lowerBound make it "bound"',
    ]);
    const broken = { ...problem, fixedCosts: [10, 10.5] };
    expect(verifyCertificate(broken, { ...result, ...weak(15.25, 4.25) }).faults).toEqual([
      'lowerBound is 16; that is not what the certificate shows',
    ]);
  });

  test('a bound of nothing says nothing', () => {
    // Multipliers of -100: the cheapest site alone, 10, and 200 less.
    const below = { ...weak(-190, -100), lowerBound: -190, gap: 206 / 16 };
    expect(faultsOf({ ...below, proof: 'none' })).toEqual([]);
    expect(faultsOf({ ...below, proof: 'bound' })).toEqual(['proof is "bound"; cost and lowerBound make it "none"']);
  });

  test.each<[string, Partial<UnsplitResult>, string]>([
    ['cost', { cost: 17 }, 'cost is 17; the solution costs 16'],
    ['nodes', { nodes: 0 }, 'nodes is 0'],
    ['gap', { gap: 0.1 }, 'gap is 0.1; cost and lowerBound make it 0'],
    ['bound', { lowerBound: 17 }, 'lowerBound 17 is above cost 16'],
    ['bound', { lowerBound: 15.5, gap: 0.5 / 16 }, 'lowerBound is 15.5; that is not what the certificate shows'],
    [
      'kind',
      { certificate: { ...result.certificate, kind: 'cflp' } },
      'certificate.kind is "cflp"; the problem\'s is "ufl"',
    ],
    [
      'multipliers',
      { certificate: { ...result.certificate, multipliers: new Float32Array(3) } },
      'certificate.multipliers is no Float32Array of 2 finite numbers',
    ],
    [
      'tree',
      { certificate: { ...result.certificate, tree: { cutoff: NaN, nodes: [] } } },
      'certificate.tree has no cutoff or no nodes',
    ],
    [
      'tree',
      { nodes: 2, certificate: { ...result.certificate, tree: { cutoff: 15, nodes: [{ rounds: [], branch: null }] } } },
      'nodes is 2; the tree has 1',
    ],
    [
      'tree',
      { certificate: { ...result.certificate, tree: { cutoff: 15, nodes: [{ rounds: [], branch: null }] } } },
      'certificate.tree.cutoff is 15; the tree shows -Infinity',
    ],
  ])('is refused for exactly what is wrong: %s', (_, change, fault) => {
    expect(faultsOf(change)).toContain(fault);
  });
});
