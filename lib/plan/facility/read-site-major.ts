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
 * The format of Holmberg's, Yang's and other single-source sets: `sites rows`, then `capacity fixedCost` per site, the
 * demands of all rows, and per site the cost of serving all of each row. The optimum may stand at the end.
 */
export function readHolmberg(text: string, file: string, options: InstanceOptions = {}): InstanceReading {
  return readSections(text, file, options, (from, sites, rows) => {
    const capacities = new Float64Array(sites);
    const fixedCosts = new Float64Array(sites);
    for (let site = 0; site < sites; site += 1) {
      capacities[site] = from.next(`the capacity of site ${site + 1}`, amount, isAmount);
      fixedCosts[site] = from.next(`the fixed cost of site ${site + 1}`, amount, isAmount);
    }
    const demands = readList(from, rows, 'the demand of row');
    return { capacities, fixedCosts, demands, costs: readSiteMajor(from, rows, sites, null) };
  });
}

/**
 * The format of Avella and Boccia's sets (TBED1): `sites rows`, then the demands of all rows, the capacities of all sites,
 * their fixed costs, and per site the cost of a unit of each row's demand.
 */
export function readTbed(text: string, file: string, options: InstanceOptions = {}): InstanceReading {
  return readSections(text, file, options, (from, sites, rows) => {
    const demands = readList(from, rows, 'the demand of row');
    const capacities = readList(from, sites, 'the capacity of site');
    const fixedCosts = readList(from, sites, 'the fixed cost of site');
    return { capacities, fixedCosts, demands, costs: readSiteMajor(from, rows, sites, demands) };
  });
}

type Sections = Pick<FacilityLocationProblem, 'costs'> &
  Readonly<Record<'capacities' | 'fixedCosts' | 'demands', Float64Array>>;

function readSections(
  text: string,
  file: string,
  { capacity, p, singleSource }: InstanceOptions,
  read: (from: InstanceText, sites: number, rows: number) => Sections,
): InstanceReading {
  const from = instanceText(text, file);
  const sites = from.next('the number of sites', `a whole number from 1 to ${mostSites}`, isCount(mostSites));
  const rows = from.next('the number of rows', `a whole number from 1 to ${mostRows}`, isCount(mostRows));
  if (sites * rows > mostCosts) from.fault('instance/too-large', { rows, sites, limit: mostCosts });
  const count = 2 * sites + rows + rows * sites;
  if (from.diagnostics.length > 0 || !from.holds(count, `its ${sites} sites and ${rows} rows`))
    return { problem: null, diagnostics: from.diagnostics };
  const sections = read(from, sites, rows);
  from.end(1);
  if (capacity !== undefined) from.fault('instance/capacity-stated', { capacity });
  if (from.diagnostics.length > 0) return { problem: null, diagnostics: from.diagnostics };
  const counts = p === undefined ? {} : { minSites: p, maxSites: p };
  const source = singleSource === undefined ? {} : { singleSource };
  return { problem: { ...sections, ...counts, ...source }, diagnostics: [] };
}

function readList(from: InstanceText, length: number, what: string): Float64Array {
  const list = new Float64Array(length);
  for (let at = 0; at < length; at += 1) list[at] = from.next(`${what} ${at + 1}`, amount, isAmount);
  return list;
}

/** With `demands` the numbers are costs of a unit. */
function readSiteMajor(from: InstanceText, rows: number, sites: number, demands: Float64Array | null): Float64Array {
  const costs = new Float64Array(rows * sites);
  for (let site = 0; site < sites; site += 1)
    for (let row = 0; row < rows; row += 1) {
      const cost = from.next(`the cost of row ${row + 1} at site ${site + 1}`, amount, isAmount);
      costs[row * sites + site] = demands === null ? cost : cost * (demands[row] as number);
    }
  return costs;
}
