import { mulberry32, randomIndex } from '../solvers/random';
import { groupLeaves, groupMoves, openCount } from './group-moves';
import { type SiteSets, writeOpen } from './joint-prices';
import { hasLimitedRoom, type JointProblem, type JointService } from './joint-problem';
import { type JointState, jointState, type Move } from './joint-state';
import { keepsRules } from './keeps-rules';
import { waysToMakeWay } from './make-way';

/** Gains below this share of the cost are rounding. */
const relativeTolerance = 1e-9;
const strongestKick = 4;
/**
 * Kicks in a row that lead to nothing better before the search ends: more where there is little to choose from, and where
 * room makes valleys of many choices.
 */
function mostKicks(problem: JointProblem, within: readonly number[]): number {
  const fewest = hasLimitedRoom(problem) ? 20 : 6;
  return Math.max(fewest, Math.min(24, Math.ceil(500 / (problem.services.length * within.length))));
}

export interface SearchOptions {
  readonly seed: number;
  /** Elementary operations. */
  readonly steps: number;
  /** Regions that are opened; all without. */
  readonly within?: readonly number[];
  /** What a good placement costs, by which overload is priced; what `start` costs without. */
  readonly worthUsd?: number | null;
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
  {
    seed,
    steps,
    within = Array.from({ length: problem.regions }, (_, region) => region),
    worthUsd = null,
  }: SearchOptions,
): SiteSets {
  const random = mulberry32(seed);
  const scene = { problem, within, linked: linkedServices(problem), waiting: new Uint8Array(problem.services.length) };
  let best = jointState(problem, start, slowUsd, worthUsd);
  let left = steps - descend(scene, best, steps);
  for (let kick = 0; kick < mostKicks(problem, within) && left > 0; kick += 1) {
    const state = jointState(problem, best.sets, slowUsd, worthUsd);
    scene.waiting.fill(0);
    for (let exchange = 0; exchange <= kick % strongestKick; exchange += 1) exchangeAtRandom(scene, state, random);
    left -= settle(scene, state, left);
    if (state.cost() >= best.cost() * (1 - relativeTolerance)) continue;
    best = state;
    kick = -1;
  }
  descend(scene, best, steps);
  return best.sets;
}

interface Scene {
  readonly problem: JointProblem;
  readonly within: readonly number[];
  /** By service: those that call it, that it calls and that stay apart from it. */
  readonly linked: readonly (readonly number[])[];
  /** Services that a change may have given a better choice. */
  readonly waiting: Uint8Array;
}

function linkedServices({ services, calls }: JointProblem): number[][] {
  return services.map(({ apart }, index) => [
    ...new Set([...calls.flatMap(({ from, to }) => (from === index ? [to] : to === index ? [from] : [])), ...apart]),
  ]);
}

/** Ends where neither one service nor services together can be moved to a lower cost, or after `steps`: returns those spent. */
function descend(scene: Scene, state: JointState, steps: number): number {
  do {
    scene.waiting.fill(1);
    settle(scene, state, steps);
  } while (state.work() < steps && moveTogether(scene, state, steps));
  return state.work();
}

/** Ends where no waiting service can be moved alone to a lower cost, or after `steps`: returns those spent. */
function settle(scene: Scene, state: JointState, steps: number): number {
  const { waiting } = scene;
  let idle = 0;
  for (let index = 0; idle < waiting.length && state.work() < steps; index = (index + 1) % waiting.length) {
    idle += 1;
    if (waiting[index] === 0) continue;
    waiting[index] = 0;
    if (!improveService(scene, state, index, steps)) continue;
    wake(scene, index);
    idle = 0;
  }
  return state.work();
}

function wake({ waiting, linked }: Scene, index: number): void {
  waiting[index] = 1;
  for (const other of linked[index] ?? []) waiting[other] = 1;
}

/** Makes the moves if they keep the rules, or do so once a service makes way for them, and lower the cost. */
function attempt({ problem, within }: Scene, state: JointState, moves: readonly Move[], steps: number): boolean {
  if (keepsRules(problem, state.sets, moves)) return makeIfCheaper(state, moves);
  return waysToMakeWay(problem, state.sets, moves, within).some((way) => {
    const all = [...moves, way];
    return state.work() < steps && keepsRules(problem, state.sets, all) && makeIfCheaper(state, all);
  });
}

function makeIfCheaper(state: JointState, moves: readonly Move[]): boolean {
  const cost = state.cost();
  const limit = cost === Infinity ? cost : cost - relativeTolerance * cost;
  if (state.change(moves, limit) < limit) return true;
  state.undo();
  return false;
}

/**
 * Services that call each other hold each other where they are, and none is of use in a region without the others: moves
 * those of a region together. Whether anything helped.
 */
function moveTogether(scene: Scene, state: JointState, steps: number): boolean {
  const { problem, within } = scene;
  const attemptAll = (moves: readonly Move[]): boolean => moves.length > 1 && attempt(scene, state, moves, steps);
  let improved = false;
  for (const from of within) {
    if (attemptAll(groupLeaves(problem, state.sets, from))) improved = true;
    for (const to of within) {
      if (to === from || state.work() >= steps) continue;
      const { exchange, exchangeOnly, spread } = groupMoves(problem, state.sets, from, to);
      if (attemptAll(exchange) || attemptAll(exchangeOnly) || attemptAll(spread)) improved = true;
    }
  }
  return improved;
}

function improveService(scene: Scene, state: JointState, index: number, steps: number): boolean {
  const { problem, within } = scene;
  const { services, regions } = problem;
  const { candidate, minSites, maxSites } = services[index] as JointService;
  const own = state.sets.subarray(index * regions, (index + 1) * regions);
  let count = openCount(state.sets, index, regions);
  let improved = false;
  const tryMove = (opens: number, closes: number): boolean => {
    if (!attempt(scene, state, [{ service: index, opens, closes }], steps)) return false;
    count += (opens >= 0 ? 1 : 0) - (closes >= 0 ? 1 : 0);
    improved = true;
    return true;
  };
  for (const site of within) {
    if (state.work() >= steps) break;
    if (own[site] === 1) {
      if (count > minSites) tryMove(-1, site);
      continue;
    }
    if (candidate[site] === 0 || (count < maxSites && tryMove(site, -1))) continue;
    for (let other = 0; other < regions; other += 1) if (own[other] === 1 && tryMove(site, other)) break;
  }
  return improved;
}

function exchangeAtRandom(scene: Scene, state: JointState, random: () => number): void {
  const { problem, within } = scene;
  const { services, regions } = problem;
  const index = randomIndex(random, services.length);
  const { candidate } = services[index] as JointService;
  const open = new Int32Array(regions);
  const count = writeOpen(state.sets, index, regions, open);
  const closed = within.filter((site) => candidate[site] === 1 && state.sets[index * regions + site] === 0);
  if (count === 0 || closed.length === 0) return;
  const opens = closed[randomIndex(random, closed.length)] as number;
  const moves = [{ service: index, opens, closes: open[randomIndex(random, count)] as number }];
  if (!keepsRules(problem, state.sets, moves)) return;
  state.change(moves);
  wake(scene, index);
}
