import { type JointPrices, newPrices, priceSites, type SiteSets, userPrice } from './joint-prices';
import type { JointProblem } from './joint-problem';
import { type JointRelaxation, jointRelaxation } from './joint-relaxation';
import type { MultiplierLayout } from './multiplier-layout';
import { wholeBound } from './whole-bound';

export interface JointBound {
  /** No placement of all services together costs less. */
  readonly lowerBound: number;
  /** Its summed terms are whole multiples of this, a power of two. */
  readonly quantumUsd: number;
  /** In the order of `MultiplierLayout`, rounded to float32: those that give `lowerBound`. */
  readonly multipliers: Float32Array;
  readonly layout: MultiplierLayout;
  /** The regions that the relaxed problem chooses at these multipliers: a start for a search. */
  readonly sets: SiteSets;
}

export interface Primal {
  readonly cost: number;
  readonly sets: SiteSets;
  /** Prices of its sites. */
  readonly prices: JointPrices;
  /** By service: the price of a request per second that misses its objective. */
  readonly slowUsd: Float64Array;
}

export function primalOf(problem: JointProblem, sets: SiteSets, slowUsd: Float64Array, cost: number): Primal {
  const prices = newPrices(problem);
  priceSites(problem, sets, slowUsd, prices);
  return { cost, sets, prices, slowUsd };
}

interface Pace {
  readonly firstStep: number;
  /** Iterations without notable gain before the step shrinks. */
  readonly patience: number;
  /** Weight of the newest slope in the average. */
  readonly freshness: number;
}

const pace: Pace = { firstStep: 1, patience: 30, freshness: 0.03 };
/** From multipliers that are good already: short steps, soon shorter, with an average that is soon one of this problem. */
const warmPace: Pace = { firstStep: 0.3, patience: 3, freshness: 0.1 };
const lastStep = 0.003;
const longestStep = 2;
const growth = 1.05;
const shrink = 0.75;

/**
 * Ascent by the volume algorithm (Barahona and Anbil 2000): from the best multipliers so far along the exponential average
 * of the slopes, which approaches what a fractional optimum leaves violated, with a Polyak step towards the cost of the
 * best known placement. `iterations` bounds the work; `start` are good multipliers of a problem like this one.
 */
export function jointBound(
  problem: JointProblem,
  primal: Primal,
  iterations: number,
  start: Float64Array | null = null,
): JointBound {
  const relaxation = jointRelaxation(problem);
  const { layout } = relaxation;
  const trial = start === null ? startMultipliers(problem, layout, primal) : Float64Array.from(start);
  const scale = scales(problem, layout, primal, trial);
  const slope = new Float64Array(layout.size);
  const best = Float64Array.from(trial);
  let bestValue = relaxation.evaluate(trial, slope);
  const average = Float64Array.from(slope);
  const { firstStep, patience, freshness } = start === null ? pace : warmPace;
  let step = firstStep;
  let stalls = 0;
  for (let iteration = 1; iteration < iterations && step >= lastStep; iteration += 1) {
    if (primal.cost - bestValue <= 1e-7 * Math.abs(primal.cost)) break;
    const length = squaredLength(average, scale, best, layout.nonNegative);
    if (length === 0) break;
    advance(trial, best, average, scale, (step * (primal.cost * 1.0005 - bestValue)) / length, layout.nonNegative);
    const value = relaxation.evaluate(trial, slope);
    for (let at = 0; at < average.length; at += 1)
      average[at] = freshness * (slope[at] as number) + (1 - freshness) * (average[at] as number);
    stalls = value > bestValue + 1e-5 * (primal.cost - bestValue) ? 0 : stalls + 1;
    if (value > bestValue) {
      bestValue = value;
      best.set(trial);
      if (agree(slope, average, scale)) step = Math.min(longestStep, step * growth);
    }
    if (stalls < patience) continue;
    stalls = 0;
    step *= shrink;
  }
  return boundAt(problem, relaxation, Float32Array.from(best));
}

function boundAt(problem: JointProblem, relaxation: JointRelaxation, multipliers: Float32Array): JointBound {
  const exact = Float64Array.from(multipliers);
  relaxation.evaluate(exact, new Float64Array(exact.length));
  const { lowerBound, quantumUsd } = wholeBound(problem, relaxation, exact);
  return {
    lowerBound,
    quantumUsd,
    multipliers,
    layout: relaxation.layout,
    sets: relaxation.chosen,
  };
}

/** Without what would push multipliers below zero. */
function squaredLength(average: Float64Array, scale: Float64Array, best: Float64Array, nonNegative: number): number {
  let length = 0;
  for (let at = 0; at < average.length; at += 1) {
    const component = (average[at] as number) * (scale[at] as number);
    if (at < nonNegative || component > 0 || best[at] !== 0) length += component * component;
  }
  return length;
}

/** Multipliers from `nonNegative` on are >= 0. */
function advance(
  trial: Float64Array,
  best: Float64Array,
  average: Float64Array,
  scale: Float64Array,
  length: number,
  nonNegative: number,
): void {
  for (let at = 0; at < trial.length; at += 1) {
    const next = (best[at] as number) + length * (average[at] as number) * (scale[at] as number) ** 2;
    trial[at] = at < nonNegative ? next : Math.max(0, next);
  }
}

/** Whether the newest slope points where the average does. */
function agree(slope: Float64Array, average: Float64Array, scale: Float64Array): boolean {
  let product = 0;
  for (let at = 0; at < slope.length; at += 1)
    product += (slope[at] as number) * (average[at] as number) * (scale[at] as number) ** 2;
  return product >= 0;
}

/** Users pay what the placement makes them pay; calls pay nothing for being answered, and room is free. */
function startMultipliers(
  problem: JointProblem,
  layout: MultiplierLayout,
  { prices, slowUsd, sets }: Primal,
): Float64Array {
  const { services, regions, userRates } = problem;
  const multipliers = new Float64Array(layout.size);
  for (const [index, { isEntry }] of services.entries())
    for (const [point, rate] of isEntry ? userRates.entries() : []) {
      let least = Infinity;
      for (let site = 0; site < regions; site += 1)
        if (sets[index * regions + site] === 1)
          least = Math.min(least, userPrice(problem, prices, slowUsd, index, point, site));
      multipliers[(layout.users[index] as number) + point] = least === Infinity ? 0 : rate * least;
    }
  multipliers.set(slowUsd, layout.coverage);
  return multipliers;
}

/** How far a multiplier may be expected to move, relative to the others: the root of what it pays for, over its slope. */
function scales(problem: JointProblem, layout: MultiplierLayout, primal: Primal, start: Float64Array): Float64Array {
  const { room, regions, services } = problem;
  const weight = start.map(Math.abs);
  linkWeights(problem, layout, weight);
  for (let at = 0; at < 2 * regions; at += 1) {
    const limit = room[at] as number;
    const used = services.reduce((sum, { use, totalRate }) => sum + totalRate * use[at < regions ? 0 : 1], 0);
    weight[layout.room + at] = limit === Infinity || used === 0 ? 0 : primal.cost / (used * limit + 1);
  }
  for (const [index, { mayMiss, totalRate }] of services.entries())
    weight[layout.coverage + index] = mayMiss === 0 || totalRate === 0 ? 0 : primal.cost / (totalRate * totalRate);
  const paying = weight.subarray(0, layout.room).filter((each) => each > 0);
  const mean = paying.reduce((sum, each) => sum + each / paying.length, 0) || 1;
  return weight.map((each, at) => Math.sqrt(at < layout.room ? Math.max(each / mean, 0.01) : each / mean));
}

/** What the calls of a class pay on the way to the service that they call, on average over the regions they could go to. */
function linkWeights(problem: JointProblem, layout: MultiplierLayout, weight: Float64Array): void {
  const { services, calls, regions, classes } = problem;
  for (const [index, { calledRates }] of services.entries()) {
    const link = layout.links[index] as number;
    if (link < 0) continue;
    const ways = calls
      .filter(({ to }) => to === index)
      .flatMap(({ callUsd }) => [...callUsd].filter((usd) => usd < Infinity));
    const mean = ways.reduce((sum, usd) => sum + usd / ways.length, 0);
    for (let at = 0; at < classes * regions; at += 1)
      weight[link + at] = (calledRates[Math.floor(at / regions)] as number) * mean;
  }
}
