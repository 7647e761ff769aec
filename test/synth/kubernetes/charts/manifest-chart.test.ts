import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch, Lazy, type IResolver } from 'cdk8s';
import { loadAll } from 'js-yaml';
import type { JsonObject } from '../../../../lib/model/json';
import { ManifestChart } from '../../../../synth/kubernetes/manifest-chart';
import { regionManifests } from '../../../../synth/kubernetes/manifests/region-manifests';
import type { FittingPatch } from '../../../../synth/kubernetes/patches';
import { resolveChart, type ResolvedChart } from '../../../../synth/kubernetes/resolve-chart';
import { stages } from '../../../support/shop-stages';
import { member } from '../support/objects';

const [london] = regionManifests(stages);
const manifests = london?.manifests ?? [];
const outdir = 'never-written';

function chartIn(app: App, patches: readonly FittingPatch[] = []): ManifestChart {
  return new ManifestChart(app, 'london', { namespace: 'shop', labels: { owner: 'team-shop' }, manifests, patches });
}

function chart(): ManifestChart {
  return chartIn(new App({ outdir }));
}

function resolved(build: (chart: ManifestChart) => void): ResolvedChart {
  const made = chart();
  build(made);
  return resolveChart('london', made);
}

function find(result: ResolvedChart, kind: string, name: string): JsonObject | undefined {
  return result.objects.find(
    ({ manifest }) => manifest['kind'] === kind && member(manifest, 'metadata', 'name') === name,
  )?.manifest;
}

test('an object without patches resolves to what the full resolution of cdk8s gives', () => {
  const objects = chart().apiObjects.filter((object) => object.kind !== 'Namespace');
  expect(objects.length).toBe(manifests.length - 1);
  for (const object of objects) expect(object.toJson()).toEqual(ApiObject.prototype.toJson.call(object));
});

test('a label of the chart that an object lacks is added to it', () => {
  const bare = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'bare', namespace: 'shop' }, data: {} };
  const props = { namespace: 'shop', labels: { owner: 'team-shop' }, manifests: [bare], patches: [] };
  const made = new ManifestChart(new App({ outdir }), 'london', props);
  expect(member(made.object('ConfigMap', 'bare').toJson() as JsonObject, 'metadata', 'labels')).toEqual({
    owner: 'team-shop',
  });
});

test('a cluster-scoped object gets no namespace, which cdk8s would give it', () => {
  const object = chart().object('Namespace', 'shop');
  const theirs = ApiObject.prototype.toJson.call(object) as JsonObject;
  expect(theirs['metadata']).toHaveProperty('namespace', 'shop');
  const { namespace: _namespace, ...metadata } = theirs['metadata'] as JsonObject;
  expect(object.toJson()).toEqual({ ...theirs, metadata });
});

test('every object that went in comes out, and nothing else', () => {
  const { objects, diagnostics } = resolveChart('london', chart());
  const text = (list: readonly JsonObject[]): string[] => list.map((each) => JSON.stringify(sorted(each))).sort();
  expect(text(objects.map(({ manifest }) => manifest))).toEqual(text(manifests));
  expect(diagnostics).toEqual([]);
});

test("cdk8s's own synthesis of the chart writes the same objects", () => {
  const folder = mkdtempSync(join(tmpdir(), 'obinexus-cdk8s-'));
  try {
    const app = new App({ outdir: folder });
    const made = chartIn(app);
    new ApiObject(made, 'mine', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'mine' }, data: { a: '1' } });
    app.synth();
    const theirs = readdirSync(folder).flatMap((file) => loadAll(readFileSync(join(folder, file), 'utf8')));
    const ours = resolveChart('london', made).objects.flatMap(({ yaml }) => loadAll(yaml));
    const text = (list: readonly unknown[]): string[] => list.map((each) => JSON.stringify(sorted(each))).sort();
    expect(text(ours)).toEqual(text(theirs));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('an object is found by kind and name; the error for one that is not there lists those that are', () => {
  expect(chart().object('Deployment', 'api').name).toBe('api');
  expect(() => chart().object('Deployment', 'apo')).toThrow(
    /no Deployment "apo"; it has: api, engine, queue, region-router/,
  );
  expect(() => chart().object('CronJob', 'api')).toThrow('it has no CronJob');
});

test("a user's patch, label and annotation on an object of ours are in the output", () => {
  const result = resolved((made) => {
    made.object('Deployment', 'api').addJsonPatch(JsonPatch.replace('/spec/replicas', 7));
    made.object('Deployment', 'engine').metadata.addLabel('tier', 'back');
    made.object('Service', 'api').metadata.addAnnotation('note', 'kept');
  });
  expect(member(find(result, 'Deployment', 'api'), 'spec', 'replicas')).toBe(7);
  expect(member(find(result, 'Deployment', 'engine'), 'metadata', 'labels', 'tier')).toBe('back');
  expect(member(find(result, 'Service', 'api'), 'metadata', 'annotations', 'note')).toBe('kept');
});

test("the stack's patches are applied to their object alone", () => {
  const operations = [{ op: 'replace', path: '/spec/replicas', value: 4 } as const];
  const made = chartIn(new App({ outdir }), [{ kind: 'Deployment', name: 'api', operations }]);
  const result = resolveChart('london', made);
  expect(member(find(result, 'Deployment', 'api'), 'spec', 'replicas')).toBe(4);
  expect(member(find(result, 'Deployment', 'queue'), 'spec', 'replicas')).toBe(1);
});

test('a patched Namespace stays without a namespace', () => {
  const result = resolved((made) => {
    made.object('Namespace', 'shop').addJsonPatch(JsonPatch.add('/metadata/labels/team', 'shop'));
  });
  expect(member(find(result, 'Namespace', 'shop'), 'metadata', 'labels', 'team')).toBe('shop');
  expect(find(result, 'Namespace', 'shop')?.['metadata']).not.toHaveProperty('namespace');
});

test("a user's object gets the namespace and the labels of the region, and its lazy values are resolved", () => {
  const result = resolved((made) => {
    new ApiObject(made, 'mine', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'mine' },
      data: { a: Lazy.any({ produce: () => '1' }) },
    });
  });
  expect(find(result, 'ConfigMap', 'mine')).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'mine', namespace: 'shop', labels: { owner: 'team-shop' } },
    data: { a: '1' },
  });
});

test('an object inside a chart that the user put into ours belongs to the region too', () => {
  const result = resolved((made) => {
    const inner = new Chart(made, 'inner', { namespace: 'other' });
    new ApiObject(inner, 'mine', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'mine' } });
  });
  expect(member(find(result, 'ConfigMap', 'mine'), 'metadata', 'namespace')).toBe('other');
});

test("a resolver of the user's App sees the values of our objects", () => {
  const upper: IResolver = {
    resolve: (context) => {
      if (context.key.at(-1) === 'replicas' && context.value === 3) context.replaceValue(33);
    },
  };
  const result = resolveChart('london', chartIn(new App({ outdir, resolvers: [upper] })));
  expect(member(find(result, 'Deployment', 'api'), 'spec', 'replicas')).toBe(33);
});

describe('what cannot be written is reported by object, and the others are kept', () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  test.each([
    ['NaN', Number.NaN],
    ['a date', new Date(0)],
    ['a function', () => 1],
    ['a circle', circle],
    ['a lone surrogate', '\ud800'],
    ['an integer beyond 2^53', 2 ** 60],
  ])('%s', (_, value) => {
    const result = resolved((made) => {
      new ApiObject(made, 'mine', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'mine' }, data: { value } });
    });
    expect(result.diagnostics).toMatchObject([
      { code: 'k8s/unwritable-object', severity: 'error', path: 'kubernetes/london/ConfigMap/mine' },
    ]);
    expect(result.objects).toHaveLength(manifests.length);
  });

  test('a patch through cdk8s that throws', () => {
    const result = resolved((made) => {
      made.object('Deployment', 'api').addJsonPatch(JsonPatch.test('/spec/replicas', 99));
    });
    expect(result.diagnostics).toMatchObject([
      { code: 'k8s/unwritable-object', path: 'kubernetes/london/Deployment/api' },
    ]);
    expect(result.objects).toHaveLength(manifests.length - 1);
  });
});

test("what a user's construct says against itself is reported with its path", () => {
  const result = resolved((made) => {
    const mine = new ApiObject(made, 'mine', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'mine' } });
    mine.node.addValidation({ validate: () => ['data is missing'] });
  });
  expect(result.diagnostics).toMatchObject([
    { code: 'k8s/construct-validation', path: 'london/mine', origin: { construct: 'london/mine' } },
  ]);
  expect(result.diagnostics[0]?.message).toContain('data is missing');
});

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => sorted(item));
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}
