import type { FeasibleSolution } from '../../solver';
import { feasibleSolution } from '../solution';
import type { Assignment, AssignmentProblem } from './assignment';

/** The answer: sites that serve, with the cheapest further ones up to `minSites`. */
export function assignmentSolution(
  { prepared }: AssignmentProblem,
  best: Assignment,
  multipliers: Float64Array,
): FeasibleSolution {
  const { rows, sites, problem } = prepared;
  const flows = {
    flowDemand: Int32Array.from({ length: rows }, (_, row) => row),
    flowSite: Int32Array.from(best.site),
    flowShare: new Float64Array(rows).fill(1),
  };
  const open = openSites(best.count, problem.fixedCosts, problem.minSites);
  return feasibleSolution(problem, open.slice(0, sites), flows, multipliers, 'sscflp');
}

function openSites(count: Int32Array, fixedCosts: Float64Array, atLeast: number): Int32Array {
  const order = Int32Array.from(count, (_, site) => site).sort(
    (a, b) =>
      Number(count[a] === 0) - Number(count[b] === 0) || (fixedCosts[a] as number) - (fixedCosts[b] as number) || a - b,
  );
  const serving = count.reduce((sum, rows) => sum + (rows > 0 ? 1 : 0), 0);
  return order.slice(0, Math.max(serving, atLeast)).sort();
}
