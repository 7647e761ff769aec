import { choiceScratch, chooseSites } from '../choose-sites';
import { sortByKey } from '../sort-by-key';

/** The free sites of a choice: `values[at]` and `supply[at]` belong to position `at` below `count`. */
export interface CutChoice {
  readonly values: Float64Array;
  readonly supply: Float64Array;
  /** 0 to 1, of the last answer. */
  readonly shares: Float64Array;
  price: number;
  /** The cheapest choice without any cut: its value, and 1 for its members. */
  cheapest(count: number, fewest: number, most: number): number;
  readonly unpriced: Float64Array;
  /** The bound with `needed` supplied, after `cheapest`: the best over the prices of supply. */
  supplied(needed: number): number;
}

/** A set of positions: a line `value + price (needed - supply)` in the price. */
interface Line {
  readonly chosen: Uint8Array;
  value: number;
  supply: number;
}

/**
 * min sum g_j y_j with sum s_j y_j >= needed and fewest <= sum y <= most, 0 <= y <= 1, for one cut. Greedy by value per
 * supply where the range of the number allows that, else by intersecting the lines of the sets below and above the need.
 */
export function cutChoice(sites: number): CutChoice {
  const state: State = {
    values: new Float64Array(sites),
    supply: new Float64Array(sites),
    shares: new Float64Array(sites),
    unpriced: new Float64Array(sites),
    priced: new Float64Array(sites),
    scratch: choiceScratch(sites),
    lines: [newLine(sites), newLine(sites), newLine(sites)],
    count: 0,
    fewest: 0,
    most: 0,
    cheapest: 0,
  };
  const { values, supply, shares, unpriced } = state;
  const choice: CutChoice = {
    values,
    supply,
    shares,
    unpriced,
    price: 0,
    cheapest: (count, fewest, most) => {
      Object.assign(state, { count, fewest, most });
      const line = choose(state, values, state.lines[0]);
      for (let at = 0; at < count; at += 1) unpriced[at] = line.chosen[at] as number;
      state.cheapest = line.value;
      return line.value;
    },
    supplied: (needed) => {
      const price = greedyPrice(state, needed) ?? crossingPrice(state, needed);
      choice.price = price;
      return price === 0 ? state.cheapest : valueAt(state, price, needed);
    },
  };
  return choice;
}

interface State {
  readonly values: Float64Array;
  readonly supply: Float64Array;
  readonly shares: Float64Array;
  readonly unpriced: Float64Array;
  readonly priced: Float64Array;
  readonly scratch: ReturnType<typeof choiceScratch>;
  readonly lines: [Line, Line, Line];
  count: number;
  fewest: number;
  most: number;
  cheapest: number;
}

function newLine(sites: number): Line {
  return { chosen: new Uint8Array(sites), value: 0, supply: 0 };
}

/** Value of the best set at `price`: valid whatever the price. */
function valueAt(state: State, price: number, needed: number): number {
  const line = chooseAt(state, price, state.lines[2]);
  return line.value + price * (needed - line.supply);
}

function chooseAt(state: State, price: number, into: Line): Line {
  const { values, supply, priced, count } = state;
  for (let at = 0; at < count; at += 1) priced[at] = (values[at] as number) - price * (supply[at] as number);
  return choose(state, priced, into);
}

function choose(state: State, keys: Float64Array, into: Line): Line {
  const { values, supply, count } = state;
  chooseSites(keys.subarray(0, count), state.fewest, state.most, into.chosen, state.scratch);
  into.value = 0;
  into.supply = 0;
  for (let at = 0; at < count; at += 1) {
    if (into.chosen[at] !== 1) continue;
    into.value += values[at] as number;
    into.supply += supply[at] as number;
  }
  return into;
}

/**
 * All positions of negative value, then the cheapest per unit of supply until the need is met; the price is that of the
 * last one, which is open in part. Null where the number of sites is then out of range.
 */
function greedyPrice(state: State, needed: number): number | null {
  const { values, supply, shares, scratch, count } = state;
  const { keys, items } = scratch;
  let left = needed;
  let open = 0;
  let waiting = 0;
  for (let at = 0; at < count; at += 1) {
    const value = values[at] as number;
    shares[at] = value < 0 ? 1 : 0;
    if (value < 0) {
      left -= supply[at] as number;
      open += 1;
    } else if ((supply[at] as number) > 0) {
      keys[waiting] = value / (supply[at] as number);
      items[waiting] = at;
      waiting += 1;
    }
  }
  sortByKey(keys, items, waiting, scratch.sort);
  let price = 0;
  for (let next = 0; next < waiting && left > 0; next += 1) {
    const at = items[next] as number;
    const share = Math.min(1, left / (supply[at] as number));
    shares[at] = share;
    open += share;
    left -= share * (supply[at] as number);
    price = keys[next] as number;
    if (share < 1) break;
  }
  return left > 1e-9 * needed || open < state.fewest || open > state.most ? null : price;
}

/** The price at which a set below the need and one above it cost the same; 0 where no set meets the need. */
function crossingPrice(state: State, needed: number): number {
  let [below, above, trial] = state.lines;
  choose(state, state.values, below);
  for (let at = 0; at < state.count; at += 1) state.priced[at] = -(state.supply[at] as number);
  choose(state, state.priced, above);
  state.shares.set(state.unpriced);
  if (below.supply >= needed || above.supply < needed || above.supply <= below.supply) return 0;
  let price = 0;
  for (let round = 0; round < 60; round += 1) {
    price = Math.max(0, (above.value - below.value) / (above.supply - below.supply));
    const crossing = below.value + price * (needed - below.supply);
    chooseAt(state, price, trial);
    const found = trial.value + price * (needed - trial.supply);
    if (found >= crossing - 1e-12 * (Math.abs(crossing) + price * needed)) break;
    if (trial.supply < needed) [below, trial] = [trial, below];
    else [above, trial] = [trial, above];
  }
  const share = Math.min(1, (needed - below.supply) / (above.supply - below.supply));
  for (let at = 0; at < state.count; at += 1)
    state.shares[at] = share * (above.chosen[at] as number) + (1 - share) * (below.chosen[at] as number);
  return price;
}
