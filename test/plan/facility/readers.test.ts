import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FacilityLocationProblem } from '../../../lib/plan/facility/facility-problem';
import type { InstanceOptions, InstanceReading } from '../../../lib/plan/facility/instance-text';
import { readJson } from '../../../lib/plan/facility/read-json';
import { readOrlibCap } from '../../../lib/plan/facility/read-orlib-cap';
import { readOrlibPmed } from '../../../lib/plan/facility/read-orlib-pmed';
import { readHolmberg, readTbed } from '../../../lib/plan/facility/read-site-major';
import { readUfllib } from '../../../lib/plan/facility/read-ufllib';
import { solveFacilityLocation } from '../../../lib/plan/facility/solve-facility-location';
import { feasible } from './support/problems';

type Reader = (text: string, file: string, options?: InstanceOptions) => InstanceReading;
const readers: readonly (readonly [string, Reader])[] = [
  ['orlib-pmed', readOrlibPmed],
  ['orlib-cap', readOrlibCap],
  ['ufllib', readUfllib],
  ['holmberg', readHolmberg],
  ['tbed', readTbed],
  ['json', readJson],
];

function problemOf({ problem, diagnostics }: InstanceReading): FacilityLocationProblem {
  if (problem === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return problem;
}

/** `code line:col` of every finding. */
function findings({ problem, diagnostics }: InstanceReading): string[] {
  expect(problem).toBeNull();
  return diagnostics.map(({ code, origin }) =>
    origin === undefined || 'construct' in origin ? code : `${code} ${origin.line}:${origin.col}`,
  );
}

const committed = (path: string): string => readFileSync(join(__dirname, '../../../bench/data', path), 'utf8');

describe('orlib-pmed', () => {
  test('of repeated edges the last counts, whichever way round it is written; costs are shortest paths', () => {
    const { costs, minSites, maxSites } = problemOf(readOrlibPmed('4 4 2\n1 2 9\n2 3 1\n2 1 4\n3 3 7', 'x'));
    expect([...costs]).toEqual([
      0,
      4,
      5,
      Infinity,
      4,
      0,
      1,
      Infinity,
      5,
      1,
      0,
      Infinity,
      Infinity,
      Infinity,
      Infinity,
      0,
    ]);
    expect([minSites, maxSites]).toEqual([2, 2]);
  });

  test('pmed1 of OR-Library has the published optimum 5819', () => {
    const problem = problemOf(readOrlibPmed(committed('orlib-pmed/pmed1.txt'), 'pmed1.txt'));
    expect(feasible(solveFacilityLocation(problem)).cost).toBe(5819);
  });

  test.each([
    ['', ['instance/bad-number 1:1', 'instance/bad-number 1:1', 'instance/bad-number 1:1']],
    ['3 2 4', ['instance/bad-number 1:5']],
    ['3 2 1\n1 2 4', ['instance/too-short 2:6']],
    ['3 1 1\n1 4 4', ['instance/bad-number 2:3']],
    ['3 2 1\n1 2 x\n0 2 -1', ['instance/bad-number 2:5', 'instance/bad-number 3:1', 'instance/bad-number 3:5']],
    ['3 1 1\n1 2 4\n\n 9 9', ['instance/too-long 4:2']],
    ['1000000 1 1', ['instance/bad-number 1:1']],
    ['3 1e9 1', ['instance/bad-number 1:3']],
    ['2 1 1\n1 2 1e999', ['instance/bad-number 2:5']],
    ['2 1 1\n1 2 0x10', ['instance/bad-number 2:5']],
  ])('%j is refused with %j', (text, expected) => {
    expect(findings(readOrlibPmed(text, 'x'))).toEqual(expected);
  });
});

describe('orlib-cap', () => {
  test('lines may break anywhere and numbers may end in a dot', () => {
    const text = ' 2 2\r\n 10 5.\r\n 10\t7\r\n4.\r\n 1\r\n 2\r\n 4 3 1.';
    const { costs, demands, capacities, fixedCosts } = problemOf(readOrlibCap(text, 'x'));
    expect([costs, demands, capacities, fixedCosts].map((list) => Array.from(list ?? []))).toEqual([
      [1, 2, 3, 1],
      [4, 4],
      [10, 10],
      [5, 7],
    ]);
  });

  test('the word capacity is filled in by the option, without it the file is refused', () => {
    const text = '2 1\ncapacity 5\n7 5\n4 1 2';
    expect(Array.from(problemOf(readOrlibCap(text, 'x', { capacity: 9 })).capacities ?? [])).toEqual([9, 7]);
    expect(findings(readOrlibCap(text, 'x'))).toEqual(['instance/missing-capacity 1:1']);
  });

  test('a capacity for a file that states all of them is refused', () => {
    expect(findings(readOrlibCap('1 1\n7 5\n4 1', 'x', { capacity: 9 }))).toEqual(['instance/capacity-stated 1:1']);
  });

  test('cap71 of OR-Library has the published optimum 932615.750', () => {
    const problem = problemOf(readOrlibCap(committed('orlib-cap/cap71.txt'), 'cap71.txt'));
    expect(feasible(solveFacilityLocation(problem)).cost).toBeCloseTo(932_615.75, 3);
  });

  test.each([
    ['2 2\n10 5\n10 7\n4 1', 'instance/too-short 4:4'],
    ['100000 1000000\n1 1', 'instance/too-large 1:1'],
    ['1 1\nCapacity 5\n4 1', 'instance/bad-number 2:1'],
    ['1 1\n7 5\n4 NaN', 'instance/bad-number 3:3'],
    ['1 1\n7 5\n4 1 6', 'instance/too-long 3:5'],
  ])('%j is refused with %s', (text, expected) => {
    expect(findings(readOrlibCap(text, 'x'))).toEqual([expected]);
  });
});

describe('formats with a block per site', () => {
  const expected = { costs: [1, 3, 2, 4], capacities: [9, 8], fixedCosts: [5, 6], demands: [1, 2] };
  const plain = (problem: FacilityLocationProblem): unknown => ({
    costs: [...problem.costs],
    capacities: Array.from(problem.capacities ?? []),
    fixedCosts: Array.from(problem.fixedCosts),
    demands: Array.from(problem.demands ?? []),
  });

  test('holmberg: sites, demands, costs of whole rows, and perhaps the optimum', () => {
    expect(plain(problemOf(readHolmberg('2 2 9 5 8 6 1 2 1 2 3 4', 'x')))).toEqual(expected);
    expect(plain(problemOf(readHolmberg('2 2 9 5 8 6 1 2 1 2 3 4 77', 'x')))).toEqual(expected);
    expect(findings(readHolmberg('2 2 9 5 8 6 1 2 1 2 3 4 77 78', 'x'))).toEqual(['instance/too-long 1:25']);
  });

  test('tbed: demands, capacities, fixed costs, costs of a unit', () => {
    expect(plain(problemOf(readTbed('2 2\n1 2\n9 8\n5 6\n1 1\n3 2', 'x')))).toEqual(expected);
  });

  test('ufllib: an optional name, then number, fixed cost and costs of every site', () => {
    const text = 'FILE: a b 3\n2 2 0\n1 5 1 2\n2 6 3 4';
    expect(plain(problemOf(readUfllib(text, 'x')))).toEqual({ ...expected, capacities: [], demands: [] });
    expect(findings(readUfllib('FILE: x\n2 2 0\n1 5 1 2\n3 6 3 4', 'x'))).toEqual(['instance/bad-number 4:1']);
  });
});

describe('json', () => {
  test('rows of costs with null for forbidden pairs, null for unlimited capacities', () => {
    const text = '{"costs": [[1, null]], "fixedCosts": [2, 3], "capacities": [4, null], "maxSites": 1}';
    expect(problemOf(readJson(text, 'x'))).toEqual({
      costs: Float64Array.of(1, Infinity),
      fixedCosts: [2, 3],
      capacities: [4, Infinity],
      maxSites: 1,
    });
  });

  test('a p-median needs no fixed costs, and costs may be those of a unit of demand', () => {
    const text = '{"costs": [[1, 2], [3, 4]], "p": 1, "sites": 2, "demands": [2, 3], "costsPer": "unit"}';
    expect(problemOf(readJson(text, 'x'))).toMatchObject({
      costs: Float64Array.of(2, 4, 9, 12),
      minSites: 1,
      maxSites: 1,
    });
  });

  test.each([
    ['{"costs": [[1]],}', 'instance/bad-json 1:17'],
    ['{"costs": [[1\n 2]]}', 'instance/bad-json 2:2'],
    ['', 'instance/bad-json 1:1'],
    ['[1] x', 'instance/bad-json 1:5'],
    ['{"a": "\u0001"}', 'instance/bad-json 1:7'],
  ])('%j is refused with %s', (text, expected) => {
    expect(findings(readJson(text, 'x'))).toEqual([expected]);
  });

  test.each([
    ['7', /no object/],
    ['{}', /costs must be a list of rows/],
    ['{"costs": [[1], [2, 3]]}', /costs\[1\] has 2 numbers; costs\[0\] has 1/],
    ['{"costs": [[-1]]}', /costs\[0\]\[0\] is -1/],
    ['{"costs": [["1"]]}', /costs\[0\]\[0\] is "1"/],
    ['{"costs": [[1]], "fixedcosts": [1]}', /"fixedcosts" is no member/],
    ['{"costs": [[1]], "__proto__": [1]}', /"__proto__" is no member/],
    ['{"costs": [[1]], "fixedCosts": [1, 2]}', /no multiple of the 2 sites/],
    ['{"costs": [[1]], "demands": [-1]}', /demands\[0\] is -1; it must be finite and at least 0/],
    ['{"costs": [[1]], "demands": {}}', /demands must be an array of numbers/],
    ['{"costs": [[1]], "p": 2}', /maxSites is 2/],
    ['{"costs": [[1]], "costsPer": "unit"}', /needs demands/],
    ['{"costs": [[1]], "singleSource": 1}', /singleSource must be true or false/],
  ])('%s is refused: %s', (text, expected) => {
    const { problem, diagnostics } = readJson(text, 'x');
    expect(problem).toBeNull();
    expect(diagnostics.map(({ message }) => message).join('\n')).toMatch(expected);
  });

  test('the first fault is where JSON.parse finds one, and nowhere else', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"\\u00e9"',
      '1',
      '-0.5e3',
      '01',
      'true',
      'nul',
      ' ',
      '\n',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join('')),
          fc.json(),
        ),
        (text) => {
          let isJson = true;
          try {
            JSON.parse(text);
          } catch {
            isJson = false;
          }
          const isRefused = readJson(text, 'x').diagnostics.some(({ code }) => code === 'instance/bad-json');
          expect(isRefused).toBe(!isJson);
        },
      ),
      { seed: 2, numRuns: 3_000 },
    );
  });
});

test.each(readers)(
  '%s: no text throws; it is a problem that can be solved or has findings with positions',
  (_, read) => {
    const word = fc.constantFrom(
      '0',
      '1',
      '2',
      '3',
      '2.',
      '1e3',
      '-1',
      'x',
      'capacity',
      '\n',
      '1e308',
      'NaN',
      '{',
      '}',
      '"costs":',
      '[',
      ']',
      ',',
    );
    const words = fc.array(word, { maxLength: 30 }).map((list) => list.join(' '));
    fc.assert(
      fc.property(
        fc.oneof(words, fc.string()),
        fc.constantFrom<InstanceOptions>({}, { capacity: 3 }, { p: 1 }),
        (text, options) => {
          const { problem, diagnostics } = read(text, 'x', options);
          expect(problem === null).toBe(diagnostics.length > 0);
          expect(diagnostics.every(({ origin }) => origin !== undefined)).toBe(true);
        },
      ),
      { seed: 3, numRuns: 1_500 },
    );
  },
);
