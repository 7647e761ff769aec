import type { PlacementProblem } from '../solver';

/**
 * Cheapest split of all demand over given open sites. Starts from the pseudo-flow "every row at its nearest" and pushes
 * only the overload, along shortest paths of the graph on the open sites whose arc a -> b costs the least
 * u_ib - u_ia over the rows i with flow in a (u = cost per unit of load). Successive shortest paths: the flow is optimal
 * for what has been pushed at any time.
 */
export interface Transport {
  readonly problem: PlacementProblem;
  readonly rows: number;
  readonly sites: number;
  /** Sum of all loads. */
  demand: number;
  /** n x m: cost of a unit of load. */
  readonly unitCosts: Float64Array;
  /** Positions below refer to the list of open sites of the last run. */
  readonly open: Int32Array;
  count: number;
  /** Whether the flow is a cheapest one over the open sites, with prices to show it. */
  isSettled: boolean;
  /** count x n, with room for more: load of the row carried by the position. */
  flow: Float64Array;
  readonly used: Float64Array;
  readonly capacity: Float64Array;
  /** Served cost of the flow, without fixed costs. */
  cost: number;
  /** Elementary operations of the last run; one evaluation of a candidate site costs as many as there are rows. */
  work: number;
  /** Load that cannot be carried. */
  shortfall: number;
  /** After a shortfall: 1 for the positions behind the minimum cut. */
  readonly reached: Uint8Array;
  /** count x n, with room for more: the rows with flow in the position, `memberCount` of them. */
  members: Int32Array;
  readonly memberCount: Int32Array;
  /** Row length of `arcCost` and `arcRow`: cost of the arc and the row that makes it, -1 for none. */
  stride: number;
  arcCost: Float64Array;
  arcRow: Int32Array;
  /** Distance from the overload, and of the nearest room: their difference is the price of capacity. */
  readonly potential: Float64Array;
  sinkPotential: number;
  readonly distance: Float64Array;
  readonly previous: Int32Array;
}

/** With room for `positions` open sites at first. */
export function newTransport(problem: PlacementProblem, positions: number = problem.maxSites): Transport {
  const sites = problem.fixedCosts.length;
  const unitCosts = problem.costs.map((cost, at) => cost / (problem.demands[Math.floor(at / sites)] as number));
  const transport = transportOver(problem, unitCosts);
  makeRoom(transport, positions);
  return transport;
}

/** Another transport for the same problem. */
export function siblingTransport({ problem, unitCosts }: Transport): Transport {
  return transportOver(problem, unitCosts);
}

function transportOver(problem: PlacementProblem, unitCosts: Float64Array): Transport {
  const rows = problem.demands.length;
  const sites = problem.fixedCosts.length;
  return {
    problem,
    rows,
    sites,
    demand: problem.demands.reduce((sum, load) => sum + load, 0),
    unitCosts,
    open: new Int32Array(sites),
    count: 0,
    isSettled: false,
    flow: new Float64Array(0),
    used: new Float64Array(sites),
    capacity: new Float64Array(sites),
    cost: 0,
    work: 0,
    shortfall: 0,
    reached: new Uint8Array(sites),
    members: new Int32Array(0),
    memberCount: new Int32Array(sites),
    stride: 0,
    arcCost: new Float64Array(0),
    arcRow: new Int32Array(0),
    potential: new Float64Array(sites),
    sinkPotential: 0,
    distance: new Float64Array(sites),
    previous: new Int32Array(sites),
  };
}

/**
 * Solves the transport over the sites in `open` (ascending). Gives up with `false` as soon as the served cost must reach
 * `cutoff`. O(n K) plus, per push, O(K^2) and the rows of the touched sites times K.
 */
export function runTransport(transport: Transport, open: Int32Array, cutoff: number): boolean {
  startAtNearest(transport, open, null);
  return settle(transport, cutoff);
}

/**
 * Pushes the overload of the flow that stands in the transport, as `runTransport` does. That flow must be cheapest for
 * what it serves: no row is cheaper at another open site than where it is.
 */
export function settle(transport: Transport, cutoff: number): boolean {
  if (transport.cost >= cutoff) return false;
  transport.potential.fill(0, 0, transport.count);
  transport.sinkPotential = 0;
  if (overloadOf(transport) === 0) {
    transport.reached.fill(0, 0, transport.count);
    return true;
  }
  return pushOverload(transport, cutoff);
}

/**
 * Pushes all overload to where there is room, along paths that are shortest by the potentials: no arc may cost less than
 * they say. False as soon as the prices of capacity show that the served cost must reach `cutoff`.
 */
export function pushOverload(transport: Transport, cutoff: number): boolean {
  for (let a = 0; a < transport.count; a += 1) refreshArcs(transport, a);
  const tolerance = toleranceOf(transport);
  let overload = overloadOf(transport);
  while (overload > 0) {
    const target = shortestPaths(transport, tolerance);
    if (target < 0) break;
    if (leastCost(transport) >= cutoff) return false;
    push(transport, target, tolerance);
    overload = overloadOf(transport);
  }
  transport.shortfall += overload;
  return true;
}

function toleranceOf(transport: Transport): number {
  return 1e-12 * transport.demand;
}

function overloadOf(transport: Transport): number {
  const tolerance = toleranceOf(transport);
  let overload = 0;
  for (let a = 0; a < transport.count; a += 1) overload += excess(transport, a, tolerance);
  return overload;
}

/** Linear programming duality: what the flow must cost at least once it fits, by the prices of capacity. */
function leastCost(transport: Transport): number {
  const { count, used, capacity } = transport;
  let cost = transport.cost;
  for (let a = 0; a < count; a += 1) {
    const price = priceOf(transport, a);
    if (price > 0) cost += price * ((used[a] as number) - (capacity[a] as number));
  }
  return cost;
}

/** What one more unit of capacity would save; 0 where there is room. */
export function priceOf({ sinkPotential, potential }: Transport, a: number): number {
  return Math.max(0, sinkPotential - (potential[a] as number));
}

export function excess(transport: Transport, a: number, tolerance: number): number {
  const over = (transport.used[a] as number) - (transport.capacity[a] as number);
  return over > tolerance ? over : 0;
}

/** Lets `count` positions fit. What was there is lost. */
export function makeRoom(transport: Transport, count: number): void {
  if (count <= transport.stride) return;
  const stride = transport.stride === 0 ? count : Math.min(transport.problem.fixedCosts.length, Math.ceil(1.5 * count));
  transport.stride = stride;
  transport.flow = new Float64Array(stride * transport.rows);
  transport.members = new Int32Array(stride * transport.rows);
  transport.arcCost = new Float64Array(stride * stride);
  transport.arcRow = new Int32Array(stride * stride);
}

/** All load at the site where a unit costs least, with a price of capacity per site if there is one. */
export function startAtNearest(transport: Transport, open: Int32Array, prices: Float64Array | null): void {
  const count = open.length;
  makeRoom(transport, count);
  const { rows, sites, unitCosts, problem, flow, used, capacity, members, memberCount } = transport;
  transport.open.set(open);
  transport.count = count;
  transport.isSettled = false;
  transport.cost = 0;
  transport.shortfall = 0;
  transport.work = count * rows;
  flow.fill(0, 0, count * rows);
  used.fill(0, 0, count);
  memberCount.fill(0, 0, count);
  for (let a = 0; a < count; a += 1)
    capacity[a] = problem.capacities === null ? Infinity : (problem.capacities[open[a] as number] as number);
  for (let row = 0; row < rows; row += 1) {
    const load = problem.demands[row] as number;
    let nearest = -1;
    let least = Infinity;
    for (let a = 0; a < count; a += 1) {
      const site = open[a] as number;
      const cost = (unitCosts[row * sites + site] as number) + (prices === null ? 0 : (prices[site] as number));
      if (cost >= least) continue;
      nearest = a;
      least = cost;
    }
    if (nearest < 0) {
      transport.shortfall += load;
      continue;
    }
    flow[nearest * rows + row] = load;
    used[nearest] = (used[nearest] as number) + load;
    members[nearest * rows + (memberCount[nearest] as number)] = row;
    memberCount[nearest] = (memberCount[nearest] as number) + 1;
    transport.cost += (unitCosts[row * sites + (open[nearest] as number)] as number) * load;
  }
}

export function refreshArcs(transport: Transport, a: number): void {
  const { count, stride, arcCost, arcRow, members, memberCount, rows } = transport;
  arcCost.fill(Infinity, a * stride, a * stride + count);
  arcRow.fill(-1, a * stride, a * stride + count);
  const end = a * rows + (memberCount[a] as number);
  transport.work += count * (memberCount[a] as number);
  for (let at = a * rows; at < end; at += 1) offerRow(transport, a, members[at] as number);
}

/** Finds another row for the arcs out of `a` that `row` made. */
function replaceRow(transport: Transport, a: number, row: number): void {
  const { count, stride, arcRow } = transport;
  for (let b = 0; b < count; b += 1) if (arcRow[a * stride + b] === row) refreshArc(transport, a, b);
}

/** The arc from `a` to `b`: over the row of `a` that is cheapest to move. */
export function refreshArc(transport: Transport, a: number, b: number): void {
  const { stride, arcCost, arcRow, members, memberCount, rows, sites, unitCosts, open } = transport;
  const end = a * rows + (memberCount[a] as number);
  const here = open[a] as number;
  const there = open[b] as number;
  transport.work += memberCount[a] as number;
  let least = Infinity;
  let leastRow = -1;
  for (let at = a * rows; at < end; at += 1) {
    const row = members[at] as number;
    const cost = (unitCosts[row * sites + there] as number) - (unitCosts[row * sites + here] as number);
    if (cost >= least) continue;
    least = cost;
    leastRow = row;
  }
  arcCost[a * stride + b] = least;
  arcRow[a * stride + b] = leastRow;
}

/** Lets `row`, which has flow in `a`, improve the arcs out of `a`. */
function offerRow(transport: Transport, a: number, row: number): void {
  const { count, stride, arcCost, arcRow, unitCosts, sites, open } = transport;
  const here = unitCosts[row * sites + (open[a] as number)] as number;
  for (let b = 0; b < count; b += 1) {
    const cost = (unitCosts[row * sites + (open[b] as number)] as number) - here;
    if (cost >= (arcCost[a * stride + b] as number) || b === a) continue;
    arcCost[a * stride + b] = cost;
    arcRow[a * stride + b] = row;
  }
}

/**
 * Shortest paths from all overloaded positions to the nearest one with room; updates the potentials. Returns that position,
 * or -1 with `reached` set to what the overload can reach.
 */
function shortestPaths(transport: Transport, tolerance: number): number {
  const { count, distance } = transport;
  for (let a = 0; a < count; a += 1) distance[a] = excess(transport, a, tolerance) > 0 ? 0 : Infinity;
  return nearestRoom(transport);
}

/**
 * Dijkstra on reduced costs from the positions whose `distance` is finite to the nearest one with room; updates the
 * potentials. Returns that position, or -1 with `reached` set to what was reached.
 */
export function nearestRoom(transport: Transport): number {
  const { count, distance, previous, potential, reached, used, capacity } = transport;
  transport.work += count;
  reached.fill(0, 0, count);
  previous.fill(-1, 0, count);
  let target = -1;
  let best = Infinity;
  for (let a = nearestUnreached(transport); a >= 0 && (distance[a] as number) < best; a = relax(transport, a)) {
    reached[a] = 1;
    if ((capacity[a] as number) - (used[a] as number) > 0) {
      const total = (distance[a] as number) + Math.max(0, (potential[a] as number) - transport.sinkPotential);
      if (total < best) [best, target] = [total, a];
    }
  }
  if (target < 0) return -1;
  for (let a = 0; a < count; a += 1) potential[a] = (potential[a] as number) + Math.min(distance[a] as number, best);
  transport.sinkPotential += best;
  return target;
}

export function nearestUnreached(transport: Transport): number {
  const { count, distance, reached } = transport;
  let nearest = -1;
  let least = Infinity;
  for (let a = 0; a < count; a += 1) {
    if (reached[a] === 1 || (distance[a] as number) >= least) continue;
    nearest = a;
    least = distance[a] as number;
  }
  return nearest;
}

/** Takes the arcs out of `a` into account. Returns the nearest unreached position, or -1. */
export function relax(transport: Transport, a: number): number {
  const { count, stride, distance, previous, potential, arcCost, reached } = transport;
  transport.work += count;
  const start = a * stride;
  const here = distance[a] as number;
  const level = here + (potential[a] as number);
  let nearest = -1;
  let least = Infinity;
  for (let b = 0; b < count; b += 1) {
    if (reached[b] === 1) continue;
    const through = Math.max(here, level + (arcCost[start + b] as number) - (potential[b] as number));
    let length = distance[b] as number;
    if (through < length) {
      distance[b] = length = through;
      previous[b] = a;
    }
    if (length >= least) continue;
    least = length;
    nearest = b;
  }
  return nearest;
}

/** Moves as much load as the path to `target` lets through. */
function push(transport: Transport, target: number, tolerance: number): void {
  const { used, capacity } = transport;
  const room = (capacity[target] as number) - (used[target] as number);
  const path = pathTo(transport, target, room);
  const over = excess(transport, path.source, tolerance);
  const amount = Math.min(path.amount, over);
  used[path.source] = amount === over ? (capacity[path.source] as number) : (used[path.source] as number) - amount;
  used[target] = amount === room ? (capacity[target] as number) : (used[target] as number) + amount;
  moveAlong(transport, target, amount);
}

export interface TransportPath {
  readonly source: number;
  readonly amount: number;
}

/** Where the path to `target` starts, and how much of `most` its arcs let through. */
export function pathTo(transport: Transport, target: number, most: number): TransportPath {
  const { rows, previous, arcRow, flow, stride } = transport;
  let amount = most;
  let source = target;
  for (let a = previous[target] as number; a >= 0; a = previous[a] as number) {
    amount = Math.min(amount, flow[a * rows + (arcRow[a * stride + source] as number)] as number);
    source = a;
  }
  return { source, amount };
}

/** Moves `amount` along the path to `target`; what positions use is not counted. */
export function moveAlong(transport: Transport, target: number, amount: number): void {
  const { previous, arcRow, stride } = transport;
  let b = target;
  for (let a = previous[target] as number; a >= 0; a = previous[a] as number) {
    moveRow(transport, a, b, arcRow[a * stride + b] as number, amount);
    b = a;
  }
}

function moveRow(transport: Transport, a: number, b: number, row: number, amount: number): void {
  const { rows, sites, flow, unitCosts, open, members, memberCount } = transport;
  const unitA = unitCosts[row * sites + (open[a] as number)] as number;
  const unitB = unitCosts[row * sites + (open[b] as number)] as number;
  transport.cost += amount * (unitB - unitA);
  if (flow[b * rows + row] === 0) {
    members[b * rows + (memberCount[b] as number)] = row;
    memberCount[b] = (memberCount[b] as number) + 1;
  }
  flow[b * rows + row] = (flow[b * rows + row] as number) + amount;
  flow[a * rows + row] = (flow[a * rows + row] as number) - amount;
  offerRow(transport, b, row);
  if ((flow[a * rows + row] as number) > 0) return;
  removeMember(transport, a, row);
  replaceRow(transport, a, row);
}

function removeMember(transport: Transport, a: number, row: number): void {
  const { rows, members, memberCount } = transport;
  const last = a * rows + (memberCount[a] as number) - 1;
  let at = a * rows;
  while (members[at] !== row) at += 1;
  members[at] = members[last] as number;
  memberCount[a] = (memberCount[a] as number) - 1;
}
