import fc from 'fast-check';
import { isEnvironmentName, isLabelValue, isSubdomain, slugOf } from '../../lib/model/names';

/** The rule of Kubernetes for a DNS-1035 label, as its own sources spell it. */
const dns1035 = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

test('the slug of any text is a DNS label, 2,000 times', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const slug = slugOf(text);
      expect(slug).toMatch(dns1035);
      expect(slug.length).toBeLessThanOrEqual(63);
    }),
    { seed: 1035, numRuns: 2000 },
  );
});

test('a label is its own slug', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/), (label) => {
      // Runs of dashes are one dash in a slug.
      expect(slugOf(label)).toBe(label.replaceAll(/-+/g, '-'));
    }),
    { seed: 1035, numRuns: 500 },
  );
});

test('names that are cut off keep apart by a hash of the whole', () => {
  const [a, b] = [`${'x'.repeat(70)}a`, `${'x'.repeat(70)}b`].map((name) => slugOf(name));
  expect(a).toHaveLength(63);
  expect(a).not.toBe(b);
});

test.each([
  ['aws:eu-west-2', 'aws-eu-west-2'],
  ['Lagos_Edge', 'lagos-edge'],
  ['3com', 'com'],
  ['a.', 'a'],
  ['TITLE', 'title'],
])('the slug of %s is %s', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test('names of environment variables follow Kubernetes', () => {
  for (const name of ['A', 'LOG_LEVEL', '_x', 'a.b-c', '__proto__']) expect(isEnvironmentName(name)).toBe(true);
  for (const name of ['', '1A', 'A B', 'A=B', 'Ä', 'A\n', 'A'.repeat(254)]) expect(isEnvironmentName(name)).toBe(false);
});

test('a subdomain has at most 253 characters in labels of at most 63', () => {
  for (const name of ['a', 'a.b-c.d', '1', 'a'.repeat(63)]) expect(isSubdomain(name)).toBe(true);
  for (const name of ['', 'a..b', 'A', 'a.', '-a', 'a'.repeat(64), `${'a.'.repeat(127)}a`, 'a_b'])
    expect(isSubdomain(name)).toBe(false);
});

test('a label value has at most 63 characters and ends alphanumeric', () => {
  for (const value of ['a', 'A.b_c-9', 'a'.repeat(63)]) expect(isLabelValue(value)).toBe(true);
  for (const value of ['', 'a'.repeat(64), '-a', 'a.', 'a b', 'ä']) expect(isLabelValue(value)).toBe(false);
});
