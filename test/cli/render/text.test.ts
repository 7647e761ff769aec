import { count, formatNumber, formatPercent } from '../../../lib/emit/number-text';
import fc from 'fast-check';
import { wrap } from '../../../cli/render/text';

test.each([
  [0, 0, '0'],
  [-0, 0, '0'],
  [-0.2, 0, '0'],
  [1234.5, 0, '1,235'],
  [1234567.891, 2, '1,234,567.89'],
  [-1234.5, 1, '-1,234.5'],
  [999.9999, 2, '1,000.00'],
  [0.05, 1, '0.1'],
])('%d with %i decimals is %s', (value, decimals, text) => {
  expect(formatNumber(value, decimals)).toBe(text);
});

test('shares and counts read like words', () => {
  expect([formatPercent(0.256), formatPercent(0.0036, 2), formatPercent(1)]).toEqual(['26%', '0.36%', '100%']);
  expect([count(0, 'file'), count(1, 'file'), count(2_000, 'file')]).toEqual(['0 files', '1 file', '2,000 files']);
  expect(count(2, 'more is', 'more are')).toBe('2 more are');
});

test('wrapped text has no line that is too long and loses no character but blanks', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', 'é', '\u{1f600}'), maxLength: 200 });
  const dense = (each: string): string => each.replaceAll(/\s/g, '');
  fc.assert(
    fc.property(text, fc.integer({ min: 12, max: 60 }), fc.constantFrom('', '  '), (input, width, indent) => {
      const lines = wrap(input, width, indent).split('\n');
      for (const line of lines) expect(Array.from(line).length).toBeLessThanOrEqual(width);
      expect(dense(lines.join(''))).toBe(dense(input));
    }),
    { seed: 5, numRuns: 1_000 },
  );
});
