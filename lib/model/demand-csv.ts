import { decimal, shortened, splitRow } from './csv-row';
import { diagnostic, type Diagnostic } from './diagnostic';
import type { DemandPointSpec } from './spec';

const columns = ['id', 'lat', 'lng', 'requests_per_second'];
const furtherColumns = ['country', 'access_ms'];

export interface DemandTable {
  readonly points: readonly DemandPointSpec[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a table with the header `id,lat,lng,requests_per_second[,country][,access_ms]`: a point per line, quotes
 * as in RFC 4180 but no line breaks inside them. Each finding names its line.
 */
export function parseDemandCsv(text: string): DemandTable {
  const points: DemandPointSpec[] = [];
  const diagnostics: Diagnostic[] = [];
  const fault = (line: number, problem: string): void => {
    diagnostics.push(diagnostic('config/bad-csv', 'demand/csv', { table: 'demand', line, problem }));
  };
  const [header = '', ...rows] = text.replace(/^\uFEFF/, '').split(/\r\n|\n/);
  const names = header.split(',').map((name) => name.trim());
  const further = names.slice(columns.length);
  const isHeader = columns.every((name, at) => names[at] === name) && isSubsequence(further, furtherColumns);
  if (!isHeader) {
    fault(
      1,
      `is "${shortened(header)}"; it must be "${columns.join(',')}", with ",country" and ",access_ms" at the end if you like`,
    );
    return { points, diagnostics };
  }
  const lines = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    const line = index + 2;
    if (row.trim() === '') continue;
    const point = parseRow(row, names);
    const first = typeof point === 'string' ? undefined : lines.get(point.id);
    if (typeof point === 'string') fault(line, point);
    else if (first !== undefined) fault(line, `has the id "${shortened(point.id)}", which line ${first} has already`);
    else {
      lines.set(point.id, line);
      points.push(point);
    }
  }
  if (rows.every((row) => row.trim() === '')) fault(1, 'is the only one; add a line for each place');
  return { points, diagnostics };
}

/** Whether a list is another one with items left out. */
function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  const kept = whole.filter((name) => part.includes(name));
  return kept.length === part.length && kept.every((name, at) => part[at] === name);
}

/** The point of a line, or what is wrong with the line. */
function parseRow(row: string, names: readonly string[]): DemandPointSpec | string {
  const fields = splitRow(row);
  if (fields === undefined) return 'has a quote that is not closed, or text beside a quoted field';
  if (fields.length !== names.length)
    return `has ${fields.length} fields; it must have ${names.length} (decimals have a point)`;
  const field = (name: string): string => fields[names.indexOf(name)]?.text ?? '';
  const id = field('id');
  if (id === '') return 'has no id';
  const lat = decimal(field('lat'));
  if (lat === undefined || lat < -90 || lat > 90)
    return `has the latitude "${shortened(field('lat'))}"; it must be a number from -90 to 90`;
  const lng = decimal(field('lng'));
  if (lng === undefined || lng < -180 || lng > 180)
    return `has the longitude "${shortened(field('lng'))}"; it must be a number from -180 to 180`;
  const requestsPerSecond = decimal(field('requests_per_second'));
  if (requestsPerSecond === undefined || requestsPerSecond < 0 || requestsPerSecond > 1e12)
    return `has the rate "${shortened(field('requests_per_second'))}"; it must be a number from 0 to 1e12`;
  const country = field('country');
  if (country !== '' && !/^[A-Z]{2}$/.test(country))
    return `has the country "${shortened(country)}"; it must be two upper-case letters (ISO 3166-1)`;
  const access = field('access_ms');
  const accessMs = access === '' ? undefined : decimal(access);
  if (access !== '' && (accessMs === undefined || accessMs < 0 || accessMs > 10_000))
    return `has the access latency "${shortened(access)}"; it must be empty or a number of milliseconds from 0 to 10000`;
  return {
    id,
    lat,
    lng,
    requestsPerSecond,
    ...(country === '' ? {} : { country }),
    ...(accessMs === undefined ? {} : { accessMs }),
  };
}
