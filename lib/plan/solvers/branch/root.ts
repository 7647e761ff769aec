import { boundIterations, type AscentSchedule } from '../subgradient';
import { improveFrom, incumbentCutoff } from './incumbent';
import type { TreeNode } from './node';
import { ascendNode } from './node-ascent';
import type { TreeSearch } from './tree-search';

const rootSchedule: AscentSchedule = { firstStep: 1.6, lastStep: 0.003, patience: 25, iterations: 2000 };

/** Iterations between two looks at the relaxed solution as a plan. */
const lookEvery = 20;

/**
 * Ascends at the root; now and then the sites that are open in the relaxed solution are where local search starts. Stops
 * when bound and incumbent meet.
 */
export function boundRoot(search: TreeSearch, root: TreeNode, steps: number): void {
  const { incumbent, relaxation, ascent, scale } = search;
  const { chosenSites } = relaxation.choice;
  let seen = '';
  let iteration = 0;
  const upper = (): number => {
    iteration += 1;
    if (iteration % lookEvery !== 0) return incumbent.best.cost;
    const sites = chosenSites.subarray(0, relaxation.choice.count);
    const key = sites.join();
    if (key !== seen && incumbent.budget.steps > 0) improveFrom(incumbent, sites);
    seen = key;
    return incumbent.best.cost;
  };
  const target = { upper, cutoff: () => incumbentCutoff(incumbent) };
  const iterations = boundIterations(rootSchedule, steps, incumbent.prepared.sites);
  const box = { ceiling: root.ceiling, scale };
  ascendNode(ascent, relaxation, root.lists, box, root.multipliers, target, { ...rootSchedule, iterations });
  root.bound = ascent.bound;
}
