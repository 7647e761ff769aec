// Measures which faults the tests would notice: Stryker breaks the code one expression at a time and runs the tests named below.
// Usage: node scripts/mutation.mjs [share=0.1] [folder ...]: measures the folders (without: all) with that share of their
// mutants, and writes their rows of docs/mutation.md anew. Takes minutes to hours, in a scratch copy where it installs Stryker.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mutationPage, readRows } from './mutation-page.mjs';
import { root, runTool } from './steps.mjs';

const strykerVersion = '9.6.1';

/** By folder: the fast tests that are about it; a star stands for any part of a name. */
const testsOf = {
  'lib/geo': [
    'geo/check-*',
    'geo/cities',
    'geo/compass',
    'geo/distance',
    'geo/kd-tree',
    'geo/la*',
    'geo/nearest-*',
    'geo/regions',
  ],
  'lib/geo/lint': ['geo/lint'],
  'lib/plan': [
    'plan/golden/planned',
    'plan/atlas',
    'plan/base64',
    'plan/faults',
    'plan/joint/small-plans',
    'plan/measured',
    'plan/placement-*',
  ],
  'lib/plan/audit': ['plan/golden/audited', 'plan/audit/*'],
  'lib/plan/facility': [
    'plan/facility/*messages',
    'plan/facility/parts',
    'plan/facility/readers',
    'plan/solvers/golden/*',
  ],
  'lib/plan/facility/verify': ['plan/facility/verify-*'],
  'lib/plan/fixes': ['plan/golden/planned', 'plan/fixes/apply-fix', 'plan/fixes/find-fixes', 'plan/fixes/proposals'],
  'lib/plan/joint': ['plan/joint/*', 'plan/settled-starts'],
  'lib/plan/questions': [
    'plan/golden/questions',
    'plan/questions/binding-constraints',
    'plan/questions/change-model',
    'plan/questions/explain-service',
    'plan/questions/plan-*',
    'plan/questions/read-complete-plan',
    'plan/questions/sens*',
  ],
  'lib/plan/solvers': [
    'plan/solvers/*-parts',
    'plan/solvers/covering',
    'plan/solvers/golden/uncapacitated',
    'plan/solvers/plan-*',
    'plan/solvers/search',
    'plan/solvers/solve',
    'plan/solvers/transport',
  ],
  'lib/plan/solvers/branch': [
    'plan/solvers/branch/n*',
    'plan/solvers/golden/trees',
    'plan/solvers/golden/uncapacitated',
  ],
  'lib/plan/solvers/capacitated': [
    'plan/solvers/golden/capacitated',
    'plan/solvers/capacitated/certificate',
    'plan/solvers/capacitated/detours',
    'plan/solvers/capacitated/supply-limits',
    'plan/solvers/capacitated/transport-change',
  ],
  'lib/plan/solvers/covering-models': [
    'plan/solvers/covering-models/arguments',
    'plan/solvers/covering-models/cover*',
    'plan/solvers/golden/cover*',
  ],
  'lib/plan/solvers/single-source': ['plan/solvers/golden/single-source', 'plan/solvers/single-source/*'],
  'lib/plan/verify': ['plan/verify*', 'plan/read-plan', 'plan/certificate'],
};

/** By folder: slower tests, which only those mutants meet that all of the above let pass. */
const slowTestsOf = {
  'lib/plan': ['plan/golden/wishes', 'plan/questions/moves', 'plan/world'],
  'lib/plan/facility/verify': ['plan/facility/verify'],
  'lib/plan/fixes': ['plan/fixes/every-fix', 'plan/golden/questions'],
  'lib/plan/joint': ['plan/golden/planned', 'plan/golden/wishes', 'plan/questions/moves', 'plan/room', 'plan/verify'],
  'lib/plan/questions': ['plan/questions/settled-region'],
  'lib/plan/solvers': [
    'plan/solvers/golden/*',
    'plan/solvers/published',
    'plan/golden/planned',
    'plan/solvers/capacitated/proof',
    'plan/failures',
  ],
  'lib/plan/solvers/branch': ['plan/solvers/branch/proof', 'plan/solvers/golden/cover-trees'],
  'lib/plan/solvers/capacitated': ['plan/solvers/capacitated/proof', 'plan/facility/soundness'],
  'lib/plan/solvers/single-source': ['plan/facility/soundness', 'plan/facility/optimum'],
  'lib/plan/verify': ['plan/golden/planned', 'plan/golden/wishes', 'plan/joint/small-plans'],
};

const transform = JSON.parse(readFileSync(join(root, 'jest.config.json'), 'utf8')).transform;

const configuration = (folder, mutate, sampleShare) => ({
  mutate,
  testRunner: 'jest',
  checkers: ['sample'],
  sampleShare,
  warnings: { unknownOptions: false },
  plugins: ['@stryker-mutator/jest-runner', './scripts/mutation-sample.mjs'],
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 1,
  maxTestRunnerReuse: 150,
  timeoutMS: 5_000,
  timeoutFactor: 2,
  disableTypeChecks: false,
  ignorePatterns: ['dist', 'out', 'docs', 'examples'],
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: 'mutation.json' },
  jest: {
    projectType: 'custom',
    enableFindRelatedTests: false,
    config: {
      roots: ['<rootDir>/test'],
      testEnvironment: 'node',
      setupFiles: ['<rootDir>/no-shrinking.cjs'],
      testMatch: testFiles(testsOf[folder]),
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

/** A copy with dependencies of its own: Stryker is no dependency of the project, and must not meet its node_modules. */
function scratchCopy() {
  const copy = mkdtempSync(join(tmpdir(), 'obinexus-mutation-'));
  for (const file of trackedFiles()) cpSync(join(root, file), join(copy, file));
  cpSync(join(root, 'node_modules'), join(copy, 'node_modules'), { recursive: true, verbatimSymlinks: true });
  // A property that fails is enough; to look for a small counterexample would take many times as long.
  writeFileSync(join(copy, 'no-shrinking.cjs'), "require('fast-check').configureGlobal({ endOnFailure: true });\n");
  const packages = ['core', 'jest-runner'].map((name) => `@stryker-mutator/${name}@${strykerVersion}`);
  within(copy, 'npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', ...packages]);
  return copy;
}

const testFiles = (names) => names.map((name) => `<rootDir>/test/${name}.test.ts`);

/** Whether the slower tests of the folder fail, or take minutes, with the mutant in place. */
function isNoticedSlowly(copy, folder, { file, location: { start, end }, replacement }) {
  if (!(folder in slowTestsOf)) return false;
  const path = join(copy, file);
  const source = readFileSync(path, 'utf8');
  const lines = source.split('\n');
  const offset = ({ line, column }) =>
    lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  const config = { roots: ['<rootDir>/test'], testMatch: testFiles(slowTestsOf[folder]), transform };
  const args = ['--runInBand', '--bail', '--silent', '--rootDir', copy, '--config', JSON.stringify(config)];
  try {
    writeFileSync(path, source.slice(0, offset(start)) + replacement + source.slice(offset(end)));
    const jest = join(copy, 'node_modules', '.bin', 'jest');
    const options = { cwd: copy, stdio: 'ignore', timeout: slowTimeoutMs, killSignal: 'SIGKILL' };
    return spawnSync(jest, args, options).status !== 0;
  } finally {
    writeFileSync(path, source);
  }
}

const slowTimeoutMs = 240_000;

/** How many mutants a folder has, and where the drawn ones are: Stryker makes no others, which would slow the code down. */
function drawn(copy, folder, share) {
  const names = readdirSync(join(copy, folder)).filter((name) => name.endsWith('.ts') && name !== 'index.ts');
  const args = ['scripts/mutation-draw.mjs', String(share), ...names.map((name) => `${folder}/${name}`)];
  const { error, status, stdout, stderr } = spawnSync('node', args, { cwd: copy, encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** The counts of a folder; says what was not noticed. */
function measure(copy, folder, share) {
  const { mutants, ranges } = drawn(copy, folder, share);
  writeFileSync(join(copy, 'stryker.config.json'), JSON.stringify(configuration(folder, ranges, share)));
  within(copy, join(copy, 'node_modules', '.bin', 'stryker'), ['run', 'stryker.config.json']);
  const { files } = JSON.parse(readFileSync(join(copy, 'mutation.json'), 'utf8'));
  const all = Object.entries(files).flatMap(([file, { mutants, source }]) => {
    const lines = source.split('\n');
    return mutants.map((mutant) => ({ ...mutant, file, code: lines[mutant.location.start.line - 1].trim() }));
  });
  for (const mutant of all.filter(({ status }) => status === 'Survived' || status === 'NoCoverage')) {
    if (isNoticedSlowly(copy, folder, mutant)) mutant.status = 'Killed';
    const { status, file, location, code, replacement } = mutant;
    console.log(`${status} ${file}:${location.start.line} ${code} => ${replacement}`);
  }
  const count = (status) => all.filter((mutant) => mutant.status === status).length;
  return {
    folder,
    mutants: mutants - count('Ignored'),
    killed: count('Killed'),
    timeout: count('Timeout'),
    survived: count('Survived'),
    untested: count('NoCoverage'),
  };
}

const page = join(root, 'docs', 'mutation.md');
const options = process.argv.slice(2).filter((argument) => argument.startsWith('share='));
const share = Number(options[0]?.slice('share='.length) ?? 1);
const folders = process.argv.slice(2).filter((argument) => !options.includes(argument));
for (const folder of folders) if (!(folder in testsOf)) throw new Error(`no tests are named for ${folder}`);

const copy = scratchCopy();
try {
  for (const folder of folders.length > 0 ? folders : Object.keys(testsOf)) {
    const row = measured(folder);
    if (row === null) continue;
    const rows = readRows(readFileSync(page, 'utf8'));
    rows.set(folder, row);
    writeFileSync(page, mutationPage(Object.keys(testsOf), rows));
    runTool('prettier', ['--write', '--log-level', 'warn', page]);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}

/** Null where it cannot be measured, for instance because its tests fail: that must not lose the other folders. */
function measured(folder) {
  try {
    return measure(copy, folder, share);
  } catch (error) {
    console.error(`${folder}: not measured: ${error.message}`);
    process.exitCode = 1;
    return null;
  }
}
