import { decimal, shortened, splitRow, type CsvField } from './csv-row';
import { diagnostic, type Diagnostic, type DiagnosticPlace } from './diagnostic';
import type { MeasuredLatencySpec } from './spec';

const columns = ['from', 'to', 'rtt_ms'];
const path = 'planner/latency/measured';

export interface LatencyTable {
  readonly measured: readonly MeasuredLatencySpec[];
  readonly diagnostics: readonly Diagnostic[];
  /** Where each of `measured` stands in the text; 1-based, the columns in the order `from`, `to`, `rtt_ms`. */
  readonly lines: readonly { readonly line: number; readonly cols: readonly number[] }[];
}

/**
 * Reads a table with the header `from,to,rtt_ms`: a measured round trip per line, quotes as in RFC 4180 but no line breaks
 * inside them. Each finding names its line, and with the name of the `file` has its position.
 */
export function parseLatencyCsv(text: string, file?: string): LatencyTable {
  const measured: MeasuredLatencySpec[] = [];
  const lines: { line: number; cols: number[] }[] = [];
  const diagnostics: Diagnostic[] = [];
  const fault = (line: number, problem: string, col = 1): void => {
    const place: DiagnosticPlace = file === undefined ? { path } : { path, origin: { file, line, col } };
    diagnostics.push(diagnostic('config/bad-csv', place, { table: 'latency', line, problem }));
  };
  const [header = '', ...rows] = text.replace(/^\uFEFF/, '').split(/\r\n|\n/);
  if (
    header
      .split(',')
      .map((name) => name.trim())
      .join() !== columns.join()
  ) {
    fault(1, `is "${shortened(header)}"; it must be "${columns.join(',')}"`);
    return { measured, diagnostics, lines };
  }
  const firstLines = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    const line = index + 2;
    if (row.trim() === '') continue;
    const pair = parseRow(row);
    if ('problem' in pair) {
      fault(line, pair.problem, pair.col);
      continue;
    }
    const { from, to } = pair.spec;
    const key = JSON.stringify([from, to]);
    const first = firstLines.get(key);
    if (first !== undefined) {
      fault(line, `is from "${shortened(from)}" to "${shortened(to)}", as line ${first} is already`);
      continue;
    }
    firstLines.set(key, line);
    measured.push(pair.spec);
    lines.push({ line, cols: pair.cols });
  }
  return { measured, diagnostics, lines };
}

interface Problem {
  readonly problem: string;
  readonly col: number;
}

/** The pair of a line, or what is wrong with the line. */
function parseRow(row: string): { readonly spec: MeasuredLatencySpec; readonly cols: number[] } | Problem {
  const fields = splitRow(row);
  if (fields === undefined) return { problem: 'has a quote that is not closed, or text beside a quoted field', col: 1 };
  const [from, to, rtt] = fields;
  if (from === undefined || to === undefined || rtt === undefined || fields.length > columns.length)
    return { problem: `has ${fields.length} fields; it must have ${columns.length} (decimals have a point)`, col: 1 };
  const empty = [from, to].find((field) => field.text === '');
  if (empty !== undefined) return { problem: `has no "${empty === from ? 'from' : 'to'}"`, col: empty.col };
  if (from.text === to.text) return { problem: `is from "${shortened(from.text)}" to itself`, col: to.col };
  const rttMs = milliseconds(rtt);
  if (typeof rttMs !== 'number') return rttMs;
  return { spec: { from: from.text, to: to.text, rttMs }, cols: fields.map(({ col }) => col) };
}

function milliseconds({ text, col }: CsvField): number | Problem {
  const value = decimal(text);
  if (value !== undefined && value > 0 && value <= 60_000) return value;
  return {
    problem: `has the round trip "${shortened(text)}"; it must be a number of milliseconds above 0, at most 60000`,
    col,
  };
}
