import { cutoffBelow, hasIntegerCosts } from '../branch/cutoff';
import type { Budget } from '../eager-swap';
import { randomIndex } from '../random';
import {
  type Assignment,
  type AssignmentProblem,
  copyAssignment,
  isBetterAssignment,
  noAssignment,
  offer,
  removeRow,
  rowsOf,
  unservedRows,
  wholeCost,
} from './assignment';
import { moveRows } from './move-rows';
import { descendWithOverload, overloadPenalty, type OverloadPenalty } from './overload';
import { attractRows, moveSites } from './move-sites';
import { sitesNear, takeRowsOut } from './take-rows-out';

/** How much of a site dearer than the best an assignment may be to go on from it, and for how many failures. */
const tolerance = 0.015;
const patience = 100;
/** All rows are looked at once more below this multiple of the best cost. */
const promising = 1.0003;
/** The strongest shake. */
const strongest = 8;

/** Goes on with the search while the budget is above `floor` and something below `bound` may be found. */
export type Shake = (floor: number, bound: number) => void;

/**
 * Variable neighbourhood search (Hansen and Mladenovic 1997): local search from the best assignment after 1, 2, ... changes
 * around a random row, back to 1 on success. `best` is overwritten by better ones; others may do so in between.
 */
export function shaker(problem: AssignmentProblem, best: Assignment, random: () => number, budget: Budget): Shake {
  const present = noAssignment(problem);
  const trial = noAssignment(problem);
  const areIntegers = hasIntegerCosts(problem.prepared.problem);
  const penalty = overloadPenalty(problem, best);
  let strength = 1;
  let failures = 0;
  const shakeOnce = (): void => {
    copyAssignment(present, trial);
    const isWithin = shakeAndRepair(problem, trial, present, best, strength, random, penalty, budget);
    const better = isWithin && offer(problem, best, trial);
    failures = better ? 0 : failures + 1;
    const near = isWithin && wholeCost(problem, trial) <= (1 + tolerance / best.open) * wholeCost(problem, best);
    if (near) copyAssignment(trial, present);
    if (failures % patience === patience - 1) copyAssignment(best, present);
    strength = better || strength >= strongest ? 1 : strength + 1;
  };
  return (floor, bound) => {
    copyAssignment(best, present);
    while (budget.steps > floor && bound < cutoffBelow(wholeCost(problem, best), areIntegers)) shakeOnce();
  };
}

/** `strength` changes around a random row of `trial`, and local search; whether all rows then fit. */
function shakeAndRepair(
  problem: AssignmentProblem,
  trial: Assignment,
  before: Assignment,
  best: Assignment,
  strength: number,
  random: () => number,
  penalty: OverloadPenalty,
  budget: Budget,
): boolean {
  const centre = randomIndex(random, problem.prepared.rows);
  const shut = { ...problem, capacities: Float64Array.from(problem.capacities) };
  const exchanges = randomIndex(random, 2) === 0 ? 0 : 1 + (strength >> 2);
  for (let change = 0; change < exchanges; change += 1) exchangeSites(shut, trial, centre, random, budget);
  if (exchanges === 0) takeRowsOut(problem, trial, centre, 1 + strength, random);
  budget.steps -= 1;
  if (!descendWithOverload(shut, trial, shuffled(unservedRows(trial), random), before, penalty, budget)) return false;
  if (trial.cost <= promising * best.cost) moveRows(shut, trial, budget);
  if (isBetterAssignment(problem, trial, best)) moveSites(problem, trial, budget);
  return true;
}

/** How many sites around the centre a change chooses from. */
const reach = 6;

/** Closes an open site near the centre for the time being, opens a closed one, or both. */
function exchangeSites(
  problem: AssignmentProblem,
  state: Assignment,
  centre: number,
  random: () => number,
  budget: Budget,
): void {
  const open = sitesNear(problem, state, centre, true, reach);
  const closed = sitesNear(problem, state, centre, false, reach);
  const kind = randomIndex(random, 3);
  const opens = kind === 0 || closed.length === 0 ? -1 : (closed[randomIndex(random, closed.length)] as number);
  const mayAdd = state.open < problem.prepared.problem.maxSites;
  const closes = (kind === 1 && mayAdd) || open.length === 0 ? -1 : (open[randomIndex(random, open.length)] as number);
  if (opens < 0 && closes < 0) return;
  if (closes >= 0) {
    problem.capacities[closes] = 0;
    for (const row of rowsOf(state, closes)) removeRow(problem, state, row);
  }
  budget.steps -= 1;
  if (opens >= 0) attractRows(problem, state, opens, closes);
}

function shuffled(rows: Int32Array, random: () => number): Int32Array {
  for (let at = rows.length - 1; at > 0; at -= 1) {
    const other = randomIndex(random, at + 1);
    const row = rows[at] as number;
    rows[at] = rows[other] as number;
    rows[other] = row;
  }
  return rows;
}
