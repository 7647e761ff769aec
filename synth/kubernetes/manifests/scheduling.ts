import type { JsonObject } from '../../../lib/model/json';
import type { RegionNode } from '../../../lib/model/model';
import { isLaptop } from './region-scope';

/** Pods of one app on nodes of their region, no two on one node, spread over the zones. */
export function scheduling(region: RegionNode, app: string, minZones: number): JsonObject {
  const labelSelector = { matchLabels: { app } };
  const podTerm = { labelSelector, topologyKey: 'kubernetes.io/hostname' };
  return {
    affinity: isLaptop(region)
      ? {
          podAntiAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: podTerm }],
          },
        }
      : {
          nodeAffinity: nodesOf(region),
          podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [podTerm] },
        },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        labelSelector,
        ...(minZones >= 2 && !isLaptop(region)
          ? { whenUnsatisfiable: 'DoNotSchedule', minDomains: minZones, nodeTaintsPolicy: 'Honor' }
          : { whenUnsatisfiable: 'ScheduleAnyway' }),
      },
    ],
  };
}

function nodesOf(region: RegionNode): JsonObject {
  const expression = { key: 'topology.kubernetes.io/region', operator: 'In', values: [region.nodeRegion] };
  return {
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [expression] }] },
  };
}
