import fc from 'fast-check';
import type { JointProblem } from '../../lib/plan/joint/joint-problem';
import { sitesOf } from '../../lib/plan/joint/trials';
import { settledStarts, type Settled } from '../../lib/plan/joint/settled-starts';
import { statedBound } from '../../lib/plan/questions/stated-bound';
import { costOfSites } from './support/cost-of-sites';
import { planOf, tinySpec } from './support/tiny-specs';

const geo = fc.constantFrom({}, { regions: { max: 1 } }, { regions: { min: 2, max: 2 } }, { regions: { min: 2 } });
const stacks = tinySpec({ minRegions: 3, tier: fc.constant('open' as const), geo });

function countOf(sets: Uint8Array, { regions }: JointProblem, service: number): number {
  return sets.subarray(service * regions, (service + 1) * regions).reduce((sum, flag) => sum + flag, 0);
}

/** The least cost over all changes of one service's regions by one that is added or dropped, or exchanged. */
function cheapestAlone(problem: JointProblem, sets: Uint8Array, { service, region, runs }: Settled): number {
  const { regions } = problem;
  const { minSites, maxSites, candidate } = problem.services[service] as JointProblem['services'][number];
  let least = Infinity;
  for (let other = -1; other < regions; other += 1) {
    const changed = Uint8Array.from(sets);
    changed[service * regions + region] = runs ? 1 : 0;
    if (
      other === region ||
      (other >= 0 && (candidate[other] !== 1 || (sets[service * regions + other] === 1) !== runs))
    )
      continue;
    if (other >= 0) changed[service * regions + other] = runs ? 0 : 1;
    const count = countOf(changed, problem, service);
    if (count < minSites || count > maxSites) continue;
    least = Math.min(least, costOfSites(problem, changed, new Float64Array(9)));
  }
  return least;
}

test('starts have the region settled, keep the number of regions and stay among the candidates; the first is the cheapest of its kind', () => {
  let together = 0;
  fc.assert(
    fc.property(stacks, (spec) => {
      const plan = planOf(spec);
      const { problem } = statedBound(plan);
      const sets = sitesOf(
        plan.model,
        problem,
        new Map(plan.workloads.map((workload) => [workload.service, workload])),
      );
      for (const [service, { candidate }] of problem.services.entries())
        for (let region = 0; region < problem.regions; region += 1) {
          if (candidate[region] !== 1) continue;
          const at = service * problem.regions + region;
          const settled = { service, region, runs: sets[at] === 0 };
          const starts = settledStarts(problem, sets, new Float64Array(9), settled);
          const cost = (each: Uint8Array): number => costOfSites(problem, each, new Float64Array(9));
          expect(starts.length).toBeGreaterThan(0);
          expect(cost(starts[0] as Uint8Array)).toBeCloseTo(cheapestAlone(problem, sets, settled), 6);
          for (const start of starts) {
            expect(start[at]).toBe(settled.runs ? 1 : 0);
            for (const [index, { minSites, maxSites, candidate: may }] of problem.services.entries()) {
              expect(countOf(start, problem, index)).toBeGreaterThanOrEqual(minSites);
              expect(countOf(start, problem, index)).toBeLessThanOrEqual(maxSites);
              for (let site = 0; site < problem.regions; site += 1)
                expect(start[index * problem.regions + site]).toBeLessThanOrEqual(may[site] ?? 0);
            }
          }
          const [, second] = starts;
          if (
            second !== undefined &&
            problem.services.some((_, index) => index !== service && differs(second, sets, problem, index))
          )
            together += 1;
        }
    }),
    { seed: 9, numRuns: 12 },
  );
  expect(together).toBeGreaterThan(10);
});

function differs(a: Uint8Array, b: Uint8Array, { regions }: JointProblem, service: number): boolean {
  return a
    .subarray(service * regions, (service + 1) * regions)
    .some((flag, site) => flag !== b[service * regions + site]);
}
