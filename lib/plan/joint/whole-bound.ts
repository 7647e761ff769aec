import { choiceScratch, chooseSites } from '../solvers/choose-sites';
import type { JointProblem, JointService } from './joint-problem';
import type { JointRelaxation } from './joint-relaxation';

/** A bound all of whose sums are exact, so that their order and the machine do not matter. */
export interface WholeBound {
  readonly lowerBound: number;
  /** A power of two, US dollars a month: all summed terms are whole multiples of it. */
  readonly quantumUsd: number;
}

/** Far above the relative rounding error of a single term: it allows for 100,000 operations. */
const slack = 2 ** -36;

/**
 * The bound of a relaxation at the multipliers that it was last evaluated at. Every summed term is first lowered by more
 * than its own rounding error, then rounded down to whole quanta; below 2^53 of these, sums of doubles are exact. The
 * multiplier of a user counts in whole quanta wherever it stands.
 */
export function wholeBound(problem: JointProblem, relaxation: JointRelaxation, multipliers: Float64Array): WholeBound {
  const { services, regions } = problem;
  const quantumUsd = quantumOf(problem, relaxation, multipliers);
  const terms = { problem, relaxation, multipliers, quantumUsd };
  const value = new Float64Array(regions);
  const chosen = new Uint8Array(regions);
  const scratch = choiceScratch(regions);
  let total = constantPart(terms);
  for (const [index, { minSites, maxSites }] of services.entries()) {
    for (let site = 0; site < regions; site += 1) value[site] = siteValue(terms, index, site);
    chooseSites(value, minSites, maxSites, chosen, scratch);
    for (let site = 0; site < regions; site += 1) if (chosen[site] === 1) total += value[site] as number;
  }
  return { lowerBound: total * quantumUsd, quantumUsd };
}

interface Terms {
  readonly problem: JointProblem;
  readonly relaxation: JointRelaxation;
  readonly multipliers: Float64Array;
  readonly quantumUsd: number;
}

function down(usd: number, quantumUsd: number): number {
  return Math.floor((usd * (usd < 0 ? 1 + slack : 1 - slack)) / quantumUsd);
}

/** The finest with which no partial sum can reach 2^53: a bound on the sum of the sizes of all terms, over 2^52. */
function quantumOf(
  { services, regions, room, constantUsd }: JointProblem,
  { layout }: JointRelaxation,
  multipliers: Float64Array,
): number {
  let size = Math.abs(constantUsd);
  for (let at = 0; at < layout.nonNegative; at += 1) size += (regions + 1) * Math.abs(multipliers[at] as number);
  for (let at = layout.nonNegative; at < layout.room; at += 1) size += multipliers[at] as number;
  for (const [at, limit] of room.entries())
    if (limit < Infinity) size += (multipliers[layout.room + at] as number) * Math.abs(limit);
  for (const [index, { mayMiss, totalRate, fixedUsd }] of services.entries()) {
    size += (multipliers[layout.coverage + index] as number) * mayMiss * totalRate;
    for (const usd of fixedUsd) size += Math.abs(usd);
  }
  return 2 ** (Math.ceil(Math.log2(Math.max(size, 1))) - 52);
}

/** Sum of the users' multipliers less what room and coverage give back. */
function constantPart({ problem, relaxation, multipliers, quantumUsd }: Terms): number {
  const { layout } = relaxation;
  let total = down(problem.constantUsd, quantumUsd);
  for (let at = 0; at < layout.nonNegative; at += 1) total += Math.floor((multipliers[at] as number) / quantumUsd);
  for (const [at, limit] of problem.room.entries())
    if (limit < Infinity) total += down(-(multipliers[layout.room + at] as number) * limit, quantumUsd);
  for (const [index, { mayMiss, totalRate }] of problem.services.entries())
    total += down(-(multipliers[layout.coverage + index] as number) * mayMiss * totalRate, quantumUsd);
  return total;
}

/** In quanta. */
function siteValue({ problem, relaxation, multipliers, quantumUsd }: Terms, index: number, site: number): number {
  const { regions, classes, classOf, userRates } = problem;
  const { layout, own } = relaxation;
  const service = problem.services[index] as JointService;
  if (service.candidate[site] === 0) return Infinity;
  let value = down(service.fixedUsd[site] as number, quantumUsd);
  const link = layout.links[index] as number;
  for (let group = 0; link >= 0 && group < classes; group += 1)
    value -= Math.ceil((multipliers[link + group * regions + site] as number) / quantumUsd);
  const start = layout.users[index] as number;
  const slowUsd = multipliers[layout.coverage + index] as number;
  for (let point = 0; start >= 0 && point < classOf.length; point += 1) {
    const at = point * regions + site;
    const usd =
      ((service.userUsd as Float64Array)[at] as number) +
      (service.userSlow?.[at] === 1 ? slowUsd : 0) +
      (own[(index * classes + (classOf[point] as number)) * regions + site] as number);
    const rate = userRates[point] as number;
    const served = rate === 0 ? 0 : down(rate * usd, quantumUsd);
    value += Math.min(0, served - Math.floor((multipliers[start + point] as number) / quantumUsd));
  }
  return value;
}
