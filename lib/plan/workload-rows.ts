import type { CallEdge } from '../model/model';
import type { DemandPoint } from './plan';

/** One row of a placement problem: requests that come from one place. */
export type WorkloadRow =
  | { readonly kind: 'users'; readonly demand: DemandPoint; readonly requestsPerSecond: number; readonly bytes: number }
  | {
      readonly kind: 'callers';
      readonly region: string;
      readonly requestsPerSecond: number;
      readonly bytes: number;
      readonly callers: readonly CallerShare[];
    };

/** What one calling service contributes to a row. */
export interface CallerShare {
  readonly service: string;
  readonly requestsPerSecond: number;
}

/** Requests per second of each placed service in each region. */
export type Loads = ReadonlyMap<string, ReadonlyMap<string, number>>;

/**
 * The calls to a service as rows by region: each caller's load there times its calls per request. Callers that are not
 * placed yet (a call cycle) contribute nothing.
 */
export function callerRows(service: string, calls: readonly CallEdge[], loads: Loads): WorkloadRow[] {
  const byRegion = new Map<string, { callers: CallerShare[]; transferred: number; rate: number }>();
  for (const call of calls) {
    if (call.to !== service) continue;
    for (const [region, load] of loads.get(call.from) ?? []) {
      const rate = load * call.perRequest;
      if (rate <= 0) continue;
      const row = byRegion.get(region) ?? { callers: [], transferred: 0, rate: 0 };
      row.callers.push({ service: call.from, requestsPerSecond: rate });
      row.transferred += rate * call.bytes;
      row.rate += rate;
      byRegion.set(region, row);
    }
  }
  return [...byRegion]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([region, { callers, transferred, rate }]) => ({
      kind: 'callers',
      region,
      requestsPerSecond: rate,
      bytes: transferred / rate,
      callers,
    }));
}
