import type { InfeasibleSolution } from '../solver';
import type { FacilityLocationProblem } from './facility-problem';
import type { UnsplitResult } from './facility-result';

/** Without costs there are no rows, and the cheapest sites open, as many as must; or no sites, and no row is served. */
export function rowlessResult(problem: FacilityLocationProblem): UnsplitResult | InfeasibleSolution {
  const { fixedCosts, minSites = 1 } = problem;
  const unserved = fixedCosts.length === 0 ? (problem.demands ?? problem.weights ?? []).length : 0;
  if (unserved > 0) {
    const rows = Int32Array.from({ length: unserved }, (_, row) => row);
    return { feasible: false, cause: 'row', rows, sites: new Int32Array(0), shortfall: 0 };
  }
  const sites = Array.from(fixedCosts, (cost, site) => ({ cost, site }));
  const chosen = sites.sort((a, b) => a.cost - b.cost || a.site - b.site).slice(0, minSites);
  const cost = chosen.reduce((sum, each) => sum + each.cost, 0);
  return {
    feasible: true,
    open: Int32Array.from(chosen, ({ site }) => site).sort(),
    assignment: new Int32Array(0),
    cost,
    lowerBound: cost,
    gap: 0,
    proof: 'optimal',
    certificate: { kind: 'ufl', multipliers: new Float32Array(0), rootBound: cost, tree: null },
    nodes: 1,
    solver: 'none',
  };
}
