import { checkFacilityLocation, checkPMedian, throwFaults, type ArgumentFaults } from '../check-problem';
import type { FacilityLocationProblem, PMedianProblem } from '../facility-problem';
import type { FacilityResult, SplitResult, UnsplitResult } from '../facility-result';
import { pMedianAsFacilityLocation } from '../solve-p-median';
import { boundOfState, isCapacitated } from './bound-of-state';
import { checkSolution } from './check-solution';
import { type RelaxedProblem, relaxedProblem } from './relaxed-problem';
import { replayTree } from './replay-tree';

export interface Verification {
  /** Whether the result is a solution, costs what it says, and its certificate shows what it states. */
  readonly valid: boolean;
  /** What the certificate shows, computed afresh: no feasible solution costs less. -Infinity where it shows nothing. */
  readonly lowerBound: number;
  /** Of the solution, computed afresh; NaN where it is none. */
  readonly cost: number;
  /**
   * Whether the certificate shows all of the result's own lower bound. False, without a fault, only where a larger one
   * came from a proof tree that was not kept: then `lowerBound` is what is certain.
   */
  readonly isShown: boolean;
  readonly faults: readonly string[];
}

/**
 * Checks a result against its problem without any solver: the constraints, the cost, the bound of the multipliers from its
 * formula, and the proof tree if the certificate holds one. O(n m) and one pass more for every round of the tree.
 * @throws TypeError or RangeError when the problem itself is none
 */
export function verifyCertificate(
  problem: FacilityLocationProblem | PMedianProblem,
  result: FacilityResult,
): Verification {
  const general = checkedProblem(problem);
  const nothing = { lowerBound: -Infinity, cost: NaN, isShown: false };
  if (!result.feasible) return { ...nothing, valid: false, faults: ['the result is no solution'] };
  const relaxed = relaxedProblem(general);
  const faults: string[] = [];
  const cost = checkSolution(general, relaxed, result, faults);
  if (!Number.isNaN(cost) && !(Math.abs(result.cost - cost) <= 1e-9 * cost))
    faults.push(`cost is ${result.cost}; the solution costs ${cost}`);
  const { bound: shown, rounding } = shownBound(relaxed, result, faults);
  // A bound that exceeds the cost of a solution does so by rounding.
  const lowerBound = Math.min(leastCost(relaxed, shown), Number.isNaN(cost) ? Infinity : cost);
  const slack = tolerance * Math.max(Math.abs(shown), result.cost) + 8 * rounding;
  const isShown = result.lowerBound <= lowerBound + slack;
  checkStatements(relaxed, result, { least: shown - slack, isShown }, faults);
  return { valid: faults.length === 0, lowerBound, cost, isShown, faults };
}

/** Two evaluations of one formula differ by less than this share. */
const tolerance = 1e-7;

function checkedProblem(problem: FacilityLocationProblem | PMedianProblem): FacilityLocationProblem {
  const faults: ArgumentFaults = { types: [], ranges: [] };
  const isPMedian = typeof problem === 'object' && problem !== null && 'p' in problem;
  if (isPMedian) checkPMedian(problem, faults);
  throwFaults('verifyCertificate', faults);
  const general = isPMedian ? pMedianAsFacilityLocation(problem) : problem;
  checkFacilityLocation(general, faults);
  throwFaults('verifyCertificate', faults);
  return general;
}

/** What the certificate shows; -Infinity with a fault where it is broken. */
function shownBound(
  relaxed: RelaxedProblem,
  { certificate, nodes, cost }: UnsplitResult | SplitResult,
  faults: string[],
): { bound: number; rounding: number } {
  const { kind, multipliers, rootBound, tree } = certificate;
  if (kind !== relaxed.kind) faults.push(`certificate.kind is "${kind}"; the problem's is "${relaxed.kind}"`);
  if (!isFloats(multipliers, relaxed.rows)) {
    faults.push(`certificate.multipliers is no Float32Array of ${relaxed.rows} finite numbers`);
    return { bound: -Infinity, rounding: 0 };
  }
  const { bound: root, rounding } = boundOfState(relaxed, new Int8Array(relaxed.sites), multipliers);
  if (!(Math.abs(rootBound - root) <= tolerance * Math.max(Math.abs(root), cost) + 8 * rounding))
    faults.push(`certificate.rootBound is ${rootBound}; the multipliers give ${root}`);
  if (tree === null) return { bound: root, rounding };
  if (!Number.isFinite(tree.cutoff) || !Array.isArray(tree.nodes)) {
    faults.push('certificate.tree has no cutoff or no nodes');
    return { bound: root, rounding };
  }
  if (nodes !== tree.nodes.length) faults.push(`nodes is ${nodes}; the tree has ${tree.nodes.length}`);
  const exhausted = replayTree(relaxed, tree, faults);
  if (exhausted < tree.cutoff - tolerance * Math.abs(tree.cutoff) - 8 * rounding)
    faults.push(`certificate.tree.cutoff is ${tree.cutoff}; the tree shows ${exhausted}`);
  return { bound: Math.max(root, exhausted), rounding };
}

function isFloats(list: unknown, length: number): list is Float32Array {
  return list instanceof Float32Array && list.length === length && list.every((value) => Number.isFinite(value));
}

/** The bound, or the least cost above it where all costs are whole numbers and rows are not split. */
function leastCost({ kind, costs, fixedCosts }: RelaxedProblem, bound: number): number {
  if (kind === 'cflp' || !(Math.abs(bound) < 2 ** 52)) return bound;
  const isWhole = (cost: number): boolean => cost === Infinity || Number.isInteger(cost);
  return costs.every(isWhole) && fixedCosts.every(isWhole) ? Math.ceil(bound) : bound;
}

function checkStatements(
  relaxed: RelaxedProblem,
  { cost, lowerBound, gap, proof, nodes, certificate }: UnsplitResult | SplitResult,
  { least, isShown }: { least: number; isShown: boolean },
  faults: string[],
): void {
  if (!Number.isInteger(nodes) || nodes < 1) faults.push(`nodes is ${nodes}`);
  const ratio = cost === 0 ? 0 : Math.max(0, (cost - lowerBound) / cost);
  if (!(Math.abs(gap - ratio) <= 1e-12)) faults.push(`gap is ${gap}; cost and lowerBound make it ${ratio}`);
  const isOptimal = isProvedOptimal(relaxed, cost, lowerBound);
  const stated = isOptimal ? 'optimal' : lowerBound > 0 ? 'bound' : 'none';
  if (proof !== stated) faults.push(`proof is "${proof}"; cost and lowerBound make it "${stated}"`);
  if (!(lowerBound <= cost + tolerance * Math.abs(cost))) faults.push(`lowerBound ${lowerBound} is above cost ${cost}`);
  // A larger bound than is shown can only be that of a tree that was not kept, or of its root where there are capacities.
  const mayExceed = certificate.tree === null && (nodes > 1 || isCapacitated(relaxed));
  if (!(lowerBound >= least && (isShown || mayExceed)))
    faults.push(`lowerBound is ${lowerBound}; that is not what the certificate shows`);
}

function isProvedOptimal(relaxed: RelaxedProblem, cost: number, lowerBound: number): boolean {
  const isWhole = leastCost(relaxed, 0.5) === 1 && cost < 2 ** 53;
  return (isWhole && lowerBound > cost - 1) || lowerBound >= cost * (1 - 1.001e-6);
}
