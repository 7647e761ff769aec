import fc from 'fast-check';
import { parseLatencyCsv } from '../../lib/model/latency-csv';

const header = 'from,to,rtt_ms';
const faults = (text: string): string[] => parseLatencyCsv(text).diagnostics.map((each) => each.message);

test('reads a measured pair per line and says where each field stands', () => {
  const table = parseLatencyCsv(
    `\uFEFF${header}\r\naws:eu-west-2, aws:us-east-1,76.4\r\n\r\n"Lagos, NG",aws:eu-west-2,101\r\n`,
  );
  expect(table).toEqual({
    measured: [
      { from: 'aws:eu-west-2', to: 'aws:us-east-1', rttMs: 76.4 },
      { from: 'Lagos, NG', to: 'aws:eu-west-2', rttMs: 101 },
    ],
    diagnostics: [],
    lines: [
      { line: 2, cols: [1, 16, 30] },
      { line: 4, cols: [1, 13, 27] },
    ],
  });
});

test.each([
  ['', 'line 1 of the latency table is ""; it must be "from,to,rtt_ms"'],
  ['from,to,ms\na,b,1', 'is "from,to,ms"'],
  [`${header}\na,b`, 'has 2 fields'],
  [`${header}\na,b,1,5`, 'has 4 fields'],
  [`${header}\n,b,1`, 'has no "from"'],
  [`${header}\na,,1`, 'has no "to"'],
  [`${header}\na,a,1`, 'is from "a" to itself'],
  [`${header}\na,b,-1`, 'has the round trip "-1"; it must be a number of milliseconds above 0, at most 60000'],
  [`${header}\na,b,0`, 'round trip "0"'],
  [`${header}\na,b,NaN`, 'round trip "NaN"'],
  [`${header}\na,b,1e9`, 'round trip "1e9"'],
  [`${header}\na,b,`, 'round trip ""'],
  [`${header}\n"a,b,1`, 'quote that is not closed'],
  [`${header}\na,b,1\n\na,b,2`, 'line 4 of the latency table is from "a" to "b", as line 2 is already'],
])('%j: %s', (text, message) => {
  expect(faults(text)).toEqual([expect.stringContaining(message)]);
});

test('the other direction of a pair is no repetition', () => {
  expect(parseLatencyCsv(`${header}\na,b,1\nb,a,2`).measured).toHaveLength(2);
});

test('with the name of the file each fault has its position in it, at the field that is wrong', () => {
  const { diagnostics } = parseLatencyCsv(`${header}\na,b,1\n a , b , fast\n`, 'latency.csv');
  expect(diagnostics.map(({ origin, path }) => ({ origin, path }))).toEqual([
    { origin: { file: 'latency.csv', line: 3, col: 10 }, path: 'planner/latency/measured' },
  ]);
});

test('a table that was written from pairs is read back, 300 times', () => {
  const id = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((text) => text.trim() === text && !/[\r\n]/.test(text));
  const pair = fc.record({ from: id, to: id, rttMs: fc.double({ min: 0.001, max: 60_000, noNaN: true }) });
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(fc.uniqueArray(pair, { selector: ({ from, to }) => `${from}\n${to}` }), (pairs) => {
      const measured = pairs.filter(({ from, to }) => from !== to);
      const rows = measured.map(({ from, to, rttMs }) => `${quoted(from)},${quoted(to)},${rttMs}`);
      const table = parseLatencyCsv([header, ...rows].join('\n'));
      expect({ measured: table.measured, diagnostics: table.diagnostics }).toEqual({ measured, diagnostics: [] });
    }),
    { seed: 4181, numRuns: 300 },
  );
});

test.each([['"a'], [' '], ['a "']])('a line of 300,000 times %j is refused in linear time', (part) => {
  expect(faults(`${header}\n${part.repeat(300_000)}"x`)).toHaveLength(1);
});
