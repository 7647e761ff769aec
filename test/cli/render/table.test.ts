import fc from 'fast-check';
import { painter } from '../../../cli/render/colour';
import { renderTable, type Column } from '../../../cli/render/table';

const plain = painter({ hasColour: false });
const columns: readonly Column[] = [
  { title: 'service', align: 'left', shrinksTo: 5 },
  { title: 'share', align: 'right' },
  { title: 'worst', align: 'right', dropOrder: 1 },
  { title: 'bound', align: 'left', dropOrder: 2 },
];
const rows = [
  ['recommendation', '48%', '143.6', 'optimal'],
  ['', '2%', '', ''],
];
const at = (width: number): string => renderTable(columns, rows, { columns: width, hasBoxes: true }, plain);

test('a table with room is aligned, numbers to the right', () => {
  expect(at(80)).toBe(
    [
      'service         share  worst  bound',
      '────────────────────────────────────',
      'recommendation    48%  143.6  optimal',
      '                   2%',
      '────────────────────────────────────',
      '',
    ]
      .join('\n')
      .replaceAll('─'.repeat(36), '─'.repeat(37)),
  );
});

test('with less room it closes up, then shortens ids in the middle, then drops columns, then is a list', () => {
  const first = (width: number): string | undefined => at(width).split('\n')[2];
  expect(first(34)).toBe('recommendation   48% 143.6 optimal');
  expect(first(30)).toBe('recom…tion   48% 143.6 optimal');
  expect(first(20)).toBe('reco…ion   48% 143.6');
  expect(first(12)).toBe('rec…on   48%');
  expect(at(10).split('\n').slice(0, 2)).toEqual(['servi…tion', 'share: 48%']);
});

test('no terminal is so narrow that a line of a table is longer', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '-', '9', 'é'), maxLength: 30 });
  const table = fc.array(fc.tuple(cell, cell, cell, cell), { maxLength: 6 });
  fc.assert(
    fc.property(table, fc.integer({ min: 20, max: 120 }), (body, width) => {
      const text = renderTable(columns, body, { columns: width, hasBoxes: true }, plain);
      for (const line of text.split('\n')) expect(Array.from(line).length).toBeLessThanOrEqual(width);
    }),
    { seed: 3, numRuns: 500 },
  );
});

test('a dumb terminal gets dashes', () => {
  expect(renderTable(columns, rows, { columns: 80, hasBoxes: false }, plain)).toMatch(/^-+$/m);
});
