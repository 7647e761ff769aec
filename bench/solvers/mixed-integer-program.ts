import type { FacilityLocationProblem } from '../../lib/plan/facility/facility-problem';

/** The problem in CPLEX's LP format with strong linking x_ij <= y_j, as a modeller would write it for a MIP solver. */
export function mixedIntegerProgram(problem: FacilityLocationProblem): string {
  const { costs, fixedCosts, capacities, demands, minSites = 1, maxSites = fixedCosts.length } = problem;
  const sites = Array.from(fixedCosts, (_, site) => site);
  const rows = Array.from({ length: costs.length / sites.length }, (_, row) => row);
  const cost = (row: number, site: number): number => costs[row * sites.length + site] ?? Infinity;
  const allowed = (row: number): number[] => sites.filter((site) => cost(row, site) < Infinity);
  const load = (row: number): number => demands?.[row] ?? 1;
  const sum = (terms: readonly string[]): string => chunks(terms).join('\n ');
  const objective = [
    ...sites.map((site) => `+ ${fixedCosts[site] ?? 0} y${site}`),
    ...rows.flatMap((row) => allowed(row).map((site) => `+ ${cost(row, site)} x${row}_${site}`)),
  ];
  const served = rows.map((row) => `${sum(allowed(row).map((site) => `+ x${row}_${site}`))} = 1`);
  const linked = rows.flatMap((row) => allowed(row).map((site) => `x${row}_${site} - y${site} <= 0`));
  const carried = sites
    .filter((site) => (capacities?.[site] ?? Infinity) < Infinity)
    .map((site) => {
      const loads = rows.filter((row) => cost(row, site) < Infinity).map((row) => `+ ${load(row)} x${row}_${site}`);
      return `${sum(loads)} - ${capacities?.[site] ?? 0} y${site} <= 0`;
    });
  const open = sum(sites.map((site) => `+ y${site}`));
  const constraints = [...served, ...linked, ...carried, `${open} >= ${minSites}`, `${open} <= ${maxSites}`];
  return `Minimize\n obj: ${sum(objective)}\nSubject To\n${constraints.map((each, at) => ` c${at}: ${each}`).join('\n')}\nBinary\n ${chunks(sites.map((site) => `y${site}`)).join('\n ')}\nEnd\n`;
}

/** The format limits the length of a line. */
function chunks(terms: readonly string[]): string[] {
  const lines: string[] = [];
  for (let at = 0; at < terms.length; at += 8) lines.push(terms.slice(at, at + 8).join(' '));
  return lines;
}
