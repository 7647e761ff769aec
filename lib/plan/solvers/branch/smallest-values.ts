/** The choice of the undecided sites in the relaxed problem. */
export interface Choice {
  /** 1 for chosen sites, 0 for all others. */
  readonly chosen: Uint8Array;
  readonly chosenSites: Int32Array;
  count: number;
  /** Sum of the chosen values. */
  value: number;
  /** Largest chosen value, -Infinity when nothing is chosen. */
  last: number;
  /** Smallest value that was not chosen, Infinity when all are. */
  next: number;
  readonly scratch: Float64Array;
}

export function newChoice(sites: number): Choice {
  return {
    chosen: new Uint8Array(sites),
    chosenSites: new Int32Array(sites),
    count: 0,
    value: 0,
    last: -Infinity,
    next: Infinity,
    scratch: new Float64Array(sites),
  };
}

/**
 * Chooses at least `atLeast` and at most `atMost` of the first `length` of `sites` with the least sum of values: the
 * smallest ones. Ties by position. O(length) on average.
 */
export function chooseSmallest(
  values: Float64Array,
  sites: Int32Array,
  length: number,
  atLeast: number,
  atMost: number,
  choice: Choice,
): void {
  const { scratch } = choice;
  let negative = 0;
  for (let at = 0; at < length; at += 1) {
    const value = values[sites[at] as number] as number;
    scratch[at] = value;
    if (value < 0) negative += 1;
  }
  const count = Math.min(Math.max(negative, atLeast), atMost);
  choice.last = count === 0 ? -Infinity : nthSmallest(scratch, length, count - 1);
  choice.next = Infinity;
  for (let at = count; at < length; at += 1) choice.next = Math.min(choice.next, scratch[at] as number);
  mark(values, sites, length, count, choice);
}

function mark(values: Float64Array, sites: Int32Array, length: number, count: number, choice: Choice): void {
  const { chosen, chosenSites, last } = choice;
  chosen.fill(0);
  let smaller = 0;
  for (let at = 0; at < length; at += 1) if ((values[sites[at] as number] as number) < last) smaller += 1;
  let ties = count - smaller;
  let found = 0;
  let sum = 0;
  for (let at = 0; at < length && found < count; at += 1) {
    const site = sites[at] as number;
    const value = values[site] as number;
    if (value > last || (value === last && ties === 0)) continue;
    if (value === last) ties -= 1;
    chosen[site] = 1;
    chosenSites[found] = site;
    found += 1;
    sum += value;
  }
  choice.count = count;
  choice.value = sum;
}

/** Quickselect: moves the smallest `index` + 1 of the first `length` values to the front and returns the largest of them. */
function nthSmallest(values: Float64Array, length: number, index: number): number {
  let left = 0;
  let right = length - 1;
  while (left < right) {
    const pivot = middleOfThree(values[left] as number, values[(left + right) >> 1] as number, values[right] as number);
    let low = left;
    let high = right;
    while (low <= high) {
      while ((values[low] as number) < pivot) low += 1;
      while ((values[high] as number) > pivot) high -= 1;
      if (low > high) break;
      const value = values[low] as number;
      values[low] = values[high] as number;
      values[high] = value;
      low += 1;
      high -= 1;
    }
    if (index <= high) right = high;
    else if (index >= low) left = low;
    else break;
  }
  return values[index] as number;
}

function middleOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
