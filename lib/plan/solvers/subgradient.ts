/**
 * A Lagrangian relaxation of "every row is served once": a concave function of the multipliers with a supergradient.
 */
export interface Relaxation {
  /** Value at `multipliers`; writes 1 minus the share each row receives into `slope`. */
  evaluate(multipliers: Float64Array, slope: Float64Array): number;
  /** More than the rounding error of the last value. */
  errorBound(): number;
}

/** Rounding error of a value that sums up to `rows` and `sites` terms of `magnitude` in all; four times the worst case. */
export function errorOfSums(rows: number, sites: number, magnitude: number): number {
  return (rows + sites + 16) * 4 * Number.EPSILON * magnitude;
}

export interface AscentSchedule {
  readonly firstStep: number;
  readonly lastStep: number;
  /** Iterations without notable gain before the step shrinks by 0.7. */
  readonly patience: number;
  readonly iterations: number;
}

/** Of an ascent: the schedule's, or as many as `steps` pay for at an evaluation of every site each; 100 at least. */
export function boundIterations(schedule: AscentSchedule, steps: number, sites: number): number {
  return Math.min(schedule.iterations, Math.max(100, Math.floor(steps / sites)));
}

export interface AscentResult {
  readonly multipliers: Float64Array;
  readonly value: number;
}

/** Called now and then with the number of finished iterations; returns the best known upper bound. */
export type UpperBound = (iteration: number) => number;

export interface AscentStart {
  readonly multipliers: Float64Array;
  /** Below these the value only falls. */
  readonly floor: Float64Array;
  /** Units in which the multipliers move. */
  readonly scale: Float64Array;
}

/**
 * Deflected subgradient ascent (Crowder): direction 0.7 slope + 0.3 previous direction, Polyak step towards the upper
 * bound, back to the best point whenever progress stalls. Stops when the bounds meet to 1e-9.
 */
export function ascend(
  relaxation: Relaxation,
  start: AscentStart,
  upperBound: UpperBound,
  schedule: AscentSchedule,
): AscentResult {
  const rows = start.multipliers.length;
  const multipliers = Float64Array.from(start.multipliers);
  const slope = new Float64Array(rows);
  const direction = new Float64Array(rows);
  const best = Float64Array.from(start.multipliers);
  let bestValue = -Infinity;
  let step = schedule.firstStep;
  let stalls = 0;
  for (let iteration = 0; iteration < schedule.iterations && step >= schedule.lastStep; iteration += 1) {
    const value = relaxation.evaluate(multipliers, slope);
    const upper = upperBound(iteration);
    stalls = value > bestValue + 1e-4 * (upper - bestValue) ? 0 : stalls + 1;
    if (value > bestValue) {
      bestValue = value;
      best.set(multipliers);
    }
    if (upper - bestValue <= 1e-9 * Math.abs(upper)) break;
    if (stalls >= schedule.patience) {
      stalls = 0;
      step *= 0.7;
      multipliers.set(best);
      direction.fill(0);
      continue;
    }
    const length = deflect(direction, slope, start.scale);
    if (length === 0) break;
    const target = upper + Math.min(0.0005 * upper, upper - bestValue);
    advance(multipliers, direction, start, (step * (target - value)) / length);
  }
  return { multipliers: best, value: bestValue };
}

/** Updates the direction and returns its squared length. */
function deflect(direction: Float64Array, slope: Float64Array, scale: Float64Array): number {
  let length = 0;
  for (let row = 0; row < direction.length; row += 1) {
    const component = 0.7 * (slope[row] as number) * (scale[row] as number) + 0.3 * (direction[row] as number);
    direction[row] = component;
    length += component * component;
  }
  return length;
}

function advance(multipliers: Float64Array, direction: Float64Array, start: AscentStart, length: number): void {
  const { floor, scale } = start;
  for (let row = 0; row < multipliers.length; row += 1)
    multipliers[row] = Math.max(
      floor[row] as number,
      (multipliers[row] as number) + length * (direction[row] as number) * (scale[row] as number),
    );
}
