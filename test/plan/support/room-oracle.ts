import type { Model, ServiceNode } from '../../../lib/model/model';

const reserveOf = ({ tier }: ServiceNode): number => Math.max(tier.minReplicas, tier.minZones);

/**
 * Whether some choice of regions has room for whole replicas of all services, which are of the same size: every choice is
 * tried, and what the services need beyond their reserves is compared with what is left, for every set of services (Hall's
 * theorem). `loads`: requests per second of each service; any region may serve any request.
 */
export function reachableLoads({ regions, services, planner }: Model, loads: readonly number[]): boolean {
  const size = services[0]?.resources.cpuMillis ?? 1;
  const router = regions.length > 1 ? 1000 : 0;
  const rooms = regions.map(({ capacity }) =>
    Math.floor(((capacity?.cpuMillis ?? Infinity) * planner.targetUtilisation - router) / size + 1e-9),
  );
  const choices = services.map(({ geo }) =>
    Array.from({ length: 2 ** regions.length - 1 }, (_, mask) =>
      regions.flatMap((_region, at) => (((mask + 1) >> at) & 1 ? [at] : [])),
    ).filter((set) => set.length >= geo.minRegions && set.length <= Math.max(geo.minRegions, geo.maxRegions)),
  );
  const fits = (chosen: readonly (readonly number[])[]): boolean => {
    const left = rooms.map((room, at) =>
      chosen.reduce(
        (sum, set, index) => sum - (set.includes(at) ? reserveOf(services[index] as ServiceNode) : 0),
        room,
      ),
    );
    if (left.some((room) => room < 0)) return false;
    const needs = chosen.map((set, index) => {
      const service = services[index] as ServiceNode;
      const replicas = Math.ceil((loads[index] ?? 0) / service.requestsPerSecondPerReplica - 1e-9);
      return Math.max(0, replicas - set.length * reserveOf(service));
    });
    return Array.from({ length: 2 ** services.length - 1 }, (_, mask) => mask + 1).every((mask) => {
      const some = chosen.flatMap((set, index) => ((mask >> index) & 1 ? [{ set, need: needs[index] ?? 0 }] : []));
      const reached = new Set(some.flatMap(({ set }) => set));
      return (
        some.reduce((sum, { need }) => sum + need, 0) <= [...reached].reduce((sum, at) => sum + (left[at] ?? 0), 0)
      );
    });
  };
  const extend = (chosen: readonly (readonly number[])[]): boolean =>
    chosen.length === services.length
      ? fits(chosen)
      : (choices[chosen.length] ?? []).some((set) => extend([...chosen, set]));
  return extend([]);
}
