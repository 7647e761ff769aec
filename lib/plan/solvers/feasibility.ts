import type { InfeasibleSolution, PlacementProblem } from '../solver';
import { lossChecker, type LossChecker } from './capacitated/loss-checker';
import { needyRows } from './covering';
import { newTransport, runTransport, type Transport } from './transport';

/** All rows without a site they may use, or null. */
export function rowsWithoutSite(problem: PlacementProblem): InfeasibleSolution | null {
  const sites = problem.fixedCosts.length;
  const rows: number[] = [];
  for (let row = 0; row < problem.demands.length; row += 1) {
    let allowed = false;
    for (let site = 0; site < sites && !allowed; site += 1)
      allowed = (problem.costs[row * sites + site] as number) < Infinity;
    if (!allowed) rows.push(row);
  }
  if (rows.length === 0) return null;
  return { feasible: false, cause: 'row', rows: Int32Array.from(rows), sites: new Int32Array(0), shortfall: 0 };
}

/**
 * The minimum cut when even all sites together cannot carry the demand: rows whose allowed sites all lie in `sites`, and
 * the load by which they exceed the capacity of those. Null when the load fits.
 */
export function capacityCut(problem: PlacementProblem): InfeasibleSolution | null {
  if (problem.capacities === null) return null;
  const transport = newTransport(problem);
  const all = Int32Array.from(problem.fixedCosts, (_, site) => site);
  runTransport(transport, all, Infinity);
  if (transport.shortfall === 0) return null;
  const sites = all.filter((site) => transport.reached[site] === 1);
  return {
    feasible: false,
    cause: 'capacity',
    rows: indicesOf(needyRows(transport)),
    sites,
    shortfall: transport.shortfall,
  };
}

/** The minimum cut of the first loss that even all sites together do not survive, or null. */
export function lossCut(problem: PlacementProblem): InfeasibleSolution | null {
  const all = Int32Array.from(problem.fixedCosts, (_, site) => site);
  const fault = lossChecker(problem)?.firstFault(all) ?? null;
  return fault === null ? null : { feasible: false, cause: 'capacity', ...fault };
}

/** `maxSites` are too few: what the plan over `open` leaves undone, every day or else under the first loss. */
export function cardinalityShortage(
  transport: Transport,
  open: Int32Array,
  losses: LossChecker | null = null,
): InfeasibleSolution {
  runTransport(transport, open, Infinity);
  const { shortfall, problem } = transport;
  const fault = shortfall > 0 ? null : (losses?.firstFault(open) ?? null);
  if (fault !== null) return { feasible: false, cause: 'cardinality', ...fault, sites: open };
  return {
    feasible: false,
    cause: 'cardinality',
    rows: indicesOf(needyRows(transport)),
    sites: open,
    shortfall: problem.capacities === null ? 0 : shortfall,
  };
}

function indicesOf(flags: Uint8Array): Int32Array {
  return Int32Array.from(flags, (_, index) => index).filter((index) => flags[index] === 1);
}
