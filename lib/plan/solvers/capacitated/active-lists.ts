import type { PreparedProblem } from '../preprocess';
import { siteClosed } from './site-status';

/** Allowed pairs by row, cheapest first: positions `start[i]` to `start[i + 1]`. */
export interface PairLists {
  readonly start: Int32Array;
  readonly site: Int32Array;
  readonly cost: Float64Array;
}

/** The sites that are not closed, and the pairs with them. */
export interface ActiveLists {
  readonly sites: Int32Array;
  readonly count: number;
  /** May hold pairs of closed sites, never of too few sites. */
  lists(): PairLists;
  restrict(status: Uint8Array): void;
}

/** Closed sites are dropped from the lists once they are a quarter of what the lists hold. */
const keptShare = 0.75;

export function activeLists(prepared: PreparedProblem): ActiveLists {
  const { rows, sites, listStart, listSite, listCost } = prepared;
  const whole: PairLists = { start: listStart, site: listSite, cost: listCost };
  const inLists = new Uint8Array(sites).fill(1);
  let compact: PairLists | null = null;
  let lists = whole;
  let listed = sites;
  const active = { sites: Int32Array.from({ length: sites }, (_, site) => site), count: sites };

  const restrict = (status: Uint8Array): void => {
    active.count = 0;
    let missing = false;
    for (let site = 0; site < sites; site += 1) {
      if (status[site] === siteClosed) continue;
      active.sites[active.count++] = site;
      if (inLists[site] === 0) missing = true;
    }
    if (!missing && active.count >= keptShare * listed) return;
    const source = missing ? whole : lists;
    compact ??= {
      start: new Int32Array(rows + 1),
      site: new Int32Array(listSite.length),
      cost: new Float64Array(listCost.length),
    };
    keepActive(source, compact, status);
    lists = compact;
    listed = active.count;
    for (let site = 0; site < sites; site += 1) inLists[site] = status[site] === siteClosed ? 0 : 1;
  };
  return {
    sites: active.sites,
    get count() {
      return active.count;
    },
    lists: () => lists,
    restrict,
  };
}

/** In place where both are the same: what is kept only moves to the front. */
function keepActive(from: PairLists, into: PairLists, status: Uint8Array): void {
  let end = 0;
  let at = 0;
  for (let row = 0; row + 1 < from.start.length; row += 1) {
    const stop = from.start[row + 1] as number;
    for (; at < stop; at += 1) {
      const site = from.site[at] as number;
      if (status[site] === siteClosed) continue;
      into.site[end] = site;
      into.cost[end] = from.cost[at] as number;
      end += 1;
    }
    into.start[row + 1] = end;
  }
}
