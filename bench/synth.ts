/**
 * Synthesis of Kubernetes objects, half hardened Deployments, half Services, from the same plain data: this package with
 * strict validation against cdk8s alone and against cdktf with `kubernetes_manifest`. Each run is a process of its own,
 * the tools take turns, the median counts, modules are loaded before the clock starts. Then this package from 1,000 to
 * 50,000 objects: the exponent is the slope of log CPU over log objects.
 *
 *   node bench/run.mjs synth [rounds=5] [objects=10000]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const tools = ['obinexus', 'cdk8s', 'cdktf'] as const;
type Tool = (typeof tools)[number];

interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** In the child: what the tool's work costs, on standard output. */
function measure(tool: Tool, count: number, folder: string): void {
  // oxlint-disable-next-line typescript/no-require-imports -- a child loads the tool that it measures and no other
  const { run } = require(`./synth/${tool}.ts`) as { readonly run: (count: number, folder: string) => void };
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  run(count, folder);
  const { user, system } = process.cpuUsage(cpu);
  const cost: Cost = { wallMs: performance.now() - wall, cpuMs: (user + system) / 1000 };
  process.stdout.write(`\n${JSON.stringify(cost)}\n`);
}

function inChild(tool: Tool, count: number): Cost {
  const folder = mkdtempSync(join(tmpdir(), 'obinexus-bench-'));
  try {
    const script = [join(__dirname, 'run.mjs'), 'synth', 'measure', tool, String(count), folder];
    const child = spawnSync(process.execPath, script, { encoding: 'utf8', maxBuffer: 1 << 28 });
    if (child.status !== 0) throw new Error(`${tool}: ${child.stderr}`);
    return JSON.parse(child.stdout.trim().split('\n').at(-1) ?? '') as Cost;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function median(costs: readonly Cost[]): Cost {
  const middle = (values: readonly number[]): number =>
    values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
  return { wallMs: middle(costs.map((cost) => cost.wallMs)), cpuMs: middle(costs.map((cost) => cost.cpuMs)) };
}

/** One median per case, the cases taking turns. */
function interleaved<Case>(rounds: number, cases: readonly Case[], cost: (one: Case) => Cost): Cost[] {
  const runs = Array.from({ length: rounds }, () => cases.map((one) => cost(one)));
  return cases.map((_, index) =>
    median(runs.map((round) => round[index] ?? { wallMs: Number.NaN, cpuMs: Number.NaN })),
  );
}

/** Least squares through (log count, log CPU). */
function exponent(counts: readonly number[], costs: readonly Cost[]): number {
  const [x, y] = [counts.map((count) => Math.log(count)), costs.map(({ cpuMs }) => Math.log(cpuMs))];
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  const covariance = mean(x.map((value, index) => (value - meanX) * ((y[index] ?? 0) - meanY)));
  return covariance / mean(x.map((value) => (value - meanX) ** 2));
}

function compare(rounds: number, count: number): void {
  const costs = interleaved(rounds, tools, (tool) => inChild(tool, count));
  const [ours] = costs;
  process.stdout.write(`${count} objects, median of ${rounds}\n`);
  tools.forEach((tool, index) => {
    const { wallMs, cpuMs } = costs[index] ?? median([]);
    const ratios = `${(wallMs / (ours?.wallMs ?? 0)).toFixed(2)} x wall  ${(cpuMs / (ours?.cpuMs ?? 0)).toFixed(2)} x CPU`;
    process.stdout.write(
      `${tool.padEnd(10)} ${wallMs.toFixed(0).padStart(7)} ms wall ${cpuMs.toFixed(0).padStart(7)} ms CPU  ${ratios}\n`,
    );
  });
}

function grow(rounds: number): void {
  const counts = [1000, 2000, 5000, 10_000, 20_000, 50_000];
  const costs = interleaved(rounds, counts, (count) => inChild('obinexus', count));
  process.stdout.write(`\nobinexus alone\n`);
  counts.forEach((count, index) => {
    const { wallMs, cpuMs } = costs[index] ?? median([]);
    process.stdout.write(
      `${String(count).padEnd(10)} ${wallMs.toFixed(0).padStart(7)} ms wall ${cpuMs.toFixed(0).padStart(7)} ms CPU\n`,
    );
  });
  process.stdout.write(`exponent   ${exponent(counts, costs).toFixed(3)}\n`);
}

function option(name: string, fallback: number): number {
  const given = process.argv.find((argument) => argument.startsWith(`${name}=`));
  return given === undefined ? fallback : Number(given.slice(name.length + 1));
}

const [, , command, tool, count, folder] = process.argv;
if (command === 'measure') measure(tool as Tool, Number(count), folder ?? '');
else {
  compare(option('rounds', 5), option('objects', 10_000));
  grow(option('rounds', 5));
}
