import { solvePlacement } from '../lib/plan/solvers/solve';
import { allCases, type Case } from './planner/cases';

/**
 * Solves placement problems and compares with the published optima: `node bench/run.mjs planner [seed=N] [name prefix ...]`.
 * By default pmed, cap, ucap (capa, capb, capc without capacities) and world; with capacities these are capa_, capb_ and
 * capc_. Generated: random, gapA to gapC, mstar, plane, sparse, euclid, grid. CPU seconds without loading. The budgets are
 * the same for all. Exit 1 if a lower bound exceeds an optimum.
 */
const steps = 3_000_000;
const proofSteps = 20_000_000;
/** One optimum is printed as ..438 in one file and ..437 in another. */
const tolerance = 0.01;
/** Gap up to which a plan counts as proved optimal. */
const provedGap = 1e-6;

interface Row {
  readonly name: string;
  readonly family: string;
  readonly optimum: number | null;
  readonly found: number;
  readonly rootBound: number;
  readonly bound: number;
  readonly nodes: number;
  readonly seconds: number;
}

function measure({ name, family, optimum, problem }: Case, seed: number): Row {
  const instance = problem();
  const start = process.cpuUsage();
  const solution = solvePlacement(instance, { seed, steps, proofSteps });
  const used = process.cpuUsage(start);
  if (!solution.feasible) throw new Error(`${name}: reported infeasible (${solution.cause})`);
  const { cost, rootBound, lowerBound, nodes } = solution;
  const seconds = (used.user + used.system) / 1e6;
  return { name, family, optimum, found: cost, rootBound, bound: lowerBound, nodes, seconds };
}

const isOptimal = ({ found, optimum }: Row): boolean => optimum !== null && found <= optimum + tolerance;
const isValid = ({ bound, found, optimum }: Row): boolean =>
  optimum === null ? bound <= found : bound <= optimum + tolerance && found >= optimum - tolerance;
const gap = ({ found, bound }: Row): number => (found === 0 ? 0 : (found - bound) / found);
const isProved = (row: Row): boolean => gap(row) <= provedGap;
const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(4)} %`;

function line(row: Row): string {
  const cells = [
    row.name.padEnd(14),
    (row.optimum?.toFixed(3) ?? '-').padStart(14),
    row.found.toFixed(3).padStart(14),
    (row.optimum === null ? '-' : percent(row.found - row.optimum, row.optimum)).padStart(9),
    percent(row.found - row.rootBound, row.found).padStart(10),
    percent(row.found - row.bound, row.found).padStart(10),
    (isValid(row) ? (isProved(row) ? 'optimal' : 'bound') : 'INVALID').padStart(8),
    String(row.nodes).padStart(6),
    row.seconds.toFixed(2).padStart(6),
  ];
  return cells.join(' ');
}

function total(family: string, rows: readonly Row[]): string {
  const seconds = rows.map((row) => row.seconds);
  const known = rows.filter((row) => row.optimum !== null);
  const optima = known.length === 0 ? '' : `${known.filter(isOptimal).length} of ${known.length} optima found, `;
  return (
    `${family}: ${optima}${rows.filter(isProved).length} of ${rows.length} proved, ` +
    `largest gap ${percent(Math.max(...rows.map(gap)), 1)}, ` +
    `${seconds.reduce((sum, one) => sum + one, 0).toFixed(2)} CPU s, at most ${Math.max(...seconds).toFixed(2)} each`
  );
}

const defaults = new Set(['pmed', 'cap', 'ucap', 'world']);

function main(words: readonly string[]): void {
  const seed = Number(words.find((word) => word.startsWith('seed='))?.slice(5) ?? 1);
  const prefixes = words.filter((word) => !word.startsWith('seed='));
  const cases = allCases().filter(({ name, family }) =>
    prefixes.length === 0 ? defaults.has(family) : prefixes.some((prefix) => name.startsWith(prefix)),
  );
  process.stdout.write(
    'instance              optimum          found    to opt.   root gap        gap    proof  nodes  CPU s\n',
  );
  const families = new Map<string, Row[]>();
  for (const one of cases) {
    const row = measure(one, seed);
    process.stdout.write(`${line(row)}\n`);
    families.set(row.family, [...(families.get(row.family) ?? []), row]);
  }
  process.stdout.write('\n');
  for (const [family, rows] of families) process.stdout.write(`${total(family, rows)}\n`);
  process.exitCode = [...families.values()].flat().every(isValid) ? 0 : 1;
}

main(process.argv.slice(2));
