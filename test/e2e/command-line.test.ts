import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { builtPackage, projectFolder } from '../support/built-package';
import { readArtifacts } from '../support/examples';

const cli = join(builtPackage(), 'dist/cli/obinexus.js');
const document =
  'name: shop\nservices:\n  api: { language: python, framework: fastapi, image: "r.example/api:1@sha256:' +
  'a'.repeat(64) +
  '" }\n';
const program = (body: string): string =>
  `const { App, Stack, Service } = require('@obinexus/iaas');\nconst app = new App();\nconst stack = new Stack(app, 'shop');\nnew Service(stack, 'api', { language: 'go', image: 'r.example/api:1@sha256:${'a'.repeat(64)}' });\n${body}\n`;

let folder: string;
beforeEach(() => {
  folder = projectFolder();
  writeFileSync(join(folder, 'obinexus.yml'), document);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function obinexus(
  args: readonly string[],
  options: { env?: Record<string, string>; input?: string } = {},
): SpawnSyncReturns<string> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: homedir(), ...options.env };
  return spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
    timeout: 60_000,
    maxBuffer: 1 << 28,
    input: options.input ?? '',
  });
}

const shell = (script: string): SpawnSyncReturns<string> =>
  spawnSync('bash', ['-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NODE: process.execPath, CLI: cli },
  });

test.each([
  [['synht'], 3, 'did you mean "synth"'],
  [['synth', '--strcit'], 3, 'did you mean "--strict"'],
  [['synth', '--emit', 'plans'], 3, 'did you mean "plan"'],
  [['synth', 'nowhere.yml'], 3, 'nowhere.yml'],
  [['synth', '--out'], 3, '--out'],
  [['explain', 'plan/no-sight'], 3, 'did you mean "plan/no-site"'],
  [['init'], 3, 'name'],
])('%j exits %i and says %s', (args, status, text) => {
  const run = obinexus(args);
  expect({ status: run.status, says: run.stderr.includes(text), stdout: run.stdout }).toEqual({
    status,
    says: true,
    stdout: '',
  });
});

test.each([
  ['a broken document', 'name: shop\nservices: { api: { language: pyhton } }\n', 3],
  ['no way to place', 'name: shop\nservices: { api: { language: go, geo: { residency: [EU] } } }\n', 6],
  ['a secret written out', 'name: shop\nservices: { api: { language: go, env: { DB_PASSWORD: hunter2 } } }\n', 3],
])('%s leaves the old output byte for byte', (_, text, status) => {
  expect(obinexus(['synth']).status).toBe(0);
  const before = readArtifacts(join(folder, 'out'));
  writeFileSync(join(folder, 'obinexus.yml'), text);
  expect(obinexus(['synth']).status).toBe(status);
  expect(readArtifacts(join(folder, 'out'))).toEqual(before);
});

test.each(['/', '..', '.', homedir(), 'obinexus.yml'])('the folder %s is refused as output', (out) => {
  const run = obinexus(['synth', '--out', out]);
  expect(run.status).toBe(8);
  expect(run.stderr).toMatch(/error output\//);
  expect(readFileSync(join(folder, 'obinexus.yml'), 'utf8')).toBe(document);
});

test('a link out of the project is refused, and what is not ours in the folder stays', () => {
  symlinkSync('/tmp', join(folder, 'link'));
  expect(obinexus(['synth', '--out', 'link']).status).toBe(8);
  mkdirSync(join(folder, 'out'));
  writeFileSync(join(folder, 'out', 'mine.txt'), 'mine');
  expect(obinexus(['synth']).status).toBe(0);
  expect(readFileSync(join(folder, 'out', 'mine.txt'), 'utf8')).toBe('mine');
});

test('an edited file of ours is refused, and overwritten with --force', () => {
  expect(obinexus(['synth']).status).toBe(0);
  writeFileSync(join(folder, 'out', 'model.json'), '{}');
  const refused = obinexus(['synth']);
  expect([refused.status, refused.stderr.includes('model.json')]).toEqual([8, true]);
  expect(obinexus(['synth', '--force']).status).toBe(0);
});

test('data goes to standard output and people read standard error; --json is one document', () => {
  const emitted = obinexus(['synth', '--emit', 'model']);
  expect((JSON.parse(emitted.stdout) as { kind: string }).kind).toBe('model');
  expect(existsSync(join(folder, 'out'))).toBe(false);
  const json = JSON.parse(obinexus(['validate', '--json']).stdout) as { command: string; exitCode: number };
  expect([json.command, json.exitCode]).toEqual(['validate', 0]);
});

test('no colour reaches a pipe, NO_COLOR or a dumb terminal; FORCE_COLOR brings it; 20 columns do no harm', () => {
  // oxlint-disable-next-line no-control-regex -- the start of an ANSI sequence
  const isColoured = (text: string): boolean => /\u001b\[/.test(text);
  expect(isColoured(obinexus(['synth', '--nope']).stderr)).toBe(false);
  expect(isColoured(obinexus(['synth', '--nope'], { env: { NO_COLOR: '1' } }).stderr)).toBe(false);
  expect(isColoured(obinexus(['synth', '--nope'], { env: { FORCE_COLOR: '1' } }).stderr)).toBe(true);
  expect(obinexus(['plan'], { env: { COLUMNS: '20', TERM: 'dumb' } }).status).toBe(0);
});

test('a reader that goes away ends it with 141, a closed standard input does not matter', () => {
  const piped = shell('"$NODE" "$CLI" synth --emit plan | true; echo "${PIPESTATUS[0]}"');
  expect(['0', '141']).toContain(piped.stdout.trim());
  expect(shell('"$NODE" "$CLI" validate <&-').status).toBe(0);
});

test('two runs at once: each ends well or says that the folder is locked, and the output is whole', () => {
  const run = shell('"$NODE" "$CLI" synth & first=$!; "$NODE" "$CLI" synth; b=$?; wait $first; echo "$? $b"');
  for (const code of run.stdout.trim().split(' ')) expect(['0', '75']).toContain(code);
  expect(readdirSync(join(folder, 'out'))).toContain('plan.json');
});

test.each([
  ['synthesizes', 'app.synth();', 0, ''],
  ['never synthesizes', '', 7, 'synth'],
  ['throws', "throw new Error('no such flag');", 7, 'no such flag'],
  ['rejects', "Promise.reject(new Error('late')); setTimeout(() => app.synth(), 50);", 7, 'late'],
  ['exits early', 'process.exit(0);', 7, 'synth'],
  ['never ends', 'for (;;);', 7, '3 s'],
])('a program that %s', (_, body, status, text) => {
  writeFileSync(join(folder, 'main.js'), program(body));
  const run = obinexus(['synth', 'main.js', '--timeout', '3']);
  expect({ status: run.status, says: run.stderr.includes(text) }).toEqual({ status, says: true });
});

test('what a program prints is no data of ours', () => {
  writeFileSync(join(folder, 'main.js'), program("console.log('hello'); app.synth();"));
  const run = obinexus(['synth', 'main.js', '--emit', 'model']);
  expect((JSON.parse(run.stdout) as { name: string }).name).toBe('shop');
  expect(run.stderr).toContain('hello');
});
