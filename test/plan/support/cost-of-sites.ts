import { newPrices, priceSites, type SiteSets, userPrice } from '../../../lib/plan/joint/joint-prices';
import type { JointProblem } from '../../../lib/plan/joint/joint-problem';

/** Cost of the sets: reserves and, room aside, every request on its cheapest way. Infinity when one has none. */
export function costOfSites(problem: JointProblem, sets: SiteSets, slowUsd: Float64Array): number {
  const { services, regions, userRates } = problem;
  const prices = newPrices(problem);
  priceSites(problem, sets, slowUsd, prices);
  let total = problem.constantUsd;
  for (const [index, service] of services.entries()) {
    for (let site = 0; site < regions; site += 1)
      if (sets[index * regions + site] === 1) total += service.fixedUsd[site] as number;
    if (!service.isEntry) continue;
    for (const [point, rate] of userRates.entries()) {
      if (rate === 0) continue;
      let least = Infinity;
      for (let site = 0; site < regions; site += 1)
        if (sets[index * regions + site] === 1)
          least = Math.min(least, userPrice(problem, prices, slowUsd, index, point, site));
      total += rate * least;
    }
  }
  return total;
}
