import type { Budget } from './eager-swap';
import { withSite } from './site-set';
import { runTransport, type Transport } from './transport';

/**
 * A choice of at most `maxSites` sites that carries everything, or null when there is none (or the budget ends). Depth
 * first: some site that helps the needy rows must be added, so each is tried and then excluded. A branch ends when the
 * sites it may still add cannot make up for the shortfall.
 */
export function findFeasibleSites(transport: Transport, budget: Budget): Int32Array | null {
  return extend(transport, new Int32Array(0), new Uint8Array(transport.problem.fixedCosts.length), budget);
}

function extend(transport: Transport, open: Int32Array, excluded: Uint8Array, budget: Budget): Int32Array | null {
  if (budget.steps <= 0) return null;
  runTransport(transport, open, Infinity);
  budget.steps -= Math.ceil(transport.work / transport.rows) + excluded.length;
  if (transport.shortfall === 0) return open;
  const left = transport.problem.maxSites - open.length;
  const help = helpOf(transport, needyRows(transport), excluded);
  const helpers = Int32Array.from(help, (_, site) => site)
    .filter((site) => (help[site] as number) > 0)
    .sort((a, b) => (help[b] as number) - (help[a] as number) || a - b);
  const most = helpers.slice(0, left).reduce((sum, site) => sum + (help[site] as number), 0);
  if (most < transport.shortfall * (1 - 1e-9)) return null;
  const tried = onlyForScarcestRow(transport, helpers, excluded);
  for (const site of tried) {
    const found = extend(transport, withSite(open, site), excluded, budget);
    if (found !== null) return found;
    excluded[site] = 1;
  }
  for (const site of tried) excluded[site] = 0;
  return null;
}

/** Rows without an open site, and rows behind the minimum cut. */
export function needyRows(transport: Transport): Uint8Array {
  const { rows, count, flow, reached } = transport;
  const needy = new Uint8Array(rows).fill(1);
  for (let a = 0; a < count; a += 1)
    for (let row = 0; row < rows; row += 1)
      if ((flow[a * rows + row] as number) > 0 && reached[a] === 0) needy[row] = 0;
  return needy;
}

/** Per site: by how much it can lower the shortfall at most. */
export function helpOf(transport: Transport, needy: Uint8Array, excluded: Uint8Array): Float64Array {
  const { rows, sites, problem, open, count } = transport;
  const help = new Float64Array(excluded.length);
  for (let site = 0; site < excluded.length; site += 1) {
    if (excluded[site] === 1) continue;
    let load = 0;
    for (let row = 0; row < rows; row += 1)
      if (needy[row] === 1 && (problem.costs[row * sites + site] as number) < Infinity)
        load += problem.demands[row] as number;
    help[site] = Math.min(load, problem.capacities === null ? Infinity : (problem.capacities[site] as number));
  }
  for (let a = 0; a < count; a += 1) help[open[a] as number] = 0;
  return help;
}

/** Of the helpers those of the unserved row that has fewest of them; all when every row is served by someone. */
function onlyForScarcestRow(transport: Transport, helpers: Int32Array, excluded: Uint8Array): Int32Array {
  const { rows, sites, problem, open, count } = transport;
  const { costs } = problem;
  let scarcest = helpers;
  for (let row = 0; row < rows; row += 1) {
    let served = false;
    for (let a = 0; a < count && !served; a += 1)
      served = (costs[row * sites + (open[a] as number)] as number) < Infinity;
    if (served) continue;
    const able = helpers.filter((site) => (costs[row * sites + site] as number) < Infinity && excluded[site] === 0);
    if (able.length < scarcest.length || able.length === 0) scarcest = able;
  }
  return scarcest;
}
