import { solveFacilityLocation } from '../lib/plan/facility/solve-facility-location';
import { verifyCertificate } from '../lib/plan/facility/verify/verify-certificate';
import { families, generate } from './capacitated/families';

/**
 * Solves generated capacitated instances with split demand and the default budgets, and checks every certificate:
 * `node bench/run.mjs capacitated [part of the families' names] [seeds] [steps] [proof steps]`.
 */
const [wanted = '', seeds = '2', ...budgets] = process.argv.slice(2);
const [steps, proofSteps] = budgets.map(Number);
const options = { ...(steps === undefined ? {} : { steps }), ...(proofSteps === undefined ? {} : { proofSteps }) };

for (const family of families.filter(({ name }) => name.includes(wanted))) {
  for (let seed = 1; seed <= Number(seeds); seed += 1) {
    const problem = generate(family, seed);
    const before = process.cpuUsage().user;
    const result = solveFacilityLocation(problem, options);
    const seconds = ((process.cpuUsage().user - before) / 1e6).toFixed(2);
    const label = `${family.name} #${seed}`.padEnd(28);
    if (!result.feasible) throw new Error(`${label}: ${result.cause}`);
    const { faults } = verifyCertificate(problem, result);
    if (faults.length > 0) throw new Error(`${label}: ${faults.join('; ')}`);
    const percent = (bound: number): string => `${((100 * (result.cost - bound)) / result.cost).toFixed(3)} %`;
    console.log(
      `${label} cost ${result.cost.toFixed(1)} open ${result.open.length} root ${percent(result.certificate.rootBound)} gap ${percent(result.lowerBound)} nodes ${result.nodes} ${seconds} s`,
    );
  }
}
