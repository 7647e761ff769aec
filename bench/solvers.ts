import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import highsLoader from 'highs';
import type { FacilityLocationProblem } from '../lib/plan/facility/facility-problem';
import { solveFacilityLocation } from '../lib/plan/facility/solve-facility-location';
import { verifyCertificate } from '../lib/plan/facility/verify/verify-certificate';
import { orlibProblem } from './orlib/instances';
import { mixedIntegerProgram } from './solvers/mixed-integer-program';

/**
 * Solves and proves the same instances with these solvers and with HiGHS (npm's WebAssembly and, where python3 has highspy,
 * native), in one run: `node bench/run.mjs solvers [seconds=N] [name ...]`. CPU seconds of one core without reading; what is
 * not proved within `seconds` (default 60) has no ratio.
 */
const defaultNames = ['cap71', 'cap131', 'cap41', 'cap64', 'pmed1'];

interface Measured {
  readonly cost: number;
  readonly optimal: boolean;
  readonly seconds: number;
}

function cpuSeconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

/** The certificate is checked as well, outside the figure. */
function solveHere(problem: FacilityLocationProblem): Measured {
  const start = process.cpuUsage();
  const result = solveFacilityLocation(problem);
  const seconds = cpuSeconds(start);
  if (!result.feasible) throw new Error(`infeasible: ${result.cause}`);
  const { valid, faults } = verifyCertificate(problem, result);
  if (!valid) throw new Error(`certificate: ${faults.join('; ')}`);
  return { cost: result.cost, optimal: result.proof === 'optimal', seconds };
}

/** Null when it fails: the WebAssembly build runs out of its memory on larger models. */
async function solveByWebAssembly(program: string, limit: number): Promise<Measured | null> {
  const solver = await highsLoader();
  const start = process.cpuUsage();
  try {
    const { Status, ObjectiveValue } = solver.solve(program, { time_limit: limit, mip_rel_gap: 1e-6 });
    return { cost: ObjectiveValue, optimal: Status === 'Optimal', seconds: cpuSeconds(start) };
  } catch {
    return null;
  }
}

function solveNatively(program: string, limit: number): Measured | null {
  const folder = mkdtempSync(join(tmpdir(), 'solvers-'));
  try {
    const file = join(folder, 'model.lp');
    writeFileSync(file, program);
    const script = join(__dirname, 'solvers', 'solve_natively.py');
    const { status, stdout } = spawnSync('python3', [script, file, String(limit)], { encoding: 'utf8' });
    // HiGHS greets first.
    return status === 0 ? (JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Measured) : null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function cells(...values: readonly string[]): string {
  return `${values.map((value, at) => (at === 0 ? value.padEnd(8) : value.padStart(17))).join(' ')}\n`;
}

function secondsOf(measured: Measured | null): string {
  if (measured === null) return 'failed';
  return measured.seconds.toFixed(3) + (measured.optimal ? '' : ' unproved');
}

/** How many times as long the other took; a dash unless both proved. Two proved optima must agree. */
function ratio(name: string, own: Measured, other: Measured | null): string {
  if (other?.optimal !== true || !own.optimal) return '-';
  if (Math.abs(own.cost - other.cost) > 2e-6 * own.cost)
    throw new Error(`${name}: two proved optima, ${own.cost} and ${other.cost}`);
  return (other.seconds / own.seconds).toFixed(1);
}

async function main(words: readonly string[]): Promise<void> {
  const limit = Number(words.find((word) => word.startsWith('seconds='))?.slice(8) ?? 60);
  const names = words.filter((word) => !word.includes('='));
  const hasNative = spawnSync('python3', ['-c', 'import highspy']).status === 0;
  if (!hasNative) process.stdout.write('SKIPPED: native HiGHS, for python3 has no highspy (pip install highspy)\n');
  process.stdout.write(cells('', 'cost', 'ours, CPU s', 'WASM, CPU s', 'ratio', 'native, CPU s', 'ratio'));
  // The first solution also pays for the compilation of the code.
  solveHere(orlibProblem('cap71'));
  for (const name of names.length > 0 ? names : defaultNames) {
    const problem = orlibProblem(name);
    const own = solveHere(problem);
    const program = mixedIntegerProgram(problem);
    const wasm = await solveByWebAssembly(program, limit);
    const native = hasNative ? solveNatively(program, limit) : null;
    const nativeCells = hasNative ? [secondsOf(native), ratio(name, own, native)] : ['skipped', '-'];
    process.stdout.write(
      cells(name, own.cost.toFixed(3), secondsOf(own), secondsOf(wasm), ratio(name, own, wasm), ...nativeCells),
    );
  }
}

void main(process.argv.slice(2));
