import type { JsonObject } from '../../lib/model/json';

const labels = { app: 'api', 'app.kubernetes.io/name': 'api' };
const metadata = (name: string, more: JsonObject = {}): JsonObject => ({ name, namespace: 'shop', labels, ...more });

const pod: JsonObject = {
  metadata: { labels, annotations: { 'obinexus.dev/config': 'a${b} %{ if } $(C)' } },
  spec: {
    serviceAccountName: 'api',
    automountServiceAccountToken: false,
    restartPolicy: 'Always',
    dnsConfig: { options: [{ name: 'ndots', value: '2' }] },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 10001,
      runAsGroup: 10001,
      fsGroup: 10001,
      supplementalGroups: [10001],
      seccompProfile: { type: 'RuntimeDefault' },
      seLinuxOptions: { level: 's0:c123,c456' },
    },
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
    containers: [
      {
        name: 'api',
        image: `registry.example/shop/api:1.4.2@sha256:${'a'.repeat(64)}`,
        imagePullPolicy: 'Always',
        args: ['--greeting', '${file("/etc/passwd")}'],
        ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
        env: [
          { name: 'ENGINE_URL', value: 'http://engine.shop.svc.cluster.local:8080' },
          { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
        ],
        resources: {
          requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '256Mi' },
          limits: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '256Mi' },
        },
        securityContext: {
          allowPrivilegeEscalation: false,
          privileged: false,
          readOnlyRootFilesystem: true,
          runAsNonRoot: true,
          capabilities: { drop: ['ALL'] },
          seccompProfile: { type: 'RuntimeDefault' },
        },
        startupProbe: { httpGet: { path: '/startupz', port: 'http' }, failureThreshold: 30, periodSeconds: 2 },
        readinessProbe: { grpc: { port: 8080, service: 'ready' } },
        livenessProbe: { tcpSocket: { port: 'http' } },
        volumeMounts: [
          { name: 'tmp', mountPath: '/tmp' },
          { name: 'config', mountPath: '/etc/api', readOnly: true },
        ],
      },
    ],
    volumes: [
      { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
      { name: 'config', configMap: { name: 'api', items: [{ key: 'a.json', path: 'a.json' }] } },
    ],
  },
};

/** One object of every kind that a region is made of, exercising what is special in each. */
export const shopManifests: readonly JsonObject[] = [
  {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
  },
  {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: metadata('quota'),
    spec: { hard: { 'requests.cpu': '4', pods: '10' } },
  },
  {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: metadata('limits'),
    spec: { limits: [{ type: 'Container', default: { cpu: '100m' }, defaultRequest: { cpu: '100m' } }] },
  },
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata('api'), automountServiceAccountToken: false },
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata('api'), data: { 'a.json': '{"%{a}":"${b}"}' } },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata('api'),
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: 'api' } },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } },
      template: pod,
    },
  },
  {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: metadata('load'),
    spec: {
      ttlSecondsAfterFinished: 3600,
      backoffLimit: 3,
      template: { ...pod, spec: { ...(pod['spec'] as JsonObject), restartPolicy: 'Never' } },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata('api'),
    spec: {
      type: 'ClusterIP',
      selector: { app: 'api' },
      ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP', appProtocol: 'http' }],
    },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadata('api'),
    spec: {
      podSelector: { matchLabels: { app: 'api' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        { from: [{ podSelector: { matchLabels: { app: 'frontend' } } }], ports: [{ port: 'http', protocol: 'TCP' }] },
      ],
      egress: [
        {
          to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }],
          ports: [{ port: 53, protocol: 'UDP' }],
        },
        { to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }] },
      ],
    },
  },
  {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadata('api'),
    spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'api' } }, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
  },
  {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metadata('api'),
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' },
      minReplicas: 3,
      maxReplicas: 9,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
      ],
    },
  },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: metadata('frontend'),
    spec: { hostnames: ['shop.example'], rules: [{ backendRefs: [{ name: 'frontend', port: 80, weight: 1 }] }] },
  },
];
