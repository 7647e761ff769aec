import { solveFacilityLocation } from '../lib/plan/facility/solve-facility-location';
import { families } from './single-source/families';

/**
 * Single-source instances drawn in the style of published families: `node bench/run.mjs single-source [name] [seeds] [steps]
 * [proofSteps]`. Part of the name of the families, number of seeds; the default budgets of the library unless given.
 */
const [wanted = '', seeds = '2', steps, proofSteps] = process.argv.slice(2);
const budgets = {
  ...(steps !== undefined && { steps: Number(steps) }),
  ...(proofSteps !== undefined && { proofSteps: Number(proofSteps) }),
};

for (const family of families.filter(({ name }) => name.includes(wanted))) {
  for (let seed = 1; seed <= Number(seeds); seed += 1) {
    const { capacities, ...problem } = family.generate(seed);
    if (capacities === null) throw new Error(`${family.name}: no capacities`);
    const before = process.cpuUsage();
    const result = solveFacilityLocation({ ...problem, capacities }, { keepTree: false, ...budgets });
    const { user, system } = process.cpuUsage(before);
    const label = `${family.name} #${seed}`.padEnd(36);
    const seconds = `${((user + system) / 1e6).toFixed(2)} s`;
    if (!result.feasible) console.log(`${label} ${result.cause} ${seconds}`);
    else {
      const { cost, gap, proof, open, nodes } = result;
      console.log(
        `${label} ${cost} open ${open.length} gap ${(100 * gap).toFixed(3)} % ${proof} nodes ${nodes} ${seconds}`,
      );
    }
  }
}
