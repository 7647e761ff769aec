import fc from 'fast-check';
import { type Ascent, ascendNode, type AscentTarget, newAscent } from '../../../../lib/plan/solvers/branch/node-ascent';
import { evaluateNode, newNodeRelaxation, nodeErrorBound } from '../../../../lib/plan/solvers/branch/node-relaxation';
import type { AscentSchedule } from '../../../../lib/plan/solvers/subgradient';
import { problemOf } from '../support/problems';
import { type DrawnNode, drawnNodes, leavesChoice, nodeOf } from './naive-node';
import { kinds } from './support';

const check = { seed: 1_414_213, numRuns: 60 };
const never: AscentTarget = { upper: () => 300, cutoff: () => Infinity };
const steady: AscentSchedule = { firstStep: 1, lastStep: 0.001, patience: 1000, iterations: 5 };

function ascended(drawn: DrawnNode, scale: Float64Array, target: AscentTarget, schedule: AscentSchedule): Ascent {
  const { subproblem, node } = drawn;
  const ascent = newAscent(drawn.prepared.rows);
  const relaxation = newNodeRelaxation(subproblem);
  ascendNode(ascent, relaxation, node.lists, { ceiling: node.ceiling, scale }, node.multipliers, target, schedule);
  const after = newNodeRelaxation(subproblem);
  expect(relaxation.value).toBe(evaluateNode(after, node.lists, node.multipliers));
  expect([...relaxation.served]).toEqual([...after.served]);
  expect(ascent.bound).toBe(after.value - nodeErrorBound(after, node.multipliers));
  return ascent;
}

/** Crowder's rule on plain lists: the multipliers of every evaluation, and their values. */
function course(
  { subproblem, node, prepared }: DrawnNode,
  scale: Float64Array,
  upper: number,
  { firstStep, lastStep, patience, iterations }: AscentSchedule,
): { trials: number[][]; values: number[]; kept: number[] } {
  const relaxation = newNodeRelaxation(subproblem);
  const { lists, ceiling } = node;
  let [at, kept] = [[...node.multipliers], [...node.multipliers]];
  let direction = at.map(() => 0);
  let [step, best, stalls] = [firstStep, -Infinity, 0];
  const trials: number[][] = [at];
  const values: number[] = [];
  while (values.length < iterations && step >= lastStep) {
    const value = evaluateNode(relaxation, lists, Float32Array.from(at));
    values.push(value);
    // The first evaluation has nothing to gain on, and counts as one without gain.
    stalls = best > -Infinity && value - best > (upper - best) / 10_000 ? 0 : stalls + 1;
    if (value > best) [best, kept] = [value, at];
    if (stalls === patience) {
      [stalls, step, at, direction] = [0, step * 0.7, kept, at.map(() => 0)];
      trials.push(at);
      continue;
    }
    direction = at.map((price, row) => {
      const slope = 1 - (relaxation.served[row] ?? NaN);
      if (slope > 0 && price === ceiling[row]) return 0;
      return 0.7 * slope * (scale[row] ?? NaN) + 0.3 * (direction[row] ?? NaN);
    });
    const length = direction.reduce((sum, one) => sum + one * one, 0);
    if (length === 0) break;
    const aim = upper + Math.min(upper / 2000, Math.max(0, upper - best));
    at = at.map((price, row) => {
      if (direction[row] === 0) return price;
      const highest = ceiling[row] ?? NaN;
      const [from = NaN, to = NaN] = lists.start.subarray(row, row + 2);
      const lowest = Math.min(highest, ...lists.cost.subarray(from, Math.min(to, from + 1)));
      const moved = price + ((step * (aim - value)) / length) * (direction[row] ?? NaN) * (scale[row] ?? NaN);
      return Math.fround(Math.max(lowest, Math.min(highest, moved)));
    });
    trials.push(at);
  }
  expect(trials.every((prices) => prices.length === prepared.rows)).toBe(true);
  return { trials, values, kept };
}

describe.each(kinds)('an ascent at a node of a %s problem', (kind) => {
  const schedules = fc.record({
    firstStep: fc.constantFrom(0.5, 1, 2),
    lastStep: fc.constantFrom(0.001, 0.3, 0.5, 1.4),
    patience: fc.constantFrom(1, 2, 100),
    iterations: fc.integer({ min: 0, max: 12 }),
  });

  it('takes the steps of the rule within the box, and keeps the best multipliers', () => {
    let moves = 0;
    fc.assert(
      fc.property(
        drawnNodes(kind).filter(leavesChoice),
        schedules,
        fc.constantFrom(0, 20, 90, 500),
        (drawn, schedule, upper) => {
          const scale = Float64Array.from(drawn.node.multipliers, (_, row) => 1 + (row % 3));
          const { trials, values, kept } = course(drawn, scale, upper, schedule);
          const target = { upper: () => upper, cutoff: () => Infinity };
          const ascent = ascended(drawn, scale, target, schedule);
          const last = trials.at(-1) ?? [];
          ascent.trial.forEach((price, row) => expect(price).toBeCloseTo(last[row] ?? NaN, 3));
          drawn.node.multipliers.forEach((price, row) => expect(price).toBeCloseTo(kept[row] ?? NaN, 3));
          const broke = trials.length === values.length && values.length > 0;
          expect(ascent.iterations).toBe(values.length + (broke ? 0 : 1));
          moves += trials.length - 1;
        },
      ),
      check,
    );
    expect(moves).toBeGreaterThan(100);
  });
});

describe('an ascent', () => {
  const costs = [
    [1, 5, 9],
    [9, 2, 6],
  ];
  const unit = Float64Array.of(1, 1);
  const start = (): DrawnNode => nodeOf(problemOf(costs, { fixedCosts: [3, 3, 3] }), [0, 0, 0], [4, 5.5]);

  it('starts with clear buffers, whatever the one before left in them', () => {
    const drawn = start();
    const first = ascended(drawn, unit, never, steady);
    const again = start();
    const { subproblem, node } = again;
    const used = newAscent(2);
    used.trial.fill(7);
    used.direction.fill(7);
    const box = { ceiling: node.ceiling, scale: unit };
    ascendNode(used, newNodeRelaxation(subproblem), node.lists, box, node.multipliers, never, steady);
    expect(used).toEqual(first);
    expect(first.iterations).toBeGreaterThan(1);
    expect(newAscent(2)).toMatchObject({ trial: Float32Array.of(0, 0), direction: Float64Array.of(0, 0) });
  });

  it('ends at once with a cutoff that its value less the error reaches, and not where only the value does', () => {
    const drawn = start();
    const relaxation = newNodeRelaxation(drawn.subproblem);
    const value = evaluateNode(relaxation, drawn.node.lists, drawn.node.multipliers);
    const least = value - nodeErrorBound(relaxation, drawn.node.multipliers);
    expect(least).toBeLessThan(value);
    const iterationsAt = (cutoff: number): number =>
      ascended(start(), unit, { upper: () => 300, cutoff: () => cutoff }, { ...steady, iterations: 2 }).iterations;
    expect([least, value, 1e6].map(iterationsAt)).toEqual([1, 3, 3]);
  });

  it('ends where every row is served once', () => {
    const drawn = nodeOf(problemOf(costs), [0, 0, 0], [2, 3]);
    Object.assign(drawn.problem, { minSites: 2 });
    expect(ascended(drawn, unit, never, steady)).toMatchObject({ iterations: 1 });
  });

  it('does not move without iterations or where the first step is shorter than the last', () => {
    for (const schedule of [
      { ...steady, iterations: 0 },
      { ...steady, lastStep: 1.5 },
    ]) {
      const drawn = start();
      expect(ascended(drawn, unit, never, schedule).iterations).toBe(1);
      expect([...drawn.node.multipliers]).toEqual([4, 5.5]);
    }
  });
});
