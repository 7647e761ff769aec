import type { PreparedProblem } from '../preprocess';
import { decidedClosed, type Subproblem } from './subproblem';

/** Allowed sites of every row, cheapest first: positions `start[i]` to `start[i + 1]`. */
export interface SiteLists {
  readonly start: Int32Array;
  readonly site: Int32Array;
  readonly cost: Float64Array;
  /** Sites that were not closed when the lists were made. */
  readonly sites: number;
}

export function listsOf(prepared: PreparedProblem): SiteLists {
  const { listStart, listSite, listCost, sites } = prepared;
  return { start: listStart, site: listSite, cost: listCost, sites };
}

/** Buffers for lists of lists; level k holds what was made from level k - 1, and is used again after it is left. */
export type ListPool = SiteLists[];

/**
 * `from` without the closed sites, and without those that are no nearer than the nearest open site (`ceiling`): a row never
 * needs them. Written to `pool[level]`.
 */
export function compactLists(
  from: SiteLists,
  subproblem: Subproblem,
  ceiling: Float32Array,
  pool: ListPool,
  level: number,
): SiteLists {
  const { status } = subproblem;
  const sites = subproblem.open + subproblem.undecidedCount;
  const into = { ...roomFor(from, pool, level), sites };
  let end = 0;
  for (let row = 0; row < ceiling.length; row += 1) {
    const limit = ceiling[row] as number;
    const last = from.start[row + 1] as number;
    into.start[row] = end;
    for (let at = from.start[row] as number; at < last && (from.cost[at] as number) < limit; at += 1) {
      const site = from.site[at] as number;
      if (status[site] === decidedClosed) continue;
      into.site[end] = site;
      into.cost[end] = from.cost[at] as number;
      end += 1;
    }
  }
  into.start[ceiling.length] = end;
  pool[level] = into;
  return into;
}

function roomFor(from: SiteLists, pool: ListPool, level: number): SiteLists {
  const length = from.start[from.start.length - 1] as number;
  const pooled = pool[level];
  if (pooled !== undefined && pooled.site.length >= length) return pooled;
  return {
    start: new Int32Array(from.start.length),
    site: new Int32Array(length),
    cost: new Float64Array(length),
    sites: from.sites,
  };
}
