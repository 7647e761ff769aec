import { solvePlacement } from '../lib/plan/solvers/solve';
import { orlibInstance, publishedOptima } from './orlib/instances';

/**
 * Solves OR-Library instances and compares with the published optima: `node bench/run.mjs planner [seed=N] [name prefix ...]`,
 * by default pmed1-40 and cap41-134; the large ones are capa_, capb_ and capc_. CPU seconds without loading. Exit 1 if a lower bound exceeds an optimum.
 */
const steps = 3_000_000;
const proofSteps = 30_000_000;
/** One optimum is printed as ..438 in one file and ..437 in another. */
const tolerance = 0.01;

interface Row {
  readonly name: string;
  readonly optimum: number;
  readonly found: number;
  readonly bound: number;
  readonly nodes: number;
  readonly seconds: number;
}

function measure(name: string, optimum: number, seed: number): Row {
  const problem = orlibInstance(name);
  const start = process.cpuUsage();
  const solution = solvePlacement(problem, { seed, steps, proofSteps });
  const used = process.cpuUsage(start);
  if (!solution.feasible) throw new Error(`${name}: reported infeasible (${solution.cause})`);
  return {
    name,
    optimum,
    found: solution.cost,
    bound: solution.lowerBound,
    nodes: solution.nodes,
    seconds: (used.user + used.system) / 1e6,
  };
}

const isOptimal = (row: Row): boolean => row.found <= row.optimum + tolerance;
const isValid = (row: Row): boolean => row.bound <= row.optimum + tolerance && row.found >= row.optimum - tolerance;
const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(4)} %`;

function line(row: Row): string {
  const cells = [
    row.name.padEnd(11),
    row.optimum.toFixed(3).padStart(14),
    row.found.toFixed(3).padStart(14),
    percent(row.found - row.optimum, row.optimum).padStart(9),
    row.bound.toFixed(3).padStart(14),
    percent(row.found - row.bound, row.found).padStart(9),
    (isValid(row) ? 'valid' : 'INVALID').padStart(8),
    String(row.nodes).padStart(6),
    row.seconds.toFixed(2).padStart(6),
  ];
  return cells.join(' ');
}

function total(family: string, rows: readonly Row[]): string {
  const seconds = rows.reduce((sum, row) => sum + row.seconds, 0);
  const gaps = rows.map((row) => (row.found - row.bound) / row.found);
  return (
    `${family}: ${rows.filter(isOptimal).length} of ${rows.length} optima found, ` +
    `${rows.filter(isValid).length} bounds valid, largest gap ${percent(Math.max(...gaps), 1)}, ${seconds.toFixed(2)} CPU s`
  );
}

function main(words: readonly string[]): void {
  const seed = Number(words.find((word) => word.startsWith('seed='))?.slice(5) ?? 1);
  const prefixes = words.filter((word) => !word.startsWith('seed='));
  const optima = [...publishedOptima()].filter(([name]) =>
    prefixes.length === 0 ? !name.includes('_') : prefixes.some((prefix) => name.startsWith(prefix)),
  );
  process.stdout.write('instance          optimum          found    to opt.         bound       gap    bound  CPU s\n');
  const families = new Map<string, Row[]>();
  for (const [name, optimum] of optima) {
    const row = measure(name, optimum, seed);
    process.stdout.write(`${line(row)}\n`);
    const family = /^[a-z]+/.exec(name)?.[0] ?? name;
    families.set(family, [...(families.get(family) ?? []), row]);
  }
  process.stdout.write('\n');
  for (const [family, rows] of families) process.stdout.write(`${total(family, rows)}\n`);
  process.exitCode = [...families.values()].flat().every(isValid) ? 0 : 1;
}

main(process.argv.slice(2));
