import fc from 'fast-check';
import { emitJson } from '../../lib/emit/json';
import { jsonTree } from './support/json-tree';

test('members are sorted, undefined ones are left out and the text ends with a line feed', () => {
  expect(emitJson({ b: [1, { d: null, c: undefined }], a: {}, e: [] })).toBe(
    '{\n  "a": {},\n  "b": [\n    1,\n    {\n      "d": null\n    }\n  ],\n  "e": []\n}\n',
  );
  expect(emitJson({ b: [1, 2], a: 'x' }, { indent: 0 })).toBe('{"a":"x","b":[1,2]}\n');
});

test('characters that terminals and editors act on are escaped in keys and values', () => {
  const acting = '\u0000\u001b\u007f\u0080\u009f\u00a0\u2028\u2029\ufeff\ufffe\uffff';
  const text = emitJson({ [acting]: acting });
  expect(text).toMatch(/^[\n -~]*$/);
  expect(JSON.parse(text)).toEqual({ [acting]: acting });
});

test.each([
  ['NaN', { a: [Number.NaN] }, 'emit-json: NaN cannot be written exactly as a number (at a/0)'],
  ['a lone surrogate', ['\udfff'], 'a string holds a lone surrogate'],
  ['a set', { a: new Set() }, 'Set is not plain data (at a)'],
  ['a hole', [, 1], 'undefined is not plain data (at 0)'], // oxlint-disable-line no-sparse-arrays
])('%s is refused with its path', (_, value, message) => {
  expect(() => emitJson(value)).toThrow(message);
});

test('every JSON tree is read back equal, at every indent', () => {
  fc.assert(
    fc.property(jsonTree, fc.nat(4), (value, indent) => {
      expect(JSON.parse(emitJson(value, { indent }))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { seed: 7, numRuns: 1_000 },
  );
});
