import { randomIndex } from '../random';
import { type Assignment, type AssignmentProblem, removeRow, rowsOf } from './assignment';

/** The open sites, or the closed ones, that the row `centre` likes best. */
export function sitesNear(
  { prepared }: AssignmentProblem,
  state: Assignment,
  centre: number,
  open: boolean,
  atMost: number,
): number[] {
  const { listStart, listSite } = prepared;
  const near: number[] = [];
  for (let at = listStart[centre] as number; at < (listStart[centre + 1] as number) && near.length < atMost; at += 1) {
    const site = listSite[at] as number;
    if ((state.count[site] as number) > 0 === open) near.push(site);
  }
  return near;
}

/** Takes a third of the rows of the open sites near the centre out of the assignment. */
export function takeRowsOut(
  problem: AssignmentProblem,
  state: Assignment,
  centre: number,
  atMost: number,
  random: () => number,
): void {
  for (const site of sitesNear(problem, state, centre, true, atMost))
    for (const row of rowsOf(state, site)) if (randomIndex(random, 3) === 0) removeRow(problem, state, row);
}
