import { mulberry32, randomIndex } from '../solvers/random';
import type { SiteSets } from './joint-prices';
import type { JointProblem, JointService } from './joint-problem';
import { type JointState, jointState } from './joint-state';

/** Gains below this share of the cost are rounding. */
const relativeTolerance = 1e-9;
const strongestKick = 4;
/** Kicks in a row that lead to nothing better before the search ends. */
const mostKicks = 24;

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
  for (let kick = 0; kick < mostKicks && left > 0; kick += 1) {
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
  let idle = 0;
  for (let index = 0; idle < services.length && state.work() < steps; index = (index + 1) % services.length)
    idle = improveService(problem, state, index, steps) ? 0 : idle + 1;
  return state.work();
}

function improveService({ services, regions }: JointProblem, state: JointState, index: number, steps: number): boolean {
  const { candidate, minSites, maxSites } = services[index] as JointService;
  const own = state.sets.subarray(index * regions, (index + 1) * regions);
  let count = own.reduce((sum, flag) => sum + flag, 0);
  let improved = false;
  const attempt = (opens: number, closes: number): boolean => {
    const cost = state.cost();
    if (state.change(index, opens, closes) >= cost - relativeTolerance * cost) {
      state.undo();
      return false;
    }
    count += (opens >= 0 ? 1 : 0) - (closes >= 0 ? 1 : 0);
    improved = true;
    return true;
  };
  for (let site = 0; site < regions && state.work() < steps; site += 1) {
    if (candidate[site] === 0) continue;
    if (own[site] === 1) {
      if (count > minSites) attempt(-1, site);
      continue;
    }
    if (count < maxSites && attempt(site, -1)) continue;
    for (let other = 0; other < regions; other += 1) if (own[other] === 1 && attempt(site, other)) break;
  }
  return improved;
}

function exchangeAtRandom({ services, regions }: JointProblem, state: JointState, random: () => number): void {
  const index = randomIndex(random, services.length);
  const { candidate } = services[index] as JointService;
  const [open, closed]: [number[], number[]] = [[], []];
  for (let site = 0; site < regions; site += 1)
    if (state.sets[index * regions + site] === 1) open.push(site);
    else if (candidate[site] === 1) closed.push(site);
  if (open.length === 0 || closed.length === 0) return;
  state.change(
    index,
    closed[randomIndex(random, closed.length)] as number,
    open[randomIndex(random, open.length)] as number,
  );
}
