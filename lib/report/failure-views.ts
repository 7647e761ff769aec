import type { FailureRow } from '../plan/plan';
import type { PlanFacts, ReportRegion } from './plan-facts';

/** A loss that the map can show. */
export interface FailureView {
  /** From 1; 0 is the plan without a loss. */
  readonly number: number;
  readonly row: FailureRow;
  /** Those of the lost regions that ran something. */
  readonly lost: readonly ReportRegion[];
  /** What moves where. */
  readonly moves: readonly Move[];
}

export interface Move {
  readonly from: string;
  readonly to: string;
  /** Of all services. */
  readonly requestsPerSecond: number;
}

/** More would make the page too long to be read. */
export const mostViews = 60;

/**
 * The losses of whole regions in the order of the regions' numbers, then those of several regions at once. What ran nothing
 * is no loss, and the loss of a zone leaves the region on the map.
 */
export function failureViews({ plan, regions }: PlanFacts): FailureView[] {
  const used = regions.filter(({ isUsed }) => isUsed);
  const hit = ({ lost }: FailureRow): ReportRegion[] => used.filter(({ id }) => lost.includes(id));
  const single = used.flatMap(({ id }) => plan.failures.filter(({ kind, name }) => kind === 'region' && name === id));
  const several = plan.failures.filter(
    (row) => (row.kind === 'provider' || row.kind === 'domain') && hit(row).length > 0,
  );
  return [...single, ...several].slice(0, mostViews).map((row, index) => {
    const lost = hit(row);
    return { number: index + 1, row, lost, moves: lost.flatMap(({ id }) => movesOf(row, id, plan.workloads)) };
  });
}

function movesOf({ takeover }: FailureRow, from: string, workloads: PlanFacts['plan']['workloads']): Move[] {
  const rates = new Map(
    workloads.flatMap(({ service, placements }) =>
      placements.filter(({ region }) => region === from).map(({ requestsPerSecond }) => [service, requestsPerSecond]),
    ),
  );
  const moved = new Map<string, number>();
  for (const { service, region, share } of takeover) {
    const rate = share * (rates.get(service) ?? 0);
    if (rate > 0) moved.set(region, (moved.get(region) ?? 0) + rate);
  }
  return [...moved].map(([to, requestsPerSecond]) => ({ from, to, requestsPerSecond }));
}
