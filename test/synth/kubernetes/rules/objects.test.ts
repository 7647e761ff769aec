import type { Json } from '../../../../lib/model/json';
import { changed, findingsAfter, findingsOf, findingsWith } from './support/findings';

describe('identity', () => {
  test('56 the same group, kind, namespace and name twice is one finding', () => {
    expect(findingsWith(changed('ConfigMap', {}))).toEqual(['k8s/duplicate-object ConfigMap/api']);
  });

  test('the same name in another namespace, kind or group is no duplicate', () => {
    expect(findingsWith(changed('ConfigMap', { 'metadata/namespace': 'other' }))).toEqual([]);
    expect(findingsWith(changed('ServiceAccount', { 'metadata/name': 'store' }))).toEqual([]);
  });

  test('an object of the cluster is the same one whatever namespace cdk8s wrote on it', () => {
    const copy = changed('StorageClass', { 'metadata/namespace': 'shop' });
    expect(findingsWith(copy)).toEqual(['k8s/duplicate-object StorageClass/fast']);
  });

  test('an object of a namespace says which', () => {
    expect(findingsOf([changed('ConfigMap', { 'metadata/namespace': undefined })])).toEqual([
      'k8s/no-namespace ConfigMap/api/metadata/namespace',
    ]);
  });

  test('57 __proto__, constructor and toString are names like others: harmless, and no legal ones', () => {
    for (const name of ['__proto__', 'toString']) {
      const findings = findingsWith(
        changed('ConfigMap', { 'metadata/name': name, data: JSON.parse(`{"${name}":"x"}`) as Json }),
      );
      expect(findings).toEqual([`k8s/illegal-name ConfigMap/${name}/metadata/name`]);
    }
    expect(findingsWith(changed('ConfigMap', { 'metadata/name': 'constructor' }))).toEqual([]);
    expect(findingsOf([{ apiVersion: 'v1', kind: '__proto__', metadata: { name: 'a' } }])).toContain(
      'k8s/unknown-kind __proto__/a',
    );
    const polluted = findingsAfter('Deployment', {
      'spec/template/spec': JSON.parse('{"__proto__":{"containers":[]}}') as Json,
    });
    expect(polluted).toContain('k8s/unknown-field Deployment/api/spec/template/spec/__proto__');
    expect(({} as Record<string, unknown>)['containers']).toBeUndefined();
  });
});

describe('labels', () => {
  const label = (key: string, value: string) => findingsAfter('ConfigMap', { 'metadata/labels': { [key]: value } });

  test.each([
    ['app', ''],
    ['a'.repeat(63), 'b'.repeat(63)],
    [`${'a.'.repeat(126)}b/c`, 'x'],
    ['example.com/A_b.c', '1.2_3-4'],
    ['constructor', 'prototype'],
  ])('%s=%s is a label', (key, value) => expect(label(key, value)).toEqual([]));

  test.each([
    ['51 value of 64', 'app', 'b'.repeat(64), 'value'],
    ['a space in a value', 'app', 'a b', 'value'],
    ['25 a value that ends with a dash', 'app', 'a-', 'value'],
    ['52 prefix of 254', `${'a.'.repeat(126)}bc/c`, 'x', 'key'],
    ['key of 64', 'a'.repeat(64), 'x', 'key'],
    ['an empty name', 'example.com/', 'x', 'key'],
    ['two slashes', 'a/b/c', 'x', 'key'],
    ['an upper-case prefix', 'Example.com/a', 'x', 'key'],
  ])('%s is none', (_, key, value, part) => {
    expect(label(key, value)).toEqual([`k8s/illegal-label-${part} ConfigMap/api/metadata/labels/${key}`]);
  });

  test('selectors and pod templates are looked at too', () => {
    expect(
      findingsAfter('Deployment', {
        'spec/selector/matchLabels': { app: 'a b' },
        'spec/template/metadata/labels': { app: 'a b' },
        'spec/template/spec/nodeSelector': { 'bad key': 'x' },
      }),
    ).toEqual(
      expect.arrayContaining([
        'k8s/illegal-label-key Deployment/api/spec/template/spec/nodeSelector/bad key',
        'k8s/illegal-label-value Deployment/api/spec/selector/matchLabels/app',
        'k8s/illegal-label-value Deployment/api/spec/template/metadata/labels/app',
      ]),
    );
  });

  test('annotations take 256 KiB in all and any text, and keys like labels', () => {
    const annotate = (annotations: Json) => findingsAfter('ConfigMap', { 'metadata/annotations': annotations });
    expect(
      annotate({ 'Example.com/a': '${file("/etc/passwd")}\n\u2028', k: 'é'.repeat((256 * 1024 - 60) / 2) }),
    ).toEqual([]);
    expect(annotate({ k: 'é'.repeat(128 * 1024) })).toEqual([
      'k8s/annotations-too-large ConfigMap/api/metadata/annotations',
    ]);
    expect(annotate({ 'a b': '' })).toEqual(['k8s/illegal-annotation-key ConfigMap/api/metadata/annotations/a b']);
  });
});

describe('sizes', () => {
  test('a ConfigMap holds 1 MiB, measured in bytes of UTF-8', () => {
    const data = (text: string) => findingsOf([changed('ConfigMap', { data: { a: text }, binaryData: undefined })]);
    expect(data('é'.repeat(512 * 1024))).toEqual([]);
    expect(data('é'.repeat(512 * 1024 + 1))).toEqual(['k8s/object-too-large ConfigMap/api/data']);
  });

  test('an object of any kind holds 1.5 MiB', () => {
    const args = (length: number) =>
      findingsAfter('Job', { 'spec/template/spec/containers/0/args': ['x'.repeat(length)] });
    expect(args(1.4 * 1024 * 1024)).toEqual([]);
    expect(args(1.5 * 1024 * 1024)).toEqual(['k8s/object-too-large Job/load']);
  });

  test.each(['a/b', '', '..', '..a', 'a b', 'k'.repeat(254)])('a key "%s" is none', (key) => {
    expect(findingsOf([changed('ConfigMap', { data: { [key]: 'x' } })])).toEqual([
      `k8s/illegal-data-key ConfigMap/api/data/${key}`,
    ]);
  });
});
