import { diagnostic, type Diagnostic } from './diagnostic';
import type { DemandPointSpec } from './spec';

const columns = ['id', 'lat', 'lng', 'requests_per_second'];

export interface DemandTable {
  readonly points: readonly DemandPointSpec[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a table with the header `id,lat,lng,requests_per_second[,country]`: a point per line, quotes as in RFC 4180
 * but no line breaks inside them. Each finding names its line.
 */
export function parseDemandCsv(text: string): DemandTable {
  const points: DemandPointSpec[] = [];
  const diagnostics: Diagnostic[] = [];
  const fault = (line: number, problem: string): void => {
    diagnostics.push(diagnostic('config/bad-csv', 'demand/csv', { line, problem }));
  };
  const [header = '', ...rows] = text.replace(/^\uFEFF/, '').split(/\r\n|\n/);
  const names = header.split(',').map((name) => name.trim());
  const hasCountry = names.length === columns.length + 1 && names.at(-1) === 'country';
  if (columns.some((name, index) => names[index] !== name) || !(names.length === columns.length || hasCountry)) {
    fault(1, `is "${shortened(header)}"; it must be "${columns.join(',')}", with ",country" at the end if you like`);
    return { points, diagnostics };
  }
  const lines = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    const line = index + 2;
    if (row.trim() === '') continue;
    const point = parseRow(row, names.length);
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

/** The point of a line, or what is wrong with the line. */
function parseRow(row: string, width: number): DemandPointSpec | string {
  const fields = splitRow(row);
  if (fields === undefined) return 'has a quote that is not closed, or text beside a quoted field';
  if (fields.length !== width) return `has ${fields.length} fields; it must have ${width} (decimals have a point)`;
  const [id = '', latText = '', lngText = '', rateText = '', country = ''] = fields;
  if (id === '') return 'has no id';
  const [lat, lng, rate] = [latText, lngText, rateText].map((field) => decimal(field));
  if (lat === undefined || lat < -90 || lat > 90)
    return `has the latitude "${shortened(latText)}"; it must be a number from -90 to 90`;
  if (lng === undefined || lng < -180 || lng > 180)
    return `has the longitude "${shortened(lngText)}"; it must be a number from -180 to 180`;
  if (rate === undefined || rate < 0 || rate > 1e12)
    return `has the rate "${shortened(rateText)}"; it must be a number from 0 to 1e12`;
  if (country !== '' && !/^[A-Z]{2}$/.test(country))
    return `has the country "${shortened(country)}"; it must be two upper-case letters (ISO 3166-1)`;
  return { id, lat, lng, requestsPerSecond: rate, ...(country === '' ? {} : { country }) };
}

/** The fields of a line, or undefined when its quotes do not match. */
function splitRow(row: string): string[] | undefined {
  if (!row.includes('"')) return row.split(',').map((field) => field.trim());
  const fields: string[] = [];
  const field = /\s*(?:"((?:[^"]|"")*)"|([^",]*))\s*(,|$)/y;
  for (let match = field.exec(row); match !== null; match = field.exec(row)) {
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2]?.trim() ?? '');
    if (match[3] === '') return fields;
  }
  return undefined;
}

function decimal(text: string): number | undefined {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/.test(text) ? Number(text) : undefined;
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}
