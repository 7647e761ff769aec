/**
 * Partitions `items[start..start + length)` (rows, with `keys[0..length)` beside them) so that the rows of smallest key
 * that fit into `room` come first; the last of them may fit in part. Weighted quickselect, O(length) expected; equal keys
 * in the order found. Returns the number of rows taken; `taken.share` is the share of the last one.
 */
export function takeSmallest(
  keys: Float64Array,
  items: Int32Array,
  start: number,
  length: number,
  weights: Float64Array,
  room: number,
  taken: { share: number },
): number {
  let low = 0;
  let high = length;
  let left = room;
  taken.share = 1;
  while (low < high) {
    const pivot = medianOfThree(keys[low] as number, keys[(low + high) >> 1] as number, keys[high - 1] as number);
    let less = low;
    let greater = high;
    for (let at = low; at < greater;) {
      const key = keys[at] as number;
      if (key < pivot) swap(keys, items, start, less++, at++);
      else if (key > pivot) swap(keys, items, start, --greater, at);
      else at += 1;
    }
    const before = load(items, start, low, less, weights);
    if (before > left) {
      high = less;
      continue;
    }
    left -= before;
    for (let at = less; at < greater; at += 1) {
      const weight = weights[items[start + at] as number] as number;
      if (weight > left) {
        taken.share = left / weight;
        return at + 1;
      }
      left -= weight;
    }
    low = greater;
  }
  return low;
}

function load(items: Int32Array, start: number, from: number, to: number, weights: Float64Array): number {
  let sum = 0;
  for (let at = from; at < to; at += 1) sum += weights[items[start + at] as number] as number;
  return sum;
}

function swap(keys: Float64Array, items: Int32Array, start: number, a: number, b: number): void {
  const key = keys[a] as number;
  const item = items[start + a] as number;
  keys[a] = keys[b] as number;
  items[start + a] = items[start + b] as number;
  keys[b] = key;
  items[start + b] = item;
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
