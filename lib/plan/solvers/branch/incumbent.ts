import { type Budget, descend, type SwapScratch, swapScratch } from '../eager-swap';
import { copyOpenSites, isBetter, noSites, type OpenSites, openSite, summarise } from '../open-sites';
import type { PreparedProblem } from '../preprocess';
import { cutoffBelow, hasIntegerCosts } from './cutoff';

/** The best known solution, and what improves it. */
export interface Incumbent {
  readonly prepared: PreparedProblem;
  readonly budget: Budget;
  readonly best: OpenSites;
  readonly trial: OpenSites;
  readonly empty: OpenSites;
  readonly scratch: SwapScratch;
  /** Whether the costs of any two solutions differ by an integer. */
  readonly areIntegers: boolean;
  /** Sites that a better solution may use. */
  candidates: Int32Array;
}

export function newIncumbent(prepared: PreparedProblem, candidates: Int32Array, budget: Budget): Incumbent {
  return {
    prepared,
    budget,
    best: { ...noSites(prepared), unserved: prepared.rows + 1 },
    trial: noSites(prepared),
    empty: noSites(prepared),
    scratch: swapScratch(prepared),
    areIntegers: hasIntegerCosts(prepared.problem),
    candidates,
  };
}

/** Nothing that costs this much or more is an improvement. */
export function incumbentCutoff({ best, areIntegers }: Incumbent): number {
  return best.unserved > 0 ? Infinity : cutoffBelow(best.cost, areIntegers);
}

/** Local search from `sites`, filled up with the first candidates to the number needed. */
export function improveFrom(incumbent: Incumbent, sites: Iterable<number>): void {
  const { trial, candidates, budget, scratch, prepared } = incumbent;
  copyOpenSites(incumbent.empty, trial);
  for (const site of sites) openSite(trial, site);
  for (const site of candidates)
    if (trial.count < prepared.problem.minSites && (trial.position[site] as number) < 0) openSite(trial, site);
  summarise(trial);
  descend(trial, candidates, 0, budget, scratch);
  accept(incumbent);
}

/** Keeps the trial if it is better. */
export function accept({ trial, best }: Incumbent): boolean {
  if (!isBetter(trial, best)) return false;
  copyOpenSites(trial, best);
  return true;
}
