import { toMilli } from './constants';
import type { LatencySummary } from './plan';

export interface WeightedLatency {
  readonly latencyMs: number;
  readonly requestsPerSecond: number;
}

/** Mean, median, 99th percentile and worst over requests; zeros without any. */
export function latencySummary(flows: readonly WeightedLatency[]): LatencySummary {
  const sorted = flows.toSorted((a, b) => a.latencyMs - b.latencyMs);
  const total = sorted.reduce((rate, flow) => rate + flow.requestsPerSecond, 0);
  const waiting = sorted.reduce((sum, flow) => sum + flow.latencyMs * flow.requestsPerSecond, 0);
  return {
    meanMs: toMilli(total === 0 ? 0 : waiting / total),
    p50Ms: toMilli(percentile(sorted, total * 0.5)),
    p99Ms: toMilli(percentile(sorted, total * 0.99)),
    worstMs: toMilli(sorted.at(-1)?.latencyMs ?? 0),
  };
}

function percentile(sorted: readonly WeightedLatency[], rate: number): number {
  let sum = 0;
  for (const flow of sorted) {
    sum += flow.requestsPerSecond;
    if (sum >= rate) return flow.latencyMs;
  }
  return sorted.at(-1)?.latencyMs ?? 0;
}
