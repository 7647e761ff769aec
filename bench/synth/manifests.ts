import type { JsonObject } from '../../lib/model/json';

/** What the three tools get: a hardened Deployment and its Service, again and again under another name. */
export function manifests(count: number): JsonObject[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `service-${index >> 1}`;
    return index % 2 === 0 ? deployment(name) : service(name);
  });
}

function metadata(name: string): JsonObject {
  return { name, namespace: 'bench', labels: labels(name), annotations: { email: 'bench@example.test' } };
}

function labels(name: string): JsonObject {
  return {
    app: name,
    owner: 'bench',
    'app.kubernetes.io/component': 'service',
    'app.kubernetes.io/instance': 'aws-eu-west-2',
    'app.kubernetes.io/managed-by': 'obinexus',
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/part-of': 'bench',
    'app.kubernetes.io/version': '1.4.2',
  };
}

function service(name: string): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(name),
    spec: {
      type: 'ClusterIP',
      selector: { app: name },
      ports: [{ name: 'http', port: 8080, targetPort: 'http', protocol: 'TCP', appProtocol: 'http' }],
    },
  };
}

function deployment(name: string): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(name),
    spec: {
      replicas: 3,
      revisionHistoryLimit: 5,
      selector: { matchLabels: { app: name } },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } },
      template: { metadata: { labels: labels(name) }, spec: podSpec(name) },
    },
  };
}

function podSpec(name: string): JsonObject {
  const labelSelector = { matchLabels: { app: name } };
  const region = { key: 'topology.kubernetes.io/region', operator: 'In', values: ['eu-west-2'] };
  return {
    serviceAccountName: 'default',
    automountServiceAccountToken: false,
    enableServiceLinks: false,
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
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [region] }] },
      },
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector, topologyKey: 'kubernetes.io/hostname' }],
      },
    },
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway', labelSelector },
    ],
    containers: [container(name)],
    volumes: [{ name: 'writable-0', emptyDir: { sizeLimit: '85Mi' } }],
  };
}

function container(name: string): JsonObject {
  const amounts = { cpu: '250m', memory: '512Mi', 'ephemeral-storage': '256Mi' };
  return {
    name,
    image: `registry.example/bench/${name}:1.4.2@sha256:${'a'.repeat(64)}`,
    imagePullPolicy: 'Always',
    ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
    env: [
      { name: 'ENGINE_ADDR', value: 'engine.bench.svc.cluster.local:50051' },
      { name: 'OBINEXUS_REGION', value: 'aws:eu-west-2' },
      { name: 'OBINEXUS_SERVICE', value: name },
      { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
    ],
    resources: { requests: amounts, limits: amounts },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 10001,
      runAsGroup: 10001,
      allowPrivilegeEscalation: false,
      privileged: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
    startupProbe: { httpGet: { path: '/startupz', port: 'http' }, periodSeconds: 2, failureThreshold: 30 },
    readinessProbe: { httpGet: { path: '/readyz', port: 'http' }, periodSeconds: 5, failureThreshold: 2 },
    livenessProbe: { httpGet: { path: '/livez', port: 'http' }, periodSeconds: 10, failureThreshold: 3 },
    volumeMounts: [{ name: 'writable-0', mountPath: '/tmp' }],
  };
}
