import { type NodeRelaxation, nodeErrorBound } from './node-relaxation';
import { decide, decidedClosed, decidedOpen, fewestMore, listUndecided, mostMore } from './subproblem';

/**
 * Decides every undecided site without which, or with which, the relaxed problem at the last evaluated multipliers
 * reaches `cutoff`; returns how many. All of them follow from the same evaluation.
 *
 * This is how a `ProofTree` of the kinds `pmedian` and `ufl` is replayed by a checker that has the problem and the tree
 * alone. With n rows, m sites, costs c_ij, fixed costs f_j, and between minSites and maxSites open sites:
 *
 * 1. Dominated sites. Site b is dominated if there is another site a with c_ia <= c_ib for all rows i and f_a <= f_b, and
 *    where all these are equalities a < b. A dominated site serves nobody: its c_ib count as Infinity from here on; it may
 *    still be open, for f_b. (Of two sites that dominate each other through a third, the rule is transitive, so the order
 *    in which it is applied does not matter.)
 * 2. State. Every site is open, closed or undecided; at the root all are undecided. Decisions of a node hold in its
 *    subtree. Let O be the number of open sites and U the undecided sites.
 * 3. Infeasible. A state has the value Infinity if O > maxSites, if O + |U| < minSites, or if some row has no site with a
 *    finite cost that is not closed.
 * 4. Value of a round with multipliers lambda (float32 numbers, any of them). v_j = f_j + sum over i of
 *    min(0, c_ij - lambda_i). L = sum of lambda_i + sum of v_j over the open sites + the least sum of v_j over a subset of
 *    U with at least max(0, minSites - O) and at most maxSites - O members. That is a lower bound of all solutions in the
 *    subtree. From L subtract what rounding may have added, at most
 *    E = (n + m + 16) 2^-51 (sum of |lambda_i| + sum over j of (f_j - v_j + 2 f_j)).
 *    The solver subtracts twice that before it compares, so a checker that subtracts E or less, or that computes exactly,
 *    accepts whatever the solver accepted.
 * 5. Rounds. A node's rounds are taken in order. If L - E >= cutoff the node is pruned. Otherwise, all from this L and
 *    state: a site of U is closed if L with that site forced open, less E, is >= cutoff; it is opened if L with that site
 *    forced closed, less E, is >= cutoff (no such subset: Infinity). Then the next round starts from the new state.
 * 6. Branching. A node with `branch` = b is followed by the whole subtree of its first child, where b is open, and then
 *    by that of its second, where b is closed. A checker may have decided b already, as it may fix more than the solver
 *    did: then the child that contradicts it is pruned, and its nodes are skipped. The other child has the node's state.
 * 7. A node with `branch` null must be pruned by one of its rounds or have an infeasible state, before a round or after
 *    the last; it may have no rounds then. If every node is one or the other and none is left over, no solution is cheaper
 *    than `cutoff`. More decisions only raise L, so a checker that fixes more than the solver loses nothing.
 */
export function fixSites(relaxation: NodeRelaxation, multipliers: Float32Array, cutoff: number): number {
  const { subproblem, siteValue, choice } = relaxation;
  const { undecidedSites, undecidedCount } = subproblem;
  const bound = relaxation.value - nodeErrorBound(relaxation, multipliers);
  const displaced = choice.count === mostMore(subproblem) ? choice.last : Math.max(0, choice.last);
  const substitute = choice.count === fewestMore(subproblem) ? choice.next : Math.min(0, choice.next);
  let fixed = 0;
  for (let at = 0; at < undecidedCount; at += 1) {
    const site = undecidedSites[at] as number;
    const value = siteValue[site] as number;
    const isChosen = choice.chosen[site] === 1;
    const otherwise = bound + (isChosen ? substitute - value : value - displaced);
    if (otherwise < cutoff) continue;
    decide(subproblem, site, isChosen ? decidedOpen : decidedClosed);
    fixed += 1;
  }
  if (fixed > 0) listUndecided(subproblem);
  return fixed;
}
