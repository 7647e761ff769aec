import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../support/built-package';
import { readArtifacts } from '../support/examples';
import { document, obinexus, shell } from './support/run';

let folder: string;
beforeEach(() => {
  folder = projectFolder();
  writeFileSync(join(folder, 'obinexus.yml'), document);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('streams', () => {
  test('a reader that is gone before the first byte ends the command with 141', () => {
    const run = shell(
      folder,
      '"$NODE" "$CLI" synth --emit plan 2> errors | (exec <&-; sleep 2); echo "${PIPESTATUS[0]}"',
    );
    expect(run.stdout.trim()).toBe('141');
    expect(readFileSync(join(folder, 'errors'), 'utf8')).not.toContain('EPIPE');
  });

  test('a reader that is gone from standard error does so too', () => {
    const run = shell(
      folder,
      '"$NODE" "$CLI" synth --nope 2>&1 >/dev/null | (exec <&-; sleep 1); echo "${PIPESTATUS[0]}"',
    );
    expect(run.stdout.trim()).toBe('141');
  });

  test.each([
    ['input', '<&-'],
    ['output', '>&-'],
    ['errors', '2>&-'],
    ['everything', '<&- >&- 2>&-'],
  ])('closed standard %s does no harm', (_, redirection) => {
    expect(shell(folder, `"$NODE" "$CLI" synth ${redirection}; exit $?`).status).toBe(0);
    expect(existsSync(join(folder, 'out/plan.json'))).toBe(true);
  });

  test('a full disk behind standard output is 8', () => {
    expect(shell(folder, '"$NODE" "$CLI" plan > /dev/full').status).toBe(8);
  });

  test('two megabytes go through a slow pipe whole', () => {
    const services = Array.from({ length: 400 }, (_, index) => `  s${index}: { language: go }\n`).join('');
    writeFileSync(join(folder, 'obinexus.yml'), `name: shop\nservices:\n${services}`);
    const run = shell(
      folder,
      '"$NODE" "$CLI" synth --emit model 2>/dev/null | (sleep 1; cat) > model; echo "${PIPESTATUS[0]}"',
    );
    expect(run.stdout.trim()).toBe('0');
    expect((JSON.parse(readFileSync(join(folder, 'model'), 'utf8')) as { services: unknown[] }).services).toHaveLength(
      400,
    );
  });
});

describe('a terminal', () => {
  const hasScript = shell('/', 'script --version').status === 0;
  if (!hasScript) process.stderr.write('SKIPPED: no "script" to make a terminal with\n');
  const testOnTerminal = hasScript ? test : test.skip;
  const onTerminal = (command: string, env = ''): string =>
    shell(folder, `script -qec '${env} "$NODE" "$CLI" ${command}' /dev/null < /dev/null`).stdout;

  testOnTerminal('gets colour, unless NO_COLOR or TERM=dumb says otherwise', () => {
    const isColoured = (text: string): boolean => text.includes('\u001b[31');
    const seen = ['TERM=xterm', 'TERM=xterm NO_COLOR=1', 'TERM=dumb'].map((env) =>
      isColoured(onTerminal('synth --nope', env)),
    );
    // oxlint-disable-next-line jest/no-standalone-expect -- inside of `testOnTerminal`
    expect(seen).toEqual([true, false, false]);
  });

  testOnTerminal('sees progress when it takes longer than a second, and no trace of it afterwards', () => {
    writeFileSync(join(folder, 'slow.js'), 'setTimeout(() => {}, 1800);\n');
    const text = onTerminal('synth slow.js', 'TERM=xterm');
    const [before, after] = [text.indexOf('obinexus synth ... 1 s'), text.lastIndexOf('\u001b[2K')];
    // oxlint-disable-next-line jest/no-standalone-expect -- inside of `testOnTerminal`
    expect([before >= 0, after > before, text.slice(after).includes('...')]).toEqual([true, true, false]);
    // oxlint-disable-next-line jest/no-standalone-expect -- inside of `testOnTerminal`
    expect(onTerminal('synth slow.js', 'TERM=dumb')).not.toContain('...');
  });
});

describe('places', () => {
  test.each(['with space', 'ünï–ćode 日本', 'hash#percent%20', 'quote\'"$HOME', '-dash', 'new\nline'])(
    'a folder named %j is like any other',
    (name) => {
      const place = join(folder, name);
      mkdirSync(place);
      writeFileSync(join(place, 'obinexus.yml'), document);
      symlinkSync(join(folder, 'node_modules'), join(place, 'node_modules'));
      expect(obinexus(place, ['synth']).status).toBe(0);
      expect(obinexus(folder, ['synth', '--out', join(place, 'o u#t'), '--', join(name, 'obinexus.yml')]).status).toBe(
        0,
      );
      expect(readArtifacts(join(place, 'o u#t'))).toEqual(readArtifacts(join(place, 'out')));
    },
  );

  test('a working directory that was deleted is told, not crashed on', () => {
    const run = shell(folder, 'mkdir gone && cd gone && rmdir ../gone && "$NODE" "$CLI" synth; echo $?');
    expect(['3', '8']).toContain(run.stdout.trim());
    expect(run.stderr).not.toContain('internal error');
    expect(shell(folder, 'mkdir gone && cd gone && rmdir ../gone && "$NODE" "$CLI" --version').status).toBe(0);
  });

  test('a document through a loop of links is told as such', () => {
    symlinkSync('b.yml', join(folder, 'a.yml'));
    symlinkSync('a.yml', join(folder, 'b.yml'));
    const { status, stderr } = obinexus(folder, ['synth', 'a.yml']);
    expect([status, stderr.includes('symbolic links form a loop')]).toEqual([8, true]);
  });

  test.each(['/dev/zero', '/dev/stdin', 'pipe.yml'])('%s is no document', (name) => {
    shell(folder, 'mkfifo pipe.yml');
    const { status, stderr } = obinexus(folder, ['synth', name]);
    expect([status, stderr.includes('is no regular file')]).toEqual([3, true]);
  });

  test.each(['out', 'a/b/out'])('a folder %s that is read-only is refused and keeps its files', (out) => {
    expect(obinexus(folder, ['synth', '--out', out]).status).toBe(0);
    const before = readArtifacts(join(folder, out));
    writeFileSync(join(folder, 'obinexus.yml'), document.replace('name: shop', 'name: other'));
    chmodSync(join(folder, out), 0o555);
    const { status, stderr } = obinexus(folder, ['synth', '--out', out]);
    chmodSync(join(folder, out), 0o755);
    expect([status, stderr.includes('output/io')]).toEqual([8, true]);
    expect(readArtifacts(join(folder, out))).toEqual(before);
  });

  test('outside of the working directory an empty folder is taken and a filled one refused', () => {
    const inner = join(folder, 'inner');
    mkdirSync(inner);
    mkdirSync(join(folder, 'filled'));
    writeFileSync(join(folder, 'filled/somebody'), 'else');
    expect(obinexus(inner, ['synth', '../obinexus.yml', '--out', '../fresh']).status).toBe(0);
    expect(obinexus(inner, ['synth', '../obinexus.yml', '--out', '../fresh']).status).toBe(0);
    const { status, stderr } = obinexus(inner, ['synth', '../obinexus.yml', '--out', '../filled']);
    expect([status, stderr.includes('output/outside-root')]).toEqual([8, true]);
    expect(readdirSync(join(folder, 'filled'))).toEqual(['somebody']);
  });

  test.each(['~', '~/out', ''])('a shell that did not expand %j is told', (out) => {
    expect(obinexus(folder, ['synth', '--out', out]).status).toBe(3);
    expect(existsSync(join(folder, '~'))).toBe(false);
  });
});

describe('the environment', () => {
  test.each([
    { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
    { TZ: 'Asia/Kolkata' },
    { HUGE: 'x'.repeat(100_000) },
    { COLUMNS: '20', TERM: 'dumb' },
    { HOME: '/nonexistent' },
    { NODE_OPTIONS: '--max-old-space-size=300' },
  ])('%j changes no byte', (env) => {
    expect(obinexus(folder, ['synth', '--out', 'plain']).status).toBe(0);
    expect(obinexus(folder, ['synth', '--out', 'changed'], env).status).toBe(0);
    expect(readArtifacts(join(folder, 'changed'))).toEqual(readArtifacts(join(folder, 'plain')));
  });

  test('a clock that is years off changes no byte', () => {
    const skewed = 'Date.now = () => 0; performance.now = () => 0;';
    writeFileSync(join(folder, 'skew.cjs'), skewed);
    expect(obinexus(folder, ['synth', '--out', 'plain']).status).toBe(0);
    const env = { NODE_OPTIONS: `--require ${join(folder, 'skew.cjs')}` };
    expect(obinexus(folder, ['synth', '--out', 'skewed'], env).status).toBe(0);
    expect(readArtifacts(join(folder, 'skewed'))).toEqual(readArtifacts(join(folder, 'plain')));
  });
});
