import { mulberry32, randomIndex } from '../solvers/random';
import type { SiteSets } from './joint-prices';
import type { JointProblem, JointService } from './joint-problem';
import { type JointState, jointState, type Move } from './joint-state';
import { keepsRules } from './keeps-rules';

/** Gains below this share of the cost are rounding. */
const relativeTolerance = 1e-9;
const strongestKick = 4;
/** Kicks in a row that lead to nothing better before the search ends: more where there is little to choose from. */
function mostKicks({ services, regions }: JointProblem): number {
  return Math.max(6, Math.min(24, Math.ceil(500 / (services.length * regions))));
}

export interface SearchOptions {
  readonly seed: number;
  /** Elementary operations. */
  readonly steps: number;
}

/**
 * Iterated local search over the regions of all services at once: adds, drops and exchanges one region of one service, all
 * requests rerouted on their cheapest ways, until nothing helps; then a few random exchanges, and again, as long as `steps`
 * last. Room counts as a penalty on overload.
 */
export function improveSites(
  problem: JointProblem,
  start: SiteSets,
  slowUsd: Float64Array,
  { seed, steps }: SearchOptions,
): SiteSets {
  const random = mulberry32(seed);
  let best = jointState(problem, start, slowUsd);
  let left = steps - descend(problem, best, steps);
  for (let kick = 0; kick < mostKicks(problem) && left > 0; kick += 1) {
    const state = jointState(problem, best.sets, slowUsd);
    for (let exchange = 0; exchange <= kick % strongestKick; exchange += 1) exchangeAtRandom(problem, state, random);
    left -= descend(problem, state, left);
    if (state.cost() >= best.cost() * (1 - relativeTolerance)) continue;
    best = state;
    kick = -1;
  }
  return best.sets;
}

/** Ends at a local optimum, or after `steps`. Returns the operations spent. */
function descend(problem: JointProblem, state: JointState, steps: number): number {
  const { services } = problem;
  do {
    let idle = 0;
    for (let index = 0; idle < services.length && state.work() < steps; index = (index + 1) % services.length)
      idle = improveService(problem, state, index, steps) ? 0 : idle + 1;
  } while (state.work() < steps && moveTogether(problem, state, steps));
  return state.work();
}

/** Makes the moves if they keep the rules and lower the cost. */
function attempt(problem: JointProblem, state: JointState, moves: readonly Move[]): boolean {
  if (!keepsRules(problem, state.sets, moves)) return false;
  const cost = state.cost();
  const limit = cost - relativeTolerance * cost;
  if (state.change(moves, limit) < limit) return true;
  state.undo();
  return false;
}

/**
 * Services that call each other hold each other where they are: moves those of a region to another one together, all of
 * them or only those that run nowhere else. Whether anything helped.
 */
function moveTogether(problem: JointProblem, state: JointState, steps: number): boolean {
  const { regions } = problem;
  let improved = false;
  for (let from = 0; from < regions; from += 1)
    for (let to = 0; to < regions && state.work() < steps; to += 1) {
      if (to === from) continue;
      const all = togetherMoves(problem, state, from, to);
      const lonely = all.filter(({ service }) => openCount(state.sets, service, regions) === 1);
      if (all.length > 1 && attempt(problem, state, all)) improved = true;
      else if (lonely.length > 1 && lonely.length < all.length && attempt(problem, state, lonely)) improved = true;
    }
  return improved;
}

function togetherMoves({ services, regions }: JointProblem, { sets }: JointState, from: number, to: number): Move[] {
  return services.flatMap(({ candidate }, service) =>
    sets[service * regions + from] === 1 && sets[service * regions + to] === 0 && candidate[to] === 1
      ? [{ service, opens: to, closes: from }]
      : [],
  );
}

function openCount(sets: SiteSets, service: number, regions: number): number {
  let count = 0;
  for (let site = 0; site < regions; site += 1) count += sets[service * regions + site] as number;
  return count;
}

function improveService(problem: JointProblem, state: JointState, index: number, steps: number): boolean {
  const { services, regions } = problem;
  const { candidate, minSites, maxSites } = services[index] as JointService;
  const own = state.sets.subarray(index * regions, (index + 1) * regions);
  let count = openCount(state.sets, index, regions);
  let improved = false;
  const tryMove = (opens: number, closes: number): boolean => {
    if (!attempt(problem, state, [{ service: index, opens, closes }])) return false;
    count += (opens >= 0 ? 1 : 0) - (closes >= 0 ? 1 : 0);
    improved = true;
    return true;
  };
  for (let site = 0; site < regions && state.work() < steps; site += 1) {
    if (candidate[site] === 0) continue;
    if (own[site] === 1) {
      if (count > minSites) tryMove(-1, site);
      continue;
    }
    if (count < maxSites && tryMove(site, -1)) continue;
    for (let other = 0; other < regions; other += 1) if (own[other] === 1 && tryMove(site, other)) break;
  }
  return improved;
}

function exchangeAtRandom(problem: JointProblem, state: JointState, random: () => number): void {
  const { services, regions } = problem;
  const index = randomIndex(random, services.length);
  const { candidate } = services[index] as JointService;
  const [open, closed]: [number[], number[]] = [[], []];
  for (let site = 0; site < regions; site += 1)
    if (state.sets[index * regions + site] === 1) open.push(site);
    else if (candidate[site] === 1) closed.push(site);
  if (open.length === 0 || closed.length === 0) return;
  const opens = closed[randomIndex(random, closed.length)] as number;
  const moves = [{ service: index, opens, closes: open[randomIndex(random, open.length)] as number }];
  if (keepsRules(problem, state.sets, moves)) state.change(moves);
}
