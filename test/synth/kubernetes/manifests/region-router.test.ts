import type { JsonObject } from '../../../../lib/model/json';
import type { SiteManifest } from '../../../../lib/router/backend';
import type { RouterNode } from '../../../../lib/model/model';
import { regionManifests, type RegionManifests } from '../../../../synth/kubernetes/manifests/region-manifests';
import { model, stages } from '../../../support/shop-stages';
import { find, member, objectsOf, podOf } from '../support/objects';

function regionsWith(
  files: Readonly<Record<string, string>>,
  router: Partial<RouterNode> = {},
): readonly RegionManifests[] {
  return regionManifests({
    ...stages,
    model: { ...model, router: { ...model.router, ...router } },
    routerConfig: () => ({ files }),
  });
}

const envoy = { 'envoy.json': '{"a":1}\n', 'eds/engine.json': '{}\n' };

test('Envoy starts from its bootstrap file, and finds each file of the back end at its path', () => {
  const regions = regionsWith(envoy);
  const { container, spec } = podOf(find(regions, 'lagos-edge', 'Deployment', 'region-router'));
  expect(container['command']).toEqual(
    expect.arrayContaining(['envoy', '-c', '/etc/envoy/envoy.json', '--disable-hot-restart']),
  );
  expect(member(find(regions, 'lagos-edge', 'ConfigMap', 'region-router'), 'data')).toEqual({
    'eds.engine.json': '{}\n',
    'envoy.json': '{"a":1}\n',
  });
  expect(spec['volumes']).toMatchObject([
    {
      configMap: {
        name: 'region-router',
        items: [
          { key: 'eds.engine.json', path: 'eds/engine.json' },
          { key: 'envoy.json', path: 'envoy.json' },
        ],
      },
    },
    {
      secret: { secretName: 'region-gateway-tls', items: [{ key: 'ca.crt' }, { key: 'tls.crt' }, { key: 'tls.key' }] },
    },
  ]);
  expect(container['volumeMounts']).toMatchObject([{ mountPath: '/etc/envoy', readOnly: true }, { readOnly: true }]);
});

test('HAProxy starts in the foreground and finds the key beside its certificate', () => {
  const regions = regionsWith({ 'haproxy.cfg': 'global\n' }, { egress: 'haproxy' });
  const { container, spec } = podOf(find(regions, 'lagos-edge', 'Deployment', 'region-router'));
  expect(container['command']).toEqual(['haproxy', '-W', '-db', '-f', '/usr/local/etc/haproxy/haproxy.cfg']);
  expect(member(spec, 'volumes', '1', 'secret', 'items')).toContainEqual({ key: 'tls.key', path: 'tls.key' });
});

test('a changed configuration changes the pod template, so that the pods are replaced; the same text does not', () => {
  const templateOf = (files: Readonly<Record<string, string>>): JsonObject =>
    podOf(find(regionsWith(files), 'lagos-edge', 'Deployment', 'region-router')).template;
  expect(templateOf({ ...envoy, 'envoy.json': '{"a":2}\n' })).not.toEqual(templateOf(envoy));
  expect(templateOf({ 'eds/engine.json': '{}\n', 'envoy.json': '{"a":1}\n' })).toEqual(templateOf(envoy));
});

test('two replicas on two nodes listen on the gateway and on one port for each service that callers here reach through it', () => {
  const deployment = find(regionsWith(envoy), 'lagos-edge', 'Deployment', 'region-router');
  expect(member(deployment, 'spec', 'replicas')).toBe(2);
  const ports = podOf(deployment).container['ports'] as readonly JsonObject[];
  expect(ports.map((port) => [port['name'], port['containerPort']])).toEqual([
    ['gateway', 15443],
    ['route-15002', 15002],
  ]);
});

test('a region whose back end wrote nothing has no router', () => {
  const names = regionsWith({}).flatMap(({ manifests }) =>
    manifests.map((object) => member(object, 'metadata', 'name')),
  );
  expect(names).toContain('region-gateway');
  expect(names).not.toContain('region-router');
});

test('objects of back ends get namespace, labels and contact, and keep their own', () => {
  const own = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'api', labels: { app: 'api', tier: 'x' } },
    spec: {},
  };
  const regions = regionManifests({ ...stages, backendManifests: [{ site: 'lagos-edge', manifest: own }] });
  expect(find(regions, 'lagos-edge', 'Service', 'api')['metadata']).toMatchObject({
    namespace: 'shop',
    labels: { app: 'api', tier: 'x', owner: 'team-shop', 'app.kubernetes.io/version': '1.4.2' },
    annotations: { email: 'shop@example.test' },
  });
});

test('an object about a service that runs in another region is left out, one about the stack is kept', () => {
  const policyFor = (name: string): SiteManifest => ({
    site: 'lagos-edge',
    manifest: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name, labels: { app: name } },
      spec: {},
    },
  });
  const backendManifests = ['api', 'engine', 'warm', 'default-deny'].map((name) => policyFor(name));
  const lagos = regionManifests({ ...stages, backendManifests }).find(({ region }) => region === 'lagos-edge');
  const policies = objectsOf(lagos?.manifests ?? [], 'NetworkPolicy').map((object) =>
    member(object, 'metadata', 'name'),
  );
  expect(policies).toEqual(['api', 'warm', 'default-deny']);
});
