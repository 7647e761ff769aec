import { ApiObject, App } from 'cdk8s';
import { Construct } from 'constructs';
import { ManifestChart } from '../../../../synth/kubernetes/manifest-chart';
import { regionManifests } from '../../../../synth/kubernetes/manifests/region-manifests';
import { regionArtifacts } from '../../../../synth/kubernetes/region-artifacts';
import { resolveChart, type ResolvedChart } from '../../../../synth/kubernetes/resolve-chart';
import { stages } from '../../../support/shop-stages';

const manifests = regionManifests(stages)[0]?.manifests ?? [];

function build(change: (chart: ManifestChart) => void, from = manifests): ResolvedChart {
  const chart = new ManifestChart(new App({ outdir: 'never-written' }), 'london', {
    namespace: 'shop',
    labels: {},
    manifests: from,
    patches: [],
  });
  change(chart);
  return resolveChart('london', chart);
}

function configMap(scope: Construct, name: string): ApiObject {
  return new ApiObject(scope, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
}

/** `file: Kind name, Kind name` in the order of the text. */
function contents({ objects }: ResolvedChart): string[] {
  return regionArtifacts('aws-eu-west-2', objects).map(({ path, text }) => {
    const names = [...text.matchAll(/^kind: (\S+)\n[^]*?^ {2}name: (\S+)$/gm)].map(
      ([, kind, name]) => `${kind} ${name}`,
    );
    return `${path}: ${names.join(', ')}`;
  });
}

test('one file for the namespace, one per service, one for the router, one for additions, in the order of application', () => {
  const result = build((chart) => configMap(chart, 'mine'));
  expect(contents(result)).toMatchInlineSnapshot(`
   [
     "kubernetes/aws-eu-west-2/00-namespace.yaml: Namespace shop, ResourceQuota shop, LimitRange shop",
     "kubernetes/aws-eu-west-2/10-api.yaml: ServiceAccount api, Service api, PodDisruptionBudget api, Deployment api",
     "kubernetes/aws-eu-west-2/10-engine.yaml: ServiceAccount engine, PodDisruptionBudget engine, Deployment engine, HorizontalPodAutoscaler engine",
     "kubernetes/aws-eu-west-2/10-queue.yaml: ServiceAccount queue, Service queue, Deployment queue",
     "kubernetes/aws-eu-west-2/10-region-router.yaml: ServiceAccount region-router, ConfigMap region-router, Service region-gateway, PodDisruptionBudget region-router, Deployment region-router",
     "kubernetes/aws-eu-west-2/30-additions.yaml: ConfigMap mine",
   ]
  `);
});

test('the order of the manifests that go in changes nothing', () => {
  const forward = build(() => undefined);
  const backward = build(() => undefined, manifests.toReversed());
  expect(regionArtifacts('x', backward.objects)).toEqual(regionArtifacts('x', forward.objects));
  expect(backward.objects).toEqual(forward.objects);
});

test('an object of ours that depends on an added one goes to a file after it, and the rest of its file stays', () => {
  const result = build((chart) => {
    chart.object('Deployment', 'api').addDependency(configMap(chart, 'mine'));
  });
  const files = contents(result).filter((line) => /mine|api/.test(line));
  expect(files).toEqual([
    'kubernetes/aws-eu-west-2/10-api.yaml: ServiceAccount api, Service api, PodDisruptionBudget api',
    'kubernetes/aws-eu-west-2/30-additions.yaml: ConfigMap mine',
    'kubernetes/aws-eu-west-2/31-api.yaml: Deployment api',
  ]);
});

test('dependencies inside one file order its documents', () => {
  const result = build((chart) => {
    configMap(chart, 'first').addDependency(configMap(chart, 'second'));
  });
  expect(contents(result).at(-1)).toBe('kubernetes/aws-eu-west-2/30-additions.yaml: ConfigMap second, ConfigMap first');
});

test('a dependency of a construct is one of every object in it, on every object in its target', () => {
  const result = build((chart) => {
    const [database, cache] = [new Construct(chart, 'database'), new Construct(chart, 'cache')];
    for (const name of ['a', 'b']) configMap(cache, `cache-${name}`);
    for (const name of ['y', 'z']) configMap(database, `database-${name}`);
    cache.node.addDependency(database);
  });
  expect(contents(result).at(-1)).toMatch(/database-y, ConfigMap database-z, ConfigMap cache-a, ConfigMap cache-b$/);
});

test('a dependency on a service as a whole puts what depends on it into a later file', () => {
  const result = build((chart) => {
    chart.object('Deployment', 'api').addDependency(chart.object('Deployment', 'engine'));
  });
  expect(contents(result)).toContain('kubernetes/aws-eu-west-2/11-api.yaml: Deployment api');
});

test('a dependency on another region is none here: it is another cluster', () => {
  const other = configMap(
    new ManifestChart(new App({ outdir: 'x' }), 'lagos', { namespace: 'shop', labels: {}, manifests: [], patches: [] }),
    'far',
  );
  const result = build((chart) => configMap(chart, 'mine').addDependency(other));
  expect(result.diagnostics).toEqual([]);
  expect(result.objects).toHaveLength(manifests.length + 1);
});

test('objects that wait for each other are named as a chain', () => {
  const result = build((chart) => {
    const [a, b] = [configMap(chart, 'a'), configMap(chart, 'b')];
    a.addDependency(b);
    b.addDependency(a);
  });
  expect(result.diagnostics).toMatchObject([{ code: 'k8s/dependency-cycle', path: 'kubernetes/london' }]);
  expect(result.diagnostics[0]?.message).toContain('ConfigMap "a" -> ConfigMap "b" -> ConfigMap "a"');
});

test('files keep their order when more than 99 levels of dependencies make their numbers longer', () => {
  const chain = Array.from({ length: 150 }, (_, index) => index);
  const services = chain.map((index) => ({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: `s${index}`, namespace: 'shop', labels: { app: `s${index}` } },
  }));
  const result = build((chart) => {
    for (const index of chain.slice(1))
      chart.object('ServiceAccount', `s${index}`).addDependency(chart.object('ServiceAccount', `s${index - 1}`));
  }, services);
  const names = regionArtifacts('x', result.objects).map(({ path }) => path.replace(/^.*-s|\.yaml$/g, ''));
  expect(names).toEqual(chain.map((index) => String(index)));
});
