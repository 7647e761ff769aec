import { parseDemandCsv } from '../lib/model/demand-csv';
import type { CityDemandSpec, DemandPointSpec, DemandSpec } from '../lib/model/spec';

interface DemandOptions extends Pick<DemandSpec, 'requestsPerSecond' | 'accessMs'> {}

interface CityOptions extends CityDemandSpec, DemandOptions {
  readonly requestsPerSecond: number;
}

/** Where the users are. */
export const Demand = {
  /** Every city of at least `minPopulation` people; the rate is shared in proportion to the population. */
  cities: ({ requestsPerSecond, accessMs, ...cities }: CityOptions): DemandSpec => ({
    cities,
    requestsPerSecond,
    ...(accessMs === undefined ? {} : { accessMs }),
  }),
  /** Places of one's own; with `requestsPerSecond` their rates are shares of that total. */
  points: (points: readonly DemandPointSpec[], options: DemandOptions = {}): DemandSpec => ({ ...options, points }),
  /** The text (not the path) of a table with the header `id,lat,lng,requests_per_second[,country][,access_ms]`. */
  csv: (text: string, options: DemandOptions = {}): DemandSpec => {
    const { points, diagnostics } = parseDemandCsv(text);
    // What cannot be read stays text, so that its faults are reported with all others.
    return diagnostics.length === 0 ? { ...options, points } : { ...options, csv: `${text}\n` };
  },
} as const;
