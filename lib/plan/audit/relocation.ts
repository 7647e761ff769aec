import type { Board, BoardService } from './board';
import { settle } from '../solvers/transport';

export interface Relocation {
  /** Requests per second that found room, by position in `regions`. */
  readonly loads: Float64Array;
  /** Of these, what users send. */
  readonly userLoads: Float64Array;
  readonly demand: number;
  /** Requests per second without room. */
  readonly short: number;
  readonly worstMs: number;
  /** Sum of requests per second x milliseconds. */
  readonly waiting: number;
  /** Requests per second within the service's objective; all without one. */
  readonly covered: number;
  /** Regions behind the minimum cut, ascending: they are full, and what is short reaches no other. */
  readonly full: Int32Array;
  /** Calls that the plan sends to what is lost, by the regions that they come from. */
  readonly rerouted: readonly ReroutedCalls[];
}

/** What callers in one region send to a region now. Positions in `regions`, requests per second. */
export interface ReroutedCalls {
  readonly from: number;
  readonly to: number;
  readonly rate: number;
}

/** What one service has left, and what it is asked for. */
export interface Situation {
  /** Surviving regions of the service, ascending, with the requests per second that have room in each. */
  readonly sites: Int32Array;
  readonly rooms: Float64Array;
  /** Requests per second by row. */
  readonly rates: Float64Array;
}

/**
 * Serves a service again after a loss. Rows that lost nothing stay where the plan serves them and are moved, at the cost
 * of their whole round trip, only to make room; the others go to the nearest site. The least sum of round trips of all
 * that moves is found, so something is short only if no split of the requests fits.
 */
export function relocate(board: Board, each: BoardService, situation: Situation): Relocation {
  const hasLost = load(board, each, situation);
  if (situation.sites.length > 0) settle(board.transport, Infinity);
  return outcome(board, each, situation, hasLost);
}

/**
 * Puts the flow into the transport that stands before anything is pushed. Returns, by region, whether callers there are
 * served by what is lost.
 */
function load(board: Board, each: BoardService, { sites, rooms, rates }: Situation): Uint8Array {
  const { transport, rows, regions } = board;
  const { used, memberCount, capacity, open, flow } = transport;
  const positionOf = new Int32Array(regions.length).fill(-1);
  for (const [position, site] of sites.entries()) {
    positionOf[site] = position;
    open[position] = position;
    capacity[position] = rooms[position] as number;
  }
  transport.count = sites.length;
  transport.cost = 0;
  transport.demand = 0;
  transport.shortfall = 0;
  transport.work = sites.length * rows;
  flow.fill(0, 0, sites.length * rows);
  used.fill(0, 0, sites.length);
  memberCount.fill(0, 0, sites.length);
  const hasLost = new Uint8Array(regions.length);
  for (let row = 0; row < rows; row += 1) {
    const rate = rates[row] as number;
    if (rate <= 0) continue;
    transport.demand += rate;
    if (sites.length === 0) transport.shortfall += rate;
    else if (staysAsPlanned(each, row, positionOf)) keepRow(board, each, row, rate, positionOf);
    else {
      if (row < regions.length && (each.start[row + 1] as number) > (each.start[row] as number)) hasLost[row] = 1;
      moveToNearest(board, row, rate, sites);
    }
  }
  return hasLost;
}

function staysAsPlanned({ start, region }: BoardService, row: number, positionOf: Int32Array): boolean {
  const [from, to] = [start[row] as number, start[row + 1] as number];
  for (let at = from; at < to; at += 1) if ((positionOf[region[at] as number] as number) < 0) return false;
  return to > from;
}

function keepRow(board: Board, each: BoardService, row: number, rate: number, positionOf: Int32Array): void {
  const { regions, latencyMs, transport } = board;
  for (let region = 0; region < regions.length; region += 1) {
    const position = positionOf[region] as number;
    if (position >= 0)
      transport.unitCosts[row * transport.sites + position] = latencyMs[row * regions.length + region] as number;
  }
  for (let at = each.start[row] as number; at < (each.start[row + 1] as number); at += 1) {
    const position = positionOf[each.region[at] as number] as number;
    transport.unitCosts[row * transport.sites + position] = 0;
    put(board, position, row, rate * (each.share[at] as number));
  }
}

function moveToNearest(board: Board, row: number, rate: number, sites: Int32Array): void {
  const { regions, latencyMs, transport } = board;
  let nearest = 0;
  let least = Infinity;
  for (let position = 0; position < sites.length; position += 1) {
    const ms = latencyMs[row * regions.length + (sites[position] as number)] as number;
    transport.unitCosts[row * transport.sites + position] = ms;
    if (ms < least) [nearest, least] = [position, ms];
  }
  transport.cost += rate * least;
  put(board, nearest, row, rate);
}

function put({ transport, rows }: Board, position: number, row: number, load: number): void {
  const { flow, used, members, memberCount } = transport;
  flow[position * rows + row] = load;
  used[position] = (used[position] as number) + load;
  members[position * rows + (memberCount[position] as number)] = row;
  memberCount[position] = (memberCount[position] as number) + 1;
}

/** In a region that is too full, every request is as likely as another to find no room. */
function outcome(board: Board, { service }: BoardService, { sites }: Situation, hasLost: Uint8Array): Relocation {
  const { transport, rows, regions, latencyMs, assuredMs } = board;
  const { flow, used, capacity, members, memberCount } = transport;
  const limit = service.geo.maxLatencyMs ?? Infinity;
  const [loads, userLoads] = [new Float64Array(regions.length), new Float64Array(regions.length)];
  const rerouted: ReroutedCalls[] = [];
  let [worstMs, waiting, covered] = [0, 0, 0];
  for (let position = 0; position < sites.length; position += 1) {
    const site = sites[position] as number;
    const served = Math.min(used[position] as number, capacity[position] as number);
    const part = (used[position] as number) > 0 ? served / (used[position] as number) : 0;
    loads[site] = served;
    const end = position * rows + (memberCount[position] as number);
    for (let at = position * rows; at < end; at += 1) {
      const row = members[at] as number;
      const carried = part * (flow[position * rows + row] as number);
      const ms = latencyMs[row * regions.length + site] as number;
      if (row < regions.length && hasLost[row] === 1 && carried > 0)
        rerouted.push({ from: row, to: site, rate: carried });
      if (row >= regions.length) userLoads[site] = (userLoads[site] as number) + carried;
      waiting += carried * ms;
      if ((assuredMs[row * regions.length + site] as number) <= limit) covered += carried;
      if (ms > worstMs && carried > 1e-9 * transport.demand) worstMs = ms;
    }
  }
  const { demand, shortfall: short } = transport;
  const full = short > 0 ? sites.filter((_, position) => transport.reached[position] === 1) : new Int32Array(0);
  return { loads, userLoads, demand, short, worstMs, waiting, covered, full, rerouted };
}
