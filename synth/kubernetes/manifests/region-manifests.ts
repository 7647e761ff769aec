import type { JsonObject } from '../../../lib/model/json';
import type { Model } from '../../../lib/model/model';
import type { Plan } from '../../../lib/plan/plan';
import type { SiteManifest } from '../../../lib/router/backend';
import type { RoutePlan } from '../../../lib/router/route-plan';
import { backendManifest, isAboutRegion } from './backend-manifest';
import { deployment } from './deployment';
import { horizontalPodAutoscaler } from './horizontal-pod-autoscaler';
import { job } from './job';
import { limitRange } from './limit-range';
import { serviceSubject } from './metadata';
import { namespace } from './namespace';
import { podDisruptionBudget } from './pod-disruption-budget';
import { regionRouter, type RouterConfig } from './region-router';
import { regionScopes, type PlacedService, type RegionScope } from './region-scope';
import { resourceQuota } from './resource-quota';
import { serviceAccount } from './service-account';

export interface RegionManifestsInput {
  readonly model: Model;
  readonly plan: Plan;
  readonly routes: RoutePlan;
  /** What the router back ends want applied: Services, NetworkPolicies, Gateway API objects. */
  readonly backendManifests: readonly SiteManifest[];
  /** Configuration of the router in a region, by region id; no files where none is needed. */
  readonly routerConfig: (site: string) => RouterConfig;
}

export interface RegionManifests {
  readonly region: string;
  readonly manifests: readonly JsonObject[];
}

/** The objects of every region that runs at least one workload, regions in the model's order. Pure. */
export function regionManifests(input: RegionManifestsInput): readonly RegionManifests[] {
  const bySite = new Map<string, JsonObject[]>();
  for (const { site, manifest } of input.backendManifests) {
    const here = bySite.get(site) ?? [];
    here.push(manifest);
    bySite.set(site, here);
  }
  return regionScopes(input.model, input.plan, input.routes).map((scope) => {
    const { id } = scope.region;
    return { region: id, manifests: manifestsOf(scope, input.routerConfig(id), bySite.get(id) ?? []) };
  });
}

function manifestsOf(scope: RegionScope, config: RouterConfig, backend: readonly JsonObject[]): JsonObject[] {
  const hasRouter = Object.keys(config.files).length > 0;
  return [
    namespace(scope),
    resourceQuota(scope, hasRouter),
    limitRange(scope),
    ...scope.workloads.flatMap((workload) => workloadManifests(scope, workload)),
    ...(hasRouter ? regionRouter(scope, config) : []),
    ...backend.filter((manifest) => isAboutRegion(scope, manifest)).map((manifest) => backendManifest(scope, manifest)),
  ];
}

function workloadManifests(scope: RegionScope, workload: PlacedService): JsonObject[] {
  const subject = serviceSubject(workload.service);
  const account = serviceAccount(scope, subject);
  if (workload.service.type === 'job') return [account, job(scope, workload)];
  const autoscaler = horizontalPodAutoscaler(scope, workload);
  return [
    account,
    deployment(scope, workload),
    ...(workload.placement.replicas >= 2 ? [podDisruptionBudget(scope, subject)] : []),
    ...(autoscaler === null ? [] : [autoscaler]),
  ];
}
