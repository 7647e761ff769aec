import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, install, runTool } from './steps.mjs';

/** Everything `npm test` promises, in order; the closing line counts steps and tests together. */
const steps = new Map([
  ['types', () => runTool('tsc', ['--noEmit'])],
  ['lint', () => runTool('oxlint', ['--type-aware', '--deny-warnings'])],
  ['format', () => runTool('prettier', ['--check', '--log-level', 'warn', '.'])],
  [
    'layers',
    () =>
      runTool('depcruise', [
        '--config',
        '.dependency-cruiser.cjs',
        'index.ts',
        'lib',
        'constructs',
        'synth',
        'cli',
        'testing',
      ]),
  ],
  ['unused code', () => runTool('knip', [])],
  ['build', build],
  ['package form', () => runTool('publint', ['--strict']) && runTool('attw', ['--pack', '.', '--quiet'])],
]);

let passed = 0;
let failed = 0;
const failures = [];

function count(name, ok) {
  if (ok) passed += 1;
  else {
    failed += 1;
    failures.push(name);
  }
}

function unitTests() {
  const folder = mkdtempSync(join(tmpdir(), 'obinexus-check-'));
  try {
    const report = join(folder, 'jest.json');
    const ok = runTool('jest', ['--json', '--outputFile', report, ...process.argv.slice(2)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const result = JSON.parse(readFileSync(report, 'utf8'));
    passed += result.numPassedTests;
    failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
    if (!ok) failures.push('tests');
    if (!ok && result.numFailedTests + result.numRuntimeErrorTestSuites === 0) failed += 1;
    return result.numPendingTests;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (!install()) process.exit(1);
for (const [name, step] of steps) {
  process.stdout.write(`-- ${name}\n`);
  count(name, step());
}
process.stdout.write('-- tests\n');
const skipped = unitTests();
if (failures.length > 0) process.stdout.write(`failed: ${failures.join(', ')}\n`);
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exit(failed === 0 ? 0 : 1);
