import { diagnostic, type Diagnostic } from '../../model/diagnostic';
import { nearestName } from '../../model/nearest-name';
import { checkFacilityLocation, type ArgumentFaults } from './check-problem';
import type { FacilityLocationProblem } from './facility-problem';
import { positionIn, type InstanceOptions, type InstanceReading } from './instance-text';
import { jsonFault } from './json-syntax';

const members = [
  'costs',
  'costsPer',
  'fixedCosts',
  'demands',
  'capacities',
  'weights',
  'singleSource',
  'minSites',
  'maxSites',
  'p',
  'sites',
];

/**
 * The general format: the members of `FacilityLocationProblem` or `PMedianProblem` as JSON, `costs` a list of rows, null a
 * forbidden pair; a capacity of null is unlimited. With `"costsPer": "unit"` a cost is that of a unit of the row's demand.
 */
export function readJson(text: string, file: string, options: InstanceOptions = {}): InstanceReading {
  const syntax = jsonFault(text);
  if (syntax !== null) {
    const origin = { file, ...positionIn(text, syntax.offset) };
    const parameters = { problem: syntax.problem, remedy: 'correct it, or check --format' };
    return { problem: null, diagnostics: [diagnostic('instance/bad-json', { path: file, origin }, parameters)] };
  }
  const document = JSON.parse(text) as unknown;
  const faults: Fault[] = [];
  const problem = isRecord(document) ? problemOf(document, options, faults) : null;
  if (!isRecord(document))
    faults.push({ problem: 'the document is no object; its members are costs, fixedCosts, ...' });
  if (problem !== null && faults.length === 0) checkMembers(problem, faults);
  const diagnostics = faults.map((fault) => badMember(file, fault));
  return { problem: diagnostics.length > 0 ? null : problem, diagnostics };
}

interface Fault {
  readonly problem: string;
  readonly hint?: string | undefined;
}

function badMember(file: string, { problem, hint }: Fault): Diagnostic {
  return diagnostic('instance/bad-member', { path: file, origin: { file, line: 1, col: 1 }, hint }, { problem });
}

type Members = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function checkMembers(problem: FacilityLocationProblem, faults: Fault[]): void {
  const found: ArgumentFaults = { types: [], ranges: [] };
  checkFacilityLocation(problem, found);
  for (const each of [...found.types, ...found.ranges]) faults.push({ problem: each });
}

function problemOf(document: Members, options: InstanceOptions, faults: Fault[]): FacilityLocationProblem | null {
  for (const name of Object.keys(document)) if (!members.includes(name)) faults.push(unknownMember(name));
  const costs = costsOf(document['costs'], faults);
  const { p = document['p'], singleSource = document['singleSource'] } = options;
  if (document['fixedCosts'] !== undefined && document['sites'] !== undefined)
    faults.push({ problem: 'sites is for problems without fixedCosts; remove one of them' });
  const columns = costs?.columns ?? 0;
  const fixedCosts = document['fixedCosts'] ?? new Float64Array(columns);
  if (document['sites'] !== undefined && document['sites'] !== columns)
    faults.push({ problem: `sites is ${shown(document['sites'])}; a row of costs has ${columns}` });
  if (costs === null) return null;
  const capacities = capacitiesOf(document['capacities'], options.capacity, columns, faults);
  scale(costs, document, faults);
  // Whatever is of a wrong type is told by the check that the library makes.
  return withoutAbsent({
    costs: costs.values,
    fixedCosts,
    demands: document['demands'],
    capacities,
    weights: document['weights'],
    singleSource,
    minSites: p ?? document['minSites'],
    maxSites: p ?? document['maxSites'],
  }) as unknown as FacilityLocationProblem;
}

function unknownMember(name: string): Fault {
  const nearest = nearestName(name, members);
  const hint = nearest === undefined ? undefined : `did you mean "${nearest}"?`;
  return { problem: `"${name.slice(0, 40)}" is no member; there are ${members.join(', ')}`, hint };
}

interface Costs {
  readonly values: Float64Array;
  readonly columns: number;
}

function costsOf(list: unknown, faults: Fault[]): Costs | null {
  if (!Array.isArray(list) || !list.every((row) => Array.isArray(row))) {
    faults.push({ problem: 'costs must be a list of rows, each a list with a number or null per site' });
    return null;
  }
  const rows = list as readonly (readonly unknown[])[];
  const columns = rows[0]?.length ?? 0;
  const values = new Float64Array(rows.length * columns);
  const before = faults.length;
  rows.forEach((row, i) => {
    if (faults.length - before > 5) return;
    if (row.length !== columns)
      faults.push({ problem: `costs[${i}] has ${row.length} numbers; costs[0] has ${columns}` });
    row.forEach((cost, j) => {
      const isCost = cost === null || (typeof cost === 'number' && cost >= 0 && cost < Infinity);
      if (!isCost && faults.length - before <= 5)
        faults.push({ problem: `costs[${i}][${j}] is ${shown(cost)}; it must be a number of at least 0, or null` });
      values[i * columns + j] = typeof cost === 'number' ? cost : Infinity;
    });
  });
  return { values, columns };
}

/** The option fills what is open: all of them if there are none, else those that are null. */
function capacitiesOf(list: unknown, capacity: number | undefined, columns: number, faults: Fault[]): unknown {
  if (list === undefined) return capacity === undefined ? undefined : new Float64Array(columns).fill(capacity);
  if (!Array.isArray(list)) return list;
  if (capacity !== undefined && !list.includes(null))
    faults.push({ problem: `every capacity is stated, so --capacity ${capacity} would change none; leave it out` });
  return list.map((each: unknown) => (each === null ? (capacity ?? Infinity) : each));
}

function scale({ values, columns }: Costs, document: Members, faults: Fault[]): void {
  const { costsPer = 'row', demands } = document as { costsPer?: unknown; demands?: unknown };
  if (costsPer === 'row') return;
  if (costsPer !== 'unit') faults.push({ problem: `costsPer is ${shown(costsPer)}; it must be "row" or "unit"` });
  else if (!Array.isArray(demands)) faults.push({ problem: 'costsPer "unit" needs demands' });
  else
    values.forEach((cost, at) => {
      const demand = demands[Math.trunc(at / columns)] as unknown;
      if (cost < Infinity && typeof demand === 'number') values[at] = cost * demand;
    });
}

function withoutAbsent(object: Members): Members {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'absent').slice(0, 40);
}
