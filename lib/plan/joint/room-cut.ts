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

/** The minimum cut of the fewest replicas of all services against the room of their regions; null when they fit. */
export function roomCut(problem: JointProblem): RoomCut | null {
  return cutOf(problem, 'cpu') ?? cutOf(problem, 'memory');
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
