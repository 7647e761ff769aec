import type { NodeRelaxation } from './node-relaxation';
import type { SiteLists } from './site-lists';
import { undecided } from './subproblem';

/** How much a site that the relaxed solution leaves closed counts. */
const closedWeight = 0.4;

/**
 * The undecided site with the largest violated mass: what its rows that are served not at all or more than once would save
 * there against their multipliers. Without any, the first undecided site that may serve somebody; -1 if there is none.
 */
export function branchingSite(
  relaxation: NodeRelaxation,
  { start, site, cost }: SiteLists,
  multipliers: Float32Array,
  ceiling: Float32Array,
  mass: Float64Array,
): number {
  const { served, nearerEnd, subproblem, choice } = relaxation;
  mass.fill(0);
  for (let row = 0; row < served.length; row += 1) {
    const multiplier = multipliers[row] as number;
    if (served[row] === 1 || (served[row] === 0 && multiplier >= (ceiling[row] as number))) continue;
    const end = nearerEnd[row] as number;
    for (let at = start[row] as number; at < end; at += 1) {
      const column = site[at] as number;
      mass[column] = (mass[column] as number) + multiplier - (cost[at] as number);
    }
  }
  let best = -1;
  let most = 0;
  for (let at = 0; at < subproblem.undecidedCount; at += 1) {
    const column = subproblem.undecidedSites[at] as number;
    const weighted = (mass[column] as number) * (choice.chosen[column] === 1 ? 1 : closedWeight);
    if (weighted <= most) continue;
    best = column;
    most = weighted;
  }
  return best >= 0 ? best : firstListed(relaxation, { start, site });
}

function firstListed({ subproblem }: NodeRelaxation, { start, site }: Pick<SiteLists, 'start' | 'site'>): number {
  const end = start[start.length - 1] as number;
  for (let at = 0; at < end; at += 1) {
    const column = site[at] as number;
    if (subproblem.status[column] === undecided) return column;
  }
  return -1;
}
