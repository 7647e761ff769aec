import type { Capacity, RegionNode, ServiceNode } from '../../model/model';
import { capacityLedger, type CapacityLedger } from '../capacity-ledger';
import { replicasFor } from '../replicas';
import type { Board, BoardPlacement, BoardService } from './board';
import type { Loss } from './losses';
import { relocate, type Relocation } from './relocation';

/** What would stand beside the plan: capacities by region position, and regions in which a service would run too. */
export interface Supplement {
  readonly capacities: ReadonlyMap<number, Capacity>;
  /** By position of the service. */
  readonly regions: ReadonlyMap<number, readonly BoardPlacement[]>;
}

export const noSupplement: Supplement = { capacities: new Map(), regions: new Map() };

export interface Replay {
  readonly loss: Loss;
  /** In the order of the board's services. */
  readonly services: readonly ServiceReplay[];
  /** Whole capacities, with all that runs after the loss. */
  readonly ledger: CapacityLedger;
}

export interface ServiceReplay extends Relocation {
  readonly each: BoardService;
  /** Positions of the regions where it still runs, ascending. */
  readonly sites: Int32Array;
  /** Whether anything differs from the replay of no loss: it lost something, or callers ask it from elsewhere. */
  readonly isAffected: boolean;
}

/**
 * Serves all demand again by the placements that are left: callers first, nearest first, within the whole capacity of
 * their regions. What runs keeps its room; replicas follow the load into what is free. `base` is the replay of no loss:
 * services that a loss does not touch are as they are there.
 */
export function replay(board: Board, loss: Loss, base: Replay | null, supplement = noSupplement): Replay {
  const left = board.services.map((each, at) => survivors(board, each, loss, supplement.regions.get(at) ?? []));
  const ledger = capacityLedger(regionsAfter(board.regions, loss, supplement), 1);
  const idOf = (region: number): string => (board.regions[region] as RegionNode).id;
  for (const [at, each] of board.services.entries())
    for (const { region, replicas } of left[at] ?? []) ledger.use(idOf(region), each.service, replicas);
  const services: ServiceReplay[] = [];
  const rates = new Float64Array(board.rows);
  for (const [at, each] of board.services.entries()) {
    const here = left[at] ?? [];
    const before = base?.services[at];
    if (before !== undefined && here === each.placements && !asksDiffer(each, services)) {
      services.push(before);
      continue;
    }
    const relocation = relocateService(board, each, here, { ledger, services, rates, idOf });
    const sites = Int32Array.from(here, ({ region }) => region);
    services.push({ ...relocation, each, sites, isAffected: base !== null });
  }
  return { loss, services, ledger };
}

interface Progress {
  readonly ledger: CapacityLedger;
  /** Of the services before this one. */
  readonly services: readonly ServiceReplay[];
  readonly rates: Float64Array;
  readonly idOf: (region: number) => string;
}

function relocateService(
  board: Board,
  each: BoardService,
  left: readonly BoardPlacement[],
  { ledger, services, rates, idOf }: Progress,
): Relocation {
  const { service } = each;
  for (const { region, replicas } of left) ledger.use(idOf(region), service, -replicas);
  fillRates(board, each, services, rates);
  const sites = Int32Array.from(left, ({ region }) => region);
  const rooms = Float64Array.from(left, ({ region }) => roomOf(ledger, service, idOf(region)));
  const relocation = relocate(board, each, { sites, rooms, rates });
  for (const [position, { region, replicas }] of left.entries()) {
    const wanted = replicasFor(service, relocation.loads[region] as number);
    const fits = Math.floor((rooms[position] as number) / service.requestsPerSecondPerReplica + 1e-9);
    ledger.use(idOf(region), service, Math.max(replicas, Math.min(wanted, fits)));
  }
  return relocation;
}

/** What is asked of a service in each row: its users, and its callers where they run now. */
function fillRates(
  { regions, userRates }: Board,
  each: BoardService,
  services: readonly ServiceReplay[],
  rates: Float64Array,
): void {
  rates.fill(0);
  if (each.isEntry) rates.set(userRates, regions.length);
  for (const { position, perRequest } of each.callers) {
    const { loads } = services[position] as ServiceReplay;
    for (let region = 0; region < regions.length; region += 1)
      rates[region] = (rates[region] as number) + (loads[region] as number) * perRequest;
  }
}

/** Services that nothing touched are shared with the replay of no loss: the others ask elsewhere. */
function asksDiffer({ callers }: BoardService, services: readonly ServiceReplay[]): boolean {
  return callers.some(({ position }) => services[position]?.isAffected === true);
}

function roomOf(ledger: CapacityLedger, service: ServiceNode, region: string): number {
  return ledger.replicasThatFit(region, service) * service.requestsPerSecondPerReplica;
}

/**
 * The placements that are left; the list itself where nothing is lost. Of a lost zone, the fullest is meant: what runs in
 * one zone only is gone, the rest loses its largest part.
 */
function survivors(
  { regions }: Board,
  { placements }: BoardService,
  { kind, regions: lost }: Loss,
  added: readonly BoardPlacement[],
): readonly BoardPlacement[] {
  const isLost = ({ region }: BoardPlacement): boolean => lost.includes((regions[region] as RegionNode).id);
  if (added.length === 0 && !placements.some(isLost)) return placements;
  return [...placements, ...added.filter(({ region }) => placements.every((each) => each.region !== region))]
    .flatMap((placement) => {
      if (!isLost(placement)) return [placement];
      const { replicas, zones } = placement;
      return kind === 'zone' && zones > 1 ? [{ ...placement, replicas: replicas - Math.ceil(replicas / zones) }] : [];
    })
    .toSorted((a, b) => a.region - b.region);
}

function regionsAfter(
  regions: readonly RegionNode[],
  { kind, regions: lost }: Loss,
  { capacities }: Supplement,
): readonly RegionNode[] {
  if (kind !== 'zone' && capacities.size === 0) return regions;
  return regions.map((region, at) => {
    const capacity = capacities.get(at) ?? region.capacity;
    if (capacity === null) return region;
    const left = kind === 'zone' && lost.includes(region.id) ? 1 - 1 / region.zones.length : 1;
    return { ...region, capacity: { cpuMillis: capacity.cpuMillis * left, memoryMiB: capacity.memoryMiB * left } };
  });
}
