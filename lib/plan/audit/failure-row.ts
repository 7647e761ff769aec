import { compareCodeUnits } from '../../model/compare';
import type { RegionNode } from '../../model/model';
import { usedShare } from '../capacity-ledger';
import { toMicro, toMilli } from '../constants';
import type { FailureRow, LossKind, MissingRoom, Repair, Reroute } from '../plan';
import type { Board } from './board';
import type { Replay, ServiceReplay } from './replay';

/** Whether a service is short by more than rounding. */
export function isShort({ sites, short, demand }: ServiceReplay): boolean {
  return sites.length === 0 || short > 1e-6 * demand;
}

export interface Replayed {
  readonly kind: LossKind;
  /** The replay of no loss. */
  readonly base: Replay;
  readonly after: Replay;
  readonly repair: Repair | null;
}

/** The record of a replayed loss. */
export function failureRow(board: Board, { kind, base, after, repair }: Replayed): FailureRow {
  const short = after.services.filter(isShort);
  const unserved = short.map(({ each }) => each.service.id).toSorted(compareCodeUnits);
  const gains = after.services.map((each, at) => gainsOf(each, base.services[at] as ServiceReplay));
  const moved = gains.reduce((sum, gain) => sum + gain.total, 0);
  const total = base.services.reduce((sum, { demand }) => sum + demand, 0);
  return {
    kind,
    name: after.loss.name,
    lost: after.loss.regions,
    feasible: short.length === 0,
    unserved,
    missing: short.map((each) => missingRoom(board, each)).toSorted((a, b) => compareCodeUnits(a.service, b.service)),
    ...latencyOf(after),
    slo: coverage(after.services),
    maxUtilisation: maxUtilisation(board, after),
    movedShare: toMicro(total === 0 ? 0 : Math.min(1, moved / total)),
    takeover: takeover(board, base, after, gains),
    reroutes: reroutes(board, after),
    shortfall: shortfallText(board, short),
    repair,
  };
}

/** Of all requests that are served. */
export function latencyOf({ services }: Replay): { readonly meanLatencyMs: number; readonly worstLatencyMs: number } {
  const served = services.reduce((sum, { demand, short }) => sum + demand - short, 0);
  const waiting = services.reduce((sum, each) => sum + each.waiting, 0);
  return {
    meanLatencyMs: toMilli(served <= 0 ? 0 : waiting / served),
    worstLatencyMs: toMilli(services.reduce((worst, { worstMs }) => Math.max(worst, worstMs), 0)),
  };
}

function coverage(services: readonly ServiceReplay[]): FailureRow['slo'] {
  return services
    .filter(({ each }) => each.service.geo.maxLatencyMs !== null)
    .map(({ each, covered, demand }) => ({
      service: each.service.id,
      covered: toMicro(demand === 0 ? 1 : Math.min(1, covered / demand)),
    }))
    .toSorted((a, b) => compareCodeUnits(a.service, b.service));
}

interface Gains {
  /** By region position: requests per second that a surviving region serves more than before. */
  readonly byRegion: ReadonlyMap<number, number>;
  readonly total: number;
}

function gainsOf({ loads, sites }: ServiceReplay, before: ServiceReplay): Gains {
  const byRegion = new Map<number, number>();
  let total = 0;
  for (const site of sites) {
    const gain = (loads[site] as number) - (before.loads[site] as number);
    // The plan's rates are rounded to 0.001.
    if (gain <= 0.001) continue;
    byRegion.set(site, gain);
    total += gain;
  }
  return { byRegion, total };
}

/** Of services that served requests in what is lost. */
function takeover(board: Board, base: Replay, after: Replay, gains: readonly Gains[]): FailureRow['takeover'] {
  return after.services
    .flatMap(({ each }, at) => {
      const { byRegion, total } = gains[at] as Gains;
      const { loads } = base.services[at] as ServiceReplay;
      const lostLoad = after.loss.regions.some((id) => {
        const position = each.placements.find(({ region }) => board.regions[region]?.id === id)?.region;
        return position !== undefined && (loads[position] as number) > 0;
      });
      if (!lostLoad) return [];
      return [...byRegion].map(([region, gain]) => ({
        service: each.service.id,
        region: (board.regions[region] as RegionNode).id,
        share: toMicro(gain / total),
      }));
    })
    .toSorted((a, b) => compareCodeUnits(a.service, b.service) || compareCodeUnits(a.region, b.region));
}

function reroutes({ regions }: Board, { services }: Replay): Reroute[] {
  const idOf = (position: number): string => (regions[position] as RegionNode).id;
  return services
    .flatMap(({ each, rerouted }) => {
      const totals = new Map<number, number>();
      for (const { from, rate } of rerouted) totals.set(from, (totals.get(from) ?? 0) + rate);
      return rerouted.map(({ from, to, rate }) => ({
        service: each.service.id,
        from: idOf(from),
        to: idOf(to),
        share: toMicro(rate / (totals.get(from) as number)),
      }));
    })
    .toSorted(
      (a, b) =>
        compareCodeUnits(a.service, b.service) || compareCodeUnits(a.from, b.from) || compareCodeUnits(a.to, b.to),
    );
}

/** Of the surviving regions that run something. */
export function maxUtilisation({ regions, services }: Board, { loss, ledger }: Replay): number | null {
  const running = new Set(services.flatMap(({ placements }) => placements.map(({ region }) => region)));
  const gone = new Set(loss.kind === 'zone' ? [] : loss.regions);
  const shares = regions.flatMap(({ id, capacity, zones }, at) => {
    if (capacity === null || gone.has(id) || !running.has(at)) return [];
    const left = loss.regions.includes(id) ? 1 - 1 / zones.length : 1;
    const living = { cpuMillis: capacity.cpuMillis * left, memoryMiB: capacity.memoryMiB * left };
    return [usedShare(ledger.used(id), living)];
  });
  return shares.length === 0 ? null : toMicro(Math.max(...shares));
}

function missingRoom(board: Board, { each, short, demand, full }: ServiceReplay): MissingRoom {
  return {
    service: each.service.id,
    requestsPerSecond: toMilli(short),
    demand: toMilli(demand),
    full: namesOf(board, full),
  };
}

export function namesOf({ regions }: Board, positions: Int32Array): string[] {
  return [...positions].map((position) => (regions[position] as RegionNode).id);
}

function shortfallText(board: Board, short: readonly ServiceReplay[]): string | null {
  if (short.length === 0) return null;
  if (short.length === board.services.length && short.every(({ sites }) => sites.length === 0))
    return 'nothing runs anywhere else';
  return short
    .map((each) => `"${each.each.service.id}" ${shortfallOf(board, each)}`)
    .toSorted(compareCodeUnits)
    .join('; ');
}

/** What one service lacks. */
export function shortfallOf(board: Board, { sites, short, demand, full }: ServiceReplay): string {
  if (sites.length === 0) return 'runs nowhere else';
  return `lacks room for ${Math.ceil(short)} of ${Math.ceil(demand)} requests/s in ${namesOf(board, full).join(', ')}`;
}
