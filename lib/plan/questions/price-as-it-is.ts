import { costOfSites, newPrices, type SiteSets } from '../joint/joint-prices';
import type { JointProblem, JointService } from '../joint/joint-problem';
import type { Plan } from '../plan';

/** Which regions the services of a plan run in. */
export function sitesOfPlan({ services, regions }: JointProblem, { workloads, model }: Plan): SiteSets {
  const sets = new Uint8Array(services.length * regions);
  const position = new Map(model.regions.map(({ id }, site) => [id, site]));
  const runs = new Map(workloads.map(({ service, placements }) => [service, placements]));
  for (const [index, { id }] of services.entries())
    for (const { region } of runs.get(id) ?? []) sets[index * regions + (position.get(region) ?? 0)] = 1;
  return sets;
}

export interface PriceAsItIs {
  /** US dollars a month that the exchange adds; negative where it would save them. */
  readonly usd: number;
  /** The region that is given up for a forced one, or runs instead of a forbidden one; null: none. */
  readonly exchanged: number | null;
}

/**
 * What it costs to run a service in one more region, or in one less, while every other service stays where it is and every
 * request takes its cheapest way, limits of room aside: the cheapest of adding or dropping it and of exchanging it for
 * another. `slowUsd` prices a request per second that misses its objective. Null when no choice is left.
 */
export function priceAsItIs(
  problem: JointProblem,
  sets: SiteSets,
  slowUsd: Float64Array,
  service: number,
  region: number,
): PriceAsItIs | null {
  const { regions } = problem;
  const { candidate, minSites, maxSites } = problem.services[service] as JointService;
  const prices = newPrices(problem);
  const now = costOfSites(problem, sets, slowUsd, prices);
  const start = service * regions;
  const count = sets.subarray(start, start + regions).reduce((sum, flag) => sum + flag, 0);
  const forces = sets[start + region] === 0;
  const next = count + (forces ? 1 : -1);
  let best: PriceAsItIs | null = null;
  const attempt = (exchanged: number | null): void => {
    const changed = Uint8Array.from(sets);
    for (const site of exchanged === null ? [region] : [region, exchanged])
      changed[start + site] = 1 - (changed[start + site] as number);
    const usd = costOfSites(problem, changed, slowUsd, prices) - now;
    if (usd < (best?.usd ?? Infinity)) best = { usd, exchanged };
  };
  if (next >= minSites && next <= maxSites) attempt(null);
  for (let site = 0; site < regions; site += 1)
    if (site !== region && candidate[site] === 1 && (sets[start + site] === 1) === forces) attempt(site);
  return best;
}
