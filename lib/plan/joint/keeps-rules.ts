import type { SiteSets } from './joint-prices';
import type { JointProblem, JointService } from './joint-problem';
import type { Move } from './joint-state';

/** Whether the moves break the spread of a service or bring services together that stay apart, more than before. */
export function keepsRules(problem: JointProblem, sets: SiteSets, moves: readonly Move[]): boolean {
  const { services, regions } = problem;
  const ruled = moves.filter(({ service }) => isRuled(services[service] as JointService));
  if (ruled.length === 0) return true;
  const before = ruled.reduce((sum, { service }) => sum + broken(problem, sets, service), 0);
  for (const { service, opens, closes } of moves) set(sets, service * regions, opens, closes);
  const after = ruled.reduce((sum, { service }) => sum + broken(problem, sets, service), 0);
  for (const { service, opens, closes } of moves) set(sets, service * regions, closes, opens);
  return after <= before;
}

function isRuled({ minSpread, apart }: JointService): boolean {
  return minSpread > 1 || apart.length > 0;
}

function set(sets: SiteSets, from: number, opens: number, closes: number): void {
  if (opens >= 0) sets[from + opens] = 1;
  if (closes >= 0) sets[from + closes] = 0;
}

/** Distinct values that its spread lacks, and regions that it shares with services that stay apart from it. */
function broken({ services, regions }: JointProblem, sets: SiteSets, index: number): number {
  const { spreadOf, minSpread, apart } = services[index] as JointService;
  const values = new Set<number>();
  let shared = 0;
  for (let site = 0; site < regions; site += 1) {
    if (sets[index * regions + site] === 0) continue;
    values.add(spreadOf[site] as number);
    for (const other of apart) shared += sets[other * regions + site] as number;
  }
  return Math.max(0, minSpread - values.size) + shared;
}
