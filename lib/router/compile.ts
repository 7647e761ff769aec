import { canonicalDigest } from '../model/canonical-json';
import { hasErrors, sortDiagnostics, type Diagnostic } from '../model/diagnostic';
import type { Model } from '../model/model';
import type { Plan } from '../plan/plan';
import type { SiteDistances } from '../topology/distances';
import { topologyGraph } from '../topology/topology-graph';
import { gatewayPort } from './gateway-port';
import { withDetectors } from './passes/detector';
import { failoverOverloads } from './passes/failover-load';
import { missingGateways } from './passes/gateways';
import { sitePaths } from './passes/paths';
import { isAlwaysRouted, steeringRows } from './passes/steering';
import type { ExternalTarget, PublicRoute, RoutedCall, RoutedService, RoutePlan, Steering } from './route-plan';
import { verify } from './verify';

export interface CompiledRoutes {
  /** Null when there is an error. */
  readonly routes: RoutePlan | null;
  readonly diagnostics: readonly Diagnostic[];
}

const firstRouterPort = 15_001;

/** Model and Plan -> RoutePlan: steering, topology, paths; verified before it is returned. */
export function compileRoutes(model: Model, plan: Plan): CompiledRoutes {
  const distances = siteDistances(plan);
  const { wiring, diagnostics: topologyFaults } = topologyGraph(model.topology, distances);
  const rows = steeringRows(model, plan);
  const { paths, diagnostics: pathFaults } = sitePaths(rows, model.topology, wiring, distances);
  const diagnostics = sortDiagnostics([
    ...topologyFaults,
    ...(hasErrors(topologyFaults) ? [] : pathFaults),
    ...missingGateways(model, paths),
    ...failoverOverloads(model, plan, rows),
  ]);
  if (hasErrors(diagnostics)) return { routes: null, diagnostics };
  const steering = withDetectors(rows, paths);
  const routes: RoutePlan = {
    kind: 'route-plan',
    version: 1,
    name: model.name,
    namespace: model.kubernetes.namespace,
    inputDigest: canonicalDigest(plan),
    sites: model.regions
      .filter(({ id }) => distances.sites.includes(id))
      .map(({ id, slug, gateway, lat, lng }) => ({ id, slug, gateway, lat, lng })),
    topology: {
      kind: model.topology.kind,
      survive: model.topology.survive,
      hubs: wiring.hubs,
      links: wiring.links.map(({ a, b }) => ({ a, b, rttMs: distances.rttMs(a, b) })),
      paths,
    },
    services: routedServices(model, plan),
    calls: model.calls
      .filter((call) => !call.external)
      .map(({ from, to, timeoutMs, idempotent }): RoutedCall => ({ from, to, timeoutMs, idempotent })),
    external: externalTargets(model),
    publicRoutes: publicRoutes(model, steering),
    steering,
    router: model.router,
    gatewayClass: model.kubernetes.gatewayClass,
    origin: model.origin,
  };
  return { routes: verify(routes), diagnostics };
}

/** The regions that run something. */
function siteDistances(plan: Plan): SiteDistances {
  const used = new Set(plan.workloads.flatMap((workload) => workload.placements.map((placement) => placement.region)));
  const position = new Map(plan.regions.map((region, index) => [region.id, index]));
  return {
    sites: plan.regions.map((region) => region.id).filter((id) => used.has(id)),
    rttMs: (from, to) =>
      from === to ? 0 : (plan.regionLatencyMs[position.get(from) ?? -1]?.[position.get(to) ?? -1] ?? Infinity),
  };
}

function routedServices(model: Model, plan: Plan): RoutedService[] {
  const sites = new Map(
    plan.workloads.map((workload) => [workload.service, workload.placements.map((placement) => placement.region)]),
  );
  const served = model.services.filter((service) => service.type !== 'job');
  return served.map((service, index) => ({
    id: service.id,
    protocol: service.protocol,
    port: service.port,
    healthPath: service.health.readiness,
    routerPort: firstRouterPort + index + (firstRouterPort + index >= gatewayPort ? 1 : 0),
    sites: sites.get(service.id) ?? [],
    alwaysRouted: isAlwaysRouted(model, service.id),
    origin: service.origin,
  }));
}

function externalTargets(model: Model): ExternalTarget[] {
  return model.externalServices.map(({ id, host, port, protocol, cidrs }) => ({
    id,
    host,
    port,
    protocol,
    cidrs,
    callers: model.calls.filter((call) => call.to === id).map((call) => call.from),
  }));
}

function publicRoutes(model: Model, steering: readonly Steering[]): PublicRoute[] {
  const slowest = Math.max(1000, ...steering.map((row) => row.timeoutMs));
  return model.services.flatMap((service) =>
    service.public === null
      ? []
      : [
          {
            service: service.id,
            hosts: service.public.hosts,
            match: { kind: 'prefix', path: service.public.path },
            timeoutMs: slowest,
          },
        ],
  );
}
