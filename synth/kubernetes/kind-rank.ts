/**
 * The order in which kinds are applied: what others need comes first. A kind that is not listed comes last, because
 * it may need any of these.
 */
const kinds: readonly string[] = [
  'Namespace',
  'NetworkPolicy',
  'ResourceQuota',
  'LimitRange',
  'PriorityClass',
  'CustomResourceDefinition',
  'StorageClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'ServiceAccount',
  'Secret',
  'ConfigMap',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'Service',
  'PodDisruptionBudget',
  'DaemonSet',
  'Deployment',
  'StatefulSet',
  'HorizontalPodAutoscaler',
  'Job',
  'CronJob',
  'GatewayClass',
  'Gateway',
  'HTTPRoute',
  'GRPCRoute',
  'Ingress',
];

const ranks = new Map(kinds.map((kind, index) => [kind, index]));

export function kindRank(kind: string): number {
  return ranks.get(kind) ?? kinds.length;
}
