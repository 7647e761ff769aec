import type { PreparedProblem } from '../preprocess';

/** What a node of the proof tree has decided about a site. */
export const undecided = 0;
export const decidedOpen = 1;
export const decidedClosed = 2;

/** A node's decisions, on a trail that takes them back. */
export interface Subproblem {
  readonly prepared: PreparedProblem;
  /** Of every site: undecided, decidedOpen or decidedClosed. */
  readonly status: Uint8Array;
  /** Sites in the order of their decisions. */
  readonly trail: Int32Array;
  decided: number;
  open: number;
  /** The undecided sites, ascending; valid after `listUndecided`. */
  readonly undecidedSites: Int32Array;
  undecidedCount: number;
}

export function newSubproblem(prepared: PreparedProblem): Subproblem {
  const { sites } = prepared;
  const subproblem = {
    prepared,
    status: new Uint8Array(sites),
    trail: new Int32Array(sites),
    decided: 0,
    open: 0,
    undecidedSites: new Int32Array(sites),
    undecidedCount: 0,
  };
  listUndecided(subproblem);
  return subproblem;
}

/** Decides an undecided site. */
export function decide(subproblem: Subproblem, site: number, status: number): void {
  subproblem.status[site] = status;
  subproblem.trail[subproblem.decided] = site;
  subproblem.decided += 1;
  if (status === decidedOpen) subproblem.open += 1;
}

/** Takes back all decisions after the first `decided`. */
export function takeBack(subproblem: Subproblem, decided: number): void {
  const { status, trail } = subproblem;
  while (subproblem.decided > decided) {
    subproblem.decided -= 1;
    const site = trail[subproblem.decided] as number;
    if (status[site] === decidedOpen) subproblem.open -= 1;
    status[site] = undecided;
  }
}

export function listUndecided(subproblem: Subproblem): void {
  const { status, undecidedSites } = subproblem;
  let count = 0;
  for (let site = 0; site < status.length; site += 1) {
    if (status[site] !== undecided) continue;
    undecidedSites[count] = site;
    count += 1;
  }
  subproblem.undecidedCount = count;
}

/** Fewest undecided sites that must still open. */
export function fewestMore({ prepared, open }: Subproblem): number {
  return Math.max(0, prepared.problem.minSites - open);
}

/** Most undecided sites that may still open; negative when too many are open already. */
export function mostMore({ prepared, open, undecidedCount }: Subproblem): number {
  return Math.min(undecidedCount, prepared.problem.maxSites - open);
}
