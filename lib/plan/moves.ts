import type { Model } from '../model/model';
import type { Move, Plan, PreviousPlan, Workload } from './plan';

/** What a plan says of where services run, for the next plan to stay near it. `moveUsd`: US dollars a month per move. */
export function previousOf({ digest, workloads }: Pick<Plan, 'digest' | 'workloads'>, moveUsd: number): PreviousPlan {
  return {
    digest,
    moveUsd,
    placements: workloads.map(({ service, placements }) => ({
      service,
      regions: placements.map(({ region }) => region),
    })),
  };
}

/**
 * Regions that each service of the stack ran in before, as far as the stack has them still; services that the previous
 * plan does not know are left out, for them nothing is a move.
 */
export function regionsBefore({ regions, services }: Model, previous: PreviousPlan): Map<string, ReadonlySet<string>> {
  const known = new Set(regions.map(({ id }) => id));
  const ids = new Set(services.map(({ id }) => id));
  return new Map(
    previous.placements
      .filter(({ service }) => ids.has(service))
      .map((each) => [each.service, new Set(each.regions.filter((region) => known.has(region)))]),
  );
}

/** Every region that a service starts in or gives up; sorted by service, region. */
export function movesFrom(
  model: Model,
  previous: PreviousPlan,
  workloads: ReadonlyMap<string, Pick<Workload, 'placements'>>,
): Move[] {
  const moves: Move[] = [];
  for (const [service, before] of regionsBefore(model, previous)) {
    const now = new Set(workloads.get(service)?.placements.map(({ region }) => region));
    for (const region of now) if (!before.has(region)) moves.push({ service, region, kind: 'start' });
    for (const region of before) if (!now.has(region)) moves.push({ service, region, kind: 'stop' });
  }
  const key = ({ service, region }: Move): string => `${service} ${region}`;
  return moves.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}
