import type { AscentSchedule } from '../subgradient';
import { evaluateNode, nodeErrorBound, type NodeRelaxation } from './node-relaxation';
import type { SiteLists } from './site-lists';

/** Where the multipliers of a node may lie, and how they move. */
export interface AscentBox {
  /** Per row, the cost from the nearest open site, rounded down to float32. */
  readonly ceiling: Float32Array;
  /** Per row, the units in which its multiplier moves. */
  readonly scale: Float64Array;
}

/** Buffers and the outcome of the last ascent. */
export interface Ascent {
  readonly trial: Float32Array;
  readonly direction: Float64Array;
  /** Best value less its possible rounding error. */
  bound: number;
  iterations: number;
}

export function newAscent(rows: number): Ascent {
  return { trial: new Float32Array(rows), direction: new Float64Array(rows), bound: -Infinity, iterations: 0 };
}

/** What the ascent aims at and when it may stop; asked after every iteration. */
export interface AscentTarget {
  /** Cost of the best known solution. */
  upper(): number;
  /** At a bound of this much the node is pruned. */
  cutoff(): number;
}

/**
 * Deflected subgradient ascent (Crowder) from `multipliers` within the box, all of it on float32 numbers, so that the
 * bound is that of the multipliers that are kept. Leaves the best in `multipliers`, and the relaxation evaluated there.
 */
export function ascendNode(
  ascent: Ascent,
  relaxation: NodeRelaxation,
  lists: SiteLists,
  box: AscentBox,
  multipliers: Float32Array,
  target: AscentTarget,
  schedule: AscentSchedule,
): void {
  const { trial, direction } = ascent;
  trial.set(multipliers);
  direction.fill(0);
  let bestValue = -Infinity;
  let step = schedule.firstStep;
  let stalls = 0;
  let iteration = 0;
  let atBest = false;
  for (; iteration < schedule.iterations && step >= schedule.lastStep; iteration += 1) {
    const value = evaluateNode(relaxation, lists, trial);
    const upper = target.upper();
    stalls = value > bestValue + 1e-4 * (upper - bestValue) ? 0 : stalls + 1;
    atBest = value > bestValue;
    if (atBest) {
      bestValue = value;
      multipliers.set(trial);
      if (value >= target.cutoff() && value - nodeErrorBound(relaxation, trial) >= target.cutoff()) break;
    }
    if (stalls >= schedule.patience) {
      stalls = 0;
      step *= 0.7;
      trial.set(multipliers);
      direction.fill(0);
      continue;
    }
    const length = deflect(relaxation, box, trial, direction);
    if (length === 0) break;
    const aim = upper + Math.min(0.0005 * upper, Math.max(0, upper - bestValue));
    advance(trial, direction, lists, box, (step * (aim - value)) / length);
  }
  if (!atBest) evaluateNode(relaxation, lists, multipliers);
  ascent.bound = relaxation.value - nodeErrorBound(relaxation, multipliers);
  ascent.iterations = iteration + 1;
}

/** Updates the direction, 0.7 slope + 0.3 previous direction, and returns its squared length. */
function deflect(
  { served }: NodeRelaxation,
  { ceiling, scale }: AscentBox,
  multipliers: Float32Array,
  direction: Float64Array,
): number {
  let length = 0;
  for (let row = 0; row < direction.length; row += 1) {
    const slope = 1 - (served[row] as number);
    const blocked = slope > 0 && (multipliers[row] as number) >= (ceiling[row] as number);
    const component = blocked ? 0 : 0.7 * slope * (scale[row] as number) + 0.3 * (direction[row] as number);
    direction[row] = component;
    length += component * component;
  }
  return length;
}

function advance(
  multipliers: Float32Array,
  direction: Float64Array,
  { start, cost }: SiteLists,
  { ceiling, scale }: AscentBox,
  length: number,
): void {
  for (let row = 0; row < multipliers.length; row += 1) {
    const component = direction[row] as number;
    if (component === 0) continue;
    const first = start[row] as number;
    const highest = ceiling[row] as number;
    const lowest = first < (start[row + 1] as number) ? Math.min(cost[first] as number, highest) : highest;
    const moved = (multipliers[row] as number) + length * component * (scale[row] as number);
    multipliers[row] = Math.max(lowest, Math.min(moved, highest));
  }
}
