import type { CatalogueArea } from './entry';

/** What no schema says about objects that work on others: selectors, scaling, budgets, Gateway API. */
export const k8sTraffic = {
  'k8s/empty-selector': {
    severity: 'error',
    text: (p: { subject: string }) => `${p.subject} selects nothing; set spec.selector to labels of its pods`,
    what: 'A workload or a budget has no selector, or an empty one where that is not allowed.',
    why: 'The API server would refuse the object, or it would be about no pod at all.',
    fix: 'Select by the labels of the pod template, such as `matchLabels: { app: api }`.',
  },
  'k8s/selector-mismatch': {
    severity: 'error',
    text: (p: { subject: string; selector: string; labels: string }) =>
      `${p.subject} selects ${p.selector}, its own pods have the labels ${p.labels}; let them agree`,
    what: 'The selector of a workload does not select the pods of its own template.',
    why: 'The API server would refuse the object.',
    fix: 'Add the selected labels to `spec.template.metadata.labels`. The selector of an existing workload cannot change.',
  },
  'k8s/selector-hits-nothing': {
    severity: 'error',
    text: (p: { subject: string; selector: string; namespace: string }) =>
      `${p.subject} selects ${p.selector} in namespace "${p.namespace}", where no workload of the region has such pods; correct the labels, or list "Pod/*" in the annotation obinexus.dev/external-references if they are made elsewhere`,
    what: 'A Service, PodDisruptionBudget or NetworkPolicy selects pods that no workload of its region makes.',
    why: 'Calls to the Service would fail, the budget or the policy would protect nothing.',
    fix: 'Use labels of the pod template, such as `app: api`, and the namespace of the workload.',
  },
  'k8s/illegal-cidr': {
    severity: 'error',
    text: (p: { subject: string; cidr: string }) =>
      `${p.subject} has the address block "${p.cidr}"; a block is an address and a prefix length with no bit set behind it, such as "10.0.0.0/8" or "2001:db8::/32"`,
    what: 'An address block of a NetworkPolicy is no CIDR.',
    why: 'The API server would refuse the object, or the policy would cover other addresses than it seems to.',
    fix: 'Write the first address of the block and the length of its prefix.',
  },
  'k8s/pdb-bounds': {
    severity: 'error',
    text: (p: { subject: string; both: boolean }) =>
      `${p.subject} has ${p.both ? 'both' : 'neither'} minAvailable and maxUnavailable; set exactly one of them`,
    what: 'A PodDisruptionBudget has no bound or two.',
    why: 'The API server refuses two; none protects nothing.',
    fix: 'Set `maxUnavailable: 1`.',
  },
  'k8s/pdb-blocks': {
    severity: 'error',
    text: (p: { subject: string; bound: string; value: string; replicas: number }) =>
      `${p.subject} has ${p.bound} ${p.value} over ${p.replicas} ${p.replicas === 1 ? 'replica' : 'replicas'}, so no pod may ever be evicted; set maxUnavailable to 1, run more replicas or remove the budget`,
    what: 'A PodDisruptionBudget never allows an eviction.',
    why: 'No node that runs one of the pods could be drained, so that upgrades of the cluster get stuck.',
    fix: 'Set `maxUnavailable: 1`, or a `minAvailable` below the number of replicas. A single replica needs no budget.',
  },
  'k8s/autoscaler-bounds': {
    severity: 'error',
    text: (p: { subject: string; min: number; max: number }) =>
      `${p.subject} scales from ${p.min} to ${p.max} replicas; it must be 1 <= minReplicas <= maxReplicas`,
    what: 'The bounds of an autoscaler contradict each other.',
    why: 'The API server would refuse the object.',
    fix: 'Raise `maxReplicas` or lower `minReplicas`.',
  },
  'k8s/replicas-with-hpa': {
    severity: 'error',
    text: (p: { subject: string; replicas: number; autoscaler: string }) =>
      `${p.subject} sets ${p.replicas} replicas, which HorizontalPodAutoscaler "${p.autoscaler}" sets too; leave spec.replicas out`,
    what: 'A workload with an autoscaler fixes its number of replicas.',
    why: 'Every time the manifests are applied, the workload is scaled back in the middle of its load.',
    fix: 'Remove `spec.replicas`; `minReplicas` of the autoscaler is the floor.',
  },
  'k8s/negative-replicas': {
    severity: 'error',
    text: (p: { subject: string; replicas: number }) =>
      `${p.subject} has ${p.replicas} replicas; the number is 0 or more`,
    what: 'A number of replicas is negative.',
    why: 'The API server would refuse the object.',
    fix: 'Use 0 to stop the workload.',
  },
  'k8s/rollout-stuck': {
    severity: 'error',
    text: (p: { subject: string; surge: string; unavailable: string }) =>
      `${p.subject} has maxSurge ${p.surge} and maxUnavailable ${p.unavailable}, so that an update may neither add nor remove a pod; raise one of them`,
    what: 'A rolling update may neither start a new pod first nor stop an old one first.',
    why: 'The API server would refuse the object, because the update could never begin.',
    fix: 'Set `maxSurge: 1`.',
  },
  'k8s/rollout-settings-unused': {
    severity: 'error',
    text: (p: { subject: string; type: string }) =>
      `${p.subject} updates with ${p.type} and has settings for a rolling update; remove rollingUpdate`,
    what: 'A workload has `rollingUpdate` settings although it does not update in a rolling manner.',
    why: 'The API server would refuse the object.',
    fix: 'Remove `rollingUpdate`, or set the type to `RollingUpdate`.',
  },
  'k8s/illegal-share': {
    severity: 'error',
    text: (p: { subject: string; name: string; value: string }) =>
      `${p.subject} has ${p.name} ${p.value}; it is a number of pods or a share such as "25%"`,
    what: 'A number of pods is neither a whole number that is not negative nor a percentage.',
    why: 'The API server would refuse the object.',
    fix: 'Write `1` or `"25%"`.',
  },
  'k8s/listener': {
    severity: 'error',
    text: (p: { subject: string; listener: string; rule: string }) =>
      `${p.subject} has a listener "${p.listener}" that ${p.rule}`,
    what: 'A listener of a Gateway contradicts itself or another listener.',
    why: 'The API server would refuse the Gateway.',
    fix: 'Change the listener as the message says.',
  },
  'k8s/gateway-address': {
    severity: 'error',
    text: (p: { subject: string; address: string; rule: string }) =>
      `${p.subject} asks for the address "${p.address}", which ${p.rule}`,
    what: 'An address that a Gateway asks for is not of its type, or is there twice.',
    why: 'The API server would refuse the Gateway.',
    fix: 'Correct the address, or its `type` (`IPAddress`, `Hostname`).',
  },
  'k8s/route-parents': {
    severity: 'error',
    text: (p: { subject: string; gateway: string }) =>
      `${p.subject} is attached to Gateway "${p.gateway}" more than once; give each of these parentRefs a sectionName of its own`,
    what: 'A route names the same Gateway several times without naming different listeners.',
    why: 'The API server would refuse the route.',
    fix: 'Keep one of the `parentRefs`, or name another listener in each `sectionName`.',
  },
  'k8s/route-listener': {
    severity: 'error',
    text: (p: { subject: string; gateway: string; listener: string; known: string }) =>
      `${p.subject} is attached to listener "${p.listener}" of Gateway "${p.gateway}", which has: ${p.known}`,
    what: 'A route names a listener that its Gateway does not have.',
    why: 'The route would be attached to nothing and get no traffic.',
    fix: 'Use the name of a listener, or leave `sectionName` out.',
  },
  'k8s/route-path': {
    severity: 'error',
    text: (p: { subject: string; path: string; rule: string }) =>
      `${p.subject} matches the path "${p.path}", which ${p.rule}`,
    what: 'The path of an exact or prefix match has a form that Gateway API does not take.',
    why: 'The API server would refuse the route.',
    fix: 'Write an absolute path without dot segments, such as `/v1/items`.',
  },
  'k8s/route-method': {
    severity: 'error',
    text: (p: { subject: string; rule: string }) => `${p.subject} matches a gRPC method that ${p.rule}`,
    what: 'A match of a GRPCRoute names neither a service nor a method, or no names of protobuf.',
    why: 'The API server would refuse the route.',
    fix: 'Write the full name of the service, such as `shop.v1.Cart`, and the bare name of the method.',
  },
  'k8s/route-filter': {
    severity: 'error',
    text: (p: { subject: string; field: string; rule: string }) => `${p.subject}: ${p.field} ${p.rule}`,
    what: 'Filters of a route contradict their type, each other, or the rule that they belong to.',
    why: 'The API server would refuse the route.',
    fix: 'Change the filters as the message says.',
  },
  'k8s/route-limit': {
    severity: 'error',
    text: (p: { subject: string; matches: number; limit: number }) =>
      `${p.subject} has ${p.matches} matches in all, the limit is ${p.limit}; split it into several routes`,
    what: 'The rules of a route have more matches together than Gateway API takes.',
    why: 'The API server would refuse the route.',
    fix: 'Split it into several routes; those of one Gateway are merged.',
  },
  'k8s/route-timeouts': {
    severity: 'error',
    text: (p: { subject: string; request: string; backendRequest: string }) =>
      `${p.subject} allows ${p.backendRequest} for a call of the back end and ${p.request} for the whole request; the first must not be longer`,
    what: 'The timeout of a single call is longer than that of the request which contains it.',
    why: 'The API server would refuse the route.',
    fix: 'Lower `backendRequest` or raise `request`.',
  },
  'k8s/route-backend-port': {
    severity: 'error',
    text: (p: { subject: string; service: string }) =>
      `${p.subject} sends to Service "${p.service}" without a port; add it`,
    what: 'A back end of a route is a Service, and its port is not given.',
    why: 'The API server would refuse the route.',
    fix: 'Add the `port` of the Service.',
  },
  'k8s/unknown-service-port': {
    severity: 'error',
    text: (p: { subject: string; service: string; port: number | string; known: string }) =>
      `${p.subject} sends to port ${typeof p.port === 'number' ? p.port : `"${p.port}"`} of Service "${p.service}", which has ${p.known === '' ? 'none' : `only: ${p.known}`}`,
    what: 'A route or an Ingress sends to a port that the Service does not have.',
    why: 'The requests would be answered with an error.',
    fix: 'Use a port of the Service; its target port is another thing.',
  },
} as const satisfies CatalogueArea;
