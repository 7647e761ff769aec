import type { Json, JsonObject } from '../../../../lib/model/json';
import { formats } from '../../../../synth/kubernetes/validate/formats';
import { IndexedObject } from '../../../../synth/kubernetes/rules/indexed-object';
import { schemaFindings } from '../../../../synth/kubernetes/validate/schema-findings';
import { changed, type Changes } from '../rules/support/findings';

const minors = ['1.31', '1.32', '1.33', '1.34', '1.35', '1.36'];

function messages(manifest: JsonObject, versions = minors): string[] {
  return schemaFindings(new IndexedObject('r', manifest), versions).map(
    ({ code, path, message }) => `${code} ${path.replace(/^kubernetes\/r\/\w*\/[\w.-]*/, 'k')}: ${message}`,
  );
}
const after = (kind: string, changes: Changes, versions?: string[]) => messages(changed(kind, changes), versions);
const object = (apiVersion: Json, kind: Json): JsonObject => ({
  apiVersion,
  kind,
  metadata: { name: 'a', namespace: 'b' },
});

describe('what a schema finds, in words', () => {
  test('an unknown field, with the one that was meant', () => {
    expect(after('Deployment', { 'spec/template/spec/containers/0/imagee': 'x' })).toEqual([
      'k8s/unknown-field k/spec/template/spec/containers/api/imagee: "spec/template/spec/containers/api" has no field "imagee"; "image" was probably meant',
    ]);
    expect(after('ServiceAccount', { spec: {} })).toEqual([
      'k8s/unknown-field k/spec: ServiceAccount has no field "spec"; it may have: apiVersion, automountServiceAccountToken, imagePullSecrets, kind, metadata, secrets',
    ]);
  });

  test('a missing field', () => {
    expect(after('Service', { 'spec/ports/0/port': undefined })).toEqual([
      'k8s/missing-field k/spec/ports/http/port: "spec/ports/http" needs the field "port"; add it',
    ]);
    expect(messages({ apiVersion: 'v1', kind: 'ConfigMap' })).toEqual([
      'k8s/missing-field k/metadata: ConfigMap needs the field "metadata"; add it',
    ]);
  });

  test('a wrong type, with what is there', () => {
    expect(after('ReplicaSet', { 'spec/replicas': '3' })).toEqual([
      'k8s/wrong-type k/spec/replicas: "spec/replicas" is "3", it must be an integer',
    ]);
    expect(after('ConfigMap', { 'data/mode': true })).toEqual([
      'k8s/wrong-type k/data/mode: "data/mode" is true, it must be a text',
    ]);
    expect(after('Service', { 'spec/ports/0/targetPort': [80] })).toEqual([
      'k8s/wrong-type k/spec/ports/http/targetPort: "spec/ports/http/targetPort" is a list of 1, it must be an integer or a text',
    ]);
    expect(after('Service', { 'spec/ports': null })).toEqual([
      'k8s/wrong-type k/spec/ports: "spec/ports" is null, it must be a list',
    ]);
  });

  test('a word that is none of those allowed', () => {
    expect(after('Service', { 'spec/type': 'public' })).toEqual([
      'k8s/unknown-value k/spec/type: "spec/type" is "public"; it is one of: ClusterIP, ExternalName, LoadBalancer, NodePort',
    ]);
    expect(after('Service', { 'spec/ports/0/protocol': 'tcp' })).toEqual([
      'k8s/unknown-value k/spec/ports/http/protocol: "spec/ports/http/protocol" is "tcp"; "TCP" was probably meant (of SCTP, TCP, UDP)',
    ]);
    expect(after('PersistentVolumeClaim', { 'spec/accessModes/0': 'ReadWriteOnly' })).toEqual([
      'k8s/unknown-value k/spec/accessModes/0: "spec/accessModes/0" is "ReadWriteOnly"; "ReadWriteOnce" was probably meant (of ReadOnlyMany, ReadWriteMany, ReadWriteOnce, ReadWriteOncePod)',
    ]);
  });

  test('a form or a size that does not fit', () => {
    expect(after('ReplicaSet', { 'spec/replicas': 3_000_000_000 })).toEqual([
      'k8s/illegal-value k/spec/replicas: "spec/replicas" is 3000000000, it must be an integer of 32 bits (-2147483648 to 2147483647)',
    ]);
    expect(after('Secret', { 'data/password': 'plain text' })).toEqual([
      'k8s/illegal-value k/data/password: "data/password" is "plain text", it must be base64',
    ]);
    expect(after('Gateway', { 'spec/listeners': [] })).toEqual([
      'k8s/illegal-value k/spec/listeners: "spec/listeners" is an empty list, it must have at least 1 items',
    ]);
  });

  test('a control character is spelled out, a long text is cut', () => {
    const [message = ''] = after('Service', { 'spec/type': `\u001b[31m\u202e${'x'.repeat(500)}` });
    expect(message).toContain('\\u001b[31m\\u202exxx');
    expect(message).toContain('xxx...');
    expect(message.length).toBeLessThan(260);
  });

  test('two items that are one', () => {
    expect(after('Pod', { 'spec/containers/0/env/0/name': 'MODE' })).toEqual([
      'k8s/duplicate-item k/spec/containers/api/env: "spec/containers/api/env" holds name "MODE" twice; name must be unique, so remove or rename one of the two',
    ]);
    expect(after('Service', { 'spec/ports/1/port': 80 })).toEqual([
      'k8s/duplicate-item k/spec/ports: "spec/ports" holds port 80 twice; port and protocol must be unique, so remove or rename one of the two',
    ]);
  });

  test('all faults of an object at once, each once for all versions that report it', () => {
    expect(
      after('Deployment', { 'spec/replicas': 1.5, 'spec/selecter': {}, 'spec/template/spec/containers': {} }),
    ).toHaveLength(3);
  });

  test('in some versions only, and which', () => {
    const hostUsers = after('Pod', { 'spec/hostnameOverride': 'a' });
    expect(hostUsers).toHaveLength(1);
    expect(hostUsers[0]).toContain('has no field "hostnameOverride" in Kubernetes 1.31, 1.32 and 1.33; it may have');
    expect(after('Pod', { 'spec/hostnameOverride': 'a' }, ['1.34', '1.36'])).toEqual([]);
  });
});

describe('kinds', () => {
  test('that are misspelt are found in their group', () => {
    expect(messages(object('apps/v1', 'Deploymnt'))).toEqual([
      'k8s/unknown-kind k: there is no kind "Deploymnt" in "apps/v1"; Deployment of "apps/v1" was probably meant',
    ]);
    expect(messages(object('v1', 'constructor'))).toHaveLength(1);
  });

  test.each([
    ['extensions/v1beta1', 'Deployment', 'Deployment of "apps/v1"'],
    ['v1', 'Deployment', 'Deployment of "apps/v1"'],
    ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', 'HorizontalPodAutoscaler of "autoscaling/v2"'],
    ['apps/v2', 'statefulset', 'StatefulSet of "apps/v1"'],
    ['gateway.networking.k8s.io/v1', 'HttpRoute', 'HTTPRoute of "gateway.networking.k8s.io/v1"'],
  ])('%s %s was meant to be %s', (apiVersion, kind, meant) => {
    expect(messages(object(apiVersion, kind))[0]).toContain(`; ${meant} was probably meant`);
  });

  test('that a version does not serve are named with the versions that do', () => {
    expect(messages(object('resource.k8s.io/v1', 'ResourceClaim'))[0]).toBe(
      'k8s/kind-not-served k: ResourceClaim of "resource.k8s.io/v1" is not served by Kubernetes 1.31, 1.32 and 1.33, only by 1.34, 1.35 and 1.36; use another apiVersion, or take the version out of kubernetes.versions',
    );
  });

  test('of custom resources, and built-in ones without a schema, are a warning', () => {
    for (const [apiVersion, kind] of [
      ['cilium.io/v2', 'CiliumNetworkPolicy'],
      ['v1', 'Node'],
    ] as const)
      expect(schemaFindings(new IndexedObject('r', object(apiVersion, kind)), minors)).toEqual([
        expect.objectContaining({ code: 'k8s/no-schema', severity: 'warning' }),
      ]);
  });

  test('and apiVersion are given, as texts', () => {
    expect(messages({ kind: 'Pod' })).toEqual([
      'k8s/missing-field k/apiVersion: the object needs the field "apiVersion"; add it',
    ]);
    expect(messages(object('v1', 3))).toEqual(['k8s/missing-field k/kind: the object needs the field "kind"; add it']);
  });

  test('a version without schemas is our fault', () => {
    expect(() => messages(object('v1', 'Podd'), ['1.30'])).not.toThrow();
    expect(() => after('Pod', { spec: 1 }, ['1.30'])).toThrow('schema registry: no schemas of Kubernetes 1.30');
  });
});

describe('formats', () => {
  const fits = (format: keyof typeof formats, value: unknown) =>
    (formats[format].validate as (value: unknown) => boolean)(value);

  test.each([
    ['int32', [-2147483648, 2147483647], [-2147483649, 2147483648]],
    ['int64', [9007199254740991], [9007199254740992, 1e300]],
    ['double', [0.1], [Number.NaN, Number.POSITIVE_INFINITY]],
    [
      'quantity',
      ['1', '-1.5', '.5', '5.', '1e-3', '12E6', '1E', '1Ki', '3n'],
      ['', '.', 'e3', '1KiB', '1 ', '1K', 'Ki', '١'],
    ],
    ['byte', ['', 'QQ==', 'QUI=', 'QUJD', 'QU\nJD'], ['Q', 'QQ=', 'Q=Q=', 'QQ==QQ==', 'QQ-_', ' QQ==']],
    [
      'date-time',
      ['2024-02-29T00:00:00Z', '2026-12-31T23:59:59.123456789+05:30', '2026-01-01t00:00:00z'],
      [
        '2023-02-29T00:00:00Z',
        '2026-13-01T00:00:00Z',
        '2026-01-01',
        '2026-01-01T24:00:00Z',
        '2026-01-01 00:00:00Z',
        '2026-04-31T00:00:00Z',
        '',
      ],
    ],
  ] as const)('%s', (format, right, wrong) => {
    expect(right.filter((value) => !fits(format, value))).toEqual([]);
    expect(wrong.filter((value) => fits(format, value))).toEqual([]);
  });

  test('refuse a megabyte of almost the right characters in linear time', () => {
    const almost = ['1'.repeat(1e6), 'QUJD'.repeat(2.5e5), '\n'.repeat(1e6), `2026-01-01T00:00:00.${'0'.repeat(1e6)}`];
    for (const text of almost)
      for (const format of ['quantity', 'byte', 'date-time'] as const) expect(fits(format, `${text}!`)).toBe(false);
  }, 1000);
});
