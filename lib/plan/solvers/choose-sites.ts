import { sortByKey, sortScratch, type SortScratch } from './sort-by-key';

/** Reusable buffers of `chooseSites`. */
export interface ChoiceScratch {
  readonly keys: Float64Array;
  readonly items: Int32Array;
  readonly sort: SortScratch;
}

export function choiceScratch(sites: number): ChoiceScratch {
  return { keys: new Float64Array(sites), items: new Int32Array(sites), sort: sortScratch(sites) };
}

/**
 * Minimum of the sum of `values` over all sets of at least `atLeast` and at most `atMost` sites: the `atLeast` smallest
 * values and further negative ones. Ties by index. Writes 1 into `chosen` for the members and returns their number.
 */
export function chooseSites(
  values: Float64Array,
  atLeast: number,
  atMost: number,
  chosen: Uint8Array,
  scratch: ChoiceScratch,
): number {
  const sites = values.length;
  const { keys, items, sort } = scratch;
  for (let site = 0; site < sites; site += 1) {
    keys[site] = values[site] as number;
    items[site] = site;
  }
  sortByKey(keys, items, sites, sort);
  chosen.fill(0);
  let count = 0;
  while (count < atLeast || (count < atMost && (keys[count] as number) < 0)) {
    chosen[items[count] as number] = 1;
    count += 1;
  }
  return count;
}
