import type { FacilityLocationProblem } from '../facility-problem';
import type { SharedFlow, SplitResult, UnsplitResult } from '../facility-result';
import type { RelaxedProblem } from './relaxed-problem';

/** Share of a load or of a row that rounding may hide. */
const slack = 1e-9;

/** Whether the result is a solution at all; returns its cost, NaN when it cannot be told. */
export function checkSolution(
  problem: FacilityLocationProblem,
  relaxed: RelaxedProblem,
  result: UnsplitResult | SplitResult,
  faults: string[],
): number {
  const before = faults.length;
  checkOpen(relaxed, result.open, faults);
  const flow = flowOf(relaxed, result, faults);
  if (flow === null || faults.length > before) return NaN;
  checkFlow(problem, relaxed, result.open, flow, faults);
  return faults.length > before ? NaN : costOf(relaxed, result.open, flow);
}

function checkOpen({ sites, minSites, maxSites }: RelaxedProblem, open: unknown, faults: string[]): void {
  if (!(open instanceof Int32Array)) {
    faults.push('open is no Int32Array');
    return;
  }
  open.forEach((site, at) => {
    if (site < 0 || site >= sites) faults.push(`open[${at}] is ${site}; there are ${sites} sites`);
    else if (at > 0 && site <= (open[at - 1] as number)) faults.push(`open[${at}] does not ascend`);
  });
  const least = Math.min(minSites, sites);
  if (open.length < least || open.length > maxSites)
    faults.push(`open has ${open.length} sites; the problem asks for ${least} to ${maxSites}`);
}

/** What the rows get from where, whichever way the result says it. */
function flowOf({ rows }: RelaxedProblem, result: UnsplitResult | SplitResult, faults: string[]): SharedFlow | null {
  if ('assignment' in result === 'flow' in result) {
    faults.push('the result has not one of assignment and flow');
    return null;
  }
  if ('assignment' in result) {
    const { assignment } = result;
    if (assignment instanceof Int32Array && assignment.length === rows)
      return { row: Int32Array.from(assignment.keys()), site: assignment, share: new Float64Array(rows).fill(1) };
    faults.push(`assignment is no Int32Array of ${rows}`);
    return null;
  }
  const { row, site, share } = result.flow;
  const isFlow = row instanceof Int32Array && site instanceof Int32Array && share instanceof Float64Array;
  if (isFlow && row.length === site.length && row.length === share.length) return result.flow;
  faults.push('flow has not arrays of one length');
  return null;
}

function checkFlow(
  { singleSource }: FacilityLocationProblem,
  { rows, sites, costs, loads, capacities, totalLoad }: RelaxedProblem,
  open: Int32Array,
  { row, site, share }: SharedFlow,
  faults: string[],
): void {
  const isOpen = new Set(open);
  const served = new Float64Array(rows);
  const load = new Float64Array(sites);
  for (let at = 0; at < row.length; at += 1) {
    const [i, j, part] = [row[at] as number, site[at] as number, share[at] as number];
    if (!(i >= 0 && i < rows)) faults.push(`a share is of row ${i}; there are ${rows} rows`);
    else if (!isOpen.has(j)) faults.push(`row ${i} is served from site ${j}, which is not open`);
    else if (costs[i * sites + j] === Infinity) faults.push(`row ${i} may not be served from site ${j}`);
    else if (!(part > 0 && part <= 1)) faults.push(`row ${i} gets the share ${part} from site ${j}`);
    else if (singleSource === true && part < 1) faults.push(`row ${i} is split; the problem forbids it`);
    if (i === row[at - 1] && j <= (site[at - 1] as number))
      faults.push(`the shares of row ${i} are not sorted by site`);
    served[i] = (served[i] ?? 0) + part;
    load[j] = (load[j] ?? 0) + part * (loads[i] ?? 0);
  }
  served.forEach((sum, i) => {
    if (!(Math.abs(sum - 1) <= slack)) faults.push(`row ${i} is served to the share ${sum}`);
  });
  load.forEach((sum, j) => {
    const room = capacities[j] as number;
    if (!(sum <= room + slack * totalLoad)) faults.push(`site ${j} carries ${sum}; its capacity is ${room}`);
  });
}

function costOf(
  { sites, costs, fixedCosts }: RelaxedProblem,
  open: Int32Array,
  { row, site, share }: SharedFlow,
): number {
  let cost = 0;
  for (const each of open) cost += fixedCosts[each] as number;
  for (let at = 0; at < row.length; at += 1)
    cost += (share[at] as number) * (costs[(row[at] as number) * sites + (site[at] as number)] as number);
  return cost;
}
