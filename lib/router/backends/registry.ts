import type { Backend } from '../backend';
import type { RoutePlan } from '../route-plan';
import { envoyBackend } from './envoy';
import { gatewayApiBackend } from './gateway-api';
import { haproxyBackend } from './haproxy';
import { kubernetesBackend } from './kubernetes';

const egressBackends = { envoy: envoyBackend, haproxy: haproxyBackend } as const;

/** The back ends of a plan: those of the clusters, and the router program that the user chose. */
export function backendsFor(routes: RoutePlan): readonly Backend[] {
  return [kubernetesBackend, gatewayApiBackend, egressBackends[routes.router.egress]];
}
