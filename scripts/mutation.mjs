// Measures which faults the tests would notice: Stryker breaks the code one expression at a time and runs the tests named below.
// Usage: node scripts/mutation.mjs [path ...]: measures the parts with a file under one of the paths (without: all) and
// writes their rows of docs/mutation.md anew. Takes minutes to hours, in a scratch copy where it installs Stryker.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mutationPage, readRows } from './mutation-page.mjs';
import { root, runTool } from './steps.mjs';

const strykerVersion = '9.6.1';

/** Sources, and the fast tests that are about them; a star stands for any part of a name. */
const parts = [
  { sources: ['lib/geo/backbone.ts', 'lib/geo/latency.ts', 'lib/geo/point.ts'], tests: ['geo/latency'] },
  { sources: ['lib/geo/distance.ts'], tests: ['geo/distance'] },
  { sources: ['lib/geo/nearest-on-ellipsoid.ts'], tests: ['geo/nearest-on-ellipsoid'] },
  {
    sources: ['lib/geo/check-*.ts', 'lib/geo/cities.ts', 'lib/geo/compass.ts', 'lib/geo/regions.ts'],
    tests: ['geo/check-*', 'geo/cities', 'geo/compass', 'geo/regions'],
  },
  { sources: ['lib/geo/lint/*.ts'], tests: ['geo/lint'] },
  { sources: ['lib/geo/kd-*.ts'], tests: ['geo/kd-tree'] },
  { sources: ['lib/geo/nearest-found.ts'], tests: ['geo/nearest-index'] },
  { sources: ['lib/geo/nearest-index.ts'], tests: ['geo/nearest-index'] },
  { sources: ['lib/plan/atlas.ts'], tests: ['plan/atlas'] },
  { sources: ['lib/plan/placement-order.ts'], tests: ['plan/placement-order'] },
  { sources: ['lib/plan/solvers/transport.ts'], tests: ['plan/solvers/transport'] },
  { sources: ['lib/plan/verify/*.ts'], tests: ['plan/verify'] },
  { sources: ['lib/plan/facility/verify/*.ts'], tests: ['plan/facility/verify'] },
  { sources: ['lib/plan/audit/*.ts'], tests: ['plan/audit/*'] },
];

const transform = JSON.parse(readFileSync(join(root, 'jest.config.json'), 'utf8')).transform;

const configuration = ({ sources, tests }) => ({
  mutate: sources,
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 1,
  maxTestRunnerReuse: 150,
  timeoutMS: 1500,
  timeoutFactor: 1.5,
  disableTypeChecks: false,
  ignorePatterns: ['dist', 'out', 'docs', 'examples', 'bench', 'schema'],
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: 'mutation.json' },
  jest: {
    projectType: 'custom',
    enableFindRelatedTests: false,
    config: {
      roots: ['<rootDir>/test'],
      testEnvironment: 'node',
      testMatch: tests.map((name) => `<rootDir>/test/${name}.test.ts`),
      transform,
    },
  },
});

function within(folder, program, args) {
  const { error, status } = spawnSync(program, args, { cwd: folder, stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}`);
}

function trackedFiles() {
  const { stdout } = spawnSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  return stdout.split('\n').filter((file) => file !== '' && existsSync(join(root, file)));
}

const belongsTo = ({ sources }, file) =>
  sources.some((glob) => new RegExp(`^${glob.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`).test(file));

/** A copy with dependencies of its own: Stryker is no dependency of the project, and must not meet its node_modules. */
function scratchCopy() {
  const folder = mkdtempSync(join(tmpdir(), 'obinexus-mutation-'));
  for (const file of trackedFiles()) cpSync(join(root, file), join(folder, file));
  cpSync(join(root, 'node_modules'), join(folder, 'node_modules'), { recursive: true, verbatimSymlinks: true });
  const packages = ['core', 'jest-runner'].map((name) => `@stryker-mutator/${name}@${strykerVersion}`);
  within(folder, 'npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', ...packages]);
  return folder;
}

/** The counts of each file of a part; says what survived. */
function measure(folder, part) {
  writeFileSync(join(folder, 'stryker.config.json'), JSON.stringify(configuration(part)));
  within(folder, join(folder, 'node_modules', '.bin', 'stryker'), ['run', 'stryker.config.json']);
  const { files } = JSON.parse(readFileSync(join(folder, 'mutation.json'), 'utf8'));
  return Object.entries(files).map(([file, { mutants, source }]) => {
    const lines = source.split('\n');
    for (const { status, location, replacement } of mutants)
      if (status === 'Survived' || status === 'NoCoverage')
        console.log(
          `${status} ${file}:${location.start.line} ${lines[location.start.line - 1].trim()} => ${replacement}`,
        );
    const count = (status) => mutants.filter((mutant) => mutant.status === status).length;
    return {
      file,
      killed: count('Killed'),
      timeout: count('Timeout'),
      survived: count('Survived'),
      untested: count('NoCoverage'),
    };
  });
}

const sources = trackedFiles().filter(
  (file) => /^lib\/(geo|plan)\/.*\.ts$/.test(file) && !file.startsWith('lib/geo/tables/'),
);
const paths = process.argv.slice(2);
const isAsked = (file) => paths.length === 0 || paths.some((path) => file === path || file.startsWith(`${path}/`));
const asked = parts.filter((part) => sources.some((file) => belongsTo(part, file) && isAsked(file)));
const page = join(root, 'docs', 'mutation.md');
const rows = existsSync(page) ? readRows(readFileSync(page, 'utf8')) : new Map();

function writePage() {
  const kept = [...rows.values()].filter(({ file }) => sources.includes(file));
  const isMeasured = (file) =>
    parts.some((part) => belongsTo(part, file) && kept.some((row) => belongsTo(part, row.file)));
  const unmeasured = sources.filter((file) => !isMeasured(file) && !file.endsWith('/index.ts'));
  writeFileSync(page, mutationPage(kept, unmeasured));
  runTool('prettier', ['--write', '--log-level', 'warn', page]);
}

const folder = scratchCopy();
try {
  for (const part of asked) {
    for (const row of measure(folder, part)) rows.set(row.file, row);
    writePage();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
