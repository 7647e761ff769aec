import { JsonPatch } from 'cdk8s';
import type { Json, JsonPatchOperation } from '../../../../lib/model/json';
import { applyPatch } from '../../../../synth/kubernetes/json-patch';

const object = {
  kind: 'Deployment',
  metadata: { name: 'api', labels: { 'a/b': '1', 'c~d': '2' } },
  spec: { replicas: 3, list: ['x', 'y'], empty: {} },
};

const fitting: readonly (readonly [string, readonly JsonPatchOperation[]])[] = [
  ['add a member', [{ op: 'add', path: '/spec/paused', value: true }]],
  ['add over a member', [{ op: 'add', path: '/spec/replicas', value: 5 }]],
  ['add in front of an item', [{ op: 'add', path: '/spec/list/0', value: 'w' }]],
  ['add at the end by number', [{ op: 'add', path: '/spec/list/2', value: 'z' }]],
  ['add at the end by dash', [{ op: 'add', path: '/spec/list/-', value: { deep: [1] } }]],
  ['replace', [{ op: 'replace', path: '/spec/replicas', value: 1 }]],
  ['replace an item', [{ op: 'replace', path: '/spec/list/1', value: 'z' }]],
  ['remove', [{ op: 'remove', path: '/spec/empty' }]],
  ['remove an item', [{ op: 'remove', path: '/spec/list/0' }]],
  [
    'escaped slash and tilde',
    [
      { op: 'remove', path: '/metadata/labels/a~1b' },
      { op: 'remove', path: '/metadata/labels/c~0d' },
    ],
  ],
  ['copy', [{ op: 'copy', from: '/metadata/labels', path: '/spec/labels' }]],
  ['move', [{ op: 'move', from: '/spec/list/1', path: '/spec/list/0' }]],
  [
    'test, then go on',
    [
      { op: 'test', path: '/spec/list', value: ['x', 'y'] },
      { op: 'remove', path: '/spec/list' },
    ],
  ],
  [
    'an operation on what an earlier one made',
    [
      { op: 'add', path: '/spec/new', value: {} },
      { op: 'add', path: '/spec/new/member', value: null },
    ],
  ],
];

test.each(fitting)('%s gives what cdk8s gives', (_, operations) => {
  const theirs: unknown = JsonPatch.apply(
    structuredClone(object),
    ...operations.map((operation) => toCdk8s(operation)),
  );
  const before = JSON.stringify(object);
  expect(applyPatch(object, operations)).toEqual({ kind: 'patched', object: theirs });
  expect(JSON.stringify(object)).toBe(before);
});

const misfits: readonly (readonly [JsonPatchOperation, RegExp])[] = [
  [{ op: 'remove', path: '/spec/nothing' }, /there is no "\/spec\/nothing"/],
  [{ op: 'replace', path: '/spec/nothing', value: 1 }, /there is no "\/spec\/nothing"/],
  [{ op: 'test', path: '/spec/nothing', value: 1 }, /there is no/],
  [{ op: 'test', path: '/spec/replicas', value: 4 }, /it is 3/],
  [{ op: 'add', path: '/spec/nothing/deeper', value: 1 }, /there is no "\/spec\/nothing"/],
  [{ op: 'add', path: '/spec/replicas/deeper', value: 1 }, /"\/spec\/replicas" is no object and no list/],
  [{ op: 'add', path: '/spec/list/3', value: 1 }, /list of 2, without a place "3"/],
  [{ op: 'add', path: '/spec/list/01', value: 1 }, /without a place "01"/],
  [{ op: 'add', path: '/spec/list/name', value: 1 }, /without a place "name"/],
  [{ op: 'replace', path: '/spec/list/-', value: 1 }, /without a place "-"/],
  [{ op: 'remove', path: '/spec/list/2' }, /without a place "2"/],
  [{ op: 'copy', from: '/nothing', path: '/spec/x' }, /there is nothing/],
  [{ op: 'move', from: '/spec', path: '/spec/inside' }, /inside of "\/spec"/],
  [{ op: 'add', path: '', value: {} }, /as a whole/],
  [{ op: 'add', path: 'spec', value: 1 }, /begins with a slash/],
  [{ op: 'add', path: '/spec/~2', value: 1 }, /"~" is written "~0"/],
  [{ op: 'add', path: '/__proto__/polluted', value: 1 }, /"__proto__" is no member/],
  [{ op: 'add', path: '/constructor/prototype/polluted', value: 1 }, /there is no "\/constructor"/],
];

test.each(misfits)('%j does not fit, with a reason', (operation, reason) => {
  expect(applyPatch(object, [operation])).toMatchObject({
    kind: 'misfit',
    operation,
    reason: expect.stringMatching(reason),
  });
  expect(({} as Record<string, Json>)['polluted']).toBeUndefined();
});

function toCdk8s(operation: JsonPatchOperation): JsonPatch {
  switch (operation.op) {
    case 'add':
      return JsonPatch.add(operation.path, operation.value);
    case 'replace':
      return JsonPatch.replace(operation.path, operation.value);
    case 'test':
      return JsonPatch.test(operation.path, operation.value);
    case 'remove':
      return JsonPatch.remove(operation.path);
    case 'move':
      return JsonPatch.move(operation.from, operation.path);
    case 'copy':
      return JsonPatch.copy(operation.from, operation.path);
  }
}
