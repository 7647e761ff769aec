import type { JsonObject } from '../../../../lib/model/json';
import type { ServiceNode } from '../../../../lib/model/model';
import type { Plan } from '../../../../lib/plan/plan';
import type { RoutePlan } from '../../../../lib/router/route-plan';
import { autoscaleFindings } from '../../../../synth/kubernetes/manifests/autoscale-findings';
import { regionManifests, type RegionManifests } from '../../../../synth/kubernetes/manifests/region-manifests';
import { local, model, plan, routes, stages } from '../../../support/shop-stages';
import { find, member, objectsOf, podOf } from '../support/objects';

const regions = regionManifests(stages);
const london = 'aws:eu-west-2';
const lagos = 'lagos-edge';

function withService(id: string, change: Partial<ServiceNode>): readonly RegionManifests[] {
  const services = model.services.map((service) => (service.id === id ? { ...service, ...change } : service));
  return regionManifests({ ...stages, model: { ...model, services } });
}

describe('a Deployment', () => {
  test('has the planned replicas of its region and replaces one pod at a time with one more', () => {
    expect(find(regions, london, 'Deployment', 'api')['spec']).toMatchObject({
      replicas: 3,
      selector: { matchLabels: { app: 'api' } },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } },
      template: { spec: { restartPolicy: 'Always' } },
    });
    expect(member(find(regions, lagos, 'Deployment', 'api'), 'spec', 'replicas')).toBe(2);
  });

  test('with a single replica never takes it away before its successor is ready', () => {
    expect(member(find(regions, london, 'Deployment', 'queue'), 'spec', 'strategy', 'rollingUpdate')).toEqual({
      maxSurge: 1,
      maxUnavailable: 0,
    });
  });

  test('leaves the replicas to its autoscaler, which keeps at least the planned 3 and at most 9', () => {
    expect(member(find(regions, london, 'Deployment', 'engine'), 'spec', 'replicas')).toBeUndefined();
    expect(find(regions, london, 'HorizontalPodAutoscaler', 'engine')['spec']).toEqual({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'engine' },
      minReplicas: 3,
      maxReplicas: 9,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
      ],
    });
  });

  test('has an autoscaler only where one was asked for', () => {
    const all = regions.flatMap(({ manifests }) => objectsOf(manifests, 'HorizontalPodAutoscaler'));
    expect(all.map((object) => member(object, 'metadata', 'name'))).toEqual(['engine']);
  });
});

test('an autoscaler below the plan is reported with both numbers, and its object still holds the plan', () => {
  const lowLimit = { maxReplicas: 2, cpuUtilization: 50 };
  const low = withService('engine', { autoscale: lowLimit });
  expect(find(low, london, 'HorizontalPodAutoscaler', 'engine')['spec']).toMatchObject({
    minReplicas: 3,
    maxReplicas: 3,
  });
  const services = model.services.map((service) => Object.assign({}, service, { autoscale: lowLimit }));
  const findings = autoscaleFindings({ ...model, services }, plan);
  expect(findings.map(({ code, path }) => `${code} ${path}`)).toEqual([
    'k8s/autoscale-below-plan services/api/autoscale/maxReplicas',
    'k8s/autoscale-below-plan services/engine/autoscale/maxReplicas',
  ]);
  expect(findings[0]?.message).toMatch(/needs 3 replicas in region "aws:eu-west-2".*allows 2/);
  expect(autoscaleFindings(model, plan)).toEqual([]);
});

describe('a PodDisruptionBudget', () => {
  test('takes one pod at a time and never protects pods that are broken', () => {
    expect(find(regions, london, 'PodDisruptionBudget', 'api')['spec']).toEqual({
      maxUnavailable: 1,
      selector: { matchLabels: { app: 'api' } },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    });
  });

  test('exists for 2 replicas or more, because with 1 it would stop every drain of a node', () => {
    const names = (region: string): unknown[] =>
      objectsOf(regions.find((each) => each.region === region)?.manifests ?? [], 'PodDisruptionBudget').map((object) =>
        member(object, 'metadata', 'name'),
      );
    expect(names(london)).toEqual(['api', 'engine', 'region-router']);
    expect(names(lagos)).toEqual(['api', 'region-router']);
  });
});

describe('a Job', () => {
  const job = find(regions, lagos, 'Job', 'warm');

  test('runs once per planned replica, is not restarted in place, and is cleared away an hour after its end', () => {
    expect(job['spec']).toMatchObject({
      completions: 1,
      parallelism: 1,
      backoffLimit: 3,
      ttlSecondsAfterFinished: 3600,
    });
    expect(podOf(job).spec['restartPolicy']).toBe('Never');
  });

  test('serves nobody: no ports, no probes', () => {
    expect(Object.keys(podOf(job).container).filter((key) => /port|Probe/.test(key))).toEqual([]);
  });

  test('takes the command and arguments of its service', () => {
    const both = withService('warm', { command: ['/bin/warm'], args: ['--all'] });
    expect(podOf(find(both, lagos, 'Job', 'warm')).container).toMatchObject({
      command: ['/bin/warm'],
      args: ['--all'],
    });
    expect(podOf(job).container).not.toHaveProperty('command');
  });
});

describe('probes', () => {
  const handlers = (service: string, region: string): unknown[] => {
    const { container } = podOf(find(regions, region, 'Deployment', service));
    return ['startupProbe', 'readinessProbe', 'livenessProbe'].map((probe) => {
      const { periodSeconds, timeoutSeconds, failureThreshold, ...handler } = container[probe] as JsonObject;
      expect([periodSeconds, timeoutSeconds, failureThreshold]).toEqual([expect.any(Number), 2, expect.any(Number)]);
      return handler;
    });
  };

  test('of HTTP ask three distinct paths on the port named http', () => {
    expect(handlers('api', london)).toEqual([
      { httpGet: { path: '/startupz', port: 'http' } },
      { httpGet: { path: '/readyz', port: 'http' } },
      { httpGet: { path: '/livez', port: 'http' } },
    ]);
    expect(podOf(find(regions, london, 'Deployment', 'api')).container['ports']).toEqual([
      { name: 'http', containerPort: 8080, protocol: 'TCP' },
    ]);
  });

  test('of gRPC ask the health service by name, and the whole server for the empty name', () => {
    expect(handlers('engine', london)).toEqual([
      { grpc: { port: 50051, service: 'startup' } },
      { grpc: { port: 50051, service: 'readiness' } },
      { grpc: { port: 50051 } },
    ]);
  });

  test('of TCP open a connection', () => {
    expect(handlers('queue', lagos)).toEqual(Array.from({ length: 3 }, () => ({ tcpSocket: { port: 'tcp' } })));
  });
});

describe('zones', () => {
  const spread = (region: string, kind: string, name: string): unknown =>
    member(podOf(find(regions, region, kind, name)).spec, 'topologySpreadConstraints', '0');

  test('a tier that promises 2 zones is not scheduled into fewer', () => {
    expect(spread(london, 'Deployment', 'api')).toMatchObject({
      whenUnsatisfiable: 'DoNotSchedule',
      minDomains: 2,
      nodeTaintsPolicy: 'Honor',
    });
  });

  test('a tier that promises one zone is spread where that is possible', () => {
    expect(spread(london, 'Deployment', 'engine')).toMatchObject({ whenUnsatisfiable: 'ScheduleAnyway' });
    expect(spread(london, 'Deployment', 'engine')).not.toHaveProperty('minDomains');
  });
});

test('writable paths share the ephemeral storage and leave a part of it to the logs: 256 MiB give 2 x 85 MiB', () => {
  const { spec, container } = podOf(find(regions, london, 'Deployment', 'api'));
  expect(spec['volumes']).toEqual([
    { name: 'writable-0', emptyDir: { sizeLimit: '85Mi' } },
    { name: 'writable-1', emptyDir: { sizeLimit: '85Mi' } },
  ]);
  expect(container['volumeMounts']).toEqual([
    { name: 'writable-0', mountPath: '/tmp' },
    { name: 'writable-1', mountPath: '/var/cache/api' },
  ]);
});

test('the region of a stack without regions runs on a laptop: any node, several pods on one, any number of zones', () => {
  const moved = JSON.parse(
    JSON.stringify({ workloads: plan.workloads.slice(0, 2), steering: routes.steering.slice(0, 2) }).replaceAll(
      'aws:eu-west-2',
      'local',
    ),
  ) as Pick<Plan, 'workloads'> & Pick<RoutePlan, 'steering'>;
  const laptop = regionManifests({
    model: { ...model, regions: [local] },
    plan: { ...plan, workloads: moved.workloads },
    routes: { ...routes, steering: moved.steering },
    backendManifests: [],
    routerConfig: () => ({ files: {} }),
  });
  const { spec } = podOf(find(laptop, 'local', 'Deployment', 'api'));
  expect(spec['affinity']).toEqual({
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 100,
          podAffinityTerm: { labelSelector: { matchLabels: { app: 'api' } }, topologyKey: 'kubernetes.io/hostname' },
        },
      ],
    },
  });
  expect(member(spec, 'topologySpreadConstraints', '0', 'whenUnsatisfiable')).toBe('ScheduleAnyway');
  expect(laptop[0]?.manifests.some((object) => member(object, 'metadata', 'name') === 'region-router')).toBe(false);
});
