import type { FeasibleSolution, InfeasibleSolution, PlacementProblem, Solution } from '../../../../lib/plan/solver';
import { lagrangianBound } from '../../../../lib/plan/solvers/lagrangian-bound';
import { cheapestFlow } from './brute-force';

/** What a solution promises and does not keep, checked against the problem alone. */
export function brokenPromises(problem: PlacementProblem, solution: Solution): string[] {
  const promises = solution.feasible ? feasiblePromises(problem, solution) : infeasiblePromises(problem, solution);
  return Object.entries(promises)
    .filter(([, kept]) => !kept)
    .map(([promise]) => promise);
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1e-300, Math.abs(a), Math.abs(b));

function feasiblePromises(problem: PlacementProblem, solution: FeasibleSolution): Record<string, boolean> {
  const sites = problem.fixedCosts.length;
  const open = [...solution.open];
  const served = new Float64Array(problem.demands.length);
  const load = new Float64Array(sites);
  let cost = open.reduce((sum, site) => sum + (problem.fixedCosts[site] ?? NaN), 0);
  const flows = [...solution.flowShare].map((share, at) => {
    const [row, site] = [solution.flowDemand[at] ?? NaN, solution.flowSite[at] ?? NaN];
    served[row] = (served[row] ?? NaN) + share;
    load[site] = (load[site] ?? NaN) + share * (problem.demands[row] ?? NaN);
    cost += share * (problem.costs[row * sites + site] ?? NaN);
    return { share, site, key: row * sites + site };
  });
  const demand = problem.demands.reduce((sum, one) => sum + one, 0);
  return {
    'open sites ascend': open.every((site, at) => at === 0 || site > (open[at - 1] ?? NaN)),
    'at least minSites are open': open.length >= problem.minSites,
    'at most maxSites are open': open.length <= problem.maxSites,
    'flows are sorted by row, then site': flows.every(({ key }, at) => at === 0 || key > (flows[at - 1]?.key ?? NaN)),
    'flows come from open sites': flows.every(({ site }) => open.includes(site)),
    'shares are above 0 and at most 1': flows.every(({ share }) => share > 0 && share <= 1),
    'shares of a row sum to 1': served.every((share) => near(share, 1)),
    'no capacity is exceeded': load.every(
      (one, site) => one <= (problem.capacities?.[site] ?? Infinity) + 1e-9 * demand,
    ),
    'the cost is that of the flows and open sites': near(solution.cost, cost),
    'there is a multiplier per row': solution.multipliers.length === problem.demands.length,
    'multipliers are finite': solution.multipliers.every(Number.isFinite),
    'the multipliers give the bound':
      solution.lowerBound === lagrangianBound(problem, solution.multipliers, solution.kind),
    'the bound does not exceed the cost': solution.lowerBound <= solution.cost * (1 + 1e-12),
  };
}

function infeasiblePromises(problem: PlacementProblem, solution: InfeasibleSolution): Record<string, boolean> {
  const sites = [...problem.fixedCosts.keys()];
  const allowed = (row: number): number[] =>
    sites.filter((site) => (problem.costs[row * sites.length + site] ?? NaN) < Infinity);
  const blocked = [...problem.demands.keys()].filter((row) => allowed(row).length === 0);
  if (solution.cause === 'row') return { 'all blocked rows are named': `${solution.rows.join()}` === blocked.join() };
  const someRow = { 'a row is named': solution.rows.length > 0, 'no row is blocked': blocked.length === 0 };
  if (solution.cause === 'cardinality')
    return { ...someRow, 'the choice keeps to maxSites': solution.sites.length <= problem.maxSites };
  const demand = problem.demands.reduce((sum, one) => sum + one, 0);
  const load = solution.rows.reduce((sum, row) => sum + (problem.demands[row] ?? NaN), 0);
  const room = solution.sites.reduce((sum, site) => sum + (problem.capacities?.[site] ?? Infinity), 0);
  return {
    ...someRow,
    'the rows have no other sites': [...solution.rows].every((row) =>
      allowed(row).every((site) => solution.sites.includes(site)),
    ),
    'the shortfall is load less capacity': near(solution.shortfall, load - room),
    'no flow carries more': Math.abs(solution.shortfall - (demand - cheapestFlow(problem, sites).carried)) < 1e-6,
  };
}
