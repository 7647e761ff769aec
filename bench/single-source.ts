import { solvePlacement } from '../lib/plan/solvers/solve';
import { families } from './single-source/families';

/** Arguments: part of the name of the families, steps, proof steps, number of seeds. */
const [wanted = '', steps = '3000000', proofSteps = '20000000', seeds = '2'] = process.argv.slice(2);

for (const family of families.filter(({ name }) => name.includes(wanted))) {
  for (let seed = 1; seed <= Number(seeds); seed += 1) {
    const problem = family.generate(seed);
    const before = process.cpuUsage().user;
    const solution = solvePlacement(problem, { seed: 1, steps: Number(steps), proofSteps: Number(proofSteps) });
    const seconds = ((process.cpuUsage().user - before) / 1e6).toFixed(2);
    const label = `${family.name} #${seed}`.padEnd(36);
    if (!solution.feasible) console.log(`${label} ${solution.cause} ${seconds} s`);
    else {
      const percent = (bound: number): string => `${((100 * (solution.cost - bound)) / solution.cost).toFixed(3)} %`;
      console.log(
        `${label} ${solution.cost} open ${solution.open.length} root ${percent(solution.rootBound)} gap ${percent(solution.lowerBound)} nodes ${solution.nodes} ${seconds} s`,
      );
    }
  }
}
