import type { FacilityLocationProblem } from '../../../lib/plan/facility/facility-problem';
import type { FacilityResult, SplitResult, UnsplitResult } from '../../../lib/plan/facility/facility-result';
import { solveFacilityLocation } from '../../../lib/plan/facility/solve-facility-location';
import { verifyCertificate } from '../../../lib/plan/facility/verify/verify-certificate';
import type { ProofTree } from '../../../lib/plan/solver';
import { feasible } from './support/problems';

/** Numbers that a linear congruential generator scatters; the same on every machine. */
function scatter(length: number, from: number, to: number, seed: number): Float64Array {
  let state = seed;
  return Float64Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return from + Math.floor(((to - from + 1) * state) / 2_147_483_648);
  });
}

const rows = 30;
const sites = 12;
const costs = scatter(rows * sites, 5, 90, 3);
const loads = scatter(rows, 1, 9, 5);
const fixedCosts = scatter(sites, 60, 140, 7);
const capacities = scatter(sites, 25, 45, 9);
const problems: readonly (readonly [string, FacilityLocationProblem])[] = [
  ['pmedian', { costs, fixedCosts: new Float64Array(sites), minSites: 4, maxSites: 4 }],
  ['ufl', { costs, fixedCosts }],
  ['cflp', { costs, fixedCosts, demands: loads, capacities }],
  ['sscflp', { costs, fixedCosts, demands: loads, capacities, singleSource: true }],
];

type Feasible = UnsplitResult | SplitResult;
type Change = readonly [string, (result: Feasible) => FacilityResult];

const withTree = (result: Feasible, change: (tree: ProofTree) => ProofTree): FacilityResult => {
  const { tree } = result.certificate;
  return tree === null ? result : { ...result, certificate: { ...result.certificate, tree: change(tree) } };
};

/** One array with one element changed. */
const changed = <List extends Int32Array | Float32Array | Float64Array>(
  list: List,
  at: number,
  value: number,
): List => {
  const copy = list.slice() as List;
  copy[at] = value;
  return copy;
};

const decided = (tree: ProofTree, decidedAt: number): ProofTree['nodes'] =>
  tree.nodes.map((node) => ({ ...node, decidedAt }));

const closed = (result: Feasible): number =>
  [...Array.from({ length: sites }).keys()].find((site) => !result.open.includes(site)) ?? 0;

const changes: readonly Change[] = [
  ['cost lowered', (result) => ({ ...result, cost: result.cost - 1 })],
  ['cost raised by a millionth', (result) => ({ ...result, cost: result.cost * (1 + 1e-6) })],
  ['cost NaN', (result) => ({ ...result, cost: NaN })],
  ['lower bound raised above the cost', (result) => ({ ...result, lowerBound: result.cost + 1 })],
  ['lower bound lowered', (result) => ({ ...result, lowerBound: result.certificate.rootBound - 1 })],
  ['lower bound NaN', (result) => ({ ...result, lowerBound: NaN })],
  ['gap', (result) => ({ ...result, gap: result.gap + 1e-6 })],
  ['proof', (result) => ({ ...result, proof: result.proof === 'optimal' ? 'bound' : 'optimal' })],
  ['nodes none', (result) => ({ ...result, nodes: 0 })],
  ['nodes half', (result) => ({ ...result, nodes: 1.5 })],
  ['a site closed', (result) => ({ ...result, open: result.open.slice(1) })],
  ['another site opened', (result) => ({ ...result, open: Int32Array.from([...result.open, closed(result)]).sort() })],
  ['open unsorted', (result) => ({ ...result, open: result.open.toReversed() })],
  ['open twice', (result) => ({ ...result, open: Int32Array.from([...result.open, result.open.at(-1) ?? 0]) })],
  ['open out of range', (result) => ({ ...result, open: changed(result.open, result.open.length - 1, sites) })],
  ['open a plain list', (result) => ({ ...result, open: [...result.open] as unknown as Int32Array })],
  [
    'kind',
    (result) => ({
      ...result,
      certificate: { ...result.certificate, kind: result.certificate.kind === 'ufl' ? 'cflp' : 'ufl' },
    }),
  ],
  [
    'root bound',
    (result) => ({
      ...result,
      certificate: { ...result.certificate, rootBound: result.certificate.rootBound * 1.000_01 },
    }),
  ],
  [
    'multipliers cut off',
    (result) => ({
      ...result,
      certificate: { ...result.certificate, multipliers: result.certificate.multipliers.slice(1) },
    }),
  ],
  [
    'infeasible',
    () => ({ feasible: false, cause: 'row', rows: Int32Array.of(0), sites: new Int32Array(0), shortfall: 0 }),
  ],
];

describe.each(problems)('%s', (kind, problem) => {
  const result = feasible(solveFacilityLocation(problem, { steps: 100_000 }));

  test('as it is, the result is valid and of its kind', () => {
    expect(verifyCertificate(problem, result)).toMatchObject({ valid: true, faults: [], cost: result.cost });
    expect(result.certificate.kind).toBe(kind);
  });

  test.each(changes)('%s is refused', (_, change) => {
    const { valid, faults } = verifyCertificate(problem, change(result));
    expect([valid, faults.length > 0]).toEqual([false, true]);
  });

  test('every multiplier counts', () => {
    const { certificate } = result;
    certificate.multipliers.forEach((multiplier, row) => {
      for (const value of [multiplier + 40, multiplier - 40, NaN, Infinity]) {
        const multipliers = changed(certificate.multipliers, row, value);
        expect(verifyCertificate(problem, { ...result, certificate: { ...certificate, multipliers } }).valid).toBe(
          false,
        );
      }
    });
  });

  test('every row that is sent elsewhere is noticed', () => {
    const moved = (site: number, row: number): Feasible =>
      'assignment' in result
        ? { ...result, assignment: changed(result.assignment, row, site) }
        : { ...result, flow: { ...result.flow, site: changed(result.flow.site, row, site) } };
    const count = 'assignment' in result ? rows : result.flow.row.length;
    for (let row = 0; row < count; row += 1)
      for (let site = -1; site <= sites; site += 1) {
        const change = moved(site, row);
        const isSame = JSON.stringify(change) === JSON.stringify(result);
        expect(verifyCertificate(problem, change).valid).toBe(isSame);
      }
  });

  test('of another problem it is no proof', () => {
    const cheaper = { ...problem, costs: costs.map((cost) => cost * 0.9) };
    expect(verifyCertificate(cheaper, result).valid).toBe(false);
    const dearer = { ...problem, fixedCosts: Array.from(problem.fixedCosts, (cost) => cost + 1) };
    expect(verifyCertificate(dearer, result).valid).toBe(false);
    expect(() => verifyCertificate({ ...problem, costs: costs.slice(1) }, result)).toThrow(RangeError);
  });
});

describe('shares', () => {
  const problem = { costs: Float64Array.of(1, 3, 1, 3), fixedCosts: [0, 0], demands: [2, 2], capacities: [3, 3] };
  const result = solveFacilityLocation(problem) as SplitResult;
  const split = (flow: Partial<SplitResult['flow']>): Feasible => ({ ...result, flow: { ...result.flow, ...flow } });

  test.each<[string, Feasible]>([
    ['a share lowered', split({ share: result.flow.share.map((share) => share * 0.9) })],
    ['a share above 1', split({ share: result.flow.share.map(() => 1.5) })],
    ['a share of nothing', split({ share: result.flow.share.map(() => 0) })],
    ['a row out of range', split({ row: result.flow.row.map(() => 2) })],
    ['fewer sites than rows', split({ site: result.flow.site.slice(1) })],
    ['plain lists', split({ row: [...result.flow.row] as unknown as Int32Array })],
    ['both spellings', { ...result, assignment: Int32Array.of(0, 1) } as Feasible],
    [
      'too much load for a site',
      split({ row: Int32Array.of(0, 1), site: Int32Array.of(0, 0), share: Float64Array.of(1, 1) }),
    ],
  ])('%s is refused', (_, change) => {
    expect(verifyCertificate(problem, result).valid).toBe(true);
    expect(verifyCertificate(problem, change).valid).toBe(false);
  });
});

describe.each(problems.slice(0, 3))('the proof tree of %s', (_, problem) => {
  const result = feasible(solveFacilityLocation(problem, { steps: 100_000 }));

  test('proves the optimum in several nodes', () => {
    expect(result.certificate.tree?.nodes.length).toBeGreaterThan(1);
    expect(verifyCertificate(problem, result)).toMatchObject({ valid: true, isShown: true });
    expect(result.proof).toBe('optimal');
  });

  test.each<[string, (tree: ProofTree) => ProofTree]>([
    ['a node cut off the end', (tree) => ({ ...tree, nodes: tree.nodes.slice(0, -1) })],
    ['a node too many', (tree) => ({ ...tree, nodes: [...tree.nodes, { rounds: [], branch: null }] })],
    ['a higher cutoff', (tree) => ({ ...tree, cutoff: tree.cutoff * 1.01 })],
    ['no cutoff', (tree) => ({ ...tree, cutoff: NaN })],
    ['no rounds', (tree) => ({ ...tree, nodes: tree.nodes.map((node) => ({ ...node, rounds: [] })) })],
    ['no branches', (tree) => ({ ...tree, nodes: [{ rounds: tree.nodes[0]?.rounds ?? [], branch: null }] })],
    ['sites decided below the cutoff', (tree) => ({ ...tree, nodes: decided(tree, tree.cutoff * 0.999) })],
    ['sites decided at no number', (tree) => ({ ...tree, nodes: decided(tree, NaN) })],
    ['a branch out of range', (tree) => ({ ...tree, nodes: tree.nodes.map((node) => ({ ...node, branch: sites })) })],
    [
      'multipliers of nothing',
      (tree) => ({ ...tree, nodes: tree.nodes.map((node) => ({ ...node, rounds: [new Float32Array(rows)] })) }),
    ],
    [
      'multipliers of NaN',
      (tree) => ({
        ...tree,
        nodes: tree.nodes.map((node) => ({ ...node, rounds: [new Float32Array(rows).fill(NaN)] })),
      }),
    ],
    [
      'nodes that are none',
      (tree) => ({ ...tree, nodes: tree.nodes.map(() => ({ branch: null })) as unknown as ProofTree['nodes'] }),
    ],
  ])('with %s is refused', (__, change) => {
    expect(verifyCertificate(problem, withTree(result, change)).valid).toBe(false);
  });

  test('without it, what is left is the root bound, and that is said', () => {
    const bare = { ...result, certificate: { ...result.certificate, tree: null } };
    const { valid, isShown, lowerBound } = verifyCertificate(problem, bare);
    expect([valid, isShown]).toEqual([true, false]);
    expect(lowerBound).toBeLessThan(result.lowerBound);
  });
});
