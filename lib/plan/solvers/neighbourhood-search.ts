import { accept, type Incumbent, improveFrom } from './branch/incumbent';
import { descend } from './eager-swap';
import { closeSite, copyOpenSites, type OpenSites, openSite, summarise } from './open-sites';
import { randomIndex } from './random';

/**
 * Variable neighbourhood search (Hansen and Mladenovic 1997): local search from the best plan shaken by 1, 2, ... random
 * moves, back to 1 on success, until `limit` failures in a row, or until `isDone`.
 */
export function shakeIncumbent(incumbent: Incumbent, random: () => number, limit: number, isDone: () => boolean): void {
  const { best, trial, candidates, budget, scratch } = incumbent;
  let strength = 1;
  for (let failures = 0; failures < limit && budget.steps > 0 && !isDone();) {
    copyOpenSites(best, trial);
    for (let move = 0; move < strength; move += 1) shake(trial, candidates, random);
    summarise(trial);
    descend(trial, candidates, randomIndex(random, candidates.length), budget, scratch);
    const better = accept(incumbent);
    failures = better ? 0 : failures + 1;
    strength = better || strength >= Math.max(2, Math.min(best.count, 25)) ? 1 : strength + 1;
  }
}

/**
 * Local search from random candidates: as many as are needed at least, or about the root of their number where that leaves
 * a choice.
 */
export function searchFromRandom(incumbent: Incumbent, random: () => number): void {
  const { minSites, maxSites } = incumbent.prepared.problem;
  const order = Int32Array.from(incumbent.candidates);
  const wanted = Math.max(minSites, Math.min(maxSites, Math.ceil(Math.sqrt(order.length))));
  const count = Math.min(wanted, order.length);
  for (let at = 0; at < count; at += 1) {
    const other = at + randomIndex(random, order.length - at);
    const site = order[other] as number;
    order[other] = order[at] as number;
    order[at] = site;
  }
  improveFrom(incumbent, order.subarray(0, count));
}

/** More for larger plans, and where the number of sites is to be found as well. */
export function mostFailures(plan: OpenSites): number {
  const { minSites, maxSites } = plan.prepared.problem;
  if (plan.count >= 60) return 400;
  return plan.count > 10 || minSites < maxSites ? 150 : 10;
}

/** A random swap; where the number of sites is free also a random addition or removal. */
function shake(state: OpenSites, candidates: Int32Array, random: () => number): void {
  const { minSites, maxSites } = state.prepared.problem;
  const kind = minSites < maxSites ? randomIndex(random, 4) : 0;
  const someClosed = candidates.some((site) => (state.position[site] as number) < 0);
  const mayAdd = state.count < maxSites && someClosed;
  const opens = kind === 2 ? mayAdd : kind !== 3 && someClosed;
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
