import type { Json } from '../../../../lib/model/json';
import { changed, findingsAfter, findingsOf } from './support/findings';

describe('disruption budgets', () => {
  const account = changed('ServiceAccount', {});
  const others = ['ConfigMap', 'PersistentVolumeClaim'].map((kind) => changed(kind, {}));
  const budget = (replicas: number | undefined, spec: Readonly<Record<string, Json>>) =>
    findingsOf([
      account,
      ...others,
      changed('Deployment', { 'spec/replicas': replicas }),
      changed('PodDisruptionBudget', { spec: { selector: { matchLabels: { app: 'api' } }, ...spec } }),
    ]);

  test.each<[number | undefined, Readonly<Record<string, Json>>]>([
    [3, { maxUnavailable: 1 }],
    [3, { maxUnavailable: '10%' }],
    [3, { minAvailable: 2 }],
    [3, { minAvailable: '60%' }],
    [undefined, { maxUnavailable: 1 }],
  ])('over %p replicas with %j let a pod go', (replicas, spec) => expect(budget(replicas, spec)).toEqual([]));

  test.each<[number | undefined, Readonly<Record<string, Json>>]>([
    [3, { maxUnavailable: 0 }],
    [3, { maxUnavailable: '0%' }],
    [3, { minAvailable: 3 }],
    [3, { minAvailable: '100%' }],
    [3, { minAvailable: '67%' }],
    [undefined, { minAvailable: 1 }],
  ])('over %p replicas with %j block every eviction', (replicas, spec) => {
    const bound = Object.keys(spec)[0] ?? '';
    expect(budget(replicas, spec)).toEqual([`k8s/pdb-blocks PodDisruptionBudget/api/spec/${bound}`]);
  });

  test('have exactly one bound', () => {
    expect(budget(3, {})).toEqual(['k8s/pdb-bounds PodDisruptionBudget/api/spec']);
    expect(budget(3, { minAvailable: 1, maxUnavailable: 1 })).toEqual(['k8s/pdb-bounds PodDisruptionBudget/api/spec']);
  });

  test('count what the autoscaler keeps at least', () => {
    const under = (minReplicas: number) =>
      findingsOf([
        account,
        ...others,
        changed('Deployment', {}),
        changed('HorizontalPodAutoscaler', { 'spec/minReplicas': minReplicas }),
        changed('PodDisruptionBudget', { 'spec/maxUnavailable': undefined, 'spec/minAvailable': 2 }),
      ]);
    expect(under(3)).toEqual([]);
    expect(under(2)).toEqual(['k8s/pdb-blocks PodDisruptionBudget/api/spec/minAvailable']);
  });
});

describe('autoscalers', () => {
  test('scale from at least one to at least as many', () => {
    expect(findingsAfter('HorizontalPodAutoscaler', { 'spec/minReplicas': 9 })).toEqual([]);
    for (const changes of [{ 'spec/minReplicas': 10 }, { 'spec/minReplicas': 0 }, { 'spec/maxReplicas': 0 }])
      expect(findingsAfter('HorizontalPodAutoscaler', changes)).toEqual([
        'k8s/autoscaler-bounds HorizontalPodAutoscaler/api/spec',
      ]);
  });

  test('have the number of replicas to themselves', () => {
    expect(findingsAfter('Deployment', { 'spec/replicas': 3 })).toEqual([
      'k8s/replicas-with-hpa Deployment/api/spec/replicas',
    ]);
  });
});

describe('rollouts', () => {
  const rolling = (maxSurge: Json | undefined, maxUnavailable: Json | undefined) =>
    findingsAfter('Deployment', {
      'spec/strategy/rollingUpdate/maxSurge': maxSurge,
      'spec/strategy/rollingUpdate/maxUnavailable': maxUnavailable,
    });
  const field = 'Deployment/api/spec/strategy/rollingUpdate';

  test.each([
    [1, 0],
    [0, 1],
    ['1%', 0],
    [undefined, 0],
    [undefined, undefined],
  ])('with surge %p and unavailable %p move', (surge, unavailable) => expect(rolling(surge, unavailable)).toEqual([]));

  test.each([
    [0, 0],
    ['0%', 0],
    ['0%', '0%'],
  ])('with surge %p and unavailable %p are stuck', (surge, unavailable) => {
    expect(rolling(surge, unavailable)).toEqual([`k8s/rollout-stuck ${field}`]);
  });

  test('are numbers of pods or shares', () => {
    expect(rolling('x', 1)).toEqual([`k8s/illegal-share ${field}/maxSurge`]);
    expect(rolling(1, -1)).toEqual([`k8s/illegal-share ${field}/maxUnavailable`]);
  });

  test('of another kind have no settings for rolling', () => {
    expect(findingsAfter('Deployment', { 'spec/strategy/type': 'Recreate' })).toEqual([
      `k8s/rollout-settings-unused ${field}`,
    ]);
    expect(findingsAfter('Deployment', { 'spec/strategy': { type: 'Recreate' } })).toEqual([]);
    expect(findingsAfter('DaemonSet', { 'spec/updateStrategy/rollingUpdate/maxUnavailable': 0 })).toEqual([
      'k8s/rollout-stuck DaemonSet/agent/spec/updateStrategy/rollingUpdate',
    ]);
  });
});
