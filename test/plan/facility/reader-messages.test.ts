import type { InstanceOptions, InstanceReading } from '../../../lib/plan/facility/instance-text';
import { readJson } from '../../../lib/plan/facility/read-json';
import { readOrlibCap } from '../../../lib/plan/facility/read-orlib-cap';
import { readOrlibPmed } from '../../../lib/plan/facility/read-orlib-pmed';
import { readHolmberg, readTbed } from '../../../lib/plan/facility/read-site-major';
import { readUfllib } from '../../../lib/plan/facility/read-ufllib';
import { reviewed } from '../../support/reviewed';

type Reader = (text: string, file: string, options?: InstanceOptions) => InstanceReading;
type Case = readonly [text: string, options?: InstanceOptions];

const both: InstanceOptions = { p: 2, singleSource: true };
const filled: InstanceOptions = { capacity: 7, p: 1, singleSource: false };
const long = 'y'.repeat(41);
const bad = (count: number): string => Array.from({ length: count }, (_, at) => `x${at}`).join(' ');

const pmed: readonly Case[] = [
  ['3 2 2\n1 2 5\n2 3 0\n', both],
  ['3 2 1\n1 2 5\n2 3 .5', filled],
  ['1 1 1\n1 1 4'],
  ['5000 5000000 5000\n1 2 3'],
  ['5001 5000001 1'],
  ['0 0 0'],
  ['3 2 0'],
  ['3 x 4'],
  ['3 1 3\n1 2 +1e2'],
  ['3 1 1\n0 4 -1'],
  ['3 1 1\n1.5 2. 1e400 9'],
  ['3 1 1\n1 2 3 4'],
  [`3 8 1\n${bad(24)}`],
];
const cap: readonly Case[] = [
  ['2 1\ncapacity 5\n7 5\n4 1 2', { capacity: 9, ...both }],
  ['2 1\ncapacity 5\ncapacity 5\n4 1 2'],
  ['2 1\n7 5\n7 5\n4 1 2', { capacity: 9 }],
  ['2 1\ncapacity x\n7 -5\ny 1 z'],
  ['2 1\n7 5\n7 5\n4 1 2', { singleSource: false }],
  ['5000 5000\n1'],
  ['5001 5000\n1'],
  ['100000 1000000\n1'],
  ['100001 1000001\n1'],
  ['2 1\n7 5\n7 5\n4 1'],
  [`2 1\n7 5\n7 5\n4 1 2 ${long} ${long}`],
  ['0 0.5'],
];
const siteMajor: readonly Case[] = [
  ['2 3 9 5 8 6 1 2 3 1 2 3 4 5 6', both],
  ['2 3 9 5 8 6 1 2 3 1 2 3 4 5 6 99', filled],
  ['2 3 9 5 8 6 1 2 3 1 2 3 4 5'],
  ['2 3 9 5 8 6 1 2 3 1 2 3 4 5 6 7 8'],
  [`2 3 ${bad(15)}`],
  ['5001 5000 1'],
  ['100001 1000001 1'],
];
const ufl: readonly Case[] = [
  ['2 3 0\n1 5 1 2 3\n2 6 4 5 6', both],
  ['\n FILE: one 1 2\r\n2 3 0\n1 5 1 2 3\n2 6 4 5 6', filled],
  ['2 3 0\n1 5 1 2 3\n2 6 4 5'],
  ['2 3 0\n1 5 1 2 3\n2 6 4 5 6 7'],
  ['2 3 1\n'],
  [`FILE: x\n2 3 0 ${bad(10)}`],
  ['5001 5000 0'],
  ['100001 1000001 0'],
  ['FILE: 2 3 0'],
];
const json: readonly Case[] = [
  [
    '{"costs": [[1, null], [3, 4]], "capacities": [4, null], "singleSource": true, "minSites": 1}',
    { capacity: 6, p: 2 },
  ],
  ['{"costs": [[1, 2]], "capacities": [4, 5]}', { capacity: 6 }],
  ['{"costs": [[1, 2]], "fixedCosts": [4, 5], "maxSites": 1, "weights": [3]}', { capacity: 6, singleSource: true }],
  ['{"costs": [[1, 2], [3, null]], "sites": 2, "p": 1, "demands": [2, 3], "costsPer": "unit"}'],
  ['{"costs": [[1, 2]], "demands": [2], "costsPer": "row"}'],
  ['{"costs": [[1, 2]], "demands": [2], "costsPer": "site"}'],
  ['{"costs": [[1, 2]], "demands": 2, "costsPer": "unit"}'],
  ['{"costs": [[1, 2]], "demands": ["2"], "costsPer": "unit"}'],
  ['{"costs": [], "sites": 0}'],
  ['{"costs": [[1]], "sites": 2}'],
  ['{"costs": [[1]], "sites": 1, "fixedCosts": [1]}'],
  ['{"costs": 7, "sites": 1, "capacity": [1]}'],
  ['{"costs": [7]}'],
  [`{"costs": [[1], [2, 3], [-1], ["${long}"], [true], [{}], [[]], [1e999]]}`],
  ['{"costs": [[1], [2, 3], [-1], ["a"], [true], [{}], [[]], ["b"], [-2]]}'],
  [`{"costs": [[0]], "${long}": 1}`],
  ['{"costs": [[0]], "capacities": 4}'],
  ['[]'],
  ['null'],
  ['"costs"'],
  ['[[1,2],]'],
  ['{"a" 1}'],
  ['{"a": }'],
  ['{"a": 1 "b"}'],
  ['{"a": 1, }'],
  ['{1: 2}'],
  ['[1 2]'],
  ['[, 1]'],
  ['{} {}'],
  ['{"a": [1e400]}'],
  ['[-1e400]'],
  ['[-]'],
  ['[1}'],
  ['{"a": 1]'],
  ['\n\r\n\r  {"a": "\t"}'],
  [`${'['.repeat(100)}${']'.repeat(100)}`],
  [`${'['.repeat(101)}${']'.repeat(101)}`],
  ['"\\u00e9 \\n \\" \u0080"'],
  ['"\\x"'],
];

const plain = (value: unknown): unknown =>
  ArrayBuffer.isView(value) ? Array.from(value as Float64Array, (one) => (one === Infinity ? 'Infinity' : one)) : value;

test.each<readonly [string, Reader, readonly Case[]]>([
  ['orlib-pmed', readOrlibPmed, pmed],
  ['orlib-cap', readOrlibCap, cap],
  ['holmberg', readHolmberg, siteMajor],
  ['tbed', readTbed, siteMajor],
  ['ufllib', readUfllib, ufl],
  ['json', readJson, json],
])('%s: problems, and findings with places and words, are as reviewed', (name, read, cases) => {
  const results = cases.map(([text, options]) => {
    const { problem, diagnostics } = read(text, 'a file', options);
    return {
      text: text.slice(0, 60),
      problem: problem && Object.entries(problem).map(([member, value]) => [member, plain(value)]),
      findings: diagnostics.map(({ code, path, message, hint, origin }) => [code, path, message, hint, origin]),
    };
  });
  const { now, before } = reviewed(`facility/expected/${name}.json`, results);
  expect(now).toEqual(before);
});
