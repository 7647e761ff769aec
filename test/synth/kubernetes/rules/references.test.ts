import { validateObjects } from '../../../../synth/kubernetes/validate/validate';
import { validObjects } from '../validate/support/valid-objects';
import { changed, findingsAfter, findingsWith } from './support/findings';

const pod = 'spec/template/spec';
const place = 'Deployment/api/spec/template/spec';

describe('references', () => {
  test.each([
    ['a ServiceAccount', { [`${pod}/serviceAccountName`]: 'app' }, 'serviceAccountName'],
    ['a ConfigMap of a volume', { [`${pod}/volumes/1/configMap/name`]: 'apis' }, 'volumes/config/configMap/name'],
    [
      'a ConfigMap of a projected volume',
      { [`${pod}/volumes/2/projected/sources/0/configMap/name`]: 'apis' },
      'volumes/all/projected/sources/0/configMap/name',
    ],
    [
      'a ConfigMap of a variable',
      { [`${pod}/containers/0/env/1/valueFrom/configMapKeyRef/name`]: 'apis' },
      'containers/api/env/MODE/valueFrom/configMapKeyRef/name',
    ],
    [
      'a ConfigMap of all variables',
      { [`${pod}/containers/0/envFrom/0/configMapRef/name`]: 'apis' },
      'containers/api/envFrom/0/configMapRef/name',
    ],
    [
      'a claim',
      { [`${pod}/volumes/3/persistentVolumeClaim/claimName`]: 'apis' },
      'volumes/data/persistentVolumeClaim/claimName',
    ],
  ])('59 %s exists', (_, changes, field) => {
    expect(findingsAfter('Deployment', changes)).toEqual([`k8s/missing-reference ${place}/${field}`]);
  });

  test.each([
    ['StatefulSet', { 'spec/serviceName': 'stores' }, 'StatefulSet/store/spec/serviceName'],
    [
      'HorizontalPodAutoscaler',
      { 'spec/scaleTargetRef/name': 'apis' },
      'HorizontalPodAutoscaler/api/spec/scaleTargetRef/name',
    ],
    ['RoleBinding', { 'roleRef/name': 'writer' }, 'RoleBinding/reader/roleRef/name'],
    ['RoleBinding', { 'subjects/0/name': 'apis' }, 'RoleBinding/reader/subjects/apis'],
    [
      'Ingress',
      { 'spec/rules/0/http/paths/0/backend/service/name': 'apis' },
      'Ingress/api/spec/rules/0/http/paths/0/backend/service/name',
    ],
    ['HTTPRoute', { 'spec/rules/0/backendRefs/0/name': 'apis' }, 'HTTPRoute/api/spec/rules/0/backendRefs/0/name'],
    ['GRPCRoute', { 'spec/parentRefs/0/name': 'publik' }, 'GRPCRoute/engine/spec/parentRefs/0/name'],
  ])('of a %s exist', (kind, changes, path) => {
    expect(findingsAfter(kind, changes)).toEqual([`k8s/missing-reference ${path}`]);
  });

  test('name the nearest object of the same kind and namespace', () => {
    const objects = validObjects.map((each) =>
      each['kind'] === 'StatefulSet' ? changed('StatefulSet', { 'spec/serviceName': 'ap' }) : each,
    );
    const [finding] = validateObjects(
      objects.map((manifest) => ({ region: 'eu', manifest })),
      ['1.36'],
    );
    expect(finding?.message).toBe(
      'StatefulSet "store" refers to Service "ap", which its region does not have; "api" was probably meant, else add it, or list "Service/ap" in the annotation obinexus.dev/external-references',
    );
  });

  test('may be declared to be made elsewhere, by kind and name', () => {
    const external = (declared: string) =>
      findingsAfter('Deployment', {
        [`${pod}/serviceAccountName`]: 'builder',
        'metadata/annotations': { 'obinexus.dev/external-references': declared },
      });
    expect(external('ConfigMap/shared, ServiceAccount/builder')).toEqual([]);
    expect(external('ConfigMap/builder')).toEqual([`k8s/missing-reference ${place}/serviceAccountName`]);
  });

  test('that are optional, to Secrets or to the default account need nothing', () => {
    expect(
      findingsAfter('Deployment', {
        [`${pod}/serviceAccountName`]: 'default',
        [`${pod}/volumes/1/configMap`]: { name: 'absent', optional: true },
        [`${pod}/containers/0/env/2/valueFrom/secretKeyRef/name`]: 'absent',
      }),
    ).toEqual([]);
  });

  test('stay in their region: another region does not help', () => {
    const elsewhere = { region: 'us', manifest: changed('ConfigMap', {}) };
    const here = validObjects
      .filter((each) => each['kind'] !== 'ConfigMap')
      .map((manifest) => ({ region: 'eu', manifest }));
    const codes = validateObjects([...here, elsewhere], ['1.36']).map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(['k8s/missing-reference']));
  });

  test('to keys of a ConfigMap name keys that it has', () => {
    expect(findingsAfter('Deployment', { [`${pod}/containers/0/env/1/valueFrom/configMapKeyRef/key`]: 'mod' })).toEqual(
      [`k8s/missing-key ${place}/containers/api/env/MODE/valueFrom/configMapKeyRef/key`],
    );
    expect(findingsAfter('Deployment', { [`${pod}/volumes/1/configMap/items/0/key`]: 'mod' })).toEqual([
      `k8s/missing-key ${place}/volumes/config/configMap/items/0/key`,
    ]);
    expect(findingsAfter('Deployment', { [`${pod}/volumes/1/configMap/items/0/key`]: 'blob' })).toEqual([]);
  });

  test('to ports of a Service name ports that it has', () => {
    expect(findingsAfter('HTTPRoute', { 'spec/rules/0/backendRefs/0/port': 8080 })).toEqual([
      'k8s/unknown-service-port HTTPRoute/api/spec/rules/0/backendRefs/0/port',
    ]);
    expect(findingsAfter('Ingress', { 'spec/rules/0/http/paths/0/backend/service/port': { name: 'web' } })).toEqual([
      'k8s/unknown-service-port Ingress/api/spec/rules/0/http/paths/0/backend/service/port',
    ]);
  });
});

describe('selectors', () => {
  test.each(['Deployment', 'DaemonSet', 'ReplicaSet', 'StatefulSet'])('of a %s select its own pods', (kind) => {
    const [mismatch, ...others] = findingsAfter(kind, { 'spec/selector/matchLabels': { app: 'other' } });
    expect(mismatch).toMatch(/^k8s\/selector-mismatch .*\/spec\/selector$/);
    expect(others).toEqual([]);
    expect(findingsAfter(kind, { 'spec/selector': {} })).toEqual([
      expect.stringMatching(/^k8s\/empty-selector .*\/spec\/selector$/),
    ]);
  });

  test.each([
    [{ key: 'app', operator: 'In', values: ['web', 'api'] }, true],
    [{ key: 'app', operator: 'In', values: ['web'] }, false],
    [{ key: 'app', operator: 'NotIn', values: ['web'] }, true],
    [{ key: 'absent', operator: 'NotIn', values: ['web'] }, true],
    [{ key: 'app', operator: 'NotIn', values: ['api'] }, false],
    [{ key: 'tier', operator: 'Exists' }, true],
    [{ key: 'absent', operator: 'Exists' }, false],
    [{ key: 'absent', operator: 'DoesNotExist' }, true],
    [{ key: 'tier', operator: 'DoesNotExist' }, false],
  ])('with %j fit the pods: %p', (expression, fits) => {
    const findings = findingsAfter('ReplicaSet', { 'spec/selector': { matchExpressions: [expression] } });
    expect(findings).toEqual(fits ? [] : ['k8s/selector-mismatch ReplicaSet/api-1/spec/selector']);
  });

  test.each([
    ['Service', 'spec/selector', { app: 'nobody' }],
    ['PodDisruptionBudget', 'spec/selector', { matchLabels: { app: 'nobody' } }],
    ['NetworkPolicy', 'spec/podSelector', { matchExpressions: [{ key: 'nobody', operator: 'Exists' }] }],
  ])('of a %s hit a pod of the region', (kind, field, selector) => {
    expect(findingsAfter(kind, { [field]: selector })).toEqual([`k8s/selector-hits-nothing ${kind}/api/${field}`]);
    expect(
      findingsAfter(kind, {
        [field]: selector,
        'metadata/annotations': { 'obinexus.dev/external-references': 'Pod/*' },
      }),
    ).toEqual([]);
  });

  test('look into their own namespace only', () => {
    const service = changed('Service', { 'metadata/namespace': 'other' });
    expect(findingsWith(service)).toEqual(['k8s/selector-hits-nothing Service/api/spec/selector']);
  });

  test('a policy for every pod, and a Service without a selector, select nothing in particular', () => {
    expect(findingsAfter('NetworkPolicy', { 'spec/podSelector': {} })).toEqual([]);
    expect(findingsAfter('Service', { 'spec/selector': undefined })).toEqual([]);
    expect(findingsAfter('PodDisruptionBudget', { 'spec/selector': undefined })).toEqual([
      'k8s/empty-selector PodDisruptionBudget/api/spec/selector',
    ]);
  });
});
