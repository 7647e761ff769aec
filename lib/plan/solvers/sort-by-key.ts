/** Reusable buffers of `sortByKey`. */
export interface SortScratch {
  readonly keys: Float64Array;
  readonly items: Int32Array;
}

export function sortScratch(length: number): SortScratch {
  return { keys: new Float64Array(length), items: new Int32Array(length) };
}

/**
 * Sorts `keys[0..length)` ascending and moves `items` along. Stable: equal keys keep the order of their items. Bottom-up
 * merge sort, O(length log length), no comparator calls.
 */
export function sortByKey(keys: Float64Array, items: Int32Array, length: number, scratch: SortScratch): void {
  const run = 8;
  for (let start = 0; start < length; start += run) insertionSort(keys, items, start, Math.min(start + run, length));
  for (let width = run; width < length; width *= 2) {
    for (let start = 0; start + width < length; start += 2 * width)
      merge(keys, items, start, start + width, Math.min(start + 2 * width, length), scratch);
  }
}

function insertionSort(keys: Float64Array, items: Int32Array, start: number, end: number): void {
  for (let at = start + 1; at < end; at += 1) {
    const key = keys[at] as number;
    const item = items[at] as number;
    let to = at;
    while (to > start && (keys[to - 1] as number) > key) {
      keys[to] = keys[to - 1] as number;
      items[to] = items[to - 1] as number;
      to -= 1;
    }
    keys[to] = key;
    items[to] = item;
  }
}

function merge(
  keys: Float64Array,
  items: Int32Array,
  start: number,
  middle: number,
  end: number,
  scratch: SortScratch,
): void {
  const leftKeys = scratch.keys;
  const leftItems = scratch.items;
  const leftLength = middle - start;
  for (let at = 0; at < leftLength; at += 1) {
    leftKeys[at] = keys[start + at] as number;
    leftItems[at] = items[start + at] as number;
  }
  let left = 0;
  let right = middle;
  for (let to = start; left < leftLength; to += 1) {
    if (right < end && (keys[right] as number) < (leftKeys[left] as number)) {
      keys[to] = keys[right] as number;
      items[to] = items[right] as number;
      right += 1;
    } else {
      keys[to] = leftKeys[left] as number;
      items[to] = leftItems[left] as number;
      left += 1;
    }
  }
}
