/**
 * What importing each entry of the built package costs over plain Node: milliseconds of CPU, median of 11 processes.
 * Run `npm run build` first.
 */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const dist = resolve(__dirname, '../dist');
const entries: Readonly<Record<string, string>> = {
  '.': 'index.js',
  './planner': 'lib/plan/index.js',
  './geo': 'lib/geo/index.js',
  './router': 'lib/router/index.js',
  './kubernetes': 'synth/kubernetes/index.js',
  './terraform': 'synth/terraform/index.js',
  './testing': 'testing/index.js',
};
const script = `const before = process.cpuUsage(); if (process.argv[1]) require(process.argv[1]); const used = process.cpuUsage(before); console.log((used.user + used.system) / 1000);`;

function cpuMilliseconds(file: string): number {
  const runs = Array.from({ length: 11 }, () => {
    const run = spawnSync(process.execPath, ['-e', script, ...(file === '' ? [] : [join(dist, file)])], {
      encoding: 'utf8',
    });
    if (run.status !== 0) throw new Error(run.stderr);
    return Number(run.stdout);
  }).toSorted((a, b) => a - b);
  return runs[5] ?? Number.NaN;
}

const plain = cpuMilliseconds('');
for (const [name, file] of Object.entries(entries)) {
  process.stdout.write(`${name.padEnd(14)} ${(cpuMilliseconds(file) - plain).toFixed(0).padStart(5)} ms\n`);
}
