import { solveMaximalCovering } from '../../../../lib/plan/solvers/covering-models/maximal-covering';
import { solvePCenter } from '../../../../lib/plan/solvers/covering-models/p-center';
import { solveSetCovering, withinRadius } from '../../../../lib/plan/solvers/covering-models/set-covering';
import { sampler } from '../../../geo/support/points';

const distances = Float64Array.of(1, 2);
const nowhere = new Float64Array(0);

function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
  return '';
}

describe('arguments of set covering', () => {
  const message = (changed: Partial<Parameters<typeof solveSetCovering>[0]>): string =>
    messageOf(() => solveSetCovering({ distances, sites: 2, radius: 2, ...changed }));

  it.each([
    [{}, ''],
    [{ radius: 0, distances: Float64Array.of(0, 0) }, ''],
    [{ radius: Infinity }, ''],
    [{ sites: 0, distances: nowhere }, ''],
    [{ fixedCosts: [0, 3] }, ''],
    [{ radius: -1 }, 'solveSetCovering: radius is >= 0'],
    [{ radius: NaN }, 'solveSetCovering: radius is >= 0'],
    [{ fixedCosts: [1] }, 'solveSetCovering: a fixed cost per site'],
    [{ fixedCosts: [1, Infinity] }, 'solveSetCovering: fixed costs are >= 0 and finite'],
    [{ fixedCosts: [-1, 1] }, 'solveSetCovering: fixed costs are >= 0 and finite'],
    [{ fixedCosts: [NaN, 1] }, 'solveSetCovering: fixed costs are >= 0 and finite'],
    [
      { radius: -1, fixedCosts: [-1] },
      'solveSetCovering: radius is >= 0; a fixed cost per site; fixed costs are >= 0 and finite',
    ],
    [{ sites: 3 }, 'solveSetCovering: distances are rows x sites'],
    [{ sites: 0 }, 'solveSetCovering: distances are rows x sites'],
    [{ sites: -1 }, 'solveSetCovering: sites is a whole number >= 0; distances are rows x sites'],
    [{ sites: -1, distances: nowhere }, 'solveSetCovering: sites is a whole number >= 0'],
    [{ sites: 0.5 }, 'solveSetCovering: sites is a whole number >= 0'],
    [{ distances: Float64Array.of(1, -1) }, 'solveSetCovering: distances are >= 0 or Infinity'],
    [{ distances: Float64Array.of(NaN, 1) }, 'solveSetCovering: distances are >= 0 or Infinity'],
  ])('%j: %j', (changed, expected) => {
    expect(message(changed)).toBe(expected);
  });
});

describe('arguments of maximal covering', () => {
  const message = (changed: Partial<Parameters<typeof solveMaximalCovering>[0]>): string =>
    messageOf(() => solveMaximalCovering({ distances, sites: 2, radius: 1, p: 1, ...changed }));

  it.each([
    [{}, ''],
    [{ radius: 0, p: 2, demands: [0] }, ''],
    [{ radius: -1 }, 'solveMaximalCovering: radius is >= 0'],
    [{ radius: NaN }, 'solveMaximalCovering: radius is >= 0'],
    [{ p: 0 }, 'solveMaximalCovering: p is a whole number from 1 to sites'],
    [{ p: 3 }, 'solveMaximalCovering: p is a whole number from 1 to sites'],
    [{ p: 1.5 }, 'solveMaximalCovering: p is a whole number from 1 to sites'],
    [{ demands: [1, 1] }, 'solveMaximalCovering: a demand per row'],
    [{ demands: [-1] }, 'solveMaximalCovering: demands are >= 0'],
    [{ demands: [Infinity] }, 'solveMaximalCovering: the demand of all rows is a finite number'],
    [
      { demands: [1e308, 1e308], distances: Float64Array.of(1, 2, 3, 4) },
      'solveMaximalCovering: the demand of all rows is a finite number',
    ],
    [
      { radius: -1, p: 0, demands: [-1, 1] },
      'solveMaximalCovering: radius is >= 0; p is a whole number from 1 to sites; a demand per row; demands are >= 0',
    ],
    [{ sites: 3 }, 'solveMaximalCovering: distances are rows x sites'],
  ])('%j: %j', (changed, expected) => {
    expect(message(changed)).toBe(expected);
  });
});

describe('arguments of p-center', () => {
  const message = (changed: Partial<Parameters<typeof solvePCenter>[0]>): string =>
    messageOf(() => solvePCenter({ distances, sites: 2, p: 1, ...changed }));

  it.each([
    [{}, ''],
    [{ p: 2 }, ''],
    [{ p: 0 }, 'solvePCenter: p is a whole number from 1 to sites'],
    [{ p: 3 }, 'solvePCenter: p is a whole number from 1 to sites'],
    [{ p: 1.5 }, 'solvePCenter: p is a whole number from 1 to sites'],
    [{ sites: 3 }, 'solvePCenter: distances are rows x sites'],
  ])('%j: %j', (changed, expected) => {
    expect(message(changed)).toBe(expected);
  });
});

describe('what is within a radius', () => {
  it.each([
    [1, 1, true],
    [1, 0.5, false],
    [5, Infinity, true],
    [Infinity, Infinity, false],
  ])('%d within %d: %s', (distance, radius, expected) => {
    expect(withinRadius(distance, radius)).toBe(expected);
  });

  it('rows that only forbidden pairs reach are named, in order', () => {
    const problem = { distances: Float64Array.of(1, 9, 4, Infinity, Infinity, Infinity, 3, 4), sites: 2 };
    const lost = (rows: number[]): unknown => ({
      feasible: false,
      cause: 'row',
      rows: Int32Array.from(rows),
      proved: true,
    });
    expect(solveSetCovering({ ...problem, radius: Infinity })).toEqual(lost([2]));
    expect(solveSetCovering({ ...problem, radius: 3 })).toEqual(lost([1, 2]));
    expect(solvePCenter({ ...problem, p: 1 })).toEqual(lost([2]));
    expect(solvePCenter({ distances: new Float64Array(0), sites: 2, p: 1 })).toMatchObject({
      feasible: true,
      radius: 0,
    });
  });
});

describe('problems with an answer of their own', () => {
  it('maximal covering without rows opens the first sites', () => {
    expect(solveMaximalCovering({ distances: nowhere, sites: 3, p: 2, radius: 1 })).toEqual({
      feasible: true,
      open: Int32Array.of(0, 1),
      covered: 0,
      uncovered: 0,
      lowerBound: 0,
      upperBound: 0,
      gap: 0,
      proof: 'optimal',
    });
  });

  it('maximal covering of rows that nothing covers has no gap', () => {
    expect(solveMaximalCovering({ distances, sites: 2, p: 1, radius: 0.5, demands: [3] })).toMatchObject({
      covered: 0,
      uncovered: 3,
      lowerBound: 3,
      upperBound: 0,
      gap: 0,
      proof: 'optimal',
    });
  });

  it('maximal covering counts one for every row without demands, and the radius itself as covered', () => {
    const problem = { distances: Float64Array.of(1, 9, 9, 1, 5, 9), sites: 2, p: 1, radius: 5 };
    expect(solveMaximalCovering(problem)).toMatchObject({ covered: 2, uncovered: 1, open: Int32Array.of(0) });
    expect(solveMaximalCovering({ ...problem, demands: [1, 7, 1] })).toMatchObject({ covered: 7, uncovered: 2 });
  });

  it('set covering for nothing and of nothing costs nothing', () => {
    const free = { feasible: true, cost: 0, lowerBound: 0, gap: 0, proof: 'optimal' };
    expect(solveSetCovering({ distances, sites: 2, radius: 2, fixedCosts: [0, 0] })).toMatchObject(free);
    expect(solveSetCovering({ distances: nowhere, sites: 2, radius: 2 })).toEqual({ ...free, open: new Int32Array(0) });
  });

  it('a center on the only place of every row has the radius 0 and no gap', () => {
    const zero = { distances: new Float64Array(4), sites: 2, p: 1 };
    expect(solvePCenter(zero)).toMatchObject({ radius: 0, lowerBound: 0, gap: 0, proof: 'optimal' });
  });

  it('no p sites reach every row: proved', () => {
    const problem = { distances: Float64Array.of(1, Infinity, Infinity, 1), sites: 2, p: 1 };
    expect(solvePCenter(problem)).toEqual({ feasible: false, cause: 'sites', rows: new Int32Array(0), proved: true });
  });
});

describe('budgets', () => {
  const random = sampler(7);
  const wide = { distances: Float64Array.from({ length: 40 * 30 }, () => Math.floor(100 * random())), sites: 30 };

  const whole = (least: number): string => `a whole number from ${least} to 9007199254740991`;

  it.each([
    [{ steps: 0, proofSteps: -1 }, `steps is ${whole(1)}; proofSteps is ${whole(0)}`],
    [{ steps: NaN }, `steps is ${whole(1)}`],
    [{ steps: 1.5 }, `steps is ${whole(1)}`],
    [{ steps: Infinity }, `steps is ${whole(1)}`],
    [{ seed: 2 ** 32 }, 'seed is a whole number from 0 to 4294967295'],
    [{ steps: 1, proofSteps: 0, seed: 2 ** 32 - 1 }, ''],
  ])('%j: %j', (options, fault) => {
    const of = (name: string): string => (fault === '' ? '' : `${name}: ${fault}`);
    const near = { distances, sites: 2, radius: 2 };
    expect(messageOf(() => solveSetCovering(near, options))).toBe(of('solveSetCovering'));
    expect(messageOf(() => solvePCenter({ distances, sites: 2, p: 1 }, options))).toBe(of('solvePCenter'));
    expect(messageOf(() => solveMaximalCovering({ ...near, p: 1 }, options))).toBe(of('solveMaximalCovering'));
  });

  it('that end a search leave a cover, a bound below its cost and their gap', () => {
    const fixedCosts = Float64Array.from({ length: 30 }, (_, site) => 2 + ((7 * site) % 5) + 0.25 * (site % 3));
    const problem = { ...wide, radius: 17, fixedCosts };
    const proved = solveSetCovering(problem);
    const found = solveSetCovering(problem, { steps: 1, proofSteps: 0 });
    if (!found.feasible || !proved.feasible) throw new Error('infeasible');
    expect([found.proof, proved.proof]).toEqual(['bound', 'optimal']);
    expect(found.gap).toBe((found.cost - found.lowerBound) / found.cost);
    expect(found.gap).toBeGreaterThan(1e-6);
    expect(found.lowerBound).toBeLessThanOrEqual(proved.cost);
    expect(found.cost).toBeGreaterThanOrEqual(proved.cost);
    expect(proved.lowerBound).toBeCloseTo(proved.cost, 4);
  });

  it('that end a search of centers leave the radius of some sites, a bound below it and their gap', () => {
    const proved = solvePCenter({ ...wide, p: 5 });
    const found = solvePCenter({ ...wide, p: 5 }, { steps: 1, proofSteps: 0 });
    if (!found.feasible || !proved.feasible) throw new Error('infeasible');
    expect([found.proof, proved.proof]).toEqual(['bound', 'optimal']);
    expect(found.gap).toBe((found.radius - found.lowerBound) / found.radius);
    expect(found.lowerBound).toBeLessThan(proved.radius);
    expect(found.lowerBound).toBeGreaterThan(0);
    expect(found.radius).toBeGreaterThanOrEqual(proved.radius);
    const own = Float64Array.from({ length: 400 }, (_, at) => (at % 21 === 0 ? 0 : 1 + (at % 7)));
    const nothing = solvePCenter({ distances: own, sites: 20, p: 6 }, { steps: 1, proofSteps: 0 });
    expect(nothing).toMatchObject({ lowerBound: 0, gap: 1, proof: 'none' });
  });

  it('that end a search for most demand leave what is covered, a bound above it and their gap', () => {
    const demands = Float64Array.from({ length: 40 }, (_, row) => 1 + (row % 5));
    const total = demands.reduce((sum, demand) => sum + demand, 0);
    const problem = { ...wide, radius: 14, p: 4, demands };
    const [found, proved] = [{ steps: 1, proofSteps: 0 }, {}].map((options) => solveMaximalCovering(problem, options));
    if (found === undefined || proved === undefined) throw new Error('no cover');
    expect([found.proof, proved.proof]).toEqual(['bound', 'optimal']);
    expect(found.uncovered).toBe(total - found.covered);
    expect(found.upperBound).toBe(total - found.lowerBound);
    expect(found.gap).toBe((found.upperBound - found.covered) / found.upperBound);
    expect(found.gap).toBeGreaterThan(0);
    expect(found.upperBound).toBeGreaterThanOrEqual(proved.covered);
    expect(found.covered).toBeLessThanOrEqual(proved.covered);
  });
});
