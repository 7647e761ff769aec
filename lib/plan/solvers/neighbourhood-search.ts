import { type Budget, descend, swapScratch } from './eager-swap';
import { closeSite, copyOpenSites, isBetter, noSites, type OpenSites, openSite, summarise } from './open-sites';
import type { PreparedProblem } from './preprocess';
import { randomIndex } from './random';

const starts = 4;

/**
 * Variable neighbourhood search (Hansen and Mladenovic 1997): local search from four random starts, then from the best
 * plan shaken by 1, 2, ... random moves, back to 1 on success, until a number of failures that grows with the plan.
 */
export function searchNeighbourhoods(
  prepared: PreparedProblem,
  candidates: Int32Array,
  random: () => number,
  budget: Budget,
): OpenSites {
  const scratch = swapScratch(prepared);
  const best = noSites(prepared);
  const trial = noSites(prepared);
  for (let start = 0; start < starts && (start === 0 || budget.steps > 0); start += 1) {
    copyOpenSites(randomStart(prepared, candidates, random), trial);
    descend(trial, candidates, 0, budget, scratch);
    if (start === 0 || isBetter(trial, best)) copyOpenSites(trial, best);
  }
  const limit = mostFailures(best);
  let strength = 1;
  for (let failures = 0; failures < limit && budget.steps > 0;) {
    copyOpenSites(best, trial);
    for (let move = 0; move < strength; move += 1) shake(trial, candidates, random);
    summarise(trial);
    descend(trial, candidates, randomIndex(random, candidates.length), budget, scratch);
    const better = isBetter(trial, best);
    if (better) copyOpenSites(trial, best);
    failures = better ? 0 : failures + 1;
    strength = better || strength >= Math.max(2, Math.min(best.count, 25)) ? 1 : strength + 1;
  }
  return best;
}

/** Local search from the sites `from`, filled up with the first candidates to the number needed. */
export function descendFrom(
  from: Int32Array,
  prepared: PreparedProblem,
  candidates: Int32Array,
  budget: Budget,
): OpenSites {
  const state = noSites(prepared);
  for (const site of from) openSite(state, site);
  for (const site of candidates)
    if (state.count < prepared.problem.minSites && (state.position[site] as number) < 0) openSite(state, site);
  summarise(state);
  descend(state, candidates, 0, budget, swapScratch(prepared));
  return state;
}

/** More for larger plans, and where the number of sites is to be found as well. */
function mostFailures(plan: OpenSites): number {
  const { minSites, maxSites } = plan.prepared.problem;
  if (plan.count >= 60) return 400;
  return plan.count > 10 || minSites < maxSites ? 150 : 10;
}

/** As many random candidates as are needed at least, or about the root of the sites where that leaves a choice. */
function randomStart(prepared: PreparedProblem, candidates: Int32Array, random: () => number): OpenSites {
  const { minSites, maxSites } = prepared.problem;
  const wanted = Math.max(minSites, Math.min(maxSites, Math.ceil(Math.sqrt(candidates.length))));
  const order = Int32Array.from(candidates);
  const state = noSites(prepared);
  for (let at = 0; at < Math.min(wanted, order.length); at += 1) {
    const other = at + randomIndex(random, order.length - at);
    const site = order[other] as number;
    order[other] = order[at] as number;
    openSite(state, site);
  }
  summarise(state);
  return state;
}

/** A random swap; where the number of sites is free also a random addition or removal. */
function shake(state: OpenSites, candidates: Int32Array, random: () => number): void {
  const { minSites, maxSites } = state.prepared.problem;
  const kind = minSites < maxSites ? randomIndex(random, 4) : 0;
  const mayAdd = state.count < maxSites && state.count < candidates.length;
  const opens = kind === 2 ? mayAdd : kind !== 3 && state.count < candidates.length;
  const closes = kind === 3 ? state.count > minSites : kind !== 2 && state.count > 0;
  const leaving = closes ? (state.list[randomIndex(random, state.count)] as number) : -1;
  if (opens) openSite(state, randomClosed(state, candidates, random));
  if (leaving >= 0 && (opens || kind === 3)) closeSite(state, leaving);
}

function randomClosed(state: OpenSites, candidates: Int32Array, random: () => number): number {
  let at = randomIndex(random, candidates.length);
  while ((state.position[candidates[at] as number] as number) >= 0) at = (at + 1) % candidates.length;
  return candidates[at] as number;
}
