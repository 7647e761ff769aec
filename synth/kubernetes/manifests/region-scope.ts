import type { Model, RegionNode, ServiceNode } from '../../../lib/model/model';
import type { Placement, Plan } from '../../../lib/plan/plan';
import type { RoutePlan, Steering } from '../../../lib/router/route-plan';

/** What the objects of one region are made from. */
export interface RegionScope {
  readonly model: Model;
  readonly region: RegionNode;
  /** What runs here, sorted by service id. */
  readonly workloads: readonly PlacedService[];
  /** How callers of this region reach a service, by service id. */
  readonly steering: ReadonlyMap<string, Steering>;
  /** Port of each service on the region router, by service id. */
  readonly routerPorts: ReadonlyMap<string, number>;
}

export interface PlacedService {
  readonly service: ServiceNode;
  readonly placement: Placement;
}

/** One scope for every region that runs at least one workload, in the model's order. */
export function regionScopes(model: Model, plan: Plan, routes: RoutePlan): RegionScope[] {
  const services = new Map(model.services.map((service) => [service.id, service]));
  const placed = new Map<string, PlacedService[]>();
  for (const workload of plan.workloads) {
    const service = services.get(workload.service);
    if (service === undefined) throw new Error(`plan: workload "${workload.service}" is no service of the model`);
    for (const placement of workload.placements) {
      const here = placed.get(placement.region) ?? [];
      here.push({ service, placement });
      placed.set(placement.region, here);
    }
  }
  const routerPorts = new Map(routes.services.map((service) => [service.id, service.routerPort]));
  return model.regions.flatMap((region) => {
    const workloads = placed.get(region.id);
    if (workloads === undefined) return [];
    const rows = routes.steering.filter((row) => row.source === region.id);
    return [{ model, region, workloads, steering: new Map(rows.map((row) => [row.service, row])), routerPorts }];
  });
}

/** A region without a country is the laptop of a stack that declares no regions: its nodes carry no region label. */
export function isLaptop(region: RegionNode): boolean {
  return region.country === null;
}
