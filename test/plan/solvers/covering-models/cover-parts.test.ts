import fc from 'fast-check';
import {
  coverCounts,
  type CoverInstance,
  coverInstance,
  restrictCover,
} from '../../../../lib/plan/solvers/covering-models/cover-instance';
import { coverRelaxation, greedyCover } from '../../../../lib/plan/solvers/covering-models/cover-relaxation';
import { reduceCover, withoutChosen } from '../../../../lib/plan/solvers/covering-models/reduce-cover';
import { errorOfSums } from '../../../../lib/plan/solvers/subgradient';
import { subsets } from './drawn-distances';

const check = { seed: 1_732_050, numRuns: 100 };

/** Rows of each column, and its cost. */
interface Columns {
  readonly rows: number;
  readonly members: readonly (readonly number[])[];
  readonly costs: readonly number[];
}

const columns = (largest: number): fc.Arbitrary<Columns> =>
  fc
    .record({ rows: fc.integer({ min: 1, max: 7 }), count: fc.integer({ min: 1, max: largest }) })
    .chain(({ rows, count }) => {
      const flags = fc.array(fc.boolean(), { minLength: rows, maxLength: rows });
      return fc.record({
        rows: fc.constant(rows),
        members: fc
          .array(flags, { minLength: count, maxLength: count })
          .map((all) => all.map((list) => [...list.keys()].filter((row) => list[row]))),
        costs: fc
          .array(fc.integer({ min: 0, max: 12 }), { minLength: count, maxLength: count })
          .map((all) => all.map((quarter) => quarter / 4)),
      });
    });

const instanceOf = ({ rows, members, costs }: Columns): CoverInstance =>
  coverInstance(rows, Float64Array.from(costs), (row, site) => members[site]?.includes(row) ?? false);

/** Rows of each column by their original numbers. */
function contents({ site, start, row, demand, cost, rows }: CoverInstance): unknown {
  expect(start).toHaveLength(site.length + 1);
  expect(demand).toHaveLength(rows);
  expect(row).toHaveLength(start.at(-1) ?? NaN);
  return [...site].map((one, at) => [
    one,
    cost[at],
    [...row.subarray(start[at], start[at + 1])].map((each) => demand[each]),
  ]);
}

const coversAll = ({ rows, members }: Columns, chosen: readonly number[]): boolean =>
  [...Array(rows).keys()].every((row) => chosen.some((column) => members[column]?.includes(row)));
const costOf = ({ costs }: Columns, chosen: readonly number[]): number =>
  chosen.reduce((sum, column) => sum + (costs[column] ?? NaN), 0);
const cheapest = (drawn: Columns): number =>
  Math.min(
    ...subsets(drawn.costs.length)
      .filter((chosen) => coversAll(drawn, chosen))
      .map((chosen) => costOf(drawn, chosen)),
  );
const flagged = (flags: Uint8Array): number[] => [...flags.keys()].filter((at) => flags[at] === 1);
const everything = (drawn: Columns): number[] => [...drawn.costs.keys()];

describe('a cover instance', () => {
  it('restricted to columns and rows keeps their original numbers, costs and members', () => {
    fc.assert(
      fc.property(columns(6), fc.nat(), fc.nat(), (drawn, columnMask, rowMask) => {
        const instance = instanceOf(drawn);
        const bits = (mask: number, length: number): Uint8Array =>
          Uint8Array.from({ length }, (_, at) => (mask >> at) & 1);
        const [keptColumns, keptRows] = [bits(columnMask, drawn.costs.length), bits(rowMask, drawn.rows)];
        const smaller = restrictCover(instance, keptColumns, keptRows);
        expect([...smaller.demand]).toEqual(flagged(keptRows));
        const expected = flagged(keptColumns).map((column) => [
          column,
          drawn.costs[column],
          drawn.members[column]?.filter((row) => keptRows[row] === 1),
        ]);
        expect(contents(smaller)).toEqual(expected);
        const again = restrictCover(smaller, new Uint8Array(smaller.site.length).fill(1), new Uint8Array(smaller.rows));
        expect(contents(again)).toEqual(flagged(keptColumns).map((column) => [column, drawn.costs[column], []]));
      }),
      check,
    );
  });

  it('counts the columns of its rows, and loses chosen columns with their rows', () => {
    fc.assert(
      fc.property(columns(6), fc.nat(), (drawn, mask) => {
        const instance = instanceOf(drawn);
        const rows = [...Array(drawn.rows).keys()];
        expect([...coverCounts(instance)]).toEqual(
          rows.map((row) => drawn.members.filter((members) => members.includes(row)).length),
        );
        const chosen = everything(drawn).filter((column) => (mask >> column) & 1);
        const left = withoutChosen(
          instance,
          Uint8Array.from(drawn.costs, (_, column) => (mask >> column) & 1),
        );
        const open = rows.filter((row) => !chosen.some((column) => drawn.members[column]?.includes(row)));
        expect([...left.demand]).toEqual(open);
        expect(contents(left)).toEqual(
          everything(drawn)
            .filter((column) => !chosen.includes(column))
            .map((column) => [column, drawn.costs[column], drawn.members[column]?.filter((row) => open.includes(row))]),
        );
        expect(left === instance).toBe(chosen.length === 0);
      }),
      check,
    );
  });
});

describe('the reductions', () => {
  it('keep the cost of the cheapest cover, and leave neither essential nor dominated columns nor dominated rows', () => {
    let infeasible = 0;
    fc.assert(
      fc.property(columns(7), (drawn) => {
        const optimum = cheapest(drawn);
        const reduced = reduceCover(instanceOf(drawn));
        if (optimum === Infinity) infeasible += 1;
        expect(reduced === null).toBe(optimum === Infinity);
        if (reduced === null) return;
        const { instance, chosen, cost } = reduced;
        expect(cost).toBe(costOf(drawn, chosen));
        const left: Columns = {
          rows: instance.rows,
          costs: [...instance.cost],
          members: [...instance.site.keys()].map((at) =>
            Array.from(instance.row.subarray(instance.start[at], instance.start[at + 1])),
          ),
        };
        expect(cost + cheapest(left)).toBe(optimum);
        const perRow = [...Array(left.rows).keys()].map((row) =>
          [...left.members.keys()].filter((column) => left.members[column]?.includes(row)),
        );
        expect(perRow.every((list) => list.length > 1)).toBe(true);
        const within = (some: readonly number[], all: readonly number[]): boolean =>
          some.every((one) => all.includes(one));
        for (const [a, some] of left.members.entries())
          for (const [b, all] of left.members.entries())
            expect(a !== b && within(some, all) && (left.costs[b] ?? NaN) <= (left.costs[a] ?? NaN)).toBe(false);
        for (const [a, all] of perRow.entries())
          for (const [b, some] of perRow.entries()) expect(a !== b && within(some, all)).toBe(false);
      }),
      check,
    );
    expect(infeasible).toBeGreaterThan(10);
  });

  const reduce = (rows: number, members: number[][], costs: number[]): ReturnType<typeof reduceCover> =>
    reduceCover(instanceOf({ rows, members, costs }));

  it('choose the first of equal columns, the cheapest of columns with the same rows, and the one with more rows', () => {
    expect(
      reduce(
        2,
        [
          [0, 1],
          [0, 1],
        ],
        [1, 1],
      ),
    ).toMatchObject({ chosen: [0], cost: 1 });
    expect(
      reduce(
        2,
        [
          [0, 1],
          [0, 1],
        ],
        [2, 1],
      ),
    ).toMatchObject({ chosen: [1], cost: 1 });
    expect(reduce(2, [[0], [0, 1], [1]], [1, 1, 1])).toMatchObject({ chosen: [1], cost: 1 });
    expect(reduce(2, [[0], [0, 1], [1]], [1, 2, 1])?.instance.rows).toBe(2);
  });

  it('do the same beside a ring of 35 rows and columns that nothing reduces', () => {
    const ring = Array.from({ length: 35 }, (_, at) => [at, (at + 1) % 35]);
    fc.assert(
      fc.property(columns(7), (drawn) => {
        const alone = reduceCover(instanceOf(drawn));
        const both = reduceCover(
          instanceOf({
            rows: 35 + drawn.rows,
            members: [...ring, ...drawn.members.map((members) => members.map((row) => 35 + row))],
            costs: [...ring.map(() => 0), ...drawn.costs],
          }),
        );
        expect(both?.cost).toBe(alone?.cost);
        expect(both?.chosen).toEqual(alone?.chosen.map((column) => 35 + column));
        const { site = [], start = [] } = alone?.instance ?? {};
        // A column without rows is left alone, but any other one dominates it.
        const left = [...site].filter((_, at) => start[at] !== start[at + 1]).map((column) => 35 + column);
        expect([...(both?.instance.site ?? [])]).toEqual(both === null ? [] : [...ring.keys(), ...left]);
        expect(both?.instance.rows).toBe(alone === null ? undefined : 35 + alone.instance.rows);
      }),
      { ...check, numRuns: 60 },
    );
  });

  it('say what they did, in elementary operations', () => {
    // One column alone: 2 entries, then nothing is left; three columns in a ring stay as they are.
    expect(reduce(2, [[0, 1]], [1])?.work).toBe(0);
    expect(
      reduce(
        3,
        [
          [0, 1],
          [1, 2],
          [2, 0],
        ],
        [1, 1, 1],
      )?.work,
    ).toBe(4 * 6 + 3 + 3);
    // A column inside another goes in a first pass.
    expect(reduce(3, [[0, 1], [1, 2], [2, 0], [0]], [1, 1, 1, 1])?.work).toBe(4 * 7 + 4 + 3 + (4 * 6 + 3 + 3));
  });
});

describe('the relaxation of covers', () => {
  it('has the value, slope, reduced costs and error bound of its formula', () => {
    fc.assert(
      fc.property(
        columns(6),
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 7, maxLength: 7 }),
        (drawn, all) => {
          const prices = Float64Array.from(all.slice(0, drawn.rows), (price) => price / 4);
          const relaxation = coverRelaxation(instanceOf(drawn));
          const slope = new Float64Array(drawn.rows).fill(5);
          const value = relaxation.evaluate(prices, slope);
          const sum = prices.reduce((total, price) => total + price, 0);
          const reduced = drawn.members.map(
            (members, column) =>
              (drawn.costs[column] ?? NaN) - members.reduce((all_, row) => all_ + (prices[row] ?? NaN), 0),
          );
          expect([...relaxation.reduced]).toEqual(reduced);
          expect(value).toBe(sum + reduced.reduce((total, one) => total + Math.min(0, one), 0));
          const used = everything(drawn).filter((column) => (reduced[column] ?? NaN) < 0);
          expect([...slope]).toEqual(
            [...prices.keys()].map((row) => 1 - used.filter((column) => drawn.members[column]?.includes(row)).length),
          );
          const magnitude = used.reduce(
            (total, column) => total + (drawn.costs[column] ?? NaN) - (reduced[column] ?? NaN),
            2 * sum,
          );
          expect(relaxation.errorBound()).toBe(errorOfSums(drawn.rows, drawn.costs.length, magnitude));
        },
      ),
      check,
    );
  });

  it('greedy covers cover every row, and no column of one can be left out', () => {
    fc.assert(
      fc.property(columns(7), (drawn) => {
        fc.pre(coversAll(drawn, everything(drawn)));
        const chosen = flagged(
          greedyCover(
            instanceOf(drawn),
            Float64Array.from(drawn.costs, (cost) => cost - 1),
          ),
        );
        expect(coversAll(drawn, chosen)).toBe(true);
        for (const column of chosen)
          expect(
            coversAll(
              drawn,
              chosen.filter((other) => other !== column),
            ),
          ).toBe(false);
      }),
      check,
    );
  });

  const greedy = (rows: number, members: number[][], costs: number[], weights: number[]): number[] =>
    flagged(greedyCover(instanceOf({ rows, members, costs }), Float64Array.from(weights)));

  it('greedy covers take the least weight for a new row first, of equal ones the first, and more of what costs less than nothing', () => {
    expect(greedy(3, [[0, 1, 2], [0], [1, 2]], [9, 9, 9], [3.1, 1, 2])).toEqual([1, 2]);
    expect(greedy(3, [[0, 1, 2], [0], [1, 2]], [9, 9, 9], [3, 1, 2])).toEqual([0]);
    expect(greedy(3, [[0], [1, 2], [0, 1, 2]], [9, 9, 9], [-2, -1, 1])).toEqual([0, 1]);
    expect(greedy(3, [[0], [1], [0, 1, 2]], [1, 1, 9], [-2, -1, -1])).toEqual([2]);
    // After the first column the second has one new row left, and costs more for it than the third.
    expect(greedy(4, [[0, 1, 2], [2, 3], [3]], [9, 9, 9], [3, 2.2, 2])).toEqual([0, 2]);
  });

  it('greedy covers leave out the dearest of the columns that are not needed, of equal ones the last', () => {
    const linked = [
      [0, 1],
      [0, 2],
      [1, 3],
      [2, 4],
    ];
    expect(greedy(5, linked, [1, 1, 1, 1], [-9, -8, -2, -1])).toEqual([0, 2, 3]);
    expect(greedy(5, linked, [2, 1, 1, 1], [-9, -8, -2, -1])).toEqual([1, 2, 3]);
    const doubled = [[0], [0, 1], [1]];
    expect(greedy(2, doubled, [1, 3, 1], [-1, 3, -1])).toEqual([0, 2]);
    // Weights take the columns in the order 0, 1, 2, and then 2 covers what 0 and 1 do.
    expect(greedy(3, [[0], [1], [0, 1, 2]], [2, 2, 1], [-3, -2, 9])).toEqual([2]);
    expect(
      greedy(
        3,
        [
          [0, 2],
          [1, 2],
          [0, 1],
        ],
        [3, 2, 1],
        [-3, -2, 9],
      ),
    ).toEqual([0, 1]);
    expect(
      greedy(
        4,
        [
          [0, 2],
          [1, 3],
          [0, 1],
          [2, 3],
        ],
        [3, 2, 1, 1],
        [-3, 9, -2, -1],
      ),
    ).toEqual([2, 3]);
  });
});
