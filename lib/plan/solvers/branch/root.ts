import { boundIterations, type AscentSchedule } from '../subgradient';
import { improveFrom, incumbentCutoff } from './incumbent';
import type { TreeNode } from './node';
import { ascendNode } from './node-ascent';
import type { TreeSearch } from './tree-search';

const rootSchedule: AscentSchedule = { firstStep: 1.6, lastStep: 0.003, patience: 25, iterations: 2000 };

/** Iterations between two looks at the relaxed solution as a plan; they double while nothing better is found. */
const lookEvery = 20;

/**
 * Ascends at the root; now and then the sites that are open in the relaxed solution are where local search starts. Stops
 * when bound and incumbent meet.
 */
export function boundRoot(search: TreeSearch, root: TreeNode, steps: number): void {
  const { incumbent, relaxation, ascent, scale } = search;
  const { chosenSites } = relaxation.choice;
  let pause = lookEvery;
  let left = pause;
  const upper = (): number => {
    left -= 1;
    if (left > 0 || incumbent.budget.steps <= 0) return incumbent.best.cost;
    const before = incumbent.best.cost;
    improveFrom(incumbent, chosenSites.subarray(0, relaxation.choice.count));
    pause = incumbent.best.cost < before ? lookEvery : 2 * pause;
    left = pause;
    return incumbent.best.cost;
  };
  const target = { upper, cutoff: () => incumbentCutoff(incumbent) };
  const iterations = boundIterations(rootSchedule, steps, incumbent.prepared.sites);
  const box = { ceiling: root.ceiling, scale };
  ascendNode(ascent, relaxation, root.lists, box, root.multipliers, target, { ...rootSchedule, iterations });
  root.bound = ascent.bound;
}
