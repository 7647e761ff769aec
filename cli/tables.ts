import { dirname, resolve } from 'node:path';
import { parseDemandCsv } from '../lib/model/demand-csv';
import type { Diagnostic, Origin } from '../lib/model/diagnostic';
import { parseLatencyCsv, type LatencyTable } from '../lib/model/latency-csv';
import { pairName } from '../lib/model/normalize/planner';
import { resolveDemandCsv } from '../lib/model/resolve-demand-csv';
import type { MeasuredLatencySpec, StackSpec } from '../lib/model/spec';

/** A document with the rows of the tables that it names in place of their paths. */
export interface ResolvedTables {
  readonly spec: StackSpec;
  readonly diagnostics: readonly Diagnostic[];
  readonly locate: Locate;
}

/** Where the text of a document, or of a table of it, says what a diagnostic's path means. */
export type Locate = (place: string) => Origin | undefined;
/** The text of a file, or what is the matter with it. */
export type ReadText = (path: string) => string | readonly Diagnostic[];

/** Reads the tables of demand and of measured latencies; their paths are relative to the document. */
export function resolveTables(document: string, given: StackSpec, locate: Locate, readText: ReadText): ResolvedTables {
  const beside = (file: string): string => resolve(dirname(document), file);
  const demand = resolveDemand(given, locate, (file) => readText(beside(file)));
  return resolveLatency(demand, beside, readText);
}

function resolveDemand(spec: StackSpec, locate: Locate, readText: ReadText): ResolvedTables {
  if (spec.demand === undefined) return { spec, diagnostics: [], locate };
  const { demand, diagnostics } = resolveDemandCsv(spec.demand, (file) => {
    const text = readText(file);
    return typeof text === 'string' ? parseDemandCsv(text) : { points: [], diagnostics: text };
  });
  const origin = locate('demand/csv');
  return { spec: { ...spec, demand }, diagnostics: diagnostics.map((each) => withOrigin(each, origin)), locate };
}

const measuredPath = 'planner/latency/measured';

function resolveLatency(tables: ResolvedTables, beside: (file: string) => string, readText: ReadText): ResolvedTables {
  const { spec, diagnostics, locate } = tables;
  const file = spec.planner?.latency?.measured;
  if (typeof file !== 'string') return tables;
  const text = readText(beside(file));
  if (typeof text !== 'string') {
    const refused = text.map((each) => withOrigin(each, locate(measuredPath)));
    return { ...tables, spec: withMeasured(spec, []), diagnostics: [...diagnostics, ...refused] };
  }
  const table = parseLatencyCsv(text, beside(file));
  return {
    spec: withMeasured(spec, table.measured),
    diagnostics: [...diagnostics, ...table.diagnostics],
    locate: inTable(table, beside(file), locate),
  };
}

function withMeasured(spec: StackSpec, measured: readonly MeasuredLatencySpec[]): StackSpec {
  return { ...spec, planner: { ...spec.planner, latency: { ...spec.planner?.latency, measured } } };
}

const members = ['from', 'to', 'rttMs'];

/** Finds the measured pairs in their table, everything else in the document. */
function inTable({ measured, lines }: LatencyTable, file: string, locate: Locate): Locate {
  const rows = new Map(measured.map((pair, index) => [pairName(pair), lines[index]]));
  return (place) => {
    if (!place.startsWith(`${measuredPath}/`)) return locate(place);
    const [, name = '', member = ''] =
      /^(.*?)(?:\/(from|to|rttMs))?$/s.exec(place.slice(measuredPath.length + 1)) ?? [];
    const row = rows.get(name);
    if (row === undefined) return locate(place);
    return { file, line: row.line, col: row.cols[members.indexOf(member)] ?? 1 };
  };
}

function withOrigin(each: Diagnostic, origin: Origin | undefined): Diagnostic {
  return origin === undefined ? each : { ...each, origin };
}
