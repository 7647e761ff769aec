import { solvePCenter } from '../lib/plan/solvers/covering-models/p-center';
import { orlibInstance } from './orlib/instances';

/**
 * Optimal p-center radii of pmed1 to pmed40 (the last edge of a repeated pair counts).
 * `node bench/run.mjs p-center [first] [last]` solves them and compares; CPU seconds without loading.
 */
const radii = [
  127, 98, 93, 74, 48, 84, 64, 55, 37, 20, 59, 51, 36, 26, 18, 47, 39, 28, 18, 13, 40, 38, 22, 15, 11, 38, 32, 18, 13,
  9, 30, 29, 15, 11, 30, 27, 15, 29, 23, 13,
];

const [first = '1', last = '40'] = process.argv.slice(2);
let total = 0;
for (let number = Number(first); number <= Number(last); number += 1) {
  const { costs, fixedCosts, maxSites } = orlibInstance(`pmed${number}`);
  const before = process.cpuUsage().user;
  const found = solvePCenter({ distances: costs, sites: fixedCosts.length, p: maxSites });
  const seconds = (process.cpuUsage().user - before) / 1e6;
  total += seconds;
  const answer = found.feasible ? `${found.radius} bound ${found.lowerBound} ${found.proof}` : found.cause;
  const isRight = found.feasible && found.radius === radii[number - 1];
  process.stdout.write(
    `pmed${number} ${answer} ${isRight ? 'as published' : `published ${radii[number - 1]}`} ${seconds.toFixed(2)} s\n`,
  );
}
process.stdout.write(`${total.toFixed(2)} CPU s\n`);
