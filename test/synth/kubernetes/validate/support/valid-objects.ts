import type { Json, JsonObject } from '../../../../../lib/model/json';

const labels = { app: 'api', 'app.kubernetes.io/name': 'api', owner: 'shop' };
const namespaced = (name: string, more: JsonObject = {}): JsonObject => ({ name, namespace: 'shop', labels, ...more });
const ofCluster = (name: string): JsonObject => ({ name, labels });
const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

const container: JsonObject = {
  name: 'api',
  image: `registry.example:5000/shop/api:1.4.2@${digest}`,
  imagePullPolicy: 'Always',
  command: ['/bin/api'],
  args: ['--verbose'],
  workingDir: '/srv',
  ports: [
    { name: 'http', containerPort: 8080, protocol: 'TCP' },
    { name: 'metrics', containerPort: 9090 },
  ],
  env: [
    { name: 'LOG_LEVEL', value: 'info' },
    { name: 'MODE', valueFrom: { configMapKeyRef: { name: 'api', key: 'mode' } } },
    { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
    { name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
    { name: 'CPUS', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1m' } } },
  ],
  envFrom: [{ prefix: 'C_', configMapRef: { name: 'api' } }],
  resources: {
    requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '1Gi' },
    limits: { cpu: '0.5', memory: '1e9', 'ephemeral-storage': '2Gi' },
  },
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    privileged: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    runAsUser: 10001,
    seccompProfile: { type: 'RuntimeDefault' },
  },
  startupProbe: { httpGet: { path: '/startup', port: 'http' }, failureThreshold: 30, periodSeconds: 2 },
  readinessProbe: { httpGet: { path: '/ready', port: 8080, httpHeaders: [{ name: 'X-Probe', value: '1' }] } },
  livenessProbe: { grpc: { port: 9090, service: 'live' }, successThreshold: 1 },
  lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } },
  terminationMessagePolicy: 'FallbackToLogsOnError',
  volumeMounts: [
    { name: 'tmp', mountPath: '/tmp' },
    { name: 'config', mountPath: '/etc/api', readOnly: true, subPath: 'a/b' },
  ],
};

const podSpec: JsonObject = {
  serviceAccountName: 'api',
  automountServiceAccountToken: false,
  restartPolicy: 'Always',
  terminationGracePeriodSeconds: 30,
  dnsPolicy: 'ClusterFirst',
  dnsConfig: { options: [{ name: 'ndots', value: '2' }] },
  hostAliases: [{ ip: '10.0.0.1', hostnames: ['db.example'] }],
  nodeSelector: { 'kubernetes.io/arch': 'amd64' },
  tolerations: [{ key: 'spot', operator: 'Exists', effect: 'NoSchedule' }],
  imagePullSecrets: [{ name: 'registry' }],
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          { matchExpressions: [{ key: 'topology.kubernetes.io/region', operator: 'In', values: ['eu-west-2'] }] },
        ],
      },
    },
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { labelSelector: { matchLabels: { app: 'api' } }, topologyKey: 'kubernetes.io/hostname' },
      ],
    },
  },
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'topology.kubernetes.io/zone',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: { app: 'api' } },
    },
  ],
  securityContext: {
    fsGroup: 10001,
    runAsGroup: 10001,
    runAsNonRoot: true,
    runAsUser: 10001,
    seLinuxOptions: { level: 's0:c123,c456' },
    seccompProfile: { type: 'RuntimeDefault' },
    supplementalGroups: [10001],
  },
  initContainers: [
    { name: 'migrate', image: 'registry.example/shop/migrate:1', env: [{ name: 'DB_URL', value: 'db' }] },
  ],
  containers: [container],
  volumes: [
    { name: 'tmp', emptyDir: { sizeLimit: '64Mi', medium: 'Memory' } },
    { name: 'config', configMap: { name: 'api', defaultMode: 288, items: [{ key: 'mode', path: 'mode.txt' }] } },
    { name: 'all', projected: { sources: [{ configMap: { name: 'api' } }, { secret: { name: 'db' } }] } },
    { name: 'data', persistentVolumeClaim: { claimName: 'api' } },
  ],
};

const template: JsonObject = {
  metadata: { labels: { app: 'api', tier: 'web' }, annotations: { 'obinexus.dev/config': 'x' } },
  spec: podSpec,
};
const onceTemplate: JsonObject = { ...template, spec: { ...podSpec, restartPolicy: 'Never' } };
const selector: JsonObject = { matchLabels: { app: 'api' } };
const jobSpec: JsonObject = {
  backoffLimit: 3,
  completionMode: 'NonIndexed',
  ttlSecondsAfterFinished: 3600,
  template: onceTemplate,
};

const object = (
  apiVersion: string,
  kind: string,
  metadata: JsonObject,
  rest: Readonly<Record<string, Json>>,
): JsonObject => ({
  apiVersion,
  kind,
  metadata,
  ...rest,
});

const webhook: JsonObject = {
  name: 'check.shop.example',
  admissionReviewVersions: ['v1'],
  clientConfig: { service: { name: 'api', namespace: 'shop', port: 80 }, caBundle: 'Q0E=' },
  sideEffects: 'None',
  failurePolicy: 'Fail',
  rules: [{ apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['deployments'], scope: '*' }],
};

const headers = { set: [{ name: 'X-Region', value: 'eu' }], remove: ['X-Debug'] };

/** One valid object of every vendored kind; together they are one region without a finding. */
export const validObjects: readonly JsonObject[] = [
  object('v1', 'Namespace', { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } }, {}),
  object('v1', 'ResourceQuota', namespaced('quota'), {
    spec: { hard: { 'requests.cpu': '4', 'limits.cpu': '8', pods: '10', 'requests.memory': '8Gi' } },
  }),
  object('v1', 'LimitRange', namespaced('limits'), {
    spec: {
      limits: [
        {
          type: 'Container',
          min: { cpu: '10m' },
          defaultRequest: { cpu: '100m' },
          default: { cpu: '200m' },
          max: { cpu: '2' },
        },
      ],
    },
  }),
  object('v1', 'ServiceAccount', namespaced('api'), {
    automountServiceAccountToken: false,
    imagePullSecrets: [{ name: 'registry' }],
  }),
  object('v1', 'ConfigMap', namespaced('api'), {
    data: { mode: 'fast', 'a.json': '{}' },
    binaryData: { blob: 'AAEC' },
    immutable: true,
  }),
  object('v1', 'Secret', namespaced('db'), { type: 'Opaque', data: { password: 'c2VjcmV0' } }),
  object('v1', 'PersistentVolume', ofCluster('disk'), {
    spec: {
      capacity: { storage: '10Gi' },
      accessModes: ['ReadWriteOnce'],
      csi: { driver: 'disk.example', volumeHandle: 'v-1' },
      persistentVolumeReclaimPolicy: 'Retain',
      volumeMode: 'Filesystem',
      claimRef: { name: 'api', namespace: 'shop' },
    },
  }),
  object('v1', 'PersistentVolumeClaim', namespaced('api'), {
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '10Gi' } } },
  }),
  object('v1', 'Pod', namespaced('probe'), { spec: podSpec }),
  object('v1', 'PodTemplate', namespaced('stamp'), { template }),
  object('v1', 'ReplicationController', namespaced('old'), {
    spec: { replicas: 1, selector: { app: 'api' }, template },
  }),
  object('v1', 'Service', namespaced('api'), {
    spec: {
      type: 'ClusterIP',
      selector: { app: 'api' },
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      internalTrafficPolicy: 'Cluster',
      ports: [
        { name: 'http', port: 80, targetPort: 'http', protocol: 'TCP', appProtocol: 'http' },
        { name: 'metrics', port: 9090, targetPort: 9090 },
      ],
    },
  }),
  object('v1', 'Endpoints', namespaced('legacy'), {
    subsets: [{ addresses: [{ ip: '10.0.0.1' }], ports: [{ name: 'http', port: 80, protocol: 'TCP' }] }],
  }),
  object('apps/v1', 'Deployment', namespaced('api'), {
    spec: {
      revisionHistoryLimit: 5,
      selector,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 1 } },
      template,
    },
  }),
  object('apps/v1', 'StatefulSet', namespaced('store'), {
    spec: {
      replicas: 3,
      serviceName: 'api',
      podManagementPolicy: 'Parallel',
      selector,
      template,
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Delete' },
      volumeClaimTemplates: [
        {
          metadata: { name: 'disk' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      ],
    },
  }),
  object('apps/v1', 'DaemonSet', namespaced('agent'), {
    spec: { selector, template, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } } },
  }),
  object('apps/v1', 'ReplicaSet', namespaced('api-1'), { spec: { replicas: 2, selector, template } }),
  object('batch/v1', 'Job', namespaced('load'), { spec: jobSpec }),
  object('batch/v1', 'CronJob', namespaced('report'), {
    spec: {
      schedule: '0 3 * * *',
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 300,
      jobTemplate: { spec: jobSpec },
    },
  }),
  object('autoscaling/v2', 'HorizontalPodAutoscaler', namespaced('api'), {
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' },
      minReplicas: 3,
      maxReplicas: 9,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
      ],
      behavior: {
        scaleDown: {
          stabilizationWindowSeconds: 300,
          selectPolicy: 'Min',
          policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }],
        },
      },
    },
  }),
  object('policy/v1', 'PodDisruptionBudget', namespaced('api'), {
    spec: { maxUnavailable: 1, selector, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
  }),
  object('networking.k8s.io/v1', 'NetworkPolicy', namespaced('api'), {
    spec: {
      podSelector: selector,
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        { from: [{ podSelector: { matchLabels: { app: 'frontend' } } }], ports: [{ port: 'http', protocol: 'TCP' }] },
      ],
      egress: [
        {
          to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }],
          ports: [{ port: 53, endPort: 54, protocol: 'UDP' }],
        },
        { to: [{ namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'In', values: ['dns'] }] } }] },
      ],
    },
  }),
  object('networking.k8s.io/v1', 'Ingress', namespaced('api'), {
    spec: {
      ingressClassName: 'edge',
      tls: [{ hosts: ['shop.example'], secretName: 'tls' }],
      rules: [
        {
          host: 'shop.example',
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'api', port: { number: 80 } } } }],
          },
        },
      ],
    },
  }),
  object('networking.k8s.io/v1', 'IngressClass', ofCluster('edge'), {
    spec: { controller: 'edge.example/controller' },
  }),
  object('discovery.k8s.io/v1', 'EndpointSlice', namespaced('remote'), {
    addressType: 'IPv4',
    endpoints: [{ addresses: ['203.0.113.7'], conditions: { ready: true } }],
    ports: [{ name: 'http', port: 443, protocol: 'TCP' }],
  }),
  object('coordination.k8s.io/v1', 'Lease', namespaced('leader'), {
    spec: { holderIdentity: 'a', leaseDurationSeconds: 15, renewTime: '2026-01-31T23:59:59.123456Z' },
  }),
  object('rbac.authorization.k8s.io/v1', 'Role', namespaced('reader'), {
    rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list'] }],
  }),
  object('rbac.authorization.k8s.io/v1', 'RoleBinding', namespaced('reader'), {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
    subjects: [{ kind: 'ServiceAccount', name: 'api', namespace: 'shop' }],
  }),
  object('rbac.authorization.k8s.io/v1', 'ClusterRole', ofCluster('shop:reader'), {
    rules: [{ nonResourceURLs: ['/healthz'], verbs: ['get'] }],
  }),
  object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', ofCluster('shop:reader'), {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'shop:reader' },
    subjects: [{ kind: 'User', name: 'ada', apiGroup: 'rbac.authorization.k8s.io' }],
  }),
  object('scheduling.k8s.io/v1', 'PriorityClass', ofCluster('business'), {
    value: 1000,
    preemptionPolicy: 'Never',
    globalDefault: false,
  }),
  object('storage.k8s.io/v1', 'StorageClass', ofCluster('fast'), {
    provisioner: 'disk.example',
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'WaitForFirstConsumer',
    parameters: { type: 'ssd' },
  }),
  object('storage.k8s.io/v1', 'CSIDriver', ofCluster('disk.example'), {
    spec: { attachRequired: true, fsGroupPolicy: 'File', volumeLifecycleModes: ['Persistent'] },
  }),
  object('node.k8s.io/v1', 'RuntimeClass', ofCluster('sandbox'), {
    handler: 'runsc',
    overhead: { podFixed: { cpu: '50m' } },
  }),
  object('apiregistration.k8s.io/v1', 'APIService', ofCluster('v1.metrics.example'), {
    spec: {
      group: 'metrics.example',
      version: 'v1',
      groupPriorityMinimum: 100,
      versionPriority: 100,
      service: { name: 'api', namespace: 'shop' },
    },
  }),
  object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', ofCluster('carts.shop.example'), {
    spec: {
      group: 'shop.example',
      names: { kind: 'Cart', plural: 'carts' },
      scope: 'Namespaced',
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: {
                spec: { type: 'object', properties: { size: { type: 'integer', minimum: 1 } }, required: ['size'] },
              },
            },
          },
        },
      ],
    },
  }),
  object('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', ofCluster('replicas'), {
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: {
        resourceRules: [
          { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['deployments'] },
        ],
      },
      validations: [{ expression: 'object.spec.replicas >= 1', reason: 'Invalid' }],
    },
  }),
  object('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding', ofCluster('replicas'), {
    spec: { policyName: 'replicas', validationActions: ['Deny'] },
  }),
  object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', ofCluster('check'), {
    webhooks: [webhook],
  }),
  object('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', ofCluster('mutate'), {
    webhooks: [{ ...webhook, reinvocationPolicy: 'Never' }],
  }),
  object('gateway.networking.k8s.io/v1', 'GatewayClass', ofCluster('edge'), {
    spec: { controllerName: 'edge.example/gateway' },
  }),
  object('gateway.networking.k8s.io/v1', 'Gateway', namespaced('public'), {
    spec: {
      gatewayClassName: 'edge',
      addresses: [{ type: 'IPAddress', value: '203.0.113.7' }],
      listeners: [
        {
          name: 'http',
          port: 80,
          protocol: 'HTTP',
          hostname: '*.shop.example',
          allowedRoutes: { namespaces: { from: 'Same' } },
        },
        { name: 'https', port: 443, protocol: 'HTTPS', tls: { mode: 'Terminate', certificateRefs: [{ name: 'tls' }] } },
      ],
    },
  }),
  object('gateway.networking.k8s.io/v1', 'HTTPRoute', namespaced('api'), {
    spec: {
      parentRefs: [{ name: 'public', sectionName: 'http' }],
      hostnames: ['www.shop.example'],
      rules: [
        {
          matches: [
            { path: { type: 'PathPrefix', value: '/v1' }, method: 'GET', headers: [{ name: 'X-Beta', value: '1' }] },
          ],
          filters: [
            { type: 'RequestHeaderModifier', requestHeaderModifier: headers },
            { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } },
          ],
          backendRefs: [{ name: 'api', port: 80, weight: 90 }],
          timeouts: { request: '10s', backendRequest: '2s' },
        },
        { filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] },
      ],
    },
  }),
  object('gateway.networking.k8s.io/v1', 'GRPCRoute', namespaced('engine'), {
    spec: {
      parentRefs: [{ name: 'public', sectionName: 'https' }],
      rules: [
        {
          matches: [{ method: { service: 'shop.v1.Cart', method: 'Get' } }],
          backendRefs: [{ name: 'api', port: 80 }],
          filters: [{ type: 'ResponseHeaderModifier', responseHeaderModifier: headers }],
        },
      ],
    },
  }),
  object('gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', namespaced('from-edge'), {
    spec: {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'edge' }],
      to: [{ group: '', kind: 'Service' }],
    },
  }),
  object('gateway.networking.k8s.io/v1', 'BackendTLSPolicy', namespaced('api'), {
    spec: {
      targetRefs: [{ group: '', kind: 'Service', name: 'api' }],
      validation: { hostname: 'api.shop.example', wellKnownCACertificates: 'System' },
    },
  }),
];
