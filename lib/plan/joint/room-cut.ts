import { capacityCut } from '../solvers/feasibility';
import type { JointProblem, JointService } from './joint-problem';

/** Services that need more room than all regions that they may run in have together: no placement of them exists. */
export interface RoomCut {
  readonly kind: 'cpu' | 'memory';
  /** Positions. */
  readonly services: readonly number[];
  readonly regions: readonly number[];
  /** CPU (milli) or memory (MiB) of the fewest replicas that the services can have. */
  readonly needed: number;
  readonly room: number;
}

/**
 * The minimum cut of the fewest replicas of all services against the room of their regions, or a service too large for as
 * many regions as it may run in; null when neither rules a placement out.
 */
export function roomCut(problem: JointProblem): RoomCut | null {
  return cutOf(problem, 'cpu') ?? cutOf(problem, 'memory') ?? tooLarge(problem, 'cpu') ?? tooLarge(problem, 'memory');
}

function tooLarge({ services, regions, room }: JointProblem, kind: RoomCut['kind']): RoomCut | null {
  const from = kind === 'cpu' ? 0 : regions;
  for (const [index, service] of services.entries()) {
    const largest = [...service.candidate.keys()]
      .filter((site) => service.candidate[site] === 1)
      .toSorted((a, b) => (room[from + b] as number) - (room[from + a] as number) || a - b)
      .slice(0, service.maxSites);
    const free = largest.reduce((sum, site) => sum + Math.max(0, room[from + site] as number), 0);
    const needed = needOf(service, kind);
    if (needed > free * (1 + 1e-9)) return { kind, services: [index], regions: largest, needed, room: free };
  }
  return null;
}

function cutOf({ services, regions, room }: JointProblem, kind: RoomCut['kind']): RoomCut | null {
  const from = kind === 'cpu' ? 0 : regions;
  const capacities = room.slice(from, from + regions).map((limit) => Math.max(0, limit));
  const needs = Float64Array.from(services, (service) => needOf(service, kind));
  const cut = capacityCut({
    costs: Float64Array.from(services.flatMap(({ candidate }) => [...candidate].map((may) => (may ? 0 : Infinity)))),
    demands: needs,
    fixedCosts: new Float64Array(regions),
    capacities,
    minSites: 1,
    maxSites: regions,
  });
  if (cut === null) return null;
  const total = (positions: Int32Array, of: Float64Array): number =>
    positions.reduce((sum, at) => sum + (of[at] as number), 0);
  const [needed, free] = [total(cut.rows, needs), total(cut.sites, capacities)];
  if (needed <= free * (1 + 1e-9)) return null;
  return { kind, services: [...cut.rows], regions: [...cut.sites], needed, room: free };
}

function needOf({ replica, totalRate, minSites }: JointService, kind: RoomCut['kind']): number {
  const replicas = Math.max(Math.ceil(totalRate / replica.requestsPerSecond - 1e-9), minSites * replica.reserve);
  return replicas * (kind === 'cpu' ? replica.cpuMillis : replica.memoryMiB);
}
