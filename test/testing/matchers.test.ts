import { App } from '../../constructs/app';
import { Demand } from '../../constructs/demand';
import { GeoRegion } from '../../constructs/geo-region';
import { Service } from '../../constructs/service';
import { Stack } from '../../constructs/stack';
import { Topology } from '../../constructs/topology';
import { containsPartial } from '../../testing/contains-partial';
import { matchers, synthesize } from '../../testing/index';

function shop(): Stack {
  const stack = new Stack(new App(), 'shop', {
    topology: Topology.mesh(),
    demand: Demand.points([
      { id: 'london', lat: 51.5, lng: -0.1, requestsPerSecond: 900 },
      { id: 'tokyo', lat: 35.7, lng: 139.7, requestsPerSecond: 900 },
    ]),
  });
  GeoRegion.of(stack, 'aws:eu-west-2', { gateway: '192.0.2.10' });
  GeoRegion.of(stack, 'aws:ap-northeast-1', { gateway: '192.0.2.20' });
  const engine = new Service(stack, 'engine', { language: 'rust', geo: { allow: ['aws:eu-west-2'] } });
  const geo = { regions: { min: 2 } };
  const web = new Service(stack, 'web', { language: 'typescript', framework: 'react', geo, public: true });
  web.calls(engine);
  return stack;
}

const synthesis = synthesize(shop());

test('toHaveResource finds an object by kind and any depth of it, and says how many it looked at', () => {
  expect(matchers.toHaveResource(synthesis, 'Deployment', { metadata: { name: 'web' } }).pass).toBe(true);
  const missing = matchers.toHaveResource(synthesis, 'Deployment', { metadata: { name: 'wep' } });
  expect(missing.pass).toBe(false);
  expect(missing.message()).toMatch(/^expected a Deployment .*"wep".*; \d+ objects of that kind were synthesized$/);
});

test('toSurvive follows the N-1 table: the engine has one region and does not survive its loss', () => {
  expect(matchers.toSurvive(synthesis, { lose: 'aws:ap-northeast-1' }).pass).toBe(true);
  const lost = matchers.toSurvive(synthesis, { lose: 'aws:eu-west-2' });
  expect(lost.pass).toBe(false);
  expect(lost.message()).toContain('"engine"');
  expect(matchers.toSurvive(synthesis).pass).toBe(false);
  expect(matchers.toSurvive(synthesis, { lose: 'nowhere' }).pass).toBe(false);
});

test('toRoute follows the first tier of a row', () => {
  expect(matchers.toRoute(synthesis, { from: 'aws:ap-northeast-1', service: 'engine', to: 'aws:eu-west-2' }).pass).toBe(
    true,
  );
  const wrong = matchers.toRoute(synthesis, {
    from: 'aws:ap-northeast-1',
    service: 'engine',
    to: 'aws:ap-northeast-1',
  });
  expect(wrong.message()).toContain('they go to aws:eu-west-2');
});

test('toHaveDiagnostic looks for a code', () => {
  expect(matchers.toHaveDiagnostic(synthesis, 'config/image-not-pinned').pass).toBe(true);
  expect(matchers.toHaveDiagnostic(synthesis, 'plan/no-site').pass).toBe(false);
});

declare global {
  // oxlint-disable-next-line typescript/no-namespace -- how jest's types are extended
  namespace jest {
    interface Matchers<R> {
      toHaveResource(kind: string, partial?: unknown): R;
    }
  }
}

test('they work through expect.extend', () => {
  expect.extend(matchers);
  expect(synthesis).toHaveResource('NetworkPolicy');
  expect(synthesis).not.toHaveResource('StatefulSet');
});

test.each([
  [{ a: [1, { b: 2, c: 3 }] }, { a: [1, { b: 2 }] }, true],
  [{ a: [1, 2] }, { a: [1] }, false],
  [{ a: Number.NaN }, { a: Number.NaN }, true],
  [null, {}, false],
  [{}, { constructor: Object }, false],
])('containsPartial(%j, %j) is %s', (value, partial, expected) =>
  expect(containsPartial(value, partial)).toBe(expected),
);
