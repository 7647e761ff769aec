import type { RegionNode } from '../model/model';
import type { Placement, Plan, Workload } from '../plan/plan';

interface Row {
  readonly workload: Workload;
  readonly placement: Placement;
  readonly region: RegionNode | undefined;
}

type Value = string | number | null | undefined;

const columns: Readonly<Record<string, (row: Row) => Value>> = {
  service: ({ workload }) => workload.service,
  region: ({ placement }) => placement.region,
  lat: ({ region }) => region?.lat,
  lng: ({ region }) => region?.lng,
  country: ({ region }) => region?.country,
  share: ({ placement }) => placement.share,
  requests_per_second: ({ placement }) => placement.requestsPerSecond,
  replicas: ({ placement }) => placement.replicas,
  zones: ({ placement }) => placement.zones,
  cost_usd_per_month: ({ placement }) => placement.costUsdPerMonth,
  mean_ms: ({ workload }) => workload.latency.meanMs,
  p50_ms: ({ workload }) => workload.latency.p50Ms,
  p99_ms: ({ workload }) => workload.latency.p99Ms,
  worst_ms: ({ workload }) => workload.latency.worstMs,
  max_latency_ms: ({ workload }) => workload.slo?.maxLatencyMs,
  covered: ({ workload }) => workload.slo?.covered,
  reasons: ({ placement }) => placement.reasons.join('; '),
};

/**
 * A line for each placement, RFC 4180 with a header: commas, CRLF, numbers with a point. Latencies and their objective are
 * those of the whole service.
 */
export function planCsv(plan: Plan): string {
  const regions = new Map(plan.model.regions.map((region) => [region.id, region]));
  const rows = plan.workloads.flatMap((workload) =>
    workload.placements.map((placement) => {
      const row = { workload, placement, region: regions.get(placement.region) };
      return Object.values(columns).map((value) => value(row));
    }),
  );
  return [Object.keys(columns), ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

/** In quotes where the text needs them; what is absent is empty. */
function field(value: Value): string {
  const text = String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
