/** Items of a knapsack in descending profit per weight; the answer of `fillKnapsack` beside them. */
export interface KnapsackItems {
  readonly profit: Float64Array;
  readonly weight: Float64Array;
  count: number;
  /** 1 for the items of the best choice found. */
  readonly taken: Uint8Array;
  readonly trial: Uint8Array;
}

export function knapsackItems(length: number): KnapsackItems {
  return {
    profit: new Float64Array(length),
    weight: new Float64Array(length),
    count: 0,
    taken: new Uint8Array(length),
    trial: new Uint8Array(length),
  };
}

/**
 * The 0-1 knapsack: writes the choice of largest profit that fits into `room` into `taken`, if that is above `least`. Depth
 * first in the order of the items, pruned by the continuous bound (Horowitz and Sahni 1974). Returns that profit, `least`
 * when there is no larger one, or NaN after `mostChoices` partial choices: then `taken` is the best choice met.
 */
export function fillKnapsack(items: KnapsackItems, room: number, mostChoices: number, least = -1): number {
  const { profit, weight, count, taken, trial } = items;
  let best = least;
  let value = 0;
  let left = room;
  let at = 0;
  let choices = 0;
  for (;;) {
    choices += 1;
    if (choices > mostChoices) return NaN;
    if (value + continuousProfit(items, at, left) > best) {
      for (; at < count; at += 1) {
        if ((weight[at] as number) > left) trial[at] = 0;
        else {
          trial[at] = 1;
          left -= weight[at] as number;
          value += profit[at] as number;
        }
        if (trial[at] === 0 && value + continuousProfit(items, at + 1, left) <= best) break;
      }
      if (at === count && value > best) {
        best = value;
        for (let item = 0; item < count; item += 1) taken[item] = trial[item] as number;
      }
    }
    at -= 1;
    while (at >= 0 && trial[at] === 0) at -= 1;
    if (at < 0) return best;
    trial[at] = 0;
    left += weight[at] as number;
    value -= profit[at] as number;
    at += 1;
  }
}

/** The items from `from` on, the last in part: at least what they are worth whole. */
export function continuousProfit({ profit, weight, count }: KnapsackItems, from: number, room: number): number {
  let at = from;
  let left = room;
  let value = 0;
  for (; at < count && (weight[at] as number) <= left; at += 1) {
    left -= weight[at] as number;
    value += profit[at] as number;
  }
  return at < count ? value + (left * (profit[at] as number)) / (weight[at] as number) : value;
}

/** Writes the items of `from` without the one at `skipped` into `to`. */
export function copyWithout(from: KnapsackItems, skipped: number, to: KnapsackItems): void {
  let count = 0;
  for (let item = 0; item < from.count; item += 1) {
    if (item === skipped) continue;
    to.profit[count] = from.profit[item] as number;
    to.weight[count] = from.weight[item] as number;
    count += 1;
  }
  to.count = count;
}
