import type { JsonObject } from '../../model/json';
import type { Backend, SiteManifest } from '../backend';
import type { RoutedService, RoutePlan } from '../route-plan';
import { networkPolicies } from './kubernetes-policies';
import { routerNetworkPolicy, routerServices } from './kubernetes-router';
import { routerScopes } from './targets';

/**
 * In-region discovery and isolation: a Service for every copy, a default-deny policy per namespace, and one policy per
 * service that opens exactly the declared calls.
 */
export const kubernetesBackend: Backend = {
  name: 'kubernetes',
  expresses: ['local-endpoints', 'isolation'],
  emit: (plan) => {
    const scopes = new Map(routerScopes(plan).map((scope) => [scope.site.id, scope]));
    return {
      artifacts: [],
      manifests: plan.sites.flatMap(({ id: site }): SiteManifest[] => {
        const scope = scopes.get(site);
        return [
          ...plan.services
            .filter((service) => service.sites.includes(site))
            .map((service) => clusterService(plan, service)),
          ...networkPolicies(plan, site, scope),
          ...(scope === undefined ? [] : [...routerServices(plan, scope), routerNetworkPolicy(plan, scope)]),
        ].map((manifest) => ({ site, manifest }));
      }),
      losses: [],
    };
  },
};

/** Port and target port carry the protocol's name, as the container's port does. */
function clusterService({ namespace }: RoutePlan, { id, protocol, port }: RoutedService): JsonObject {
  const appProtocols = { http: 'http', grpc: 'kubernetes.io/h2c', tcp: null } as const;
  const appProtocol = appProtocols[protocol];
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: id, namespace, labels: { app: id } },
    spec: {
      type: 'ClusterIP',
      selector: { app: id },
      ports: [
        {
          name: protocol,
          port,
          targetPort: protocol,
          protocol: 'TCP',
          ...(appProtocol === null ? {} : { appProtocol }),
        },
      ],
    },
  };
}
