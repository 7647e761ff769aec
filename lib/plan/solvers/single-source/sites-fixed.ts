import type { Budget } from '../eager-swap';
import { randomIndex } from '../random';
import {
  type Assignment,
  type AssignmentProblem,
  copyAssignment,
  isBetterAssignment,
  noAssignment,
  placeRow,
  unservedRows,
} from './assignment';
import { moveRows } from './move-rows';
import { descendWithOverload, type OverloadPenalty } from './overload';
import type { PairLists } from './pair-lists';
import { wishedSites } from './round-relaxation';
import type { SingleSourceRelaxation } from './single-source-relaxation';
import { takeRowsOut } from './take-rows-out';

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
  let fits = descendWithOverload(only, state, unservedRows(state), null, penalty, budget);
  if (fits) moveRows(only, state, budget);
  const trial = noAssignment(problem);
  for (let shake = 0; shake < shakes && budget.steps > 0; shake += 1) {
    copyAssignment(state, trial);
    takeRowsOut(only, trial, randomIndex(random, rows), 2 + (shake % 4), random);
    const fitted = descendWithOverload(only, trial, unservedRows(trial), state, penalty, budget);
    if (fitted) moveRows(only, trial, budget);
    if (trial.unserved > 0 || (fits && !(fitted && isBetterAssignment(problem, trial, state)))) continue;
    copyAssignment(trial, state);
    fits = fitted;
  }
  return fits ? state : null;
}
