import fc from 'fast-check';
import { ascentStart, rowScales } from '../../../lib/plan/solvers/ascent-start';
import { newIncumbent } from '../../../lib/plan/solvers/branch/incumbent';
import { capacityCut, cardinalityShortage, rowsWithoutSite } from '../../../lib/plan/solvers/feasibility';
import { lagrangianBound } from '../../../lib/plan/solvers/lagrangian-bound';
import { mostFailures } from '../../../lib/plan/solvers/neighbourhood-search';
import { prepare } from '../../../lib/plan/solvers/preprocess';
import { randomIndex } from '../../../lib/plan/solvers/random';
import { scaleProblem } from '../../../lib/plan/solvers/scaling';
import { otherSites, withoutSite, withSite } from '../../../lib/plan/solvers/site-set';
import { solutionCost, transportFlows } from '../../../lib/plan/solvers/solution';
import { ascend, type AscentSchedule, boundIterations, errorOfSums } from '../../../lib/plan/solvers/subgradient';
import { newTransport, runTransport } from '../../../lib/plan/solvers/transport';
import { uncapacitatedRelaxation } from '../../../lib/plan/solvers/uncapacitated-relaxation';
import { kinds, problemOf, problems } from './support/problems';

const check = { seed: 2_236_067, numRuns: 80 };

describe('a prepared problem', () => {
  it.each(kinds)('(%s) lists the allowed undominated sites of every row, cheapest first, and costs by site', (kind) => {
    fc.assert(
      fc.property(problems(kind), (problem) => {
        const capacitated = problem.capacities !== null;
        const prepared = prepare(problem, capacitated);
        const { rows, sites, dominated, listStart, listSite, listCost, costsBySite } = prepared;
        expect([rows, sites]).toEqual([problem.demands.length, problem.fixedCosts.length]);
        const all = [...Array(sites).keys()];
        const costOf = (row: number, site: number): number => problem.costs[row * sites + site] ?? NaN;
        const replaces = (a: number, b: number): boolean => {
          const pairs = [...Array(rows).keys()].map((row) => [costOf(row, a), costOf(row, b)] as const);
          const both = [...pairs, [problem.fixedCosts[a] ?? NaN, problem.fixedCosts[b] ?? NaN] as const];
          return both.every(([x, y]) => x <= y) && (both.some(([x, y]) => x < y) || a < b);
        };
        const expected = all.map(
          (site) => !capacitated && all.some((other) => other !== site && replaces(other, site)),
        );
        expect([...dominated].map((flag) => flag === 1)).toEqual(expected);
        for (let row = 0; row < rows; row += 1) {
          const allowed = all.filter((site) => dominated[site] === 0 && costOf(row, site) < Infinity);
          allowed.sort((a, b) => costOf(row, a) - costOf(row, b) || a - b);
          expect([...listSite.subarray(listStart[row], listStart[row + 1])]).toEqual(allowed);
          expect([...listCost.subarray(listStart[row], listStart[row + 1])]).toEqual(
            allowed.map((site) => costOf(row, site)),
          );
          expect(all.map((site) => costsBySite[site * rows + row])).toEqual(all.map((site) => costOf(row, site)));
        }
        expect(listSite).toHaveLength(listStart[rows] ?? NaN);
      }),
      check,
    );
  });

  it('starts an ascent at the second-smallest costs, above the smallest, with scales of the mean costs', () => {
    const prepared = prepare(
      problemOf([
        [9, 1, 4],
        [7, null, null],
        [0.001, 0.001, 0.004],
      ]),
      true,
    );
    const { multipliers, floor, scale } = ascentStart(prepared);
    expect([...multipliers]).toEqual([4, 7, 0.001]);
    expect([...floor]).toEqual([1, 7, 0.001]);
    const means = [14 / 3, 7, 0.002];
    const average = means.reduce((sum, mean) => sum + mean, 0) / 3;
    scale.forEach((one, row) => expect(one).toBeCloseTo(Math.sqrt(Math.max((means[row] ?? NaN) / average, 0.01)), 12));
    expect([
      ...rowScales(
        prepare(
          problemOf([
            [0, 0],
            [0, 0],
          ]),
          false,
        ),
      ),
    ]).toEqual([1, 1]);
  });
});

describe('the relaxation without capacities', () => {
  it.each(['pmedian', 'ufl', 'mixed'] as const)('(%s) has the value, slope and error bound of its formula', (kind) => {
    const drawn = fc.tuple(
      problems(kind),
      fc.array(fc.integer({ min: 0, max: 240 }), { minLength: 12, maxLength: 12 }),
    );
    fc.assert(
      fc.property(drawn, ([problem, quarters]) => {
        const prepared = prepare(problem, false);
        const { rows, sites } = prepared;
        const multipliers = Float64Array.from(quarters.slice(0, rows), (quarter) => quarter / 4);
        const relaxation = uncapacitatedRelaxation(prepared);
        const slope = new Float64Array(rows);
        const value = relaxation.evaluate(multipliers, slope);
        const reduced = (row: number, site: number): number =>
          prepared.dominated[site] === 1
            ? 0
            : Math.min(0, (problem.costs[row * sites + site] ?? NaN) - (multipliers[row] ?? NaN));
        const all = [...Array(rows).keys()];
        const values = [...problem.fixedCosts].map((fixed, site) =>
          all.reduce((sum, row) => sum + reduced(row, site), fixed),
        );
        const order = [...values.keys()].sort((a, b) => (values[a] ?? NaN) - (values[b] ?? NaN) || a - b);
        const negative = values.filter((one) => one < 0).length;
        const chosen = order.slice(0, Math.min(Math.max(negative, problem.minSites), problem.maxSites));
        const prices = multipliers.reduce((sum, price) => sum + price, 0);
        expect([...relaxation.siteValue]).toEqual(values);
        expect([...relaxation.chosen]).toEqual(values.map((_, site) => (chosen.includes(site) ? 1 : 0)));
        expect(value).toBe(chosen.reduce((sum, site) => sum + (values[site] ?? NaN), prices));
        expect([...slope]).toEqual(all.map((row) => 1 - chosen.filter((site) => reduced(row, site) < 0).length));
        const magnitude = values.reduce((sum, one, site) => {
          const fixed = problem.fixedCosts[site] ?? NaN;
          return sum + fixed - one + (chosen.includes(site) ? fixed : 0);
        }, prices);
        expect(relaxation.errorBound()).toBe(errorOfSums(rows, sites, magnitude));
        const bound = value - relaxation.errorBound();
        expect(lagrangianBound(problem, Float32Array.from(multipliers), 'ufl')).toBe(bound);
        const large = {
          ...problem,
          costs: problem.costs.map((cost) => cost * 2 ** 110),
          fixedCosts: problem.fixedCosts.map((cost) => cost * 2 ** 110),
        };
        const scaled = lagrangianBound(
          large,
          Float32Array.from(multipliers, (price) => price * 2 ** 110),
          'ufl',
        );
        expect(scaled / 2 ** 110).toBeCloseTo(bound, 6);
      }),
      check,
    );
  });

  it('the error of sums is four times what that many roundings add at worst', () => {
    expect(errorOfSums(3, 5, 10)).toBe(24 * 4 * Number.EPSILON * 10);
  });
});

describe('the ascent', () => {
  const steady: AscentSchedule = { firstStep: 1, lastStep: 0.01, patience: 100, iterations: 6 };
  /** min over the price of a concave function with its top of 10 at 5, and a slope of 1 or -1. */
  const tent = (calls: number[]): Parameters<typeof ascend>[0] => ({
    evaluate: ([price = NaN], slope) => {
      calls.push(price);
      slope[0] = price < 5 ? 1 : price > 5 ? -1 : 0;
      return 10 - Math.abs(price - 5);
    },
    errorBound: () => 0,
  });
  const run = (from: number, upper: number, schedule: AscentSchedule, floor = 0, scale = 1): unknown => {
    const calls: number[] = [];
    const start = {
      multipliers: Float64Array.of(from),
      floor: Float64Array.of(floor),
      scale: Float64Array.of(scale),
    };
    const { multipliers, value } = ascend(tent(calls), start, () => upper, schedule);
    expect([...start.multipliers]).toEqual([from]);
    return { calls: calls.map((one) => Math.round(one * 1e6) / 1e6), at: multipliers[0], value };
  };

  it('takes Polyak steps in the deflected direction towards a little more than the upper bound', () => {
    const aim = 12 + 0.0005 * 12;
    const first = 1 + (aim - 6) / 0.7;
    const second = first + (aim - (15 - first)) / (-0.7 + 0.3 * 0.7);
    expect(run(1, 12, { ...steady, iterations: 3 })).toMatchObject({
      calls: [1, first, Math.max(0, second)].map((one) => Math.round(one * 1e6) / 1e6),
    });
    expect(run(1, 12, { ...steady, iterations: 2, firstStep: 0.5 })).toMatchObject({
      calls: [1, Math.round((1 + (0.5 * (aim - 6)) / 0.7) * 1e6) / 1e6],
    });
  });

  it('moves a multiplier in its own units, and not below its floor', () => {
    const length = (12.006 - 6) / (0.7 * 3) ** 2;
    expect(run(1, 12, { ...steady, iterations: 2 }, 0, 3)).toMatchObject({
      calls: [1, Math.round((1 + length * 0.7 * 3 * 3) * 1e6) / 1e6],
    });
    expect(run(9, 30, { ...steady, iterations: 2 }, 4)).toMatchObject({ calls: [9, 4] });
  });

  it('ends where the bounds meet, at the top, without iterations, and with too short a step', () => {
    expect(run(4, 9, steady)).toEqual({ calls: [4], at: 4, value: 9 });
    expect(run(5, 12, steady)).toEqual({ calls: [5], at: 5, value: 10 });
    expect(run(4, 12, { ...steady, iterations: 0 })).toEqual({ calls: [], at: 4, value: -Infinity });
    expect(run(4, 12, { ...steady, firstStep: 0.005 })).toEqual({ calls: [], at: 4, value: -Infinity });
    expect(run(4, 9 + 5e-9, steady)).toMatchObject({ calls: [4] });
  });

  it('goes back to the best point with a shorter step after as many evaluations without gain as its patience', () => {
    // The first evaluation counts as one without gain; then the price swings around the top.
    const aim = 20.01;
    const next = 4 + (0.7 * (aim - 9)) / 0.7;
    expect(run(4, 20, { ...steady, patience: 1, iterations: 3 })).toMatchObject({
      calls: [4, 4, 4],
      at: 4,
      value: 9,
    });
    expect(run(4, 20, { ...steady, patience: 2, iterations: 4, lastStep: 0.7 })).toMatchObject({
      calls: [4, 4 + (aim - 9) / 0.7, 4, Math.round(next * 1e6) / 1e6].map((one) => Math.round(one * 1e6) / 1e6),
    });
    expect(run(4, 20, { ...steady, patience: 1, lastStep: 0.5 })).toMatchObject({ calls: [4, 4] });
  });

  it.each([
    [1000, 10, 100],
    [1e6, 10, 2000],
    [10, 10, 100],
    [9999, 10, 999],
  ])('%d steps pay for %d sites: %d iterations', (steps, sites, expected) => {
    expect(boundIterations({ ...steady, iterations: 2000 }, steps, sites)).toBe(expected);
  });
});

describe('sets of sites', () => {
  it('stay ascending', () => {
    expect(withSite(Int32Array.of(2, 10), 9)).toEqual(Int32Array.of(2, 9, 10));
    expect(withoutSite(Int32Array.of(2, 9, 10), 9)).toEqual(Int32Array.of(2, 10));
    expect(otherSites(Int32Array.of(1, 3), 5)).toEqual(Int32Array.of(0, 2, 4));
    expect([0, 0.49, 0.5, 0.999].map((drawn) => randomIndex(() => drawn, 4))).toEqual([0, 1, 2, 3]);
  });
});

describe('problems in units of their own', () => {
  const scaled = (cost: number, demand: number): unknown => {
    const { costUnit, loadUnit } = scaleProblem(
      problemOf([[cost, null]], { demands: [demand], fixedCosts: [cost / 2, 0], capacities: [demand, demand] }),
    );
    return [costUnit, loadUnit];
  };

  it.each([
    [1, 1, [1, 1]],
    [0, 1, [1, 1]],
    [1.9 * 2 ** 100, 1, [1, 1]],
    [2 ** 101, 1, [2 ** 101, 1]],
    [2 ** -100, 1, [1, 1]],
    [2 ** -101, 1, [2 ** -101, 1]],
    [1.5 * 2 ** 1020, 1, [2 ** 1000, 1]],
    [2 ** -1010, 1, [2 ** -1000, 1]],
    [1, 2 ** 201, [1, 2 ** 201]],
    [1, 2 ** 200, [1, 1]],
    [1, 2 ** -201, [1, 2 ** -201]],
  ])('cost %d, demand %d', (cost, demand, expected) => {
    expect(scaled(cost, demand)).toEqual(expected);
  });

  it('divide everything by the unit, and round what is too small for that down to 0', () => {
    const problem = problemOf([[2 ** 300, null, 2 ** -1000]], {
      demands: [2 ** 300],
      fixedCosts: [2 ** 301, 1, 0],
      capacities: [2 ** 302, Infinity, 2 ** -1000],
    });
    expect(scaleProblem(problem).problem).toMatchObject({
      costs: Float64Array.of(0.5, Infinity, 0),
      fixedCosts: Float64Array.of(1, 2 ** -301, 0),
      demands: Float64Array.of(1),
      capacities: Float64Array.of(4, Infinity, 0),
    });
    const plain = problemOf([[1, 2]]);
    expect(scaleProblem(plain).problem).toBe(plain);
  });

  it('refuse loads that are too far apart', () => {
    const far = (demands: number[]): unknown => scaleProblem(problemOf([[1], [1]], { demands }));
    expect(() => far([1, 2 ** -401])).toThrow(
      'placement-problem: demands are more than 2^400 apart, or their sum overflows',
    );
    expect(() => far([1e308, 1e308])).toThrow('placement-problem: demands are more');
    expect(() => far([1, 2 ** -399])).not.toThrow();
  });
});

describe('what cannot be', () => {
  it('rows without a site are named', () => {
    expect(
      rowsWithoutSite(
        problemOf([
          [1, null],
          [null, null],
          [null, 2],
          [null, null],
        ]),
      ),
    ).toEqual({
      feasible: false,
      cause: 'row',
      rows: Int32Array.of(1, 3),
      sites: new Int32Array(0),
      shortfall: 0,
    });
    expect(rowsWithoutSite(problemOf([[null, 1]]))).toBeNull();
  });

  it('a lack of capacity is told by the rows and sites of the minimum cut', () => {
    const limited = { demands: [5, 4, 2], capacities: [6, 9, 1] };
    expect(
      capacityCut(
        problemOf(
          [
            [1, null, 1],
            [2, null, null],
            [3, 3, null],
          ],
          limited,
        ),
      ),
    ).toEqual({
      feasible: false,
      cause: 'capacity',
      rows: Int32Array.of(0, 1),
      sites: Int32Array.of(0, 2),
      shortfall: 2,
    });
    expect(
      capacityCut(
        problemOf(
          [
            [1, 1, 1],
            [2, 2, null],
            [3, 3, null],
          ],
          limited,
        ),
      ),
    ).toBeNull();
    expect(capacityCut(problemOf([[1]]))).toBeNull();
  });

  it('too few sites are told by what the open ones leave undone', () => {
    const problem = problemOf(
      [
        [1, null],
        [null, 1],
      ],
      { demands: [3, 4] },
    );
    const short = { feasible: false, cause: 'cardinality', sites: Int32Array.of(0) };
    expect(cardinalityShortage(newTransport(problem), Int32Array.of(0))).toEqual({
      ...short,
      rows: Int32Array.of(1),
      shortfall: 0,
    });
    const limited = { ...problem, capacities: Float64Array.of(9, 9) };
    expect(cardinalityShortage(newTransport(limited), Int32Array.of(0))).toMatchObject({ ...short, shortfall: 4 });
  });
});

describe('a solution', () => {
  it('has the flows of a transport as shares, and their cost', () => {
    const problem = problemOf(
      [
        [4, 8],
        [2, 6],
      ],
      { demands: [2, 4], capacities: [4, 9], fixedCosts: [1, 0.5] },
    );
    const transport = newTransport(problem);
    const open = Int32Array.of(0, 1);
    runTransport(transport, open, Infinity);
    const flows = transportFlows(transport);
    expect(flows).toEqual({
      flowDemand: Int32Array.of(0, 1, 1),
      flowSite: Int32Array.of(0, 0, 1),
      flowShare: Float64Array.of(1, 0.5, 0.5),
    });
    expect(solutionCost(problem, open, flows)).toBe(1.5 + 4 + 1 + 3);
    expect(solutionCost(problem, Int32Array.of(1), { ...flows, flowSite: Int32Array.of(1, 1, 1) })).toBe(0.5 + 8 + 6);
  });

  it('is shaken longer where it is larger or the number of sites is free', () => {
    const failures = (sites: number, minSites: number, maxSites: number, count: number): number => {
      const problem = problemOf([Array.from({ length: sites }, () => 1)], { minSites, maxSites });
      const { best } = newIncumbent(prepare(problem, true), new Int32Array(0), { steps: 1 });
      return mostFailures(Object.assign(best, { count }));
    };
    expect([failures(80, 60, 60, 60), failures(80, 59, 59, 59), failures(20, 11, 11, 11)]).toEqual([400, 150, 150]);
    expect([failures(20, 10, 10, 10), failures(20, 2, 3, 2)]).toEqual([10, 150]);
  });
});
