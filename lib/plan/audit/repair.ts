import type { Capacity, RegionNode, ServiceNode } from '../../model/model';
import { hoursPerMonth, toCents } from '../constants';
import type { Repair } from '../plan';
import { replicaUsd, reserveReplicas, zonesNeeded } from '../replicas';
import type { Board, BoardPlacement } from './board';
import { isShort } from './failure-row';
import { replay, type Replay, type ServiceReplay, type Supplement } from './replay';

/** Purchases of one repair; every one is followed by a replay. */
const mostPurchases = 12;

type Purchase =
  | { readonly kind: 'buy'; readonly region: number; readonly capacity: Capacity; readonly usdPerMonth: number }
  | { readonly kind: 'run'; readonly region: number; readonly service: number; readonly usdPerMonth: number };

/**
 * What closes the shortfall of a replayed loss: for the first service that is short, callers first, the cheapest of the
 * smallest capacities that would give its surviving regions enough room, and of the regions in which it could run too;
 * then the loss is replayed with it, until nothing is short. For a single short service that buys capacity, nothing
 * smaller would do; over several services it is the cheapest step each time. Null when nothing was found.
 */
export function cheapestRepair(board: Board, base: Replay, failed: Replay): Repair | null {
  const capacities = new Map<number, Capacity>();
  const regions = new Map<number, readonly BoardPlacement[]>();
  const supplement: Supplement = { capacities, regions };
  let after = failed;
  for (let left = mostPurchases; left > 0; left -= 1) {
    const at = after.services.findIndex(isShort);
    if (at < 0) return repairOf(board, supplement);
    const [first, ...others] = [...capacityPurchases(board, after, at, supplement), ...siteOptions(board, after, at)];
    if (first === undefined) return null;
    const purchase = others.reduce((a, b) => (b.usdPerMonth < a.usdPerMonth ? b : a), first);
    if (purchase.kind === 'buy') capacities.set(purchase.region, purchase.capacity);
    else regions.set(at, [...(regions.get(at) ?? []), placementIn(board, at, purchase.region)]);
    after = replay(board, failed.loss, base, supplement);
  }
  return after.services.some(isShort) ? null : repairOf(board, supplement);
}

function placementIn(board: Board, at: number, region: number): BoardPlacement {
  const service = serviceAt(board, at);
  const replicas = reserveReplicas(service);
  return { region, replicas, zones: Math.min(replicas, regionAt(board, region).zones.length) };
}

/** The smallest whole capacities with which a surviving region could take all that is short. */
function capacityPurchases(board: Board, after: Replay, at: number, supplement: Supplement): Purchase[] {
  const { sites, short } = after.services[at] as ServiceReplay;
  const service = serviceAt(board, at);
  const replicas = Math.ceil(short / service.requestsPerSecondPerReplica - 1e-9);
  return [...sites].flatMap((site): Purchase[] => {
    const region = regionAt(board, site);
    const before = supplement.capacities.get(site) ?? region.capacity;
    if (before === null) return [];
    const left = after.loss.regions.includes(region.id) ? 1 - 1 / region.zones.length : 1;
    const used = after.ledger.used(region.id);
    const needed = (taken: number, each: number): number => Math.ceil((taken + replicas * each) / left - 1e-6);
    const capacity = {
      cpuMillis: Math.max(before.cpuMillis, needed(used.cpuMillis, service.resources.cpuMillis)),
      memoryMiB: Math.max(before.memoryMiB, needed(used.memoryMiB, service.resources.memoryMiB)),
    };
    return [{ kind: 'buy', region: site, capacity, usdPerMonth: capacityUsd(region, before, capacity) }];
  });
}

function capacityUsd({ price }: RegionNode, before: Capacity, after: Capacity): number {
  const cpus = (after.cpuMillis - before.cpuMillis) / 1000;
  const memoryGiB = (after.memoryMiB - before.memoryMiB) / 1024;
  return hoursPerMonth * (cpus * price.cpuHourUsd + memoryGiB * price.memoryGiBHourUsd);
}

/** Regions that the service may use, that are not lost and that have room for its reserve and for what is short. */
function siteOptions(board: Board, after: Replay, at: number): Purchase[] {
  const { each, short } = after.services[at] as ServiceReplay;
  const service = serviceAt(board, at);
  const replicas = Math.max(reserveReplicas(service), Math.ceil(short / service.requestsPerSecondPerReplica - 1e-9));
  const running = new Set(each.placements.map(({ region }) => region));
  for (const site of (after.services[at] as ServiceReplay).sites) running.add(site);
  return board.regions.flatMap((region, position): Purchase[] => {
    if (running.has(position) || after.loss.regions.includes(region.id) || !mayRun(service, region)) return [];
    if (after.ledger.replicasThatFit(region.id, service) < replicas) return [];
    const usdPerMonth = reserveReplicas(service) * replicaUsd(service, region);
    return [{ kind: 'run', region: position, service: at, usdPerMonth }];
  });
}

function mayRun(service: ServiceNode, { id, jurisdictions, zones }: RegionNode): boolean {
  const { candidates, residency } = service.geo;
  const isAdmitted = residency.length === 0 || residency.some((tag) => jurisdictions.includes(tag));
  return isAdmitted && candidates.includes(id) && zones.length >= zonesNeeded(service);
}

function repairOf(board: Board, { capacities, regions }: Supplement): Repair {
  const buy = [...capacities]
    .toSorted(([a], [b]) => a - b)
    .map(([position, capacity]) => {
      const region = regionAt(board, position);
      const before = region.capacity ?? { cpuMillis: 0, memoryMiB: 0 };
      return {
        region: region.id,
        cpuMillis: capacity.cpuMillis - before.cpuMillis,
        memoryMiB: Math.ceil(capacity.memoryMiB - before.memoryMiB),
        usdPerMonth: toCents(capacityUsd(region, before, capacity)),
      };
    });
  const run = [...regions]
    .flatMap(([at, placements]) =>
      placements.map(({ region, replicas }) => ({
        service: serviceAt(board, at).id,
        region: regionAt(board, region).id,
        usdPerMonth: toCents(replicas * replicaUsd(serviceAt(board, at), regionAt(board, region))),
      })),
    )
    .toSorted((a, b) => (`${a.service} ${a.region}` < `${b.service} ${b.region}` ? -1 : 1));
  return { buy, run, usdPerMonth: toCents([...buy, ...run].reduce((sum, each) => sum + each.usdPerMonth, 0)) };
}

function serviceAt({ services }: Board, at: number): ServiceNode {
  const each = services[at];
  if (each === undefined) throw new Error(`repair: no service ${at}`);
  return each.service;
}

function regionAt({ regions }: Board, at: number): RegionNode {
  const region = regions[at];
  if (region === undefined) throw new Error(`repair: no region ${at}`);
  return region;
}
