import type { Assignment } from './assignment';
import { type PairLists, pairsPerRow, undecided } from './pair-lists';

/** A site to open or close; with a row, a pair to use or forbid. */
export interface Branching {
  readonly site: number;
  readonly row: number | null;
}

/**
 * The undecided site whose average share is nearest to a half; where all are decided the row that is served least like once,
 * at the site where the best assignment has it. Null when nothing is left.
 */
export function branchingOf(
  lists: PairLists,
  shares: Float64Array,
  conflicts: Float64Array,
  best: Assignment,
): Branching | null {
  let site = -1;
  let most = -1;
  for (let candidate = 0; candidate < shares.length; candidate += 1) {
    if (lists.status[candidate] !== undecided) continue;
    const share = shares[candidate] as number;
    const doubt = Math.min(share, 1 - share);
    if (doubt <= most) continue;
    most = doubt;
    site = candidate;
  }
  return site < 0 ? pairToDecide(lists, conflicts, best) : { site, row: null };
}

function pairToDecide(lists: PairLists, conflicts: Float64Array, best: Assignment): Branching | null {
  const pairs = pairsPerRow(lists, conflicts.length);
  let row = -1;
  let most = -1;
  for (let candidate = 0; candidate < pairs.length; candidate += 1) {
    if ((pairs[candidate] as number) < 2 || (conflicts[candidate] as number) <= most) continue;
    most = conflicts[candidate] as number;
    row = candidate;
  }
  return row < 0 ? null : { row, site: siteFor(lists, row, best.site[row] as number) };
}

/** `wanted` where the pair is allowed, else the cheapest site. */
function siteFor(lists: PairLists, row: number, wanted: number): number {
  let site = -1;
  let least = Infinity;
  for (let candidate = 0; candidate < lists.status.length; candidate += 1) {
    for (let at = lists.start[candidate] as number; at < (lists.start[candidate + 1] as number); at += 1) {
      if (lists.row[at] !== row) continue;
      if (candidate === wanted) return candidate;
      if ((lists.cost[at] as number) >= least) continue;
      least = lists.cost[at] as number;
      site = candidate;
    }
  }
  return site;
}
