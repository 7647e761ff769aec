/** The undecided sites of a state, and what those that open must satisfy. */
export interface Undecided {
  readonly values: Float64Array;
  readonly supply: Float64Array;
  /** Load that they must be able to carry together; 0 or less: none. */
  readonly needed: number;
  /** How many of them open. */
  readonly fewest: number;
  readonly most: number;
}

/** The cheapest choice at a price of supply; every price >= 0 gives a lower bound. */
export interface PricedChoice {
  readonly price: number;
  readonly bound: number;
  /** Values less the price of what the site supplies. */
  readonly priced: Float64Array;
  /** Largest priced value that is chosen, -Infinity without any; smallest that is not, Infinity without any. */
  readonly last: number;
  readonly next: number;
  readonly count: number;
}

/** A set of sites: the line `value + price (needed - supplied)`. */
interface Chosen extends Pick<PricedChoice, 'last' | 'next' | 'count'> {
  readonly value: number;
  readonly supplied: number;
}

/** The best bound over the prices of supply, climbed by crossing its lines; null if no choice carries what is needed. */
export function bestChoice(undecided: Undecided): PricedChoice | null {
  const { values, supply, needed } = undecided;
  let low = choose(undecided, values);
  let best: PricedChoice = { ...low, price: 0, bound: low.value, priced: values };
  if (needed <= low.supplied) return best;
  let high = choose(
    undecided,
    supply.map((load) => -load),
  );
  if (high.supplied < needed) return null;
  for (let round = 0; round < 200 && high.supplied > low.supplied; round += 1) {
    const price = Math.max(0, (high.value - low.value) / (high.supplied - low.supplied));
    const priced = values.map((value, at) => value - price * (supply[at] as number));
    const found = choose(undecided, priced);
    const bound = found.value + price * (needed - found.supplied);
    if (bound > best.bound) best = { ...found, price, bound, priced };
    const line = low.value + price * (needed - low.supplied);
    if (found.supplied >= needed) high = found;
    else low = found;
    if (bound >= line - 1e-14 * (Math.abs(low.value) + price * Math.abs(needed))) break;
  }
  return best;
}

/** The smallest keys, as many as are negative, within the range of the number. */
function choose({ values, supply, fewest, most }: Undecided, keys: Float64Array): Chosen {
  const sorted = Float64Array.from(keys).sort();
  let count = 0;
  while (count < most && count < sorted.length && (count < fewest || (sorted[count] as number) < 0)) count += 1;
  const last = count === 0 ? -Infinity : (sorted[count - 1] as number);
  const next = count < sorted.length ? (sorted[count] as number) : Infinity;
  let ties = count;
  for (const key of sorted) if (key < last) ties -= 1;
  let value = 0;
  let supplied = 0;
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at] as number;
    if (key > last || (key === last && ties === 0)) continue;
    if (key === last) ties -= 1;
    value += values[at] as number;
    supplied += supply[at] as number;
  }
  return { value, supplied, count, last, next };
}
