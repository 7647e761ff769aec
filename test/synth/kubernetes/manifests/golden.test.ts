import type { JsonObject } from '../../../../lib/model/json';
import { regionManifests } from '../../../../synth/kubernetes/manifests/region-manifests';
import { model, stages } from '../../../support/shop-stages';
import { find, member, nameOf, objectsOf, pods, text } from '../support/objects';

const regions = regionManifests(stages);
const everything = regions.flatMap(({ manifests }) => manifests);

test('each of the two regions has its own complete set of objects', () => {
  const sets = regions.map(({ region, manifests }) => [region, manifests.map((object) => nameOf(object)).sort()]);
  expect(Object.fromEntries(sets)).toMatchInlineSnapshot(`
   {
     "aws:eu-west-2": [
       "ConfigMap region-router",
       "Deployment api",
       "Deployment engine",
       "Deployment queue",
       "Deployment region-router",
       "HorizontalPodAutoscaler engine",
       "LimitRange shop",
       "Namespace shop",
       "PodDisruptionBudget api",
       "PodDisruptionBudget engine",
       "PodDisruptionBudget region-router",
       "ResourceQuota shop",
       "Service api",
       "Service queue",
       "Service region-gateway",
       "ServiceAccount api",
       "ServiceAccount engine",
       "ServiceAccount queue",
       "ServiceAccount region-router",
     ],
     "lagos-edge": [
       "ConfigMap region-router",
       "Deployment api",
       "Deployment queue",
       "Deployment region-router",
       "Job warm",
       "LimitRange shop",
       "Namespace shop",
       "PodDisruptionBudget api",
       "PodDisruptionBudget region-router",
       "ResourceQuota shop",
       "Service api",
       "Service queue",
       "Service region-gateway",
       "ServiceAccount api",
       "ServiceAccount queue",
       "ServiceAccount region-router",
       "ServiceAccount warm",
     ],
   }
  `);
});

describe('every object', () => {
  test.each(['app', 'owner', 'app.kubernetes.io/name', 'app.kubernetes.io/instance', 'app.kubernetes.io/version'])(
    'has the label %s with a legal value',
    (label) => {
      for (const object of everything)
        expect(member(object, 'metadata', 'labels', label)).toMatch(/^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/);
    },
  );

  test('says to which part of the stack it belongs and what manages it', () => {
    for (const object of everything)
      expect(member(object, 'metadata', 'labels')).toMatchObject({
        'app.kubernetes.io/component': expect.any(String),
        'app.kubernetes.io/managed-by': 'obinexus',
        'app.kubernetes.io/part-of': 'shop',
      });
  });

  test('names whom to write to when the stack gives an address, and has no annotation when it does not', () => {
    for (const object of everything)
      expect(member(object, 'metadata', 'annotations', 'email')).toBe('shop@example.test');
    const silent = regionManifests({ ...stages, model: { ...model, email: null } });
    const annotated = silent
      .flatMap(({ manifests }) => manifests)
      .filter((object) => member(object, 'metadata', 'annotations'));
    expect(annotated).toEqual([]);
  });

  test('is in the namespace of the stack, the Namespace itself excepted', () => {
    for (const object of everything)
      expect(member(object, 'metadata', 'namespace')).toBe(object['kind'] === 'Namespace' ? undefined : 'shop');
  });

  test('exists once per region', () => {
    for (const { manifests } of regions) {
      const names = manifests.map((object) => nameOf(object));
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

test('the namespace enforces, audits and warns by the restricted Pod Security Standard', () => {
  for (const mode of ['enforce', 'audit', 'warn'])
    for (const object of objectsOf(everything, 'Namespace'))
      expect(member(object, 'metadata', 'labels', `pod-security.kubernetes.io/${mode}`)).toBe('restricted');
});

describe('the quota of Lagos', () => {
  const quota = member(find(regions, 'lagos-edge', 'ResourceQuota', 'shop'), 'spec', 'hard');

  test('holds 12 pods: api 2 + 1, queue 1 + 1, warm 1, router 2 + 1, and a quarter more, rounded up', () => {
    expect(member(quota, 'pods')).toBe('12');
  });

  test('holds 3.75 cores: 3 x 250m + 2 x 250m + 250m + 3 x 500m, and a quarter more', () => {
    expect(quota).toMatchObject({ 'requests.cpu': '3750m', 'limits.cpu': '3750m' });
  });

  test('holds memory and ephemeral storage for the same pods', () => {
    expect(quota).toMatchObject({ 'requests.memory': '4800Mi', 'requests.ephemeral-storage': '2880Mi' });
  });
});

test('the quota counts an autoscaled service at its largest: 9 + 1 engines in London instead of 3 + 1', () => {
  const pinned = { ...model, services: model.services.map((each) => Object.assign({}, each, { autoscale: null })) };
  const podsOf = (regionSets: typeof regions): unknown =>
    member(find(regionSets, 'aws:eu-west-2', 'ResourceQuota', 'shop'), 'spec', 'hard', 'pods');
  // api 3 + 1, queue 1 + 1, router 2 + 1.
  expect(podsOf(regions)).toBe(String(Math.ceil((4 + 10 + 2 + 3) * 1.25)));
  expect(podsOf(regionManifests({ ...stages, model: pinned }))).toBe(String(Math.ceil((4 + 4 + 2 + 3) * 1.25)));
});

test('a container that names no resources gets some from the LimitRange, so that the quota admits it', () => {
  for (const object of objectsOf(everything, 'LimitRange'))
    expect(member(object, 'spec', 'limits')).toEqual([
      {
        type: 'Container',
        default: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '256Mi' },
        defaultRequest: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '256Mi' },
      },
    ]);
});

describe('every pod', () => {
  const all = pods(everything);

  test('is one of the 8 that the two regions hold', () => {
    expect(all).toHaveLength(8);
  });

  test('has a service account of its own in its region, and a token neither there nor in the pod', () => {
    for (const { region, manifests } of regions) {
      const accounts = objectsOf(manifests, 'ServiceAccount');
      for (const account of accounts)
        expect([region, account['automountServiceAccountToken']]).toEqual([region, false]);
      const named = pods(manifests).map(({ spec }) => text(spec, 'serviceAccountName'));
      expect(named.toSorted()).toEqual(accounts.map((account) => text(account, 'metadata', 'name')).toSorted());
    }
    for (const { spec } of all) expect(spec['automountServiceAccountToken']).toBe(false);
  });

  test('runs as user, group and file group 10001 under the default seccomp profile', () => {
    for (const { spec, container } of all) {
      expect(spec['securityContext']).toMatchObject({
        runAsNonRoot: true,
        runAsUser: 10001,
        runAsGroup: 10001,
        fsGroup: 10001,
        supplementalGroups: [10001],
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect(container['securityContext']).toEqual({
        runAsNonRoot: true,
        runAsUser: 10001,
        runAsGroup: 10001,
        allowPrivilegeEscalation: false,
        privileged: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
        seccompProfile: { type: 'RuntimeDefault' },
      });
    }
  });

  test('has an SELinux level of two categories that no other workload has', () => {
    const levels = new Map(
      all.map(({ name, spec }) => [name, text(spec, 'securityContext', 'seLinuxOptions', 'level')]),
    );
    for (const level of levels.values()) {
      const [, low, high] = /^s0:c(\d+),c(\d+)$/.exec(level) ?? [];
      expect(Number(low)).toBeLessThan(Number(high));
      expect(Number(high)).toBeLessThan(1024);
    }
    expect(new Set(levels.values()).size).toBe(levels.size);
  });

  test('requests what it may use at most: CPU, memory and ephemeral storage', () => {
    for (const { container } of all) {
      expect(Object.keys(member(container, 'resources', 'limits') as JsonObject).sort()).toEqual([
        'cpu',
        'ephemeral-storage',
        'memory',
      ]);
      expect(member(container, 'resources', 'requests')).toEqual(member(container, 'resources', 'limits'));
    }
  });

  test('pulls its image always, looks names up at 2 dots, and sees no variables of other services', () => {
    for (const { spec, container } of all) {
      expect(container['imagePullPolicy']).toBe('Always');
      expect(spec['dnsConfig']).toEqual({ options: [{ name: 'ndots', value: '2' }] });
      expect(spec['enableServiceLinks']).toBe(false);
    }
  });

  test('stays on nodes of its region, away from its own kind, spread over the zones', () => {
    for (const { name, spec, template } of all) {
      const term = { labelSelector: { matchLabels: { app: name } }, topologyKey: 'kubernetes.io/hostname' };
      expect(member(spec, 'affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution')).toEqual([
        term,
      ]);
      expect(JSON.stringify(member(spec, 'affinity', 'nodeAffinity'))).toMatch(
        /"key":"topology.kubernetes.io\/region","operator":"In","values":\["(eu-west-2|lagos-edge)"\]/,
      );
      expect(spec['topologySpreadConstraints']).toMatchObject([
        { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', labelSelector: { matchLabels: { app: name } } },
      ]);
      expect(member(template, 'metadata', 'labels', 'app')).toBe(name);
    }
  });

  test('mounts only volumes that it declares, each at a path of its own', () => {
    for (const { spec, container } of all) {
      const volumes = ((spec['volumes'] ?? []) as readonly JsonObject[]).map((volume) => text(volume, 'name'));
      const mounts = (container['volumeMounts'] ?? []) as readonly JsonObject[];
      expect(mounts.map((mount) => text(mount, 'name')).toSorted()).toEqual(volumes.toSorted());
      expect(new Set(mounts.map((mount) => mount['mountPath'])).size).toBe(mounts.length);
    }
  });
});

test('nothing that was handed in is changed', () => {
  const before = JSON.stringify(stages);
  regionManifests(stages);
  expect(JSON.stringify(stages)).toBe(before);
});
