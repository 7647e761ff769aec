import type { CapacitatedRelaxation } from '../capacitated-relaxation';
import { siteClosed, siteFree, siteOpen } from './site-status';

/**
 * Decides free sites by reduced cost after an evaluation: where deciding the other way would raise the bound by more than
 * `slack`, no solution below the cutoff does so. The priced values are those of a problem with a range for the number of
 * free sites only, so that one more, one less or an exchange is all there is. Returns how many it decided.
 */
export function fixSites(relaxation: CapacitatedRelaxation, status: Uint8Array, slack: number): number {
  const { chooser } = relaxation;
  const { priced } = chooser;
  const free = freeSites(status).sort((a, b) => (priced[a] as number) - (priced[b] as number) || a - b);
  const count = countChosen(free, priced, chooser.fewest(), chooser.most());
  const lastIn = count > 0 ? (priced[free[count - 1] as number] as number) : -Infinity;
  const firstOut = count < free.length ? (priced[free[count] as number] as number) : Infinity;
  let fixed = 0;
  free.forEach((site, at) => {
    const value = priced[site] as number;
    const chosen = at < count;
    const exchanged = chosen ? firstOut - value : value - lastIn;
    const changed = chosen ? (count > chooser.fewest() ? -value : Infinity) : count < chooser.most() ? value : Infinity;
    if (Math.min(exchanged, changed) <= slack) return;
    status[site] = chosen ? siteOpen : siteClosed;
    fixed += 1;
  });
  return fixed;
}

function countChosen(free: Int32Array, priced: Float64Array, fewest: number, most: number): number {
  let count = Math.min(fewest, free.length);
  while (count < most && count < free.length && (priced[free[count] as number] as number) < 0) count += 1;
  return count;
}

export function freeSites(status: Uint8Array): Int32Array {
  return Int32Array.from(status, (_, site) => site).filter((site) => status[site] === siteFree);
}
