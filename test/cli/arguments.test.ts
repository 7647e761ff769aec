import fc from 'fast-check';
import { parseArguments, type Invocation } from '../../cli/arguments';
import { commands } from '../../cli/command-table';

function findings(...words: string[]): string[] {
  const invocation = parseArguments(words);
  return invocation.kind === 'refused' ? invocation.diagnostics.map(({ code, path }) => `${code} ${path}`) : [];
}

function hints(...words: string[]): (string | undefined)[] {
  const invocation = parseArguments(words);
  return invocation.kind === 'refused' ? invocation.diagnostics.map(({ hint }) => hint) : [];
}

function run(...words: string[]): Extract<Invocation, { kind: 'run' }> {
  const invocation = parseArguments(words);
  if (invocation.kind !== 'run') throw new Error(JSON.stringify(invocation));
  return invocation;
}

test('flags are read with a blank or an equals sign, before and after the argument', () => {
  const { command, arguments: given, flags } = run('synth', '--out', 'a', 'x.yml', '--strict', '--timeout=5');
  expect([command.name, given.get('file'), [...flags]]).toEqual([
    'synth',
    'x.yml',
    [
      ['out', 'a'],
      ['strict', true],
      ['timeout', '5'],
    ],
  ]);
});

test('after -- everything is an argument, and a lone dash is one as well', () => {
  expect(run('validate', '--', '--json').arguments.get('file')).toBe('--json');
  expect(run('validate', '-').arguments.get('file')).toBe('-');
  expect(run('validate', '--', '--help').kind).toBe('run');
});

test.each([
  [[], undefined],
  [['--help'], undefined],
  [['-h'], undefined],
  [['help'], undefined],
  [['help', 'plan'], 'plan'],
  [['plan', '--help'], 'plan'],
  [['plan', 'x.yml', '--nonsense', '-h'], 'plan'],
])('%j asks for help', (words, name) => {
  const invocation = parseArguments(words);
  expect(invocation.kind === 'help' ? invocation.topic : 'no help').toBe(name);
});

test.each([['--version'], ['-V']])('%s asks for the version', (word) => {
  expect(parseArguments([word]).kind).toBe('version');
});

test.each([
  [['synht'], ['cli/unknown-command synht']],
  [['help', 'synht'], ['cli/unknown-command synht']],
  [['synth', '--strcit'], ['cli/unknown-flag --strcit']],
  [['synth', '-x'], ['cli/unknown-flag -x']],
  [['plan', '--out', 'x'], ['cli/unknown-flag --out']],
  [['synth', '--out'], ['cli/missing-value --out']],
  [['synth', '--out', '--strict'], ['cli/missing-value --out']],
  [['synth', '--out='], ['cli/bad-value --out']],
  [['synth', '--out', '~'], ['cli/bad-value --out']],
  [['synth', '--out=~/x'], ['cli/bad-value --out']],
  [['synth', '--out', 'a\0b'], ['cli/bad-value --out']],
  [['synth', '--emit', 'plans'], ['cli/bad-value --emit']],
  [['synth', '--strict=yes'], ['cli/bad-value --strict']],
  [['synth', '--timeout', '0'], ['cli/bad-value --timeout']],
  [['synth', '--timeout', '1e3'], ['cli/bad-value --timeout']],
  [['synth', '--timeout', '-1'], ['cli/bad-value --timeout']],
  [['synth', '--timeout', '999999999'], ['cli/bad-value --timeout']],
  [['synth', '--strict', '--strict'], ['cli/repeated-flag --strict']],
  [['synth', '--emit', 'plan', '--json'], ['cli/flag-conflict --emit']],
  [['synth', '--emit', 'plan', '--out', 'x'], ['cli/flag-conflict --emit']],
  [['synth', 'a.yml', 'b.yml'], ['cli/unexpected-argument b.yml']],
  [['explain'], ['cli/missing-argument explain']],
  [['init', ''], ['cli/missing-argument init']],
  [['synth', ''], ['cli/missing-argument synth']],
  [
    ['synth', '--a', '--b', 'x', 'y', '--emit'],
    ['cli/unknown-flag --a', 'cli/unknown-flag --b', 'cli/missing-value --emit', 'cli/unexpected-argument y'],
  ],
])('%j is refused with %j', (words, expected) => {
  expect(findings(...words)).toEqual(expected);
});

test('what was probably meant is suggested for commands, flags and values, and nothing for what is far off', () => {
  expect(hints('synht')).toEqual(['did you mean "synth"?']);
  expect(hints('Synth')).toEqual(['did you mean "synth"?']);
  expect(hints('synth', '--strcit')).toEqual(['did you mean "--strict"?']);
  expect(hints('synth', '--emit', 'rutes')).toEqual(['did you mean "routes"?']);
  expect(hints('constructor')).toEqual([undefined]);
  expect(hints('__proto__')).toEqual([undefined]);
});

describe('a verb', () => {
  const { name } = run('plan', 'solve', 'x.txt', '--format', 'orlib-pmed').command;

  test('wins over a file of its name, which can still be named behind -- or with a folder', () => {
    expect(name).toBe('plan solve');
    expect(run('plan', '--', 'solve').command.name).toBe('plan');
    expect(run('plan', './solve').arguments.get('file')).toBe('./solve');
  });

  test.each([
    [['plan', 'solve', '--help'], 'plan solve'],
    [['help', 'plan', 'solve'], 'plan solve'],
    [['help', 'plan', 'x.yml'], 'plan'],
    [['plan', 'solve', '--', '--help'], undefined],
  ])('%j asks for help on %s', (words, topic) => {
    const invocation = parseArguments(words);
    expect(invocation.kind === 'help' ? invocation.topic : undefined).toBe(topic);
  });

  test.each([
    [['plan', 'sovle'], 'did you mean "plan solve"?'],
    [['plan', 'Solve', 'x'], 'did you mean "plan solve"?'],
    [['solve', 'x'], 'did you mean "plan solve"?'],
    [['plan', '--json', 'solve', 'x'], 'the verb comes before the flags: obinexus plan solve'],
  ])('%j is refused: %s', (words, hint) => {
    expect(findings(...words)[0]).toMatch(/^cli\/unknown-command /);
    expect(hints(...words)[0]).toBe(hint);
  });

  test('a file that is like no verb is a file', () => {
    expect(run('plan', 'obinexus').arguments.get('file')).toBe('obinexus');
    expect(run('plan', 'sovle.yml').arguments.get('file')).toBe('sovle.yml');
  });

  test('needs its required flag and its argument, and says both at once', () => {
    expect(findings('plan', 'solve')).toEqual(['cli/missing-argument plan solve', 'cli/missing-flag --format']);
  });
});

test('--json holds for refusals too', () => {
  const invocation = parseArguments(['synth', '--nope', '--json']);
  expect(invocation).toMatchObject({ kind: 'refused', json: true });
});

test('no line of words throws, and every refusal says something', () => {
  const flags = commands.flatMap((command) => command.flags.map(({ name }) => `--${name}`));
  const known = [...commands.flatMap(({ name }) => name.split(' ')), ...flags];
  const word = fc.oneof(fc.constantFrom(...known, '--', '-', '=', '--=', '', 'x'), fc.string());
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), (words) => {
      const invocation = parseArguments(words);
      expect(invocation.kind !== 'refused' || invocation.diagnostics.length > 0).toBe(true);
    }),
    { seed: 11, numRuns: 3_000 },
  );
});

test.each([
  [['plan', '--lose', 'aws:eu-west-2'], ['"plan whatif" has it: obinexus plan whatif --lose aws:eu-west-2']],
  [['plan', '--lose=aws:eu-west-2', 'x.yml'], ['"plan whatif" has it: obinexus plan whatif --lose aws:eu-west-2']],
  [
    ['plan', '--add', 'gcp:us-east1', '--demand', 'x2', '--forbid', 'api=a', 'obinexus.yml'],
    [
      '"plan whatif" has it: obinexus plan whatif --add gcp:us-east1',
      '"plan whatif" has it: obinexus plan whatif --demand x2',
      '"plan whatif" has it: obinexus plan whatif --forbid api=a',
    ],
  ],
  [['plan', '--losses', '2'], ['"plan audit" has it: obinexus plan audit --losses 2']],
  [['plan', 'explain', 'api', '--losses'], ['"plan audit" has it: obinexus plan audit --losses']],
  [['plan', '--capacity', '8000'], ['"plan solve" has it: obinexus plan solve --capacity 8000']],
  [['plan', 'audit', '--report', 'a.html'], ['"plan" has it: obinexus plan --report a.html']],
  [['plan', 'diff', 'a.json', 'b.json', '--format', 'dot'], ['"plan" and "plan solve" have it']],
  [['plan', 'verify', 'p.json', '--strict'], ['"plan", "plan audit", "plan explain" and "plan whatif" have it']],
  [['plan', '--out', 'dist'], ['"synth" has it: obinexus synth --out dist']],
  [['plan', '--lsoe'], ['did you mean "--lose" of "plan whatif"?']],
  [['plan', '--nonsense'], [undefined]],
  [['synth', '--strcit'], ['did you mean "--strict"?']],
])('the hint of %j names the command that has the flag: %j', (words, expected) => {
  expect(findings(...words)).toHaveLength(expected.length);
  expect(hints(...words)).toEqual(expected);
});

test('the value of a flag of another command is not taken for an argument', () => {
  expect(findings('plan', '--lose', 'aws:eu-west-2', 'obinexus.yml')).toEqual(['cli/unknown-flag --lose']);
});

const messages = (...words: string[]): string[] => {
  const invocation = parseArguments(words);
  return invocation.kind === 'refused' ? invocation.diagnostics.map(({ message }) => message) : [];
};

test('--report takes the name of a page, so that a document left out before it is never overwritten', () => {
  expect(messages('plan', '--report', 'obinexus.yml')).toEqual([
    '"--report" cannot be "obinexus.yml"; it must be a file that ends in .html or .htm',
  ]);
  expect(messages('plan', '--report', 'html')).toHaveLength(1);
  expect(messages('plan', '--report', 'out/Plan.HTML')).toEqual([]);
});

test('choices are told in words, and of a single character none is guessed', () => {
  expect(messages('plan', '--format', 'xml')).toEqual([
    '"--format" cannot be "xml"; it must be table, json, geojson, csv or dot',
  ]);
  expect(hints('plan', 'audit', '--losses', '3')).toEqual([undefined]);
  expect(messages('geo', 'lnt')).toEqual(['there is no command "geo lnt"; there is geo lint']);
});
