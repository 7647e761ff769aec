import type { FacilityLocationProblem } from './facility-problem';
import {
  isAmount,
  isCount,
  instanceText,
  type InstanceOptions,
  type InstanceReading,
  type InstanceText,
} from './instance-text';
import { mostCosts, mostRows, mostSites } from './instance-limits';

const amount = 'a number of at least 0';

/**
 * OR-Library's warehouse format: `sites rows`, then `capacity fixedCost` per site, then per row its demand and the cost of
 * serving all of it from each site. The word `capacity` in place of a number is filled in by `options.capacity`.
 */
export function readOrlibCap(text: string, file: string, options: InstanceOptions = {}): InstanceReading {
  const from = instanceText(text, file);
  const sites = from.next('the number of sites', `a whole number from 1 to ${mostSites}`, isCount(mostSites));
  const rows = from.next('the number of rows', `a whole number from 1 to ${mostRows}`, isCount(mostRows));
  if (sites * rows > mostCosts) from.fault('instance/too-large', { rows, sites, limit: mostCosts });
  const count = 2 * sites + rows * (sites + 1);
  if (from.diagnostics.length > 0 || !from.holds(count, `its ${sites} sites and ${rows} rows`))
    return { problem: null, diagnostics: from.diagnostics };
  const { capacities, fixedCosts } = readSites(from, sites, options.capacity);
  const { demands, costs } = readRows(from, rows, sites);
  from.end();
  if (from.diagnostics.length > 0) return { problem: null, diagnostics: from.diagnostics };
  const { p, singleSource } = options;
  const problem: FacilityLocationProblem = {
    costs,
    fixedCosts,
    demands,
    capacities,
    ...(p === undefined ? {} : { minSites: p, maxSites: p }),
    ...(singleSource === undefined ? {} : { singleSource }),
  };
  return { problem, diagnostics: [] };
}

function readSites(
  from: InstanceText,
  sites: number,
  capacity: number | undefined,
): { capacities: Float64Array; fixedCosts: Float64Array } {
  const capacities = new Float64Array(sites);
  const fixedCosts = new Float64Array(sites);
  const before = from.diagnostics.length;
  let open = 0;
  for (let site = 0; site < sites; site += 1) {
    const own = from.nextOr(
      'capacity',
      `the capacity of site ${site + 1}`,
      `${amount}, or the word "capacity"`,
      isAmount,
    );
    if (Number.isNaN(own)) open += 1;
    capacities[site] = Number.isNaN(own) ? (capacity ?? NaN) : own;
    fixedCosts[site] = from.next(`the fixed cost of site ${site + 1}`, amount, isAmount);
  }
  if (from.diagnostics.length > before) return { capacities, fixedCosts };
  if (open > 0 && capacity === undefined) from.fault('instance/missing-capacity', { sites: open });
  if (open === 0 && capacity !== undefined) from.fault('instance/capacity-stated', { capacity });
  return { capacities, fixedCosts };
}

function readRows(from: InstanceText, rows: number, sites: number): { demands: Float64Array; costs: Float64Array } {
  const demands = new Float64Array(rows);
  const costs = new Float64Array(rows * sites);
  for (let row = 0; row < rows; row += 1) {
    demands[row] = from.next(`the demand of row ${row + 1}`, amount, isAmount);
    for (let site = 0; site < sites; site += 1)
      costs[row * sites + site] = from.next(`the cost of row ${row + 1} at site ${site + 1}`, amount, isAmount);
  }
  return { demands, costs };
}
