import type { Budget } from '../eager-swap';
import { randomIndex } from '../random';
import {
  type Assignment,
  type AssignmentProblem,
  copyAssignment,
  isBetterAssignment,
  noAssignment,
  removeRow,
} from './assignment';
import { moveRows, placeRows } from './move-rows';
import { moveSites, tryMove } from './move-sites';

/** Failures after which the search ends, and the strongest shake. */
const mostFailures = 400;
const strongest = 6;

/**
 * Variable neighbourhood search (Hansen and Mladenovic 1997): local search from the best assignment after 1, 2, ... random
 * changes, back to 1 on success.
 */
export function shakeAssignment(
  problem: AssignmentProblem,
  start: Assignment,
  random: () => number,
  budget: Budget,
): Assignment {
  const best = start;
  const trial = noAssignment(problem);
  let strength = 1;
  for (let failures = 0; failures < mostFailures && budget.steps > 0;) {
    copyAssignment(best, trial);
    for (let change = 0; change < strength; change += 1) {
      if (randomIndex(random, 2) === 0) exchangeSites(problem, trial, random, budget);
      else reshuffleRows(problem, trial, random);
    }
    placeRows(problem, trial, unservedRows(trial), true);
    if (trial.unserved === 0) {
      moveRows(problem, trial, budget);
      if (trial.cost <= 1.01 * best.cost) moveSites(problem, trial, budget);
    } else budget.steps -= 1;
    const better = isBetterAssignment(problem, trial, best);
    if (better) copyAssignment(trial, best);
    failures = better ? 0 : failures + 1;
    strength = better || strength >= strongest ? 1 : strength + 1;
  }
  return best;
}

/** Closes a random open site, opens a random closed one, or both. */
function exchangeSites(problem: AssignmentProblem, state: Assignment, random: () => number, budget: Budget): void {
  const { sites, problem: placement } = problem.prepared;
  const open: number[] = [];
  const closed: number[] = [];
  for (let site = 0; site < sites; site += 1) ((state.count[site] as number) > 0 ? open : closed).push(site);
  const kind = randomIndex(random, 3);
  const opens = kind === 0 || closed.length === 0 ? -1 : (closed[randomIndex(random, closed.length)] as number);
  const mayAdd = state.open < placement.maxSites;
  const closes = kind === 1 && mayAdd ? -1 : (open[randomIndex(random, open.length)] ?? -1);
  if (opens < 0 && closes < 0) return;
  tryMove(problem, state, opens, closes, budget);
}

/** Takes a tenth of the rows, two at least, out of the assignment. */
function reshuffleRows(problem: AssignmentProblem, state: Assignment, random: () => number): void {
  const { rows } = problem.prepared;
  const taken = Math.max(2, Math.floor(rows / 10));
  for (let at = 0; at < taken; at += 1) {
    const row = randomIndex(random, rows);
    if ((state.site[row] as number) >= 0) removeRow(problem, state, row);
  }
}

function unservedRows(state: Assignment): Int32Array {
  return Int32Array.from(state.site, (_, row) => row).filter((row) => (state.site[row] as number) < 0);
}
