import fc from 'fast-check';
import { canonicalJson } from '../../lib/model/canonical-json';

test('members are sorted by code units at every depth and undefined ones left out', () => {
  expect(canonicalJson({ b: [{ z: 1, Z: 2 }], a: undefined, ä: null })).toBe('{"b":[{"Z":2,"z":1}],"ä":null}');
});

test.each([[Number.NaN], [Number.POSITIVE_INFINITY], [() => 0], [1n]])('refuses %p', (value) => {
  expect(() => canonicalJson({ value })).toThrow('canonical-json');
});

/** The same data with its members in order, for the serializer of the language to print. */
function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const members = Object.entries(value).map(([key, member]) => [`k${key}`, inOrder(member)] as const);
  return Object.fromEntries(members.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Names that a serializer would move to the front, or lose, get a letter. */
function named(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(named);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [`k${key}`, named(member)]));
}

test('equals what JSON.stringify prints of the same data in order, with few members and many, and any text', () => {
  const few = fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' });
  const value = fc.oneof(few, fc.dictionary(fc.string({ unit: 'binary' }), few, { maxKeys: 40, size: 'max' }));
  fc.assert(
    fc.property(value, (each) => expect(canonicalJson(named(each))).toBe(JSON.stringify(inOrder(each)))),
    { seed: 31, numRuns: 100 },
  );
});
