import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'obinexus-packed-'));
const project = join(folder, 'project');

const npm = (args: readonly string[], cwd: string): string =>
  execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd, encoding: 'utf8' });
const node = (script: string): string =>
  execFileSync(process.execPath, ['-e', script], { cwd: project, encoding: 'utf8' });

beforeAll(() => {
  execFileSync('mkdir', ['-p', project]);
  npm(['pack', '--ignore-scripts', '--pack-destination', folder], root);
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'user', version: '1.0.0', private: true }));
  npm(['install', '--prefer-offline', join(folder, `obinexus-iaas-${manifest.version}.tgz`)], project);
}, 240_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Names of packages that a script loads from node_modules. */
const loadedPackages = (script: string): string[] =>
  JSON.parse(
    node(
      `${script}; console.log(JSON.stringify([...new Set(Object.keys(require.cache).flatMap((file) => /node_modules.((?:@[^/\\\\]+.)?[^/\\\\]+)/.exec(file.slice(file.lastIndexOf('node_modules')))?.[1] ?? []))]))`,
    ),
  ) as string[];

test('a project that installs the tarball gets the peers it needs and not the optional ones', () => {
  const installed = (name: string): boolean =>
    spawnSync(process.execPath, ['-e', `require.resolve('${name}')`], { cwd: project }).status === 0;
  expect(['constructs', 'cdk8s', 'cdktf'].map(installed)).toEqual([true, true, false]);
});

test('the root entry loads no module of cdk8s, cdktf or the provider', () => {
  const loaded = loadedPackages("require('@obinexus/iaas')");
  expect(loaded).toContain('constructs');
  expect(loaded.filter((name) => /^(cdk8s|cdktf|@cdktf)/.test(name))).toEqual([]);
});

test.each(['planner', 'geo', 'report', 'router'])(
  'the sub-path %s loads neither constructs nor any engine',
  (entry) => {
    expect(
      loadedPackages(`require('@obinexus/iaas/${entry}')`).filter((name) =>
        /^(constructs|cdk8s|cdktf|@cdktf)/.test(name),
      ),
    ).toEqual([]);
  },
);

test('the sub-path report draws a plan that was read from a file', () => {
  const plan = join(root, 'examples/hello-polyglot/expected/plan.json');
  const script = `const { reportPage, planCsv, planDot, planGeoJson } = require('@obinexus/iaas/report');
    const plan = JSON.parse(require('node:fs').readFileSync(${JSON.stringify(plan)}, 'utf8'));
    for (const write of [reportPage, planCsv, planDot, planGeoJson]) console.log(write(plan).slice(0, 8))`;
  expect(node(script)).toBe('<!doctyp\nservice,\ndigraph \n{"bbox":\n');
});

test.each(['kubernetes', 'terraform', 'testing'])('the sub-path %s loads', (entry) => {
  expect(Number(node(`console.log(Object.keys(require('@obinexus/iaas/${entry}')).length)`))).toBeGreaterThan(0);
});

test('adding a region without cdktf installed says what to install', () => {
  const run = spawnSync(process.execPath, ['-e', "require('@obinexus/iaas/terraform').addResources({}, [])"], {
    cwd: project,
    encoding: 'utf8',
  });
  expect(run.stderr).toContain('npm install cdktf@0.21.0 @cdktf/provider-kubernetes@12.1.1');
});

test('the command works from the installed package: init, then synth', () => {
  const obinexus = (args: readonly string[], cwd: string) =>
    spawnSync(join(project, 'node_modules/.bin/obinexus'), args, { cwd, encoding: 'utf8' });
  expect(obinexus(['--version'], project).stdout.trim()).toMatch(/^\d+\.\d+\.\d+$/);
  expect(obinexus(['init', 'shop'], project).status).toBe(0);
  const synth = obinexus(['synth'], join(project, 'shop'));
  expect({ status: synth.status, stderr: synth.status === 0 ? '' : synth.stderr }).toEqual({ status: 0, stderr: '' });
});
