import type { SiteSets } from './joint-prices';
import type { JointProblem } from './joint-problem';
import type { Move } from './joint-state';

/** What services that run in one region do together: exchange it for another one, run there too, or leave it. */
export interface GroupMoves {
  readonly exchange: readonly Move[];
  /** The part of the exchange whose services run nowhere else. */
  readonly exchangeOnly: readonly Move[];
  readonly spread: readonly Move[];
}

export function groupMoves({ services, regions }: JointProblem, sets: SiteSets, from: number, to: number): GroupMoves {
  const [exchange, exchangeOnly, spread]: [Move[], Move[], Move[]] = [[], [], []];
  for (const [service, { candidate, maxSites }] of services.entries()) {
    const own = service * regions;
    if (sets[own + from] === 0 || sets[own + to] === 1 || candidate[to] === 0) continue;
    const move = { service, opens: to, closes: from };
    const count = openCount(sets, service, regions);
    exchange.push(move);
    if (count === 1) exchangeOnly.push(move);
    if (count < maxSites) spread.push({ service, opens: to, closes: -1 });
  }
  return { exchange, exchangeOnly: exchangeOnly.length < exchange.length ? exchangeOnly : [], spread };
}

/** All services leave the region that may. */
export function groupLeaves({ services, regions }: JointProblem, sets: SiteSets, from: number): Move[] {
  return services.flatMap(({ minSites }, service) =>
    sets[service * regions + from] === 1 && openCount(sets, service, regions) > minSites
      ? [{ service, opens: -1, closes: from }]
      : [],
  );
}

/** How many regions run the service. */
export function openCount(sets: SiteSets, service: number, regions: number): number {
  let count = 0;
  for (let site = 0; site < regions; site += 1) count += sets[service * regions + site] as number;
  return count;
}
