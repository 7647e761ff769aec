import { openCount } from './group-moves';
import type { SiteSets } from './joint-prices';
import type { JointProblem, JointService } from './joint-problem';
import type { Move } from './joint-state';

/**
 * What a service may do that runs where the moves open one that stays apart from it: leave that region, or exchange it for
 * one of `within` where it may run. None where no service is in the way, or more than one.
 */
export function waysToMakeWay(
  problem: JointProblem,
  sets: SiteSets,
  moves: readonly Move[],
  within: readonly number[],
): Move[] {
  const { services, regions } = problem;
  const [first, ...more] = inTheWay(problem, sets, moves);
  if (first === undefined || more.length > 0) return [];
  const { service, closes } = first;
  const { candidate, minSites, apart } = services[service] as JointService;
  const isTaken = (site: number): boolean =>
    [...apart].some(
      (other) =>
        sets[other * regions + site] === 1 && !moves.some((each) => each.service === other && each.closes === site),
    );
  const exchanges = within
    .filter((site) => candidate[site] === 1 && sets[service * regions + site] === 0 && !isTaken(site))
    .map((site): Move => ({ service, opens: site, closes }));
  return openCount(sets, service, regions) > minSites ? [first, ...exchanges] : exchanges;
}

/** By service that stays apart from one that is opened: leaves the region of that one. */
function inTheWay({ services, regions }: JointProblem, sets: SiteSets, moves: readonly Move[]): Move[] {
  return moves.flatMap(({ service, opens }) =>
    opens < 0
      ? []
      : [...(services[service] as JointService).apart]
          .filter((other) => sets[other * regions + opens] === 1 && moves.every((each) => each.service !== other))
          .map((other): Move => ({ service: other, opens: -1, closes: opens })),
  );
}
