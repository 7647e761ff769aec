import fc from 'fast-check';
import { errorOfSums } from '../../../../lib/plan/solvers/subgradient';
import { newNode, refreshNode, type TreeNode } from '../../../../lib/plan/solvers/branch/node';
import { roundDown } from '../../../../lib/plan/solvers/branch/round-down';
import {
  decide,
  decidedClosed,
  decidedOpen,
  listUndecided,
  newSubproblem,
  type Subproblem,
} from '../../../../lib/plan/solvers/branch/subproblem';
import { prepare, type PreparedProblem } from '../../../../lib/plan/solvers/preprocess';
import type { PlacementProblem } from '../../../../lib/plan/solver';
import { type Kind, problems } from '../support/problems';

/** A node with drawn decisions and multipliers within its ceilings, all of them quarters: sums of them are exact. */
export interface DrawnNode {
  readonly problem: PlacementProblem;
  readonly prepared: PreparedProblem;
  readonly status: readonly number[];
  readonly subproblem: Subproblem;
  readonly node: TreeNode;
}

export function nodeOf(
  problem: PlacementProblem,
  status: readonly number[],
  multipliers: readonly number[],
): DrawnNode {
  const prepared = prepare(problem, false);
  const subproblem = newSubproblem(prepared);
  const node = newNode(subproblem);
  status.forEach((one, site) => {
    if (one !== 0) decide(subproblem, site, one);
  });
  listUndecided(subproblem);
  node.multipliers.set(multipliers.slice(0, prepared.rows));
  refreshNode(node, subproblem, []);
  return { problem, prepared, status, subproblem, node };
}

export function drawnNodes(kind: Kind): fc.Arbitrary<DrawnNode> {
  const decision = fc.constantFrom(0, 0, 0, decidedOpen, decidedClosed);
  return problems(kind).chain((problem) => {
    const [rows, sites] = [problem.demands.length, problem.fixedCosts.length];
    const quarters = fc.integer({ min: 0, max: 320 }).map((quarter) => quarter / 4);
    return fc
      .tuple(
        fc.array(decision, { minLength: sites, maxLength: sites }),
        fc.array(quarters, { minLength: rows, maxLength: rows }),
      )
      .map(([status, multipliers]) => nodeOf(problem, status, multipliers));
  });
}

export const membersOf = (status: readonly number[], which: number): number[] =>
  [...status.keys()].filter((site) => status[site] === which);

const rowsOf = ({ prepared }: DrawnNode): number[] => [...Array(prepared.rows).keys()];

/** What a site costs a row; Infinity for dominated sites, which serve nobody. */
export function costAt({ problem, prepared }: DrawnNode, row: number, site: number): number {
  return prepared.dominated[site] === 1 ? Infinity : (problem.costs[row * prepared.sites + site] ?? NaN);
}

export function ceilings(drawn: DrawnNode): number[] {
  const open = membersOf(drawn.status, decidedOpen);
  return rowsOf(drawn).map((row) => roundDown(Math.min(Infinity, ...open.map((site) => costAt(drawn, row, site)))));
}

/** v_j of every site; closed ones save nothing once the lists are without them. */
export function siteValues(drawn: DrawnNode): number[] {
  const { problem, node, status } = drawn;
  return status.map((one, site) => {
    const saved = rowsOf(drawn).map((row) => Math.min(0, costAt(drawn, row, site) - (node.multipliers[row] ?? NaN)));
    const isListed = one !== decidedClosed || node.level === 0;
    return (problem.fixedCosts[site] ?? NaN) + (isListed ? saved.reduce((sum, each) => sum + each, 0) : 0);
  });
}

/** L of a state: the least over all sets of undecided sites that the numbers of sites allow; Infinity without any. */
export function relaxedValue(drawn: DrawnNode, status: readonly number[]): number {
  const { problem, node } = drawn;
  const values = siteValues(drawn);
  const open = membersOf(status, decidedOpen);
  const free = membersOf(status, 0);
  let least = Infinity;
  for (let mask = 0; mask < 2 ** free.length; mask += 1) {
    const chosen = free.filter((_, at) => (mask >> at) & 1);
    const count = open.length + chosen.length;
    if (count < problem.minSites || count > problem.maxSites) continue;
    least = Math.min(
      least,
      [...open, ...chosen].reduce((sum, site) => sum + (values[site] ?? NaN), 0),
    );
  }
  return node.multipliers.reduce((sum, multiplier) => sum + multiplier, 0) + least;
}

export function errorBound(drawn: DrawnNode, chosen: ArrayLike<number>): number {
  const { problem, prepared, node } = drawn;
  const values = siteValues(drawn);
  const prices = node.multipliers.reduce((sum, multiplier) => sum + Math.abs(multiplier), 0);
  const sites = values.map((value, site) => {
    const fixed = problem.fixedCosts[site] ?? NaN;
    return fixed - value + (1 + (chosen[site] ?? NaN)) * fixed;
  });
  return errorOfSums(prepared.rows, prepared.sites, prices + sites.reduce((sum, each) => sum + each, 0));
}

/** Whether the numbers of sites leave a choice. */
export function leavesChoice({ problem, status }: DrawnNode): boolean {
  const open = membersOf(status, decidedOpen).length;
  return open <= problem.maxSites && open + membersOf(status, 0).length >= problem.minSites;
}
