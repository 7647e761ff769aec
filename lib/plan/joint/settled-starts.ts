import { openCount } from './group-moves';
import type { SiteSets } from './joint-prices';
import type { JointProblem, JointService } from './joint-problem';
import { jointState, type Move } from './joint-state';
import { keepsRules } from './keeps-rules';

/** One region of one service that is settled, by position: the service runs there, or it does not. */
export interface Settled {
  readonly service: number;
  readonly region: number;
  readonly runs: boolean;
}

/**
 * Choices of regions near `sets` that have a region settled: the cheapest where that service alone adds or drops it, or
 * exchanges it for another, and the cheapest where all services that run in a region move along. Room is fined.
 */
export function settledStarts(
  problem: JointProblem,
  sets: SiteSets,
  slowUsd: Float64Array,
  settled: Settled,
): SiteSets[] {
  const state = jointState(problem, sets, slowUsd);
  const cheapest = (choices: readonly (readonly Move[])[]): SiteSets[] => {
    let best: readonly Move[] | null = null;
    let least = Infinity;
    for (const moves of choices) {
      if (!keepsRules(problem, sets, moves)) continue;
      const usd = state.change(moves);
      state.undo();
      if (best === null || usd < least) [best, least] = [moves, usd];
    }
    if (best === null) return [];
    state.change(best);
    const changed = Uint8Array.from(state.sets);
    state.undo();
    return [changed];
  };
  const others = [...Array(problem.regions).keys()].filter((site) => site !== settled.region);
  const alone = [-1, ...others].flatMap((other) => choiceOf(problem, sets, settled, [settled.service], other));
  const all = [...problem.services.keys()];
  return [...cheapest(alone), ...cheapest(others.flatMap((other) => choiceOf(problem, sets, settled, all, other)))];
}

/** All of the services move between the region and the other one, as far as they may; none where the settled one may not. */
function choiceOf(
  problem: JointProblem,
  sets: SiteSets,
  { service, region, runs }: Settled,
  services: readonly number[],
  other: number,
): (readonly Move[])[] {
  const [opens, closes] = runs ? [region, other] : [other, region];
  const moves = services.flatMap((index): Move[] => moveOf(problem, sets, { service: index, opens, closes }));
  const settles = moves.some((each) => each.service === service && (runs ? each.opens : each.closes) === region);
  return settles ? [moves] : [];
}

/** The move as far as it changes something and keeps the service's number of regions. */
function moveOf({ services, regions }: JointProblem, sets: SiteSets, { service, opens, closes }: Move): Move[] {
  const { candidate, minSites, maxSites } = services[service] as JointService;
  const own = sets.subarray(service * regions, (service + 1) * regions);
  const mayOpen = opens >= 0 && own[opens] === 0 && candidate[opens] === 1;
  const mayClose = closes >= 0 && own[closes] === 1;
  const count = openCount(sets, service, regions) + (mayOpen ? 1 : 0) - (mayClose ? 1 : 0);
  if (count < minSites || count > maxSites || !(mayOpen || mayClose)) return [];
  return [{ service, opens: mayOpen ? opens : -1, closes: mayClose ? closes : -1 }];
}
