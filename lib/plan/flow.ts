import type { WorkloadRow } from './workload-rows';

/** One row's requests to one region. */
export interface Flow {
  readonly row: WorkloadRow;
  readonly region: string;
  readonly requestsPerSecond: number;
  readonly latencyMs: number;
  /** Whether the round trip was measured; else it is the model's. */
  readonly isMeasured: boolean;
}
