import type { InfeasibleSolution, PlacementProblem } from '../../solver';
import { capacityCut, rowsWithoutSite } from '../feasibility';
import { type Assignment, type AssignmentProblem } from './assignment';
import { strictCapacities } from './pair-lists';

/** Why no assignment exists, where that is easily proved: rows without a site, too large for any, or too much load. */
export function unassignable(problem: PlacementProblem): InfeasibleSolution | null {
  return rowsWithoutSite(problem) ?? rowTooLarge(problem) ?? capacityCut(problem);
}

/** The row that exceeds all of its allowed sites by most. */
function rowTooLarge(problem: PlacementProblem): InfeasibleSolution | null {
  const sites = problem.fixedCosts.length;
  const capacities = strictCapacities(problem);
  let worst = -1;
  let shortfall = 0;
  problem.demands.forEach((demand, row) => {
    let largest = 0;
    for (let site = 0; site < sites; site += 1)
      if ((problem.costs[row * sites + site] as number) < Infinity)
        largest = Math.max(largest, capacities[site] as number);
    if (demand - largest <= shortfall) return;
    shortfall = demand - largest;
    worst = row;
  });
  if (worst < 0) return null;
  const allowed = Int32Array.from(capacities, (_, site) => site).filter(
    (site) => (problem.costs[worst * sites + site] as number) < Infinity,
  );
  return { feasible: false, cause: 'capacity', rows: Int32Array.of(worst), sites: allowed, shortfall };
}

/** No assignment was found; `best` leaves rows unserved, null when not even one was tried. */
export function unsolved({ prepared }: AssignmentProblem, best: Assignment | null): InfeasibleSolution {
  const all = Int32Array.from({ length: prepared.rows }, (_, row) => row);
  const rows = best === null ? all : all.filter((row) => (best.site[row] as number) < 0);
  const sites = Int32Array.from({ length: prepared.sites }, (_, site) => site).filter(
    (site) => best !== null && (best.count[site] as number) > 0,
  );
  const shortfall = rows.reduce((sum, row) => sum + (prepared.problem.demands[row] as number), 0);
  return { feasible: false, cause: 'cardinality', rows, sites, shortfall };
}
