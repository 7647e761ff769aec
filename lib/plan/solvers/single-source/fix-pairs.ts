import { mustClose, mustOpen, keepPairs, type PairLists, undecided } from './pair-lists';
import type { SingleSourceRelaxation } from './single-source-relaxation';

/**
 * What an evaluation decides for every solution below `cutoff`, given the `value` that it found: sites whose other choice
 * would reach the cutoff, and pairs that would. Null when nothing is decided.
 */
export function fixByReducedCost(
  demands: Float64Array,
  lists: PairLists,
  relaxation: SingleSourceRelaxation,
  multipliers: Float64Array,
  { value, cutoff }: { readonly value: number; readonly cutoff: number },
): PairLists | null {
  const slack = cutoff - Math.min(value, relaxation.pricedValue() - relaxation.errorBound());
  const opening = openingCosts(relaxation, lists.status.length);
  const status = Int8Array.from(lists.status);
  let decided = 0;
  relaxation.undecidedSites.forEach((site) => {
    const price = opening.toOpen[site] as number;
    if (price > slack) status[site] = mustClose;
    else if ((opening.toClose[site] as number) > slack) status[site] = mustOpen;
    else return;
    decided += 1;
  });
  const { continuousValue, siteValue, roomPrice } = relaxation;
  const keep = (at: number, site: number): boolean => {
    const row = lists.row[at] as number;
    const reduced = (lists.cost[at] as number) - (multipliers[row] as number);
    const displaced = Math.max(0, reduced - (roomPrice[site] as number) * (demands[row] as number));
    const within = Math.max(0, (continuousValue[site] as number) + displaced - (siteValue[site] as number));
    return within + Math.max(0, opening.toOpen[site] as number) <= slack && value + within <= cutoff;
  };
  const kept = keepPairs(lists, status, keep);
  return decided === 0 && kept.row.length === lists.row.length ? null : kept;
}

/** m: by how much the value rises at least when a site must open or close; 0 for decided ones. */
function openingCosts(
  relaxation: SingleSourceRelaxation,
  sites: number,
): { toOpen: Float64Array; toClose: Float64Array } {
  const { undecidedSites, siteValue, limits } = relaxation;
  const { supply, atLeast, atMost } = limits;
  const toOpen = new Float64Array(sites);
  const toClose = new Float64Array(sites);
  const mu = relaxation.price();
  const priced = Float64Array.from(
    undecidedSites,
    (site, at) => (siteValue[site] as number) - mu * (supply[at] as number),
  );
  const order = Int32Array.from(priced, (_, at) => at).sort(
    (a, b) => (priced[a] as number) - (priced[b] as number) || a - b,
  );
  let count = 0;
  while (count < atLeast || (count < atMost && (priced[order[count] as number] as number) < 0)) count += 1;
  const lastIn = count > 0 ? (priced[order[count - 1] as number] as number) : -Infinity;
  const firstOut = count < order.length ? (priced[order[count] as number] as number) : Infinity;
  order.forEach((at, rank) => {
    const value = priced[at] as number;
    const site = undecidedSites[at] as number;
    if (rank < count) toClose[site] = Math.min(firstOut - value, count > atLeast ? -value : Infinity);
    else toOpen[site] = Math.min(value - lastIn, count < atMost ? value : Infinity);
  });
  return { toOpen, toClose };
}

/** The lists after one more decision about an undecided site. */
export function decideSite(lists: PairLists, site: number, decision: number): PairLists {
  if (lists.status[site] !== undecided) throw new Error('decide-site: the site is decided');
  const status = Int8Array.from(lists.status);
  status[site] = decision;
  return decision === mustClose ? keepPairs(lists, status, () => true) : { ...lists, status };
}

/** The lists where `row` is served by `site`, or never is. */
export function decidePair(lists: PairLists, row: number, site: number, served: boolean): PairLists {
  return keepPairs(lists, lists.status, (at, other) => lists.row[at] !== row || (other === site) === served);
}
