import {
  makeRoom,
  moveAlong,
  nearestRoom,
  nearestUnreached,
  pathTo,
  priceOf,
  pushOverload,
  refreshArc,
  refreshArcs,
  relax,
  runTransport,
  startAtNearest,
  type Transport,
} from '../transport';

/** Makes a finished transport ready to be copied: one without overload has no arcs yet. */
export function readyForChanges(transport: Transport): void {
  for (let a = 0; a < transport.count; a += 1) refreshArcs(transport, a);
}

/** Takes over the flow of a ready transport for the same problem, with room for one more site. */
export function copyTransport(from: Transport, to: Transport): void {
  const { count, rows, stride } = from;
  makeRoom(to, count + 1);
  to.count = count;
  to.cost = from.cost;
  to.shortfall = from.shortfall;
  to.work = count * rows;
  to.sinkPotential = from.sinkPotential;
  to.open.set(from.open.subarray(0, count));
  to.used.set(from.used.subarray(0, count));
  to.capacity.set(from.capacity.subarray(0, count));
  to.memberCount.set(from.memberCount.subarray(0, count));
  to.potential.set(from.potential.subarray(0, count));
  to.flow.set(from.flow.subarray(0, count * rows));
  for (let a = 0; a < count; a += 1) {
    const end = a * rows + (from.memberCount[a] as number);
    to.members.set(from.members.subarray(a * rows, end), a * rows);
    to.arcCost.set(from.arcCost.subarray(a * stride, a * stride + count), a * to.stride);
    to.arcRow.set(from.arcRow.subarray(a * stride, a * stride + count), a * to.stride);
  }
}

/**
 * Adds `site` to the open ones and moves load to it while that is cheaper: along shortest paths from any used position,
 * as long as they cost less than nothing. The flow stays optimal, and so do the potentials.
 */
export function openInTransport(transport: Transport, site: number): void {
  const { count: b, rows, stride, potential, arcCost, problem, used, capacity } = transport;
  transport.open[b] = site;
  transport.count = b + 1;
  transport.memberCount[b] = 0;
  transport.flow.fill(0, b * rows, (b + 1) * rows);
  used[b] = 0;
  capacity[b] = problem.capacities === null ? Infinity : (problem.capacities[site] as number);
  refreshArcs(transport, b);
  let least = Infinity;
  for (let a = 0; a < b; a += 1) {
    refreshArc(transport, a, b);
    least = Math.min(least, (arcCost[a * stride + b] as number) + (potential[a] as number));
  }
  potential[b] = least;
  fillPosition(transport, b);
}

/**
 * Finds the cheapest flow over the sites in `open`, as `runTransport` does, from the prices that capacity may have: the
 * nearer these are, the less is left to push. Positions with a price are full in the end, or lose it; with a shortfall the
 * flow carries as much as can be, but not as cheaply.
 */
export function runFromPrices(transport: Transport, open: Int32Array, cutoff: number, prices: Float64Array): boolean {
  transport.work = 0;
  if (holds(transport, open)) return transport.cost < cutoff;
  startAtNearest(transport, open, prices);
  for (let a = 0; a < open.length; a += 1) transport.potential[a] = -(prices[open[a] as number] as number);
  transport.sinkPotential = 0;
  if (transport.shortfall > 0) return runTransport(transport, open, cutoff);
  if (!pushOverload(transport, cutoff)) return false;
  if (transport.shortfall > 0) return true;
  for (let a = 0; a < open.length; a += 1) fillPosition(transport, a);
  for (let a = 0; a < open.length; a += 1) prices[open[a] as number] = priceOf(transport, a);
  transport.isSettled = true;
  return transport.cost < cutoff;
}

function holds({ isSettled, count, open: held }: Transport, open: Int32Array): boolean {
  return isSettled && count === open.length && open.every((site, a) => held[a] === site);
}

/** Moves load to a position with room as long as that is cheaper than its price. */
function fillPosition(transport: Transport, b: number): void {
  const { used, capacity, potential } = transport;
  for (let left = mostPushes(transport); left > 0; left -= 1) {
    if ((potential[b] as number) >= transport.sinkPotential || (used[b] as number) >= (capacity[b] as number)) break;
    if (pathsFromUsed(transport, b) === Infinity) break;
    pushTo(transport, b);
  }
  if ((used[b] as number) < (capacity[b] as number))
    potential[b] = Math.max(potential[b] as number, transport.sinkPotential);
}

/**
 * More pushes than a change needs: rounding can leave loads so small that moving them to and fro would not end. A flow that
 * is left early carries everything, only not quite as cheaply.
 */
function mostPushes({ rows, count }: Transport): number {
  return 4 * rows + 16 * count;
}

/**
 * Dijkstra from the sink backwards through every used position to `b`; updates the potentials. Returns Infinity where
 * leaving the load where it is costs no more.
 */
function pathsFromUsed(transport: Transport, b: number): number {
  const { count, distance, previous, potential, reached, used, sinkPotential } = transport;
  transport.work += count;
  reached.fill(0, 0, count);
  for (let a = 0; a < count; a += 1) {
    const carries = a !== b && (used[a] as number) > 0;
    distance[a] = carries ? priceOf(transport, a) : Infinity;
    previous[a] = -1;
  }
  const staying = sinkPotential - (potential[b] as number);
  let found = Infinity;
  for (let a = nearestUnreached(transport); a >= 0 && (distance[a] as number) < staying; a = relax(transport, a)) {
    reached[a] = 1;
    if (a !== b) continue;
    found = distance[a] as number;
    break;
  }
  const most = Math.min(found, staying);
  for (let a = 0; a < count; a += 1) potential[a] = (potential[a] as number) + Math.min(distance[a] as number, most);
  return found;
}

/** Moves as much load as the path to `b` lets through. */
function pushTo(transport: Transport, b: number): void {
  const { used, capacity } = transport;
  const room = (capacity[b] as number) - (used[b] as number);
  const { source, amount } = pathTo(transport, b, room);
  used[source] = Math.max(0, (used[source] as number) - amount);
  used[b] = amount === room ? (capacity[b] as number) : (used[b] as number) + amount;
  moveAlong(transport, b, amount);
}

/**
 * Moves all load of a position elsewhere; the position stays, without capacity. False as soon as the served cost must
 * reach `cutoff`, or when the load finds no room.
 */
export function closeInTransport(transport: Transport, closing: number, cutoff: number): boolean {
  const { used, capacity, memberCount, demand } = transport;
  capacity[closing] = 0;
  let left = mostPushes(transport);
  while ((used[closing] as number) > 1e-12 * demand && (memberCount[closing] as number) > 0) {
    if (left === 0) return false;
    left -= 1;
    const target = pathsFrom(transport, closing);
    if (target < 0) return false;
    const unit = (transport.potential[target] as number) - (transport.potential[closing] as number);
    if (transport.cost + unit * (used[closing] as number) >= cutoff) return false;
    pushFrom(transport, closing, target);
  }
  return transport.cost < cutoff;
}

/** Shortest paths from one position to the nearest with room; updates the potentials. That position, or -1. */
function pathsFrom(transport: Transport, source: number): number {
  transport.distance.fill(Infinity, 0, transport.count);
  transport.distance[source] = 0;
  return nearestRoom(transport);
}

function pushFrom(transport: Transport, source: number, target: number): void {
  const { used, capacity } = transport;
  const room = (capacity[target] as number) - (used[target] as number);
  const { amount } = pathTo(transport, target, Math.min(room, used[source] as number));
  used[source] = Math.max(0, (used[source] as number) - amount);
  used[target] = amount === room ? (capacity[target] as number) : (used[target] as number) + amount;
  moveAlong(transport, target, amount);
}
