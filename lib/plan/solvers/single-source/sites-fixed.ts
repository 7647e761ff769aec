import type { Budget } from '../eager-swap';
import { randomIndex } from '../random';
import {
  type Assignment,
  type AssignmentProblem,
  copyAssignment,
  isBetterAssignment,
  noAssignment,
  placeRow,
  removeRow,
  rowsOf,
} from './assignment';
import { moveRows } from './move-rows';
import { descendWithOverload, type OverloadPenalty } from './overload';
import type { PairLists } from './pair-lists';
import { wishedSites } from './round-relaxation';
import type { SingleSourceRelaxation } from './single-source-relaxation';

/**
 * The best assignment found to the sites of `open`: rows start at the cheapest site that takes them in the relaxed optimum,
 * beyond capacities if need be; then local search from `shakes` starts with rows of some sites taken out. Null when none fits.
 */
export function assignToSites(
  problem: AssignmentProblem,
  open: Uint8Array,
  relaxation: SingleSourceRelaxation,
  lists: PairLists,
  penalty: OverloadPenalty,
  shakes: number,
  random: () => number,
  budget: Budget,
): Assignment | null {
  const { rows } = problem.prepared;
  const only = { ...problem, capacities: problem.capacities.map((room, site) => (open[site] === 1 ? room : 0)) };
  const state = noAssignment(problem);
  const wish = wishedSites(problem, relaxation, lists, open);
  wish.forEach((site, row) => {
    if (site >= 0 && (problem.capacities[site] as number) >= (problem.prepared.problem.demands[row] as number))
      placeRow(problem, state, row, site);
  });
  const loose = wish.map((_, row) => row).filter((row) => (state.site[row] as number) < 0);
  let fits = descendWithOverload(only, state, loose, null, penalty, budget);
  if (fits) moveRows(only, state, budget);
  const trial = noAssignment(problem);
  for (let shake = 0; shake < shakes && budget.steps > 0; shake += 1) {
    copyAssignment(state, trial);
    takeOut(only, trial, randomIndex(random, rows), 2 + (shake % 4), random);
    const taken = trial.site.map((_, row) => row).filter((row) => (trial.site[row] as number) < 0);
    const fitted = descendWithOverload(only, trial, taken, state, penalty, budget);
    if (fitted) moveRows(only, trial, budget);
    if (trial.unserved > 0 || (fits && !(fitted && isBetterAssignment(problem, trial, state)))) continue;
    copyAssignment(trial, state);
    fits = fitted;
  }
  return fits ? state : null;
}

/** Takes a third of the rows of the `most` open sites nearest to a row out of the assignment. */
function takeOut(
  problem: AssignmentProblem,
  state: Assignment,
  centre: number,
  most: number,
  random: () => number,
): void {
  const { listStart, listSite } = problem.prepared;
  let left = most;
  for (let at = listStart[centre] as number; at < (listStart[centre + 1] as number) && left > 0; at += 1) {
    const site = listSite[at] as number;
    if (state.count[site] === 0) continue;
    left -= 1;
    for (const row of rowsOf(state, site)) if (randomIndex(random, 3) === 0) removeRow(problem, state, row);
  }
}
