import type { PlacementProblem } from '../../solver';
import { generousCapacities, mustOpen, type PairLists, pairsPerRow, siteSupply, undecided } from './pair-lists';

/**
 * Where all sites are decided and their capacities leave little room to spare, each must carry all it can but that, and the
 * rows that no other site may serve: a knapsack with a least load, by dynamic programming over whole loads.
 */
export interface FullLoads {
  /** Whether the first `count` rows of the site's list in `taken` load it enough, with all the rows that are tied to it. */
  isMet(site: number, taken: Int32Array, count: Int32Array): boolean;
  /**
   * Least sum of reduced costs of rows that load the site so; `impossible` where none do. Writes them to the front of
   * `taken` from the start of the site's list and their number to `count`.
   */
  cheapest(site: number, multipliers: Float64Array, taken: Int32Array, count: Int32Array): number;
  /** Marks pairs that would raise that sum by more than `slack`, and the site of rows that would if served elsewhere. */
  probe(site: number, multipliers: Float64Array, slack: number, dropped: Uint8Array, owner: Int32Array): void;
}

/** More than any cost, less than what overflows. */
const impossible = 2 ** 900;
/** Entries of the largest table worth its time. */
const largestTable = 300_000;

/** The pairs of sites apart from rows tied to them, and the least and largest load that those leave to the others. */
interface FreePairs {
  readonly tied: Uint8Array;
  /** Positions in the lists: those of site j are `free[start[j]]` to `free[start[j + 1]]`. */
  readonly start: Int32Array;
  readonly free: Int32Array;
  readonly least: Int32Array;
  readonly most: Int32Array;
}

/** Null where a site is undecided, loads are no whole numbers, tables are too large, or there is room to spare. */
export function fullLoads(problem: PlacementProblem, lists: PairLists): FullLoads | null {
  const { demands } = problem;
  if (lists.status.includes(undecided) || !demands.every(Number.isInteger)) return null;
  const { room, spare } = roomOf(problem, lists);
  const largest = demands.reduce((most, demand) => Math.max(most, demand), 0);
  if (spare >= 2 * largest) return null;
  const pairs = freePairs(demands, lists, room, spare);
  const size = pairs.most.reduce((most, load, site) => Math.max(most, (countOf(pairs, site) + 1) * (load + 1)), 0);
  if (size > largestTable) return null;
  const table = new Float64Array(size);
  const fill = tableFiller(demands, lists, pairs, table);
  const { tied, free, least, most } = pairs;
  return {
    isMet: (site, taken, count) => {
      const base = lists.start[site] as number;
      let load = 0;
      let ties = pairCount(lists, site) - countOf(pairs, site);
      for (let at = base; at < base + (count[site] as number); at += 1) {
        const row = taken[at] as number;
        if (tied[row] === 1) ties -= 1;
        else load += demands[row] as number;
      }
      return ties === 0 && load >= (least[site] as number);
    },
    cheapest: (site, multipliers, taken, count) => {
      const base = lists.start[site] as number;
      let [sum, chosen] = [0, 0];
      const take = (at: number): void => {
        sum += (lists.cost[at] as number) - (multipliers[lists.row[at] as number] as number);
        taken[base + chosen] = lists.row[at] as number;
        chosen += 1;
      };
      for (let at = base; at < (lists.start[site + 1] as number); at += 1)
        if (tied[lists.row[at] as number] === 1) take(at);
      const width = (most[site] as number) + 1;
      const isPossible = width > 0 && fill(site, multipliers) < impossible;
      for (let item = 0, load = 0; isPossible && item < countOf(pairs, site); item += 1) {
        if (table[item * width + load] === table[(item + 1) * width + load]) continue;
        const at = free[(pairs.start[site] as number) + item] as number;
        load += demands[lists.row[at] as number] as number;
        take(at);
      }
      count[site] = chosen;
      return isPossible ? sum : impossible;
    },
    probe: (site, multipliers, slack, dropped, owner) => {
      if ((most[site] as number) < 0) return;
      fill(site, multipliers);
      probePairs(demands, lists, pairs, site, table, multipliers, slack, dropped, owner);
    },
  };
}

function pairCount({ start }: PairLists, site: number): number {
  return (start[site + 1] as number) - (start[site] as number);
}

function countOf({ start }: FreePairs, site: number): number {
  return (start[site + 1] as number) - (start[site] as number);
}

/** What every open site can carry, in whole loads, and by how much that exceeds the demand in all. */
function roomOf(problem: PlacementProblem, lists: PairLists): { room: Int32Array; spare: number } {
  const capacities = generousCapacities(problem);
  const room = new Int32Array(lists.status.length);
  let spare = -problem.demands.reduce((sum, demand) => sum + demand, 0);
  for (let site = 0; site < room.length; site += 1) {
    if (lists.status[site] !== mustOpen) continue;
    room[site] = Math.floor(siteSupply(lists, problem.demands, capacities, site));
    spare += room[site] as number;
  }
  return { room, spare };
}

function freePairs(demands: Float64Array, lists: PairLists, room: Int32Array, spare: number): FreePairs {
  const tied = Uint8Array.from(pairsPerRow(lists, demands.length), (count) => (count === 1 ? 1 : 0));
  const start = new Int32Array(room.length + 1);
  const free = new Int32Array(lists.row.length);
  const most = Int32Array.from(room);
  let end = 0;
  for (let site = 0; site < room.length; site += 1) {
    for (let at = lists.start[site] as number; at < (lists.start[site + 1] as number); at += 1) {
      const row = lists.row[at] as number;
      if (tied[row] === 1) most[site] = (most[site] as number) - (demands[row] as number);
      else free[end++] = at;
    }
    start[site + 1] = end;
  }
  return { tied, start, free, least: most.map((load) => Math.max(0, load - spare)), most };
}

/** Fills the table of a site, least sums of its pairs from `item` on given the load of those before; returns that of all. */
function tableFiller(
  demands: Float64Array,
  lists: PairLists,
  pairs: FreePairs,
  table: Float64Array,
): (site: number, multipliers: Float64Array) => number {
  return (site, multipliers) => {
    const base = pairs.start[site] as number;
    const count = countOf(pairs, site);
    const most = pairs.most[site] as number;
    const width = most + 1;
    table.fill(impossible, count * width, count * width + width);
    table.fill(0, count * width + (pairs.least[site] as number), count * width + width);
    let before = 0;
    for (let item = 0; item < count; item += 1)
      before += demands[lists.row[pairs.free[base + item] as number] as number] as number;
    for (let item = count - 1; item >= 0; item -= 1) {
      const at = pairs.free[base + item] as number;
      const row = lists.row[at] as number;
      const demand = demands[row] as number;
      const reduced = (lists.cost[at] as number) - (multipliers[row] as number);
      const here = item * width;
      const next = here + width;
      before -= demand;
      // No load beyond that of all pairs before can occur.
      const end = Math.min(most, before);
      const fitting = Math.min(end, most - demand);
      let load = 0;
      for (; load <= fitting; load += 1) {
        const without = table[next + load] as number;
        const within = reduced + (table[next + load + demand] as number);
        table[here + load] = within < without ? within : without;
      }
      for (; load <= end; load += 1) table[here + load] = table[next + load] as number;
    }
    return table[0] as number;
  };
}

function probePairs(
  demands: Float64Array,
  lists: PairLists,
  pairs: FreePairs,
  site: number,
  table: Float64Array,
  multipliers: Float64Array,
  slack: number,
  dropped: Uint8Array,
  owner: Int32Array,
): void {
  const room = pairs.most[site] as number;
  const width = room + 1;
  const limit = (table[0] as number) + slack;
  /** Least sums of the pairs before `item` with exactly that load. */
  const before = new Float64Array(width).fill(impossible);
  before[0] = 0;
  const base = pairs.start[site] as number;
  let most = 0;
  for (let item = 0; item < countOf(pairs, site); item += 1) {
    const at = pairs.free[base + item] as number;
    const row = lists.row[at] as number;
    const demand = demands[row] as number;
    const reduced = (lists.cost[at] as number) - (multipliers[row] as number);
    const next = (item + 1) * width;
    let within = impossible;
    let without = impossible;
    for (let load = most; load >= 0; load -= 1) {
      const sum = before[load] as number;
      without = Math.min(without, sum + (table[next + load] as number));
      if (load + demand > room) continue;
      within = Math.min(within, sum + reduced + (table[next + load + demand] as number));
      if (sum + reduced < (before[load + demand] as number)) before[load + demand] = sum + reduced;
    }
    most = Math.min(room, most + demand);
    if (within > limit) dropped[at] = 1;
    else if (without > limit) owner[row] = site;
  }
}
