import { type Budget, descend, swapScratch } from '../eager-swap';
import { noSites, openSite, summarise } from '../open-sites';
import type { PreparedProblem } from '../preprocess';

/** A local optimum of the problem without capacities, over all sites; ascending. */
export function sitesIgnoringCapacity(prepared: PreparedProblem, budget: Budget): Int32Array {
  const all = Int32Array.from({ length: prepared.sites }, (_, site) => site);
  const state = noSites(prepared);
  for (const site of all.subarray(0, prepared.problem.minSites)) openSite(state, site);
  summarise(state);
  descend(state, all, 0, budget, swapScratch(prepared));
  return state.list.slice(0, state.count);
}
