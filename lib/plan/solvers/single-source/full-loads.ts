import type { PlacementProblem } from '../../solver';
import { generousCapacities, mustOpen, type PairLists, undecided } from './pair-lists';

/**
 * Where all sites are decided and their capacities leave little room to spare, each must carry all it can but that: a
 * knapsack with a least load as well, by dynamic programming over whole loads.
 */
export interface FullLoads {
  /** m: the least load of each site. */
  readonly least: Int32Array;
  /**
   * Least sum of reduced costs of rows that load the site enough; `impossible` where none do. Writes them to the front of
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

/** Null where a site is undecided, loads are no whole numbers, tables are too large, or there is room to spare. */
export function fullLoads(problem: PlacementProblem, lists: PairLists): FullLoads | null {
  const { demands } = problem;
  if (lists.status.includes(undecided) || !demands.every(Number.isInteger)) return null;
  const { room, spare } = roomOf(problem, lists);
  const least = room.map((load) => Math.max(0, load - spare));
  let size = 0;
  room.forEach((load, site) => {
    size = Math.max(size, pairsOf(lists, site) * (load + 1) + load + 1);
  });
  const largest = demands.reduce((most, demand) => Math.max(most, demand), 0);
  if (size > largestTable || spare >= 2 * largest) return null;
  const table = new Float64Array(size);
  const fill = tableFiller(demands, lists, room, least, table);
  return {
    least,
    cheapest: (site, multipliers, taken, count) => {
      const base = lists.start[site] as number;
      const pairs = fill(site, multipliers);
      const width = (room[site] as number) + 1;
      let chosen = 0;
      for (let item = 0, load = 0; item < pairs; item += 1) {
        const row = lists.row[base + item] as number;
        if (table[item * width + load] === table[(item + 1) * width + load]) continue;
        taken[base + chosen] = row;
        load += demands[row] as number;
        chosen += 1;
      }
      count[site] = chosen;
      return table[0] as number;
    },
    probe: (site, multipliers, slack, dropped, owner) => {
      fill(site, multipliers);
      probePairs(demands, lists, site, room[site] as number, table, multipliers, slack, dropped, owner);
    },
  };
}

function pairsOf(lists: PairLists, site: number): number {
  return (lists.start[site + 1] as number) - (lists.start[site] as number);
}

/** What every open site can carry, in whole loads, and by how much that exceeds the demand in all. */
function roomOf(problem: PlacementProblem, lists: PairLists): { room: Int32Array; spare: number } {
  const capacities = generousCapacities(problem);
  const room = new Int32Array(lists.status.length);
  let spare = -problem.demands.reduce((sum, demand) => sum + demand, 0);
  for (let site = 0; site < room.length; site += 1) {
    if (lists.status[site] !== mustOpen) continue;
    let load = 0;
    for (let at = lists.start[site] as number; at < (lists.start[site + 1] as number); at += 1)
      load += problem.demands[lists.row[at] as number] as number;
    room[site] = Math.floor(Math.min(load, capacities[site] as number));
    spare += room[site] as number;
  }
  return { room, spare };
}

/** Fills the table of a site, least sums of its pairs from `item` on given the load of those before; returns their number. */
function tableFiller(
  demands: Float64Array,
  lists: PairLists,
  room: Int32Array,
  least: Int32Array,
  table: Float64Array,
): (site: number, multipliers: Float64Array) => number {
  return (site, multipliers) => {
    const base = lists.start[site] as number;
    const pairs = pairsOf(lists, site);
    const most = room[site] as number;
    const width = most + 1;
    table.fill(impossible, pairs * width, pairs * width + width);
    table.fill(0, pairs * width + (least[site] as number), pairs * width + width);
    for (let item = pairs - 1; item >= 0; item -= 1) {
      const row = lists.row[base + item] as number;
      const demand = demands[row] as number;
      const reduced = (lists.cost[base + item] as number) - (multipliers[row] as number);
      const here = item * width;
      const next = here + width;
      for (let load = 0; load <= most; load += 1) {
        const without = table[next + load] as number;
        const within = load + demand <= most ? reduced + (table[next + load + demand] as number) : impossible;
        table[here + load] = within < without ? within : without;
      }
    }
    return pairs;
  };
}

function probePairs(
  demands: Float64Array,
  lists: PairLists,
  site: number,
  most: number,
  table: Float64Array,
  multipliers: Float64Array,
  slack: number,
  dropped: Uint8Array,
  owner: Int32Array,
): void {
  const width = most + 1;
  const limit = (table[0] as number) + slack;
  /** Least sums of the pairs before `item` with exactly that load. */
  const before = new Float64Array(width).fill(impossible);
  before[0] = 0;
  const [base, end] = [lists.start[site] as number, lists.start[site + 1] as number];
  for (let at = base; at < end; at += 1) {
    const row = lists.row[at] as number;
    const demand = demands[row] as number;
    const reduced = (lists.cost[at] as number) - (multipliers[row] as number);
    const next = (at - base + 1) * width;
    let within = impossible;
    let without = impossible;
    for (let load = most; load >= 0; load -= 1) {
      const sum = before[load] as number;
      without = Math.min(without, sum + (table[next + load] as number));
      if (load + demand > most) continue;
      within = Math.min(within, sum + reduced + (table[next + load + demand] as number));
      if (sum + reduced < (before[load + demand] as number)) before[load + demand] = sum + reduced;
    }
    if (within > limit) dropped[at] = 1;
    else if (without > limit) owner[row] = site;
  }
}
