import { inRegionMs, latencyModel, roundTripMatrix } from '../geo/latency';
import type { MeasuredLatency, RegionNode } from '../model/model';
import type { DemandPoint } from './plan';
import type { WorkloadRow } from './workload-rows';

/** Round trips that the whole plan is made with, milliseconds: measured ones where there are any, else the model's. */
export interface Atlas {
  /** Position of a region in the model's order. */
  indexOf(region: string): number;
  /**
   * From an origin to a region, both by position: origins are the regions, then the demand points, whose users' access
   * latency is part of it.
   */
  roundTrip(origin: number, region: number): number;
  /**
   * What a latency objective is compared with: a measured round trip as it is, a modelled one times the model's margin;
   * users' access latency is added to either.
   */
  assured(origin: number, region: number): number;
  /** The same from where a row's requests come. */
  fromRow(row: WorkloadRow, region: number): number;
  assuredFromRow(row: WorkloadRow, region: number): number;
  isMeasured(row: WorkloadRow, region: number): boolean;
  /** Of the pairs of two regions, in both directions, and the pairs of a demand point and a region. */
  readonly measuredCells: number;
  readonly modelledCells: number;
}

export function atlas(
  regions: readonly RegionNode[],
  points: readonly DemandPoint[],
  measured: readonly MeasuredLatency[] = [],
): Atlas {
  const index = new Map(regions.map((region, position) => [region.id, position]));
  const pointIndex = new Map(points.map((point, position) => [point.id, position]));
  const count = regions.length;
  // A row per region, then a row per demand point; a column per region.
  const cells = roundTripMatrix([...regions, ...points], regions);
  for (let region = 0; region < count; region += 1) cells[region * count + region] = inRegionMs;
  const measuredAt = new Uint8Array(cells.length);
  const replaced = measuredCells(measured, index, pointIndex);
  for (const [cell, rttMs] of replaced) {
    cells[cell] = rttMs;
    measuredAt[cell] = 1;
  }
  const total = count * (count - 1) + points.length * count;
  const indexOf = (region: string): number => {
    const found = index.get(region);
    if (found === undefined) throw new Error(`atlas: no region ${region}`);
    return found;
  };
  const access = Float64Array.from([...regions.map(() => 0), ...points.map(({ accessMs = 0 }) => accessMs)]);
  const originOf = (row: WorkloadRow): number =>
    row.kind === 'users' ? count + (pointIndex.get(row.demand.id) ?? 0) : indexOf(row.region);
  const roundTrip = (origin: number, region: number): number =>
    (cells[origin * count + region] as number) + (access[origin] as number);
  const assured = (origin: number, region: number): number => {
    const cell = origin * count + region;
    return (cells[cell] as number) * (measuredAt[cell] === 1 ? 1 : latencyModel.margin) + (access[origin] as number);
  };
  return {
    indexOf,
    roundTrip,
    assured,
    fromRow: (row, region) => roundTrip(originOf(row), region),
    assuredFromRow: (row, region) => assured(originOf(row), region),
    isMeasured: (row, region) => measuredAt[originOf(row) * count + region] === 1,
    measuredCells: replaced.size,
    modelledCells: total - replaced.size,
  };
}

/**
 * Cells of the atlas with their measured round trips. A pair without its other direction stands for both; from a demand
 * point the direction towards the region counts. Pairs of unknown places are left out: `checkMeasured` reports them.
 */
function measuredCells(
  measured: readonly MeasuredLatency[],
  regions: ReadonlyMap<string, number>,
  points: ReadonlyMap<string, number>,
): Map<number, number> {
  const count = regions.size;
  const rowOf = (id: string): number | undefined => {
    const point = points.get(id);
    return regions.get(id) ?? (point === undefined ? undefined : count + point);
  };
  const cells = new Map<number, number>();
  const reverse = new Map<number, number>();
  for (const { from, to, rttMs } of measured) {
    const [row, column] = [rowOf(from), rowOf(to)];
    if (row === undefined || column === undefined) continue;
    if (column < count) cells.set(row * count + column, rttMs);
    if (row < count) reverse.set(column * count + row, rttMs);
  }
  return new Map([...reverse, ...cells]);
}
