import { roundDown } from './round-down';
import { compactLists, listsOf, type ListPool, type SiteLists } from './site-lists';
import { decidedClosed, decidedOpen, fewestMore, mostMore, type Subproblem } from './subproblem';

/** A node on the path from the root to where the search is. */
export interface TreeNode {
  readonly multipliers: Float32Array;
  /** Cost of every row from the nearest open site, rounded down to float32; Infinity without any. */
  readonly ceiling: Float32Array;
  lists: SiteLists;
  /** Compactions between the root's lists and these. */
  level: number;
  /** Decisions on the trail once the node's own were made, and how many of them `ceiling` knows of. */
  decided: number;
  seen: number;
  bound: number;
  branch: number;
  /** Children that were entered: 1 the open, 2 the closed one as well. */
  children: number;
}

export function newNode(subproblem: Subproblem): TreeNode {
  const { rows } = subproblem.prepared;
  return {
    multipliers: new Float32Array(rows),
    ceiling: new Float32Array(rows).fill(Infinity),
    lists: listsOf(subproblem.prepared),
    level: 0,
    decided: 0,
    seen: 0,
    bound: -Infinity,
    branch: -1,
    children: 0,
  };
}

export function inherit(node: TreeNode, parent: TreeNode): void {
  node.multipliers.set(parent.multipliers);
  node.ceiling.set(parent.ceiling);
  node.lists = parent.lists;
  node.level = parent.level;
  node.seen = parent.seen;
  node.bound = parent.bound;
  node.branch = -1;
  node.children = 0;
}

/** Lists are rebuilt when this share of their sites is left. */
const compactBelow = 0.8;

/** Brings ceilings, multipliers and lists up to date with the decisions on the trail. */
export function refreshNode(node: TreeNode, subproblem: Subproblem, pool: ListPool): void {
  const { ceiling, multipliers } = node;
  const { costsBySite } = subproblem.prepared;
  const rows = ceiling.length;
  for (; node.seen < subproblem.decided; node.seen += 1) {
    const site = subproblem.trail[node.seen] as number;
    if (subproblem.status[site] !== decidedOpen || subproblem.prepared.dominated[site] === 1) continue;
    for (let row = 0; row < rows; row += 1) {
      const cost = costsBySite[site * rows + row] as number;
      if (cost < (ceiling[row] as number)) ceiling[row] = roundDown(cost);
    }
  }
  for (let row = 0; row < rows; row += 1)
    multipliers[row] = Math.min(multipliers[row] as number, ceiling[row] as number);
  if (subproblem.open + subproblem.undecidedCount > compactBelow * node.lists.sites) return;
  node.level += 1;
  node.lists = compactLists(node.lists, subproblem, ceiling, pool, node.level);
}

/** Whether the decisions allow no solution at all. */
export function isInfeasible({ ceiling, lists }: TreeNode, subproblem: Subproblem): boolean {
  if (mostMore(subproblem) < 0 || fewestMore(subproblem) > subproblem.undecidedCount) return true;
  const { status } = subproblem;
  for (let row = 0; row < ceiling.length; row += 1) {
    if ((ceiling[row] as number) < Infinity) continue;
    const end = lists.start[row + 1] as number;
    let at = lists.start[row] as number;
    while (at < end && status[lists.site[at] as number] === decidedClosed) at += 1;
    if (at === end) return true;
  }
  return false;
}
