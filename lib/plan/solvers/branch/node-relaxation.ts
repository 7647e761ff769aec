import { errorOfSums } from '../subgradient';
import type { SiteLists } from './site-lists';
import { type Choice, chooseSmallest, newChoice } from './smallest-values';
import { decidedOpen, fewestMore, mostMore, type Subproblem } from './subproblem';

/**
 * L(lambda) of a node: sum of lambda + sum of v_j over its open sites + the least sum of v_j over an allowed number of
 * undecided sites, v_j = f_j + sum of min(0, c_ij - lambda_i). Multipliers never exceed the cost from the nearest open
 * site, so open sites have v_j = f_j. All fields but the first two are of the last evaluation.
 */
export interface NodeRelaxation {
  readonly subproblem: Subproblem;
  readonly choice: Choice;
  readonly siteValue: Float64Array;
  /** Per row, undecided chosen sites nearer than its multiplier. */
  readonly served: Int32Array;
  /** Per row, the end of the sites nearer than its multiplier. */
  readonly nearerEnd: Int32Array;
  value: number;
}

export function newNodeRelaxation(subproblem: Subproblem): NodeRelaxation {
  const { rows, sites } = subproblem.prepared;
  return {
    subproblem,
    choice: newChoice(sites),
    siteValue: new Float64Array(sites),
    served: new Int32Array(rows),
    nearerEnd: new Int32Array(rows),
    value: -Infinity,
  };
}

/** O(sites nearer than the multipliers), a fraction of n m. */
export function evaluateNode(relaxation: NodeRelaxation, lists: SiteLists, multipliers: Float32Array): number {
  const { subproblem, choice, siteValue, nearerEnd, served } = relaxation;
  const { problem } = subproblem.prepared;
  siteValue.set(problem.fixedCosts);
  let value = collectSavings(lists, multipliers, siteValue, nearerEnd);
  const { undecidedSites, undecidedCount } = subproblem;
  chooseSmallest(siteValue, undecidedSites, undecidedCount, fewestMore(subproblem), mostMore(subproblem), choice);
  for (let at = 0; at < subproblem.decided; at += 1) {
    const site = subproblem.trail[at] as number;
    if (subproblem.status[site] === decidedOpen) value += problem.fixedCosts[site] as number;
  }
  served.fill(0);
  if (choice.count * multipliers.length < 2 * nearerSites(lists, nearerEnd)) countByColumns(relaxation, multipliers);
  else countByRows(lists, nearerEnd, choice.chosen, served);
  relaxation.value = value + choice.value;
  return relaxation.value;
}

/** More than twice the rounding error of the last value and of the values with one site decided otherwise. */
export function nodeErrorBound(relaxation: NodeRelaxation, multipliers: Float32Array): number {
  const { subproblem, siteValue, choice } = relaxation;
  const { fixedCosts } = subproblem.prepared.problem;
  let magnitude = 0;
  for (const multiplier of multipliers) magnitude += Math.abs(multiplier);
  for (let site = 0; site < siteValue.length; site += 1) {
    const fixed = fixedCosts[site] as number;
    magnitude += fixed - (siteValue[site] as number) + (1 + (choice.chosen[site] as number)) * fixed;
  }
  return errorOfSums(multipliers.length, siteValue.length, magnitude);
}

/** Adds min(0, c_ij - lambda_i) to the values of the sites; returns the sum of the multipliers. The innermost loop. */
function collectSavings(
  { start, site, cost }: SiteLists,
  multipliers: Float32Array,
  siteValue: Float64Array,
  nearerEnd: Int32Array,
): number {
  let sum = 0;
  for (let row = 0; row < multipliers.length; row += 1) {
    const multiplier = multipliers[row] as number;
    const end = start[row + 1] as number;
    let at = start[row] as number;
    sum += multiplier;
    for (; at < end; at += 1) {
      const reduced = (cost[at] as number) - multiplier;
      if (reduced >= 0) break;
      const column = site[at] as number;
      siteValue[column] = (siteValue[column] as number) + reduced;
    }
    nearerEnd[row] = at;
  }
  return sum;
}

function nearerSites({ start }: SiteLists, nearerEnd: Int32Array): number {
  let count = 0;
  for (let row = 0; row < nearerEnd.length; row += 1) count += (nearerEnd[row] as number) - (start[row] as number);
  return count;
}

function countByRows({ start, site }: SiteLists, nearerEnd: Int32Array, chosen: Uint8Array, served: Int32Array): void {
  for (let row = 0; row < served.length; row += 1) {
    const end = nearerEnd[row] as number;
    let count = 0;
    for (let at = start[row] as number; at < end; at += 1) count += chosen[site[at] as number] as number;
    served[row] = count;
  }
}

function countByColumns({ subproblem, choice, served }: NodeRelaxation, multipliers: Float32Array): void {
  const { costsBySite, dominated } = subproblem.prepared;
  for (let at = 0; at < choice.count; at += 1) {
    const site = choice.chosenSites[at] as number;
    if (dominated[site] === 0) countColumn(costsBySite, site * served.length, multipliers, served);
  }
}

/** Without a branch on the comparison, which no processor can predict. */
function countColumn(costsBySite: Float64Array, base: number, multipliers: Float32Array, served: Int32Array): void {
  for (let row = 0; row < served.length; row += 1)
    served[row] = (served[row] as number) + Number((costsBySite[base + row] as number) < (multipliers[row] as number));
}
