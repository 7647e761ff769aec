import { canonicalJson } from '../../lib/model/canonical-json';

test('members are sorted by code units at every depth and undefined ones left out', () => {
  expect(canonicalJson({ b: [{ z: 1, Z: 2 }], a: undefined, ä: null })).toBe('{"b":[{"Z":2,"z":1}],"ä":null}');
});

test.each([[Number.NaN], [Number.POSITIVE_INFINITY], [() => 0], [1n]])('refuses %p', (value) => {
  expect(() => canonicalJson({ value })).toThrow('canonical-json');
});
