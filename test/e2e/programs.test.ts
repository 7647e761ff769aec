import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { projectFolder } from '../support/built-package';
import { cli, obinexus, pinnedImage, shell } from './support/run';

let folder: string;
beforeEach(() => {
  folder = projectFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const head = `const { App, Stack, Service } = require('@obinexus/iaas');
const app = new App();
const stack = new Stack(app, 'shop');
new Service(stack, 'api', { language: 'go', image: '${pinnedImage}' });
`;
const typedHead = head.replace(/const (.*) = require\((.*)\);/, 'import $1 from $2;');

function runProgram(
  name: string,
  text: string,
  ...args: string[]
): { status: number | null; out: string; err: string } {
  writeFileSync(join(folder, name), text);
  const { status, stdout, stderr } = obinexus(folder, ['synth', name, ...args]);
  return { status, out: stdout, err: stderr };
}

describe('a program that misbehaves ends with 7, says where, and writes nothing', () => {
  test.each([
    ['throws', "throw new Error('no such flag');\napp.synth();", 'program/threw main.js:5:7', 'Error: no such flag'],
    ['throws no error', "throw 'just words';", 'program/threw', '"just words"'],
    ['throws nothing', 'throw undefined;', 'program/threw', 'undefined'],
    [
      'throws what cannot be shown',
      'throw { get message() { throw 1 }, toString() { throw 2 } };',
      'program/threw',
      'cannot be shown',
    ],
    [
      'rejects',
      "Promise.reject(new Error('late'));\nsetTimeout(() => app.synth(), 100);",
      'program/threw main.js:5:16',
      'late',
    ],
    [
      'throws in a timer',
      "setTimeout(() => {\n  throw new Error('tick');\n}, 1);",
      'program/threw main.js:6:9',
      'tick',
    ],
    ['has a typing mistake', 'const x = ;', 'program/threw main.js:5:1', 'SyntaxError'],
    ['recurses without end', 'const f = () => f() + 1;\nf();', 'program/threw main.js:5', 'Maximum call stack'],
    ['requires what is not there', "require('./gone');", 'program/threw main.js:5:1', "Cannot find module './gone'"],
    ['exits early with success', 'process.exit(0);\napp.synth();', 'program/no-synth', 'app.synth()'],
    ['never synthesizes', '', 'program/no-synth', 'app.synth()'],
    ['exits with a code of its own', 'process.exit(3);', 'program/exited', 'exit code 3'],
    ['kills itself', "process.kill(process.pid, 'SIGKILL');", 'program/killed', 'SIGKILL'],
    ['never ends', 'for (;;);', 'program/timed-out', '2 s'],
    ['waits for ever', 'setInterval(() => {}, 1000);', 'program/timed-out', '2 s'],
    [
      'fills the memory',
      'const all = [];\nfor (;;) all.push(new Array(1e6).fill(Math.random()));',
      'program/out-of-memory',
      'MiB',
    ],
  ])(
    'it %s',
    (_, body, code, text) => {
      const limit = code === 'program/out-of-memory' ? '60' : '2';
      const { status, out, err } = runProgram('main.js', `${head}${body}\n`, '--timeout', limit);
      expect({ status, out, code: err.includes(`error ${code}`), text: err.includes(text) }).toEqual({
        status: 7,
        out: '',
        code: true,
        text: true,
      });
      expect(existsSync(join(folder, 'out'))).toBe(false);
    },
    90_000,
  );

  test('it synthesizes twice: the first output stands and the second call is refused', () => {
    const { status, err } = runProgram('main.js', `${head}app.synth();\napp.synth();\n`);
    expect([status, err.includes('program/synth-twice')]).toEqual([7, true]);
    expect(existsSync(join(folder, 'out/model.json'))).toBe(true);
  });

  test('it throws after app.synth(): that is told, with the code of a program that threw', () => {
    const { status, err } = runProgram('main.js', `${head}app.synth();\nthrow new Error('after');\n`);
    expect([status, err.includes('after')]).toEqual([7, true]);
  });
});

test('app.synth() may come late, from an asynchronous main, and the process may exit right after it', () => {
  const late = 'setTimeout(() => {\n  app.synth();\n  process.exit(0);\n}, 50);\n';
  expect(runProgram('main.js', head + late).status).toBe(0);
  expect(existsSync(join(folder, 'out/model.json'))).toBe(true);
});

test('a gigabyte on standard output is no data of ours and needs no memory of ours', () => {
  const chatter =
    "const line = 'x'.repeat(1 << 20);\nfor (let i = 0; i < 1024; i += 1) require('node:fs').writeSync(1, line);\napp.synth();\n";
  writeFileSync(join(folder, 'main.js'), head + chatter);
  const run = shell(
    folder,
    '"$NODE" --max-old-space-size=200 "$CLI" synth main.js --emit model 2> >(wc -c > noise) > model; echo $?; sleep 1',
  );
  expect(run.stdout.trim()).toBe('0');
  expect((JSON.parse(readFileSync(join(folder, 'model'), 'utf8')) as { name: string }).name).toBe('shop');
  expect(Number(readFileSync(join(folder, 'noise'), 'utf8'))).toBeGreaterThanOrEqual(1 << 30);
}, 120_000);

test('the program sees neither our order nor an inherited input, and its forks do not run as programs of ours', () => {
  const probe = `const { fork } = require('node:child_process');
if (process.argv[2] === 'child') { console.error('forked', require.main === module); process.exit(0); }
console.error('main', require.main === module, Object.keys(process.env).some((name) => name.startsWith('OBINEXUS')));
fork(__filename, ['child']).on('exit', (code) => { console.error('fork ended', code); app.synth(); });
`;
  const { status, err } = runProgram('main.js', head + probe);
  expect(status).toBe(0);
  expect(err).toMatch(/main true false\nforked true\nfork ended 0/);
});

describe('SIGINT', () => {
  test('ends the command as an interrupt does and leaves no program behind', async () => {
    writeFileSync(
      join(folder, 'main.js'),
      `require('node:fs').writeFileSync('pid', String(process.pid));\nfor (;;);\n`,
    );
    const child = spawn(process.execPath, [cli, 'synth', 'main.js'], { cwd: folder, stdio: 'ignore' });
    const ended = new Promise<NodeJS.Signals | null>((done) => child.on('exit', (_, signal) => done(signal)));
    await waitFor(() => existsSync(join(folder, 'pid')));
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    child.kill('SIGINT');
    expect(await ended).toBe('SIGINT');
    await waitFor(() => !isRunning(pid));
    expect(isRunning(pid)).toBe(false);
  });

  test('is 130 to a shell', () => {
    writeFileSync(join(folder, 'main.js'), 'setTimeout(() => {}, 60_000);\n');
    const run = shell(folder, 'set -m; "$NODE" "$CLI" synth main.js & sleep 1; kill -INT $!; wait $!; echo $?');
    expect(run.stdout.trim().split('\n').at(-1)).toBe('130');
  });

  async function waitFor(condition: () => boolean): Promise<void> {
    for (let tries = 0; tries < 200 && !condition(); tries += 1) await new Promise((done) => setTimeout(done, 25));
  }

  function isRunning(pid: number): boolean {
    try {
      return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    } catch {
      return false;
    }
  }
});

describe('TypeScript', () => {
  test('runs with the compiler of the project, types and all', () => {
    const typed = `${typedHead}interface Size { readonly cpu: number }\nconst size: Size = { cpu: 1 };\nif (size.cpu as number > 0) app.synth();\n`;
    expect(runProgram('main.ts', typed).status).toBe(0);
    expect(existsSync(join(folder, 'out/model.json'))).toBe(true);
  });

  test('its findings and its exceptions are at the lines that the author wrote', () => {
    const types = 'interface A {\n  a: number;\n}\n\ntype B = A;\n';
    const declared = typedHead.replace("language: 'go', image", "language: 'go', geo: { residency: ['EU'] }, image");
    const found = runProgram('main.ts', `${types}${declared}app.synth();\n`);
    expect(found.status).toBe(6);
    expect(found.err).toMatch(/error plan\/[a-z-]+ main\.ts:9:1\b/);
    const threw = runProgram(
      'main.ts',
      `${types}${typedHead}const b: B = { a: 1 };\nif (b.a) {\n  throw new Error('here');\n}\n`,
    );
    expect(threw.status).toBe(7);
    expect(threw.err).toContain('program/threw main.ts:12:9');
    expect(threw.err).toContain("> 12 |   throw new Error('here');");
  });

  test('may be spread over files', () => {
    mkdirSync(join(folder, 'parts'));
    writeFileSync(join(folder, 'parts/image.ts'), `export const image: string = '${pinnedImage}';\n`);
    const main = `${typedHead.replace(`'${pinnedImage}'`, 'image')}app.synth();\n`;
    expect(runProgram('main.ts', `import { image } from './parts/image';\n${main}`).status).toBe(0);
  });

  test('without a compiler says what to install, and does not start', () => {
    rmSync(join(folder, 'node_modules/typescript'));
    const { status, err } = runProgram('main.ts', `${typedHead}app.synth();\n`);
    const runsByItself = Boolean((process.features as { typescript?: unknown }).typescript);
    expect([status, /npm install --save-dev\s+typescript/.test(err)]).toEqual(runsByItself ? [0, false] : [7, true]);
  });

  test('runs with ts-node where the project has it, and what it throws is told with its line', () => {
    symlinkSync(resolve('node_modules/ts-node'), join(folder, 'node_modules/ts-node'));
    const broken = runProgram('main.ts', `${typedHead}app.synth();\n`);
    expect(broken.err).toMatch(/the program threw TSError: ⨯ Unable to compile TypeScript: error TS5107: \S/);
    copyFileSync('examples/hello-polyglot/tsconfig.json', join(folder, 'tsconfig.json'));
    expect(runProgram('main.ts', `${typedHead}const size: number = 1;\nif (size > 0) app.synth();\n`).status).toBe(0);
    expect(existsSync(join(folder, 'out/model.json'))).toBe(true);
    const { status, err } = runProgram('main.ts', `${typedHead}throw new Error('here');\n`);
    expect([status, err.includes('program/threw main.ts:5:7')]).toEqual([7, true]);
  });

  test('is given to tsx where the project has it', () => {
    const tsx = join(folder, 'node_modules/tsx');
    mkdirSync(tsx);
    writeFileSync(join(tsx, 'package.json'), '{"name":"tsx","exports":"./loader.mjs"}');
    writeFileSync(join(tsx, 'loader.mjs'), "console.error('through tsx');\n");
    const { err } = runProgram('main.ts', `${typedHead}app.synth();\n`);
    const runsByItself = Boolean((process.features as { typescript?: unknown }).typescript);
    expect(err.includes('through tsx')).toBe(!runsByItself);
  });
});

test('an ES module is a program as well', () => {
  expect(runProgram('main.mjs', `${typedHead}await null;\napp.synth();\n`).status).toBe(0);
});

test('a project without the package is told how to install it', () => {
  rmSync(join(folder, 'node_modules/@obinexus'), { recursive: true });
  const { status, err } = runProgram('main.js', `${head}app.synth();\n`);
  expect([status, err.includes('npm install @obinexus/iaas')]).toEqual([7, true]);
});

test('a name that looks like an option of Node is a file', () => {
  const { status } = runProgram('--eval.js', `${head}app.synth();\n`);
  expect(status).toBe(3);
  writeFileSync(join(folder, '--eval.js'), `${head}app.synth();\n`);
  expect(obinexus(folder, ['synth', '--', '--eval.js']).status).toBe(0);
});

test('the command is found through the link that npm makes', () => {
  mkdirSync(join(folder, 'node_modules/.bin'));
  symlinkSync(resolve(cli), join(folder, 'node_modules/.bin/obinexus'));
  expect(shell(folder, '"$NODE" node_modules/.bin/obinexus --version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
