import { parseDemandCsv } from '../model/demand-csv';
import type { Diagnostic } from '../model/diagnostic';
import type { StackSpec } from '../model/spec';

/** The specification with the points of its CSV file in place of the file's path. Without a `csv` it stays as it is. */
export function resolveDemandCsv(
  spec: StackSpec,
  csvText: string,
): { readonly spec: StackSpec; readonly diagnostics: readonly Diagnostic[] } {
  if (spec.demand?.csv === undefined) return { spec, diagnostics: [] };
  const { csv: _, ...demand } = spec.demand;
  const { points, diagnostics } = parseDemandCsv(csvText);
  // Two kinds of demand at once are a fault that normalization names; replacing the file here would hide it.
  if (demand.points !== undefined || demand.cities !== undefined) return { spec, diagnostics };
  return { spec: { ...spec, demand: { ...demand, points } }, diagnostics };
}
