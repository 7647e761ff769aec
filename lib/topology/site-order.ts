import type { SiteDistances } from './distances';

const exactUpTo = 9;

/**
 * The sites in the order of a short chain, or round trip when `closed`: exact by enumeration up to 9 sites, above that
 * nearest neighbour improved by 2-opt until no exchange helps. Ties by id; a chain starts at its smaller end.
 */
export function shortOrder(distances: SiteDistances, closed: boolean): string[] {
  const { sites } = distances;
  if (sites.length < 3) return [...sites];
  const order =
    sites.length <= exactUpTo
      ? bestPermutation(distances, closed)
      : improved(nearestNeighbours(distances), distances, closed);
  const [first = '', last = ''] = [order[0], order.at(-1)];
  return !closed && last < first ? order.toReversed() : order;
}

function length(order: readonly string[], { rttMs }: SiteDistances, closed: boolean): number {
  let sum = closed ? rttMs(order.at(-1) ?? '', order[0] ?? '') : 0;
  for (let at = 1; at < order.length; at += 1) sum += rttMs(order[at - 1] ?? '', order[at] ?? '');
  return sum;
}

function bestPermutation(distances: SiteDistances, closed: boolean): string[] {
  const { sites, rttMs } = distances;
  let best: string[] = [];
  let least = Infinity;
  const chosen: string[] = [];
  // At most nine deep.
  const extend = (sum: number): void => {
    if (sum >= least) return;
    if (chosen.length === sites.length) {
      const total = closed ? sum + rttMs(chosen.at(-1) ?? '', chosen[0] ?? '') : sum;
      if (total < least) [least, best] = [total, [...chosen]];
      return;
    }
    for (const site of closed && chosen.length === 0 ? sites.slice(0, 1) : sites) {
      if (chosen.includes(site)) continue;
      const step = chosen.length === 0 ? 0 : rttMs(chosen.at(-1) ?? '', site);
      chosen.push(site);
      extend(sum + step);
      chosen.pop();
    }
  };
  extend(0);
  return best;
}

function nearestNeighbours({ sites, rttMs }: SiteDistances): string[] {
  const order = sites.slice(0, 1);
  const left = new Set(sites.slice(1));
  while (left.size > 0) {
    const from = order.at(-1) ?? '';
    const next = [...left].reduce((a, b) => (rttMs(from, b) < rttMs(from, a) ? b : a));
    order.push(next);
    left.delete(next);
  }
  return order;
}

function improved(start: readonly string[], distances: SiteDistances, closed: boolean): string[] {
  let order = [...start];
  for (let better = true; better;) {
    better = false;
    for (let from = 0; from < order.length - 1; from += 1)
      for (let to = from + 1; to < order.length; to += 1) {
        const candidate = [...order.slice(0, from), ...order.slice(from, to + 1).toReversed(), ...order.slice(to + 1)];
        if (length(candidate, distances, closed) < length(order, distances, closed) - 1e-9)
          [order, better] = [candidate, true];
      }
  }
  return order;
}
