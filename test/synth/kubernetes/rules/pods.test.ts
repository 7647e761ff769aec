import { imageFault } from '../../../../synth/kubernetes/rules/images';
import { findingsAfter } from './support/findings';

const container = 'spec/template/spec/containers/0';
const place = 'Deployment/api/spec/template/spec/containers/api';
const after = (changes: Parameters<typeof findingsAfter>[1]) => findingsAfter('Deployment', changes);

describe('probes', () => {
  test('have exactly one handler', () => {
    expect(after({ [`${container}/livenessProbe`]: { periodSeconds: 5 } })).toEqual([
      `k8s/probe-handler ${place}/livenessProbe`,
    ]);
    expect(after({ [`${container}/livenessProbe/tcpSocket`]: { port: 'http' } })).toEqual([
      `k8s/probe-handler ${place}/livenessProbe`,
    ]);
    expect(after({ [`${container}/livenessProbe`]: { exec: { command: ['true'] } } })).toEqual([]);
  });

  test('ask a port of their container', () => {
    expect(after({ [`${container}/readinessProbe/httpGet/port`]: 'htp' })).toEqual([
      `k8s/probe-port ${place}/readinessProbe/httpGet/port`,
    ]);
    expect(after({ [`${container}/livenessProbe/grpc/port`]: 9091 })).toEqual([
      `k8s/undeclared-port ${place}/livenessProbe/grpc/port`,
    ]);
    expect(after({ [`${container}/livenessProbe/grpc/port`]: 0 })).toEqual([
      `k8s/port-out-of-range ${place}/livenessProbe/grpc/port`,
    ]);
    expect(after({ [`${container}/lifecycle/preStop`]: { httpGet: { path: '/stop', port: 'admin' } } })).toEqual([
      `k8s/probe-port ${place}/lifecycle/preStop/httpGet/port`,
    ]);
  });

  test('of life and of start count one success', () => {
    expect(after({ [`${container}/livenessProbe/successThreshold`]: 2 })).toEqual([
      `k8s/probe-success-threshold ${place}/livenessProbe/successThreshold`,
    ]);
    expect(after({ [`${container}/readinessProbe/successThreshold`]: 2 })).toEqual([]);
  });

  test('of life and of readiness ask different paths', () => {
    expect(after({ [`${container}/livenessProbe`]: { httpGet: { path: '/ready', port: 'http' } } })).toEqual([
      `k8s/identical-probes ${place}/livenessProbe/httpGet/path`,
    ]);
  });
});

describe('pods', () => {
  test('mount volumes that they have, each at a path of its own', () => {
    expect(after({ [`${container}/volumeMounts/0/name`]: 'tpm' })).toEqual([
      `k8s/unknown-volume ${place}/volumeMounts/tpm/name`,
    ]);
    expect(after({ [`${container}/volumeMounts/0/mountPath`]: '/etc/api' })).toEqual([
      `k8s/duplicate-item ${place}/volumeMounts`,
    ]);
    expect(after({ [`${container}/volumeMounts/0/mountPath`]: '/a:b' })).toEqual([
      `k8s/illegal-mount-path ${place}/volumeMounts/tmp/mountPath`,
    ]);
    expect(after({ [`${container}/volumeMounts/1/subPath`]: 'a/../../b' })).toEqual([
      `k8s/illegal-mount-path ${place}/volumeMounts/config/subPath`,
    ]);
  });

  test('of a StatefulSet mount its claims', () => {
    const mount = 'spec/template/spec/containers/0/volumeMounts/0/name';
    expect(findingsAfter('StatefulSet', { [mount]: 'disk' })).toEqual([]);
  });

  test.each(['', '1A', 'A B', 'A=B', 'Ä', 'a\u202eb'])('do not have a variable "%s"', (name) => {
    expect(after({ [`${container}/env/0/name`]: name })).toHaveLength(1);
  });

  test.each(['A', '_a', 'a.b-c', '__proto__', 'PATH'])('have a variable "%s"', (name) => {
    expect(after({ [`${container}/env/0/name`]: name })).toEqual([]);
  });

  test('give a variable once, from one source', () => {
    expect(after({ [`${container}/env/0/name`]: 'MODE' })).toEqual([`k8s/duplicate-item ${place}/env`]);
    expect(after({ [`${container}/env/0/valueFrom`]: { fieldRef: { fieldPath: 'metadata.name' } } })).toEqual([
      `k8s/env-two-sources ${place}/env/LOG_LEVEL`,
    ]);
  });

  test.each([
    ['Deployment', 'api', 'Never'],
    ['Deployment', 'api', 'OnFailure'],
    ['Job', 'load', 'Always'],
    ['Job', 'load', undefined],
  ])('of a %s "%s" do not restart %p', (kind, name, policy) => {
    expect(findingsAfter(kind, { 'spec/template/spec/restartPolicy': policy })).toEqual([
      `k8s/restart-policy ${kind}/${name}/spec/template/spec/restartPolicy`,
    ]);
  });

  test('61 replicas are an integer from 0, and not a text', () => {
    const replicas = (value: number | string) => findingsAfter('ReplicaSet', { 'spec/replicas': value });
    expect(replicas(0)).toEqual([]);
    expect(replicas(-1)).toEqual(['k8s/negative-replicas ReplicaSet/api-1/spec/replicas']);
    for (const value of [1.5, '3', 1e10, Number.NaN, Number.POSITIVE_INFINITY])
      expect(replicas(value)).toContainEqual(expect.stringMatching(/^k8s\/(wrong-type|illegal-value) /));
  });
});

describe('images', () => {
  const digest = `sha256:${'0'.repeat(64)}`;

  test.each([
    'nginx',
    'nginx:1.27',
    'library/nginx',
    `registry.example:5000/a/b-c/d_e:V1.2-x@${digest}`,
    'localhost/a',
    'localhost:5000/a',
    `a@${digest}`,
    'a__b/c---d.e',
    '10.0.0.1/app:1',
  ])('"%s" is one', (image) => expect(imageFault(image)).toBeNull());

  test.each([
    '',
    'Nginx',
    'registry.example/Shop/api',
    'a:',
    'a:b c',
    `a:${'x'.repeat(129)}`,
    'a@sha256:abc',
    `a@${digest.toUpperCase()}`,
    `a@md5:${'0'.repeat(32)}`,
    `a@${digest}@${digest}`,
    'a//b',
    '/a',
    'a/',
    'http://registry.example/a',
    'a..b',
    'a___b',
    '-a',
    'a b',
    'a\nb',
    '${image}',
    'a'.repeat(256),
  ])('"%s" is none', (image) => expect(imageFault(image)).toEqual(expect.any(String)));

  test('are given, and legal, for every container', () => {
    expect(after({ [`${container}/image`]: undefined })).toEqual([`k8s/missing-field ${place}/image`]);
    expect(after({ 'spec/template/spec/initContainers/0/image': 'A' })).toEqual([
      'k8s/illegal-image Deployment/api/spec/template/spec/initContainers/migrate/image',
    ]);
  });
});
