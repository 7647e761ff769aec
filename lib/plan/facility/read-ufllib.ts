import { isAmount, isCount, instanceText, type InstanceOptions, type InstanceReading } from './instance-text';
import { mostCosts, mostRows, mostSites } from './instance-limits';

const amount = 'a number of at least 0';

/**
 * UflLib's simple format: `FILE: name` if it likes, `sites rows 0`, then per site its number from 1, its fixed cost and the
 * cost of serving each row. It knows no capacities; `options.capacity` gives all sites one, and every row a load of 1.
 */
export function readUfllib(text: string, file: string, options: InstanceOptions = {}): InstanceReading {
  // Blanks in its place keep the positions of all that follows.
  const from = instanceText(
    text.replace(/^\s*FILE:[^\n]*/, (line) => ' '.repeat(line.length)),
    file,
  );
  const sites = from.next('the number of sites', `a whole number from 1 to ${mostSites}`, isCount(mostSites));
  const rows = from.next('the number of rows', `a whole number from 1 to ${mostRows}`, isCount(mostRows));
  from.next('the number after sites and rows', '0', (value) => value === 0);
  if (sites * rows > mostCosts) from.fault('instance/too-large', { rows, sites, limit: mostCosts });
  if (from.diagnostics.length > 0 || !from.holds(sites * (rows + 2), `its ${sites} sites`))
    return { problem: null, diagnostics: from.diagnostics };
  const fixedCosts = new Float64Array(sites);
  const costs = new Float64Array(rows * sites);
  for (let site = 0; site < sites; site += 1) {
    from.next(`the number of site ${site + 1}`, String(site + 1), (value) => value === site + 1);
    fixedCosts[site] = from.next(`the fixed cost of site ${site + 1}`, amount, isAmount);
    for (let row = 0; row < rows; row += 1)
      costs[row * sites + site] = from.next(`the cost of row ${row + 1} at site ${site + 1}`, amount, isAmount);
  }
  from.end();
  if (from.diagnostics.length > 0) return { problem: null, diagnostics: from.diagnostics };
  const { capacity, p, singleSource } = options;
  const problem = Object.assign(
    { costs, fixedCosts },
    capacity === undefined ? {} : { capacities: new Float64Array(sites).fill(capacity) },
    p === undefined ? {} : { minSites: p, maxSites: p },
    singleSource === undefined ? {} : { singleSource },
  );
  return { problem, diagnostics: [] };
}
