import type { ObjectPatch } from '../../../../lib/model/model';
import { regionManifests } from '../../../../synth/kubernetes/manifests/region-manifests';
import { planPatches } from '../../../../synth/kubernetes/patches';
import { stages } from '../../../support/shop-stages';

const regions = regionManifests(stages);
const origin = { file: 'obinexus.yml', line: 7, col: 3 };

function patch(change: Partial<ObjectPatch>): ObjectPatch {
  const operations: ObjectPatch['operations'] = [{ op: 'replace', path: '/spec/replicas', value: 5 }];
  return { region: null, kind: 'Deployment', name: 'api', operations, origin, ...change };
}

function patchedRegions(...patches: ObjectPatch[]): string[] {
  return [...planPatches(regions, patches).byRegion.keys()];
}

test('a patch without a region is for every region that has the object, with one for that region alone', () => {
  expect(patchedRegions(patch({}))).toEqual(['aws:eu-west-2', 'lagos-edge']);
  expect(patchedRegions(patch({ region: 'lagos-edge' }))).toEqual(['lagos-edge']);
  expect(patchedRegions(patch({ name: 'queue' }))).toEqual(['aws:eu-west-2', 'lagos-edge']);
});

test('a patch on an object that is in one region only is no fault', () => {
  const engine = patch({ name: 'engine', operations: [{ op: 'add', path: '/spec/paused', value: true }] });
  expect(patchedRegions(engine)).toEqual(['aws:eu-west-2']);
  expect(planPatches(regions, [engine]).diagnostics).toEqual([]);
});

test.each([
  [patch({ name: 'apo' }), 'kubernetes/*/Deployment/apo', 'no region has'],
  [patch({ name: 'engine', region: 'lagos-edge' }), 'kubernetes/lagos-edge/Deployment/engine', 'Deployment "api"'],
  [patch({ kind: 'Ingress' }), 'kubernetes/*/Ingress/api', 'no Ingress at all'],
  [patch({ region: 'mars' }), 'kubernetes/mars/Deployment/api', 'region "mars" does not have'],
  [patch({ kind: '__proto__', name: 'constructor' }), 'kubernetes/*/__proto__/constructor', 'no region has'],
])('a patch on nothing is reported where it was declared, with what there is (%#)', (each, path, part) => {
  const { diagnostics, byRegion } = planPatches(regions, [each]);
  expect(diagnostics).toMatchObject([
    { code: 'k8s/patch-without-object', severity: 'error', path, origin, message: expect.stringContaining(part) },
  ]);
  expect(byRegion.size).toBe(0);
});

test('a patch that does not fit is reported with operation, path and reason, and is not applied in part', () => {
  const half = patch({
    region: 'lagos-edge',
    operations: [
      { op: 'replace', path: '/spec/replicas', value: 5 },
      { op: 'remove', path: '/spec/template/spec/hostNetwork' },
    ],
  });
  const { diagnostics, byRegion } = planPatches(regions, [half]);
  expect(diagnostics).toMatchObject([
    { code: 'k8s/patch-does-not-fit', path: 'kubernetes/lagos-edge/Deployment/api', origin },
  ]);
  expect(diagnostics[0]?.message).toMatch(/cannot remove "\/spec\/template\/spec\/hostNetwork": there is no/);
  expect(byRegion.size).toBe(0);
});

test('patches build on each other in the order of their declaration', () => {
  const make = patch({ operations: [{ op: 'add', path: '/metadata/annotations/a', value: '1' }] });
  const use = patch({ operations: [{ op: 'test', path: '/metadata/annotations/a', value: '1' }] });
  expect(planPatches(regions, [make, use]).diagnostics).toEqual([]);
  expect(planPatches(regions, [use, make]).diagnostics).toHaveLength(2);
});
