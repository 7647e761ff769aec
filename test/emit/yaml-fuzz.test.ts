import { spawnSync } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';
import { load } from 'js-yaml';
import { parse } from 'yaml';
import { emitYaml } from '../../lib/emit/yaml';
import { nastyStrings, randomString, seededRandom } from './support/nasty-strings';

const seed = 20_261_101;
const count = 200_000;
const perDocument = 2_000;

interface Sample {
  readonly text: string;
  readonly values: readonly string[];
  readonly keys: readonly string[];
}

/** Each document holds its strings twice: as list items and as map keys. */
function samples(): Sample[] {
  const random = seededRandom(seed);
  const strings = [...nastyStrings];
  while (strings.length < count) strings.push(randomString(random));
  return Array.from({ length: Math.ceil(count / perDocument) }, (_, index) => {
    const values = strings.slice(index * perDocument, (index + 1) * perDocument);
    // `__proto__` as a key is proved apart: an object literal of the test cannot hold it.
    const keys = [...new Set(values)].filter((value) => value !== '__proto__' && JSON.stringify(value).length < 300);
    return { text: emitYaml(documentOf(values, keys)), values, keys };
  });
}

function documentOf(values: readonly string[], keys: readonly string[]): object {
  return {
    keys: Object.fromEntries(keys.map((key, index) => [key, index])),
    list: values,
  };
}

let all: readonly Sample[] = [];
beforeAll(() => {
  all = samples();
});

/** Texts of the documents that a reader takes for other data. */
function misread(read: (text: string) => unknown): string[] {
  return all
    .filter(({ text, values, keys }) => !isDeepStrictEqual(read(text), documentOf(values, keys)))
    .map(({ text }) => text);
}

test(`"yaml" reads ${count} strings back as values and as keys by the 1.2 core schema`, () => {
  const options = { uniqueKeys: false, version: '1.2', schema: 'core' } as const;
  expect(misread((text) => parse(text, options) as unknown)).toEqual([]);
}, 60_000);

test(`"yaml" reads ${count} strings back as values and as keys by YAML 1.1`, () => {
  const options = { uniqueKeys: false, version: '1.1', schema: 'yaml-1.1' } as const;
  expect(misread((text) => parse(text, options) as unknown)).toEqual([]);
}, 60_000);

test(`"js-yaml" reads ${count} strings back as values and as keys`, () => {
  expect(misread((text) => load(text))).toEqual([]);
}, 60_000);

const python = `
import json, sys, yaml
Loader = getattr(yaml, 'CSafeLoader', yaml.SafeLoader)
wrong = 0
for line in sys.stdin:
    sample = json.loads(line)
    try:
        got = yaml.load(sample['text'], Loader=Loader)
    except Exception as error:
        got = str(error)
    if got != sample['value']:
        wrong += 1
        sys.stderr.write(repr(got)[:400] + '\\n')
print(wrong)
`;
const pyyaml = spawnSync('python3', ['-c', 'import yaml'], { encoding: 'utf8' }).status === 0;
if (!pyyaml)
  process.stderr.write('SKIPPED: python3 with PyYAML is not installed; its reading of the emitter is not tested\n');

const testWithPython = pyyaml ? test : test.skip;
testWithPython(
  `PyYAML reads ${count} strings back as values and as keys`,
  () => {
    const input = all
      .map(({ text, values, keys }) => JSON.stringify({ text, value: documentOf(values, keys) }))
      .join('\n');
    const run = spawnSync('python3', ['-c', python], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
    // oxlint-disable-next-line jest/no-standalone-expect -- inside of `testWithPython`
    expect({ complaints: run.stderr, wrong: run.stdout.trim() }).toEqual({ complaints: '', wrong: '0' });
  },
  120_000,
);
