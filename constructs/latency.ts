import { parseLatencyCsv } from '../lib/model/latency-csv';
import type { LatencySpec } from '../lib/model/spec';

/** Round trips that are better known than the model knows them. */
export const Latency = {
  /** The text (not the path) of a table of measured round trips with the header `from,to,rtt_ms`. */
  csv: (text: string): LatencySpec => {
    const { measured, diagnostics } = parseLatencyCsv(text);
    // What cannot be read stays text, so that its faults are reported with all others.
    return { measured: diagnostics.length === 0 ? measured : `${text}\n` };
  },
} as const;
