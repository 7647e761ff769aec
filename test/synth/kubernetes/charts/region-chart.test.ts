import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App as CdkApp } from 'cdk8s';
import { loadAll } from 'js-yaml';
import { App } from '../../../../constructs/app';
import { GeoRegion } from '../../../../constructs/geo-region';
import { Service } from '../../../../constructs/service';
import { Stack } from '../../../../constructs/stack';
import { Topology } from '../../../../constructs/topology';
import { hasErrors } from '../../../../lib/model/diagnostic';
import { compileStack } from '../../../../synth/compile';
import { buildRegions } from '../../../../synth/kubernetes/build';
import { RegionChart, regionCharts } from '../../../../synth/kubernetes/index';
import { validateObjects } from '../../../../synth/kubernetes/validate/validate';
import { member, nameOf, objectsOf, podOf } from '../support/objects';

const london = 'aws:eu-west-2';
const tokyo = 'aws:ap-northeast-1';
const image = (name: string): string => `registry.example/shop/${name}:1.0.0@sha256:${'a'.repeat(64)}`;

/** Two regions; the engine runs in London alone, so that Tokyo calls it through its router. */
function shop(egress: 'envoy' | 'haproxy' = 'envoy', reversed = false): Stack {
  const stack = new Stack(new App(), 'shop', {
    topology: Topology.mesh(),
    email: 'shop@example.test',
    demand: {
      points: [
        { id: 'london', lat: 51.5, lng: -0.1, requestsPerSecond: 300 },
        { id: 'tokyo', lat: 35.7, lng: 139.7, requestsPerSecond: 300 },
      ],
    },
    router: { egress },
  });
  const declare: (() => unknown)[] = [
    () => GeoRegion.of(stack, london, { gateway: '192.0.2.10' }),
    () => GeoRegion.of(stack, tokyo, { gateway: '192.0.2.20' }),
    () =>
      new Service(stack, 'engine', {
        language: 'rust',
        image: image('engine'),
        protocol: 'grpc',
        port: 50051,
        geo: { allow: [london] },
      }),
    () =>
      new Service(stack, 'web', {
        language: 'typescript',
        image: image('web'),
        public: true,
        tier: 'business',
        geoEnabled: true,
        geo: { regions: { min: 2, max: 2 } },
        calls: ['engine'],
        env: { TOKEN: { secret: 'web', key: 'token' }, TARGET: '$(ENGINE_ADDR)' },
        writablePaths: ['/tmp'],
        autoscale: { maxReplicas: 50 },
      }),
    () =>
      new Service(stack, 'warm', {
        language: 'go',
        image: image('warm'),
        type: 'job',
        geo: { allow: [tokyo] },
        calls: ['engine'],
      }),
  ];
  for (const each of reversed ? declare.toReversed() : declare) each();
  return stack;
}

test('the stack under test compiles without errors', () => {
  expect(compileStack(shop()).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
});

describe.each(['envoy', 'haproxy'] as const)('a region whose router is %s', (egress) => {
  let built: ReturnType<typeof buildRegions>;

  beforeAll(() => {
    built = buildRegions(shop(egress));
  });

  test('is valid by the strict schemas and rules of all six minors', () => {
    expect(built.diagnostics).toEqual([]);
    expect(validateObjects(built.objects, ['1.31', '1.32', '1.33', '1.34', '1.35', '1.36'])).toEqual([]);
  });

  test('reaches the engine through its router in Tokyo and through its Service in London', () => {
    const targets = [london, tokyo].map((region) => {
      const here = built.objects.filter((object) => object.region === region).map(({ manifest }) => manifest);
      const web = objectsOf(here, 'Deployment').find((object) => nameOf(object) === 'Deployment web');
      return web === undefined ? undefined : member(podOf(web).container, 'env', '0', 'value');
    });
    expect(targets).toEqual([
      'engine.shop.svc.cluster.local:50051',
      expect.stringMatching(/^region-router\.shop\.svc\.cluster\.local:150\d\d$/),
    ]);
  });

  test('every port that a Service of the router leads to is a named port of its pods', () => {
    const here = built.objects.filter((object) => object.region === tokyo).map(({ manifest }) => manifest);
    const router = objectsOf(here, 'Deployment').find((object) => nameOf(object) === 'Deployment region-router');
    const ports = JSON.stringify(router === undefined ? null : podOf(router).container['ports']);
    const services = objectsOf(here, 'Service').filter(
      (object) => member(object, 'spec', 'selector', 'app') === 'region-router',
    );
    const wanted = services.flatMap((service) =>
      (member(service, 'spec', 'ports') as { targetPort: string }[]).map((port) => port.targetPort),
    );
    expect(wanted).toHaveLength(2);
    for (const name of wanted) expect(ports).toContain(`"name":"${name}"`);
  });
});

test('the output is the same for any order of declaration', () => {
  expect(buildRegions(shop('envoy', true)).artifacts).toEqual(buildRegions(shop()).artifacts);
});

test('what a user adds to or changes in the charts of a stack is in its output', () => {
  const stack = shop();
  const chart = regionCharts(stack).get(tokyo);
  if (chart === undefined) throw new Error('nothing runs in Tokyo');
  new ApiObject(chart, 'mine', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'mine' }, data: { a: '1' } });
  chart.object('Deployment', 'web').metadata.addAnnotation('note', 'kept');
  const { artifacts } = buildRegions(stack);
  const texts = new Map(artifacts.map(({ path, text }) => [path, text]));
  expect(texts.get('kubernetes/aws-ap-northeast-1/30-additions.yaml')).toContain('name: mine');
  expect(texts.get('kubernetes/aws-ap-northeast-1/10-web.yaml')).toContain('note: kept');
  expect(texts.get('kubernetes/aws-eu-west-2/10-web.yaml')).not.toContain('note: kept');
  expect(regionCharts(stack).get(tokyo)).toBe(chart);
});

test("a region in a user's own App is written by cdk8s with the same objects, beside the user's own", () => {
  const folder = mkdtempSync(join(tmpdir(), 'obinexus-region-'));
  try {
    const stack = shop();
    const app = new CdkApp({ outdir: folder });
    new RegionChart(app, 'tokyo', { stack, region: tokyo });
    app.synth();
    const theirs = loadAll(readFileSync(join(folder, 'tokyo.k8s.yaml'), 'utf8'));
    const ours = buildRegions(stack).objects.filter((object) => object.region === tokyo);
    expect(readdirSync(folder)).toEqual(['tokyo.k8s.yaml']);
    expect(theirs).toHaveLength(ours.length);
    expect(theirs).toEqual(
      expect.arrayContaining(ours.map(({ manifest }) => JSON.parse(JSON.stringify(manifest)) as unknown)),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

describe("faults of the stack stop a user's own App before it writes", () => {
  const synthesisOf = (stack: Stack, region: string): (() => void) => {
    const folder = mkdtempSync(join(tmpdir(), 'obinexus-region-'));
    return () => {
      try {
        const app = new CdkApp({ outdir: folder });
        new RegionChart(app, 'chart', { stack, region });
        app.synth();
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    };
  };

  test('a region that the stack does not have is named, with those that it has', () => {
    expect(synthesisOf(shop(), 'aws:eu-west-9')).toThrow(
      'k8s/unknown-region: a chart was asked for region "aws:eu-west-9", the stack has no such region; it has: aws:ap-northeast-1, aws:eu-west-2',
    );
  });

  test('a patch that does not fit is told with its code', () => {
    const stack = shop();
    stack.addPatch('Deployment', 'web', [{ op: 'remove', path: '/spec/nothing' }]);
    expect(synthesisOf(stack, tokyo)).toThrow(/k8s\/patch-does-not-fit: .*cannot remove "\/spec\/nothing"/);
  });

  test('a stack that does not compile tells why, and has no charts', () => {
    const stack = shop();
    new Service(stack, 'broken', { language: 'go', calls: ['nobody'] });
    expect(hasErrors(compileStack(stack).diagnostics)).toBe(true);
    expect(regionCharts(stack).size).toBe(0);
    expect(synthesisOf(stack, tokyo)).toThrow(/nobody/);
  });
});
