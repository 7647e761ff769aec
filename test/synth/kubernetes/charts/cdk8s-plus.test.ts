import { createRequire } from 'node:module';
import { App, type Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { ManifestChart } from '../../../../synth/kubernetes/manifest-chart';
import { resolveChart } from '../../../../synth/kubernetes/resolve-chart';
import { nameOf } from '../support/objects';

// cdk8s-plus is no dependency of this package's; the one that cdk8s-cli brings is as good as any.
const { ConfigMap, Deployment } = createRequire(require.resolve('cdk8s-cli/package.json'))('cdk8s-plus-33') as {
  readonly ConfigMap: new (scope: Chart, id: string, props: object) => Construct;
  readonly Deployment: new (scope: Chart, id: string, props: object) => Construct;
};

function region(): ManifestChart {
  const props = { namespace: 'shop', labels: {}, manifests: [], patches: [] };
  return new ManifestChart(new App({ outdir: 'never-written' }), 'london', props);
}

test('constructs of cdk8s-plus in a region come out in the order of their dependencies', () => {
  const chart = region();
  const map = new ConfigMap(chart, 'map', { metadata: { name: 'map' }, data: { a: '1' } });
  const web = new Deployment(chart, 'web', { metadata: { name: 'web' }, containers: [{ image: 'web:1' }] });
  map.node.addDependency(web);
  const { objects, diagnostics } = resolveChart('london', chart);
  expect(diagnostics).toEqual([]);
  expect(objects.map(({ manifest }) => nameOf(manifest))).toEqual(['Deployment web', 'ConfigMap map']);
  expect(objects[0]?.yaml).toContain('runAsNonRoot: true');
});

test('a construct of cdk8s-plus that cannot be resolved is reported with its own words', () => {
  const chart = region();
  new Deployment(chart, 'web', { metadata: { name: 'web' } });
  const { diagnostics } = resolveChart('london', chart);
  expect(diagnostics).toMatchObject([{ code: 'k8s/unwritable-object', path: 'kubernetes/london/Deployment/web' }]);
  expect(diagnostics[0]?.message).toContain('at least 1 container');
});
