import fc from 'fast-check';
import { load, loadAll } from 'js-yaml';
import { parse } from 'yaml';
import { emitYaml, emitYamlDocuments } from '../../lib/emit/yaml';
import { jsonTree } from './support/json-tree';
import { nastyStrings } from './support/nasty-strings';

test('a manifest comes out in block style with sorted keys and two spaces', () => {
  const manifest = {
    kind: 'Service',
    apiVersion: 'v1',
    metadata: { name: 'api', labels: {}, annotations: undefined },
    spec: { ports: [{ port: 80, name: 'http' }], selector: { app: 'api' }, externalIPs: [] },
  };
  expect(emitYaml(manifest)).toBe(`apiVersion: v1
kind: Service
metadata:
  labels: {}
  name: api
spec:
  externalIPs: []
  ports:
    - name: http
      port: 80
  selector:
    app: api
`);
});

test('lists of lists, of empty containers and of maps of lists are read back', () => {
  const value = [[], [[]], [['x', ['y']], 'z'], {}, [{}], { a: [{ b: [[1], {}] }, []] }, [{ c: {} }], null];
  expect(emitYaml([['x', ['a']]])).toBe('- - x\n  - - a\n');
  expect(parse(emitYaml(value))).toEqual(value);
  expect(load(emitYaml(value))).toEqual(value);
});

test('text of several lines is a literal block only where a block cannot change it', () => {
  expect(emitYaml({ a: 'x\ny\n' })).toBe('a: |\n  x\n  y\n');
  expect(emitYaml({ a: 'x\n\n  y' })).toBe('a: |-\n  x\n\n    y\n');
  expect(emitYaml(['x\ny\n'])).toBe('- |\n  x\n  y\n');
  for (const text of [' x\ny', '\nx', 'x \ny', 'x\ny ', 'x\ty\n', 'x\n\n', 'x\r\ny', 'é\nx', '\n'])
    expect(emitYaml({ a: text })).toMatch(/^a: ".*"\n$/);
});

test.each([...nastyStrings].map((text) => [JSON.stringify(text), text]))('%s survives at the root', (_, text) => {
  expect(parse(emitYaml(text))).toBe(text);
  expect(load(emitYaml(text))).toBe(text);
});

test.each([
  [0, '0'],
  [-0, '0'],
  [-17, '-17'],
  [1.5, '1.5'],
  [1e-7, '1.0e-7'],
  [1.25e-7, '1.25e-7'],
  [5e-324, '5.0e-324'],
  [2 ** 53 - 1, '9007199254740991'],
])('the number %s is written %s', (value, text) => {
  expect(emitYaml(value)).toBe(`${text}\n`);
});

const looped: Record<string, unknown> = { name: 'a' };
looped['again'] = { looped };
const deep = Array.from({ length: 300 }).reduce<unknown>((inner) => [inner], 1);

test.each([
  ['NaN', { a: { b: [1, Number.NaN] } }, 'NaN cannot be written exactly as a number (at a/b/1)'],
  ['infinity', { a: -Infinity }, '-Infinity cannot be written exactly as a number (at a)'],
  ['an integer beyond 2^53', [2 ** 53], '9007199254740992 cannot be written exactly as a number (at 0)'],
  ['a function', { a: () => 1 }, 'function is not plain data (at a)'],
  ['a date', { a: new Date(0) }, 'Date is not plain data (at a)'],
  ['a map', { a: new Map() }, 'Map is not plain data (at a)'],
  ['a class instance', { a: new (class Secret {})() }, 'Object is not plain data (at a)'],
  ['a symbol', { a: Symbol('s') }, 'symbol is not plain data (at a)'],
  ['a bigint', { a: 1n }, 'bigint is not plain data (at a)'],
  ['a hole of a list', { a: [1, , 2] }, 'undefined is not plain data (at a/1)'], // oxlint-disable-line no-sparse-arrays
  ['undefined itself', undefined, 'undefined is not plain data (at the root)'],
  ['a lone surrogate', { a: 'x\ud800' }, 'a string holds a lone surrogate'],
  ['a lone surrogate in a key', { 'x\udc00': 1 }, 'a key holds a lone surrogate'],
  ['a key too long', { ['k '.repeat(511)]: 1 }, 'a key of 1022 characters is too long for YAML'],
  ['a cycle', { top: looped }, 'the value contains itself (at top/again/looped)'],
  ['depth', deep, 'nested deeper than 200 levels (at 0/0/0/0/0/0/0/0)'],
])('%s is refused with its path', (_, value, message) => {
  expect(() => emitYaml(value)).toThrow(message);
});

test('the longest key that is accepted is read back by both parsers', () => {
  const value = { ['k '.repeat(510)]: 1 };
  expect(parse(emitYaml(value))).toEqual(value);
  expect(load(emitYaml(value))).toEqual(value);
});

test('a key named __proto__ stays a key and changes no prototype', () => {
  const value = JSON.parse('{"__proto__": {"polluted": "x"}}') as unknown;
  expect(emitYaml(value)).toBe('__proto__:\n  polluted: x\n'.replace('__proto__', '"__proto__"'));
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
});

test('documents are joined by a separator line and read back one by one', () => {
  const documents = [{ a: 1 }, 'x', ['z']];
  expect(emitYamlDocuments(documents)).toBe('a: 1\n---\nx\n---\n- z\n');
  expect(loadAll(emitYamlDocuments(documents))).toEqual(documents);
  expect(emitYamlDocuments([])).toBe('');
});

test('every JSON tree is read back equal by two parsers, and key order does not change the bytes', () => {
  fc.assert(
    fc.property(jsonTree, (value) => {
      const written = emitYaml(value);
      const plain: unknown = JSON.parse(JSON.stringify(value));
      expect(parse(written, { uniqueKeys: false })).toEqual(plain);
      expect(load(written)).toEqual(plain);
      expect(emitYaml(reversed(value))).toBe(written);
    }),
    { seed: 7, numRuns: 1_500 },
  );
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => reversed(item));
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.create(null) as Record<string, unknown>;
  for (const [key, member] of Object.entries(value).toReversed()) copy[key] = reversed(member);
  return copy;
}
