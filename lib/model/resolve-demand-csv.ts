import type { DemandTable } from './demand-csv';
import { hasErrors, type Diagnostic } from './diagnostic';
import type { DemandSpec } from './spec';

export interface ResolvedDemand {
  readonly demand: DemandSpec;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The demand with the points of its table in place of the `csv`. Beside cities or points the table stays unread: two kinds
 * of demand at once are a fault that normalization names.
 */
export function resolveDemandCsv(demand: DemandSpec, readTable: (csv: string) => DemandTable): ResolvedDemand {
  const { csv, ...others } = demand;
  if (csv === undefined || others.points !== undefined || others.cities !== undefined)
    return { demand, diagnostics: [] };
  const { points, diagnostics } = readTable(csv);
  return { demand: { ...others, points: hasErrors(diagnostics) ? standIn : points }, diagnostics };
}

/** Stands for the points of a table whose faults are reported. */
const standIn = [{ id: 'unread', lat: 0, lng: 0, requestsPerSecond: 1 }] as const;
