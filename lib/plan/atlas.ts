import { inRegionMs, roundTripMatrix } from '../geo/latency';
import type { RegionNode } from '../model/model';
import type { DemandPoint } from './plan';
import type { WorkloadRow } from './workload-rows';

/** Round trips that the whole plan is made with, milliseconds. */
export interface Atlas {
  /** Position of a region in the model's order. */
  indexOf(region: string): number;
  betweenRegions(from: number, to: number): number;
  /** From where a row's requests come, to a region. */
  fromRow(row: WorkloadRow, region: number): number;
}

export function atlas(regions: readonly RegionNode[], points: readonly DemandPoint[]): Atlas {
  const index = new Map(regions.map((region, position) => [region.id, position]));
  const pointIndex = new Map(points.map((point, position) => [point.id, position]));
  const count = regions.length;
  const between = roundTripMatrix(regions, regions);
  const fromPoints = roundTripMatrix(points, regions);
  const indexOf = (region: string): number => {
    const found = index.get(region);
    if (found === undefined) throw new Error(`atlas: no region ${region}`);
    return found;
  };
  const betweenRegions = (from: number, to: number): number =>
    from === to ? inRegionMs : (between[from * count + to] as number);
  return {
    indexOf,
    betweenRegions,
    fromRow: (row, region) =>
      row.kind === 'users'
        ? (fromPoints[(pointIndex.get(row.demand.id) ?? 0) * count + region] as number)
        : betweenRegions(indexOf(row.region), region),
  };
}
