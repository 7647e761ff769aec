import { solvePlacement } from '../plan/solvers/solve';
import type { SiteDistances } from './distances';

/** The `count` sites with the least total round trip from every site to its nearest hub: a p-median. Ties by id. */
export function electHubs({ sites, rttMs }: SiteDistances, count: number): string[] {
  const size = sites.length;
  const solution = solvePlacement(
    {
      costs: Float64Array.from({ length: size * size }, (_, at) =>
        rttMs(sites[Math.floor(at / size)] ?? '', sites[at % size] ?? ''),
      ),
      demands: new Float64Array(size).fill(1),
      fixedCosts: new Float64Array(size),
      capacities: null,
      minSites: count,
      maxSites: count,
    },
    { seed: 1, steps: 20_000 },
  );
  if (!solution.feasible) throw new Error('elect-hubs: a p-median without forbidden pairs has a solution');
  return [...solution.open].map((site) => sites[site] ?? '').toSorted();
}
