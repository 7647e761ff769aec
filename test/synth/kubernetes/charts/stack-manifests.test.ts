import type { ObjectPatch } from '../../../../lib/model/model';
import { stackManifests } from '../../../../synth/kubernetes/stack-manifests';
import { backendManifests, model, plan, routes } from '../../../support/shop-stages';
import { member, nameOf } from '../support/objects';

const emissions = [
  { artifacts: [], manifests: backendManifests, losses: [] },
  {
    artifacts: [
      { path: 'routes/envoy/aws-eu-west-2/envoy.json', text: '{}\n' },
      { path: 'routes/envoy/aws-eu-west-2/eds/engine.json', text: '{"a":1}\n' },
      { path: 'routes/haproxy/aws-eu-west-2/haproxy.cfg', text: 'global\n' },
    ],
    manifests: [],
    losses: [],
  },
];
const compilation = { model, plan, routes, emissions, diagnostics: [] };

test("the router of a region is configured by its own program's back end, with the paths below its folder", () => {
  const { manifests } = stackManifests(compilation);
  const configMap = manifests.get('aws:eu-west-2')?.find((object) => nameOf(object) === 'ConfigMap region-router');
  expect(member(configMap, 'data')).toEqual({ 'eds.engine.json': '{"a":1}\n', 'envoy.json': '{}\n' });
  expect(manifests.get('lagos-edge')?.map((object) => nameOf(object))).not.toContain('ConfigMap region-router');
});

test('the labels of additions say whose they are, where, and what manages them', () => {
  expect(stackManifests(compilation).regions).toEqual([
    expect.objectContaining({ id: 'aws:eu-west-2', slug: 'aws-eu-west-2' }),
    {
      id: 'lagos-edge',
      slug: 'lagos-edge',
      labels: {
        owner: 'team-shop',
        'app.kubernetes.io/instance': 'lagos-edge',
        'app.kubernetes.io/managed-by': 'obinexus',
        'app.kubernetes.io/part-of': 'shop',
      },
    },
  ]);
});

test("faults of the stack's patches and autoscalers are among the findings", () => {
  const operations: ObjectPatch['operations'] = [{ op: 'remove', path: '/spec/nothing' }];
  const patch: ObjectPatch = { region: null, kind: 'Deployment', name: 'engine', operations, origin: model.origin };
  const services = model.services.map((each) =>
    Object.assign({}, each, { autoscale: each.id === 'engine' ? { maxReplicas: 1, cpuUtilization: 70 } : null }),
  );
  const { diagnostics } = stackManifests({ ...compilation, model: { ...model, services, patches: [patch] } });
  expect(diagnostics.map(({ code }) => code)).toEqual(['k8s/autoscale-below-plan', 'k8s/patch-does-not-fit']);
});

test('a stack that does not compile has no manifests', () => {
  const nothing = { model, plan: null, routes: null, emissions: [], diagnostics: [] };
  expect(stackManifests(nothing)).toMatchObject({ regions: [], diagnostics: [] });
  expect(stackManifests(nothing).manifests.size).toBe(0);
});
