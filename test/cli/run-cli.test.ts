import { resolve } from 'node:path';
import { runCli } from '../../cli/run-cli';
import { commands, exitCodes } from '../../cli/command-table';
import { memoryHost, type MemoryHost } from './support/memory-host';

const pinned = `r.example/api:1@sha256:${'a'.repeat(64)}`;
const document = `name: shop\nservices:\n  api: { language: go, image: "${pinned}" }\n`;

async function run(
  host: MemoryHost,
  ...words: string[]
): Promise<{ exitCode: number; data: string; messages: string }> {
  return { exitCode: await runCli(words, host), ...host.printed };
}

const codesIn = (messages: string): string[] =>
  [...messages.matchAll(/^error (\S+ \S+)/gm)].map(([, code = '']) => code);

describe('help', () => {
  test('of the program it names every command and every exit code', async () => {
    const { exitCode, data, messages } = await run(memoryHost(), '--help');
    expect([exitCode, messages]).toEqual([0, '']);
    for (const { name, summary } of commands)
      expect(data).toMatch(new RegExp(`obinexus ${name} .*${summary.slice(0, 20)}`));
    for (const [code, meaning] of exitCodes)
      expect(data).toMatch(new RegExp(`^ {2}${code} +${meaning.slice(0, 20).replaceAll(/[()]/g, '.')}`, 'm'));
  });

  test.each(commands.map(({ name }) => name))('of %s it names every flag and an example', async (name) => {
    const { data } = await run(memoryHost(), ...name.split(' '), '--help');
    const command = commands.find((each) => each.name === name);
    for (const flag of command?.flags ?? []) expect(data).toContain(`--${flag.name}`);
    for (const example of command?.examples ?? []) expect(data).toContain(example);
  });

  test('the version is that of the package', async () => {
    expect((await run(memoryHost(), '--version')).data).toBe('1.2.3\n');
  });
});

describe('explain', () => {
  test('prints what, why and how to fix', async () => {
    const { exitCode, data } = await run(memoryHost(), 'explain', 'plan/no-site');
    expect(exitCode).toBe(0);
    expect(data).toMatch(/^plan\/no-site \(error, exit code 6\)\n\nWhat\n {2}Some demand .*\n\nWhy\n[^]*\n\nFix\n/);
  });

  test('finds a code by its second half, and suggests the nearest', async () => {
    for (const code of ['no-site', 'plan/no-sight', 'geo/no-site']) {
      const { exitCode, messages } = await run(memoryHost(), 'explain', code);
      expect([exitCode, messages.includes('did you mean "plan/no-site"?')]).toEqual([3, true]);
    }
  });

  test.each(['constructor', '__proto__', 'toString', ''])('knows no code %j', async (code) => {
    expect((await run(memoryHost(), 'explain', code)).exitCode).toBe(3);
  });

  test('as JSON it is one document', async () => {
    const { data } = await run(memoryHost(), 'explain', 'output/locked', '--json');
    expect(JSON.parse(data)).toMatchObject({
      command: 'explain',
      exitCode: 0,
      diagnostics: [],
      explanation: { exitCode: 75 },
    });
  });
});

describe('init', () => {
  test('a document project holds the document with its schema beside it, and is valid as it is', async () => {
    const host = memoryHost();
    const { exitCode, messages } = await run(host, 'init', 'shop');
    expect(exitCode).toBe(0);
    expect(messages).toContain('next: cd shop && obinexus synth');
    expect([...host.files.keys()]).toEqual(['shop/.gitignore', 'shop/obinexus.schema.json', 'shop/obinexus.yml']);
    expect(host.files.get('shop/obinexus.yml')).toMatch(
      /^# yaml-language-server: \$schema=\.\/obinexus\.schema\.json\nname: shop\n/,
    );
    expect(await runCli(['validate', 'shop/obinexus.yml'], host)).toBe(0);
  });

  test('a typed project holds a program, its package and what cdk8s needs', async () => {
    const host = memoryHost();
    expect((await run(host, 'init', 'shop', '--template', 'typescript')).exitCode).toBe(0);
    expect([...host.files.keys()]).toEqual(
      ['.gitignore', 'cdk8s.yaml', 'main.ts', 'package.json', 'tsconfig.json'].map((name) => `shop/${name}`),
    );
    expect(JSON.parse(String(host.files.get('shop/package.json')))).toMatchObject({
      name: 'shop',
      dependencies: { '@obinexus/iaas': '^1.2.3' },
    });
  });

  test.each(['Shop', 'a_b', '../x', 'a/b', '-a', '9lives', 'a-', 'x'.repeat(64), '.'])(
    'the name %j is refused',
    async (name) => {
      const host = memoryHost();
      expect([(await run(host, 'init', '--', name)).exitCode, host.files.size]).toEqual([3, 0]);
    },
  );

  test('a folder that holds something is left alone', async () => {
    const host = memoryHost({ 'shop/mine': '' });
    const { exitCode, messages } = await run(host, 'init', 'shop');
    expect([exitCode, host.files.size]).toEqual([3, 1]);
    expect(messages).toContain('cli/folder-not-empty');
  });
});

describe('what is synthesized', () => {
  test('without a name it is obinexus.yml, then obinexus.yaml', async () => {
    expect((await run(memoryHost({ 'obinexus.yml': document, 'obinexus.yaml': 'x' }), 'validate')).exitCode).toBe(0);
    expect((await run(memoryHost({ 'obinexus.yaml': document }), 'validate')).exitCode).toBe(0);
    const nothing = await run(memoryHost(), 'validate');
    expect([nothing.exitCode, nothing.messages.includes('obinexus init <name>')]).toEqual([3, true]);
  });

  test.each([
    ['nowhere.yml', 'cli/missing-file'],
    ['shop/nowhere.yml', 'cli/missing-file'],
    ['notes.txt', 'cli/not-a-file'],
    ['Makefile', 'cli/not-a-file'],
    ['folder', 'cli/not-a-file'],
    ['folder.yml', 'cli/not-a-file'],
  ])('%s is refused with %s', async (name, code) => {
    const host = memoryHost({ 'notes.txt': '', Makefile: '', 'folder/x': '', 'folder.yml/x': '' });
    const { exitCode, messages } = await run(host, 'synth', name);
    expect([exitCode, messages.includes(code)]).toEqual([3, true]);
  });

  test('a name with the other ending is suggested', async () => {
    const { messages } = await run(memoryHost({ 'shop/x.yaml': '' }), 'synth', 'shop/x.yml');
    expect(messages).toContain('there is "shop/x.yaml"');
  });

  test('bytes that are no UTF-8 are refused with the offset, not read as something else', async () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('name: caf'), 0xe9, 0x0a]);
    const { exitCode, messages } = await run(memoryHost({ 'obinexus.yml': bytes }), 'validate');
    expect([exitCode, messages.includes('config/not-utf8')]).toEqual([3, true]);
  });

  test('a document without a name gets that of its folder, as far as a name allows', async () => {
    const nameless = document.replace('name: shop\n', '');
    const { data } = await run(
      memoryHost({ '12 My Shop!/x.yml': nameless }),
      'synth',
      '12 My Shop!/x.yml',
      '--emit',
      'model',
    );
    expect((JSON.parse(data) as { name: string }).name).toBe('my-shop');
  });
});

describe('the demand table', () => {
  const withTable = (csv: string): string => `${document}demand: { csv: ${csv} }\n`;

  test('is found beside the document and becomes points of the model', async () => {
    const files = {
      'shop/obinexus.yml': withTable('users.csv'),
      'shop/users.csv': 'id,lat,lng,requests_per_second\nlondon,51.5,-0.1,120\n',
    };
    const host = memoryHost({});
    // The path is made absolute from the document's folder.
    for (const [path, text] of Object.entries(files))
      host.files.set(path.endsWith('.csv') ? resolve(path) : path, text);
    const { exitCode, data } = await run(host, 'synth', 'shop/obinexus.yml', '--emit', 'model');
    expect(exitCode).toBe(0);
    expect(JSON.parse(data)).toMatchObject({ demand: { kind: 'points', requestsPerSecond: 120 } });
  });

  test('that is missing is told at its line of the document', async () => {
    const { exitCode, messages } = await run(memoryHost({ 'obinexus.yml': withTable('gone.csv') }), 'validate');
    expect(exitCode).toBe(3);
    expect(messages).toMatch(/error cli\/missing-file obinexus\.yml:4:\d+/);
  });

  test.each([
    ['points', 'points: [{ id: x, lat: 0, lng: 0, requests_per_second: 1 }]', '"points" and "csv"'],
    ['cities', 'cities: { min_population: 1000000 }, requests_per_second: 5', '"cities" and "csv"'],
  ])('beside %s is refused at its line, whether or not its file is there', async (_, others, named) => {
    const text = `${document}demand: { csv: gone.csv, ${others} }\n`;
    const { exitCode, messages } = await run(memoryHost({ 'obinexus.yml': text }), 'validate');
    expect(exitCode).toBe(3);
    expect(codesIn(messages)).toEqual(['config/one-of obinexus.yml:4:1']);
    expect(messages).toContain(`the demand needs exactly one of "cities", "points", "csv", it has ${named}; keep one`);
  });

  test('that is missing does not hide what is wrong elsewhere, and nothing follows from its absence', async () => {
    const services = document.replace(' }\n', ', calls: [wbe] }\n');
    const text = `${services}demand: { csv: gone.csv }\nplanner: { latency: { measured: off.csv } }\n`;
    const { messages } = await run(memoryHost({ 'obinexus.yml': text }), 'plan');
    expect(codesIn(messages)).toEqual([
      'cli/missing-file obinexus.yml:4:16',
      'cli/missing-file obinexus.yml:5:33',
      'config/unknown-service obinexus.yml:3:130',
    ]);
  });
});

describe('streams', () => {
  test('--json is one document with all findings and nothing on the other stream', async () => {
    const host = memoryHost({ 'obinexus.yml': document.replace('language', 'langauge') });
    const { exitCode, data, messages } = await run(host, 'synth', '--json');
    expect([exitCode, messages]).toEqual([3, '']);
    const json = JSON.parse(data) as { diagnostics: { code: string; origin: { line: number } }[] };
    expect(json).toMatchObject({ command: 'synth', exitCode: 3, output: null });
    expect(json.diagnostics.map(({ code, origin }) => `${code}:${origin.line}`)).toContain('config/unknown-key:3');
  });

  test('synth prints no data, plan prints the table as data', async () => {
    const synth = await run(memoryHost({ 'obinexus.yml': document }), 'synth');
    expect([synth.exitCode, synth.data]).toEqual([0, '']);
    expect(synth.messages).toContain('out/: ');
    const plan = await run(memoryHost({ 'obinexus.yml': document }), 'plan');
    expect([plan.data.includes('api'), plan.messages]).toEqual([true, '']);
  });

  test('--emit prints one stage and writes nothing', async () => {
    const host = memoryHost({ 'obinexus.yml': document });
    const { data } = await run(host, 'synth', '--emit', 'routes');
    expect((JSON.parse(data) as { kind: string }).kind).toBe('route-plan');
    expect(host.files.size).toBe(1);
  });

  test('a warning ends with 0, with --strict with 4 and without output', async () => {
    const files = { 'obinexus.yml': 'name: shop\nservices: { api: { language: go } }\n' };
    const loose = await run(memoryHost(files), 'synth');
    expect([loose.exitCode, loose.messages.includes('warning config/image-not-pinned')]).toEqual([0, true]);
    const host = memoryHost(files);
    const strict = await run(host, 'synth', '--strict');
    expect([strict.exitCode, host.files.size]).toEqual([4, 1]);
  });
});
