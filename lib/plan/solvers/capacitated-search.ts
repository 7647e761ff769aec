import type { CapacitatedRelaxation } from './capacitated-relaxation';
import { detoursOf } from './capacitated/detours';
import { readyForChanges } from './capacitated/transport-change';
import { helpOf, needyRows } from './covering';
import {
  betterPlan,
  type CapacitatedPlan,
  changedPlan,
  type Evaluator,
  evaluatePlan,
  isBetterPlan,
  type PlanChange,
} from './plan-evaluator';
import { pricePlan } from './plan-prices';
import type { PreparedProblem } from './preprocess';
import { randomIndex } from './random';
import { otherSites, withoutSite, withSite } from './site-set';
import { runTransport } from './transport';

/** With a bound on the change of cost. */
interface Move extends PlanChange {
  readonly bound: number;
}

/** Moves tried without success before local search ends, and after a success before it is made. */
const mostTrials = 250;
const furtherTrials = 10;

/**
 * Local search over drop, add and swap, in the order of what the prices of the present plan promise: a move that cannot
 * improve by them is never tried. Ends at a local optimum of the moves tried, or with the budget.
 */
export function improvePlan(
  evaluator: Evaluator,
  relaxation: CapacitatedRelaxation,
  start: CapacitatedPlan,
): CapacitatedPlan {
  let plan = relieve(evaluator, start);
  while (plan.shortfall === 0) {
    const better = bestMove(evaluator, plan, promisingMoves(evaluator, relaxation, plan));
    if (better === null) break;
    plan = better;
  }
  return plan;
}

function bestMove(evaluator: Evaluator, plan: CapacitatedPlan, moves: readonly Move[]): CapacitatedPlan | null {
  let best: CapacitatedPlan | null = null;
  let left = mostTrials;
  for (const { opens, closes, bound } of moves) {
    if (left <= 0 || evaluator.budget.steps <= 0 || (best !== null && plan.cost + bound >= best.cost)) break;
    const found = changedPlan(evaluator, plan, { opens, closes }, (best ?? plan).cost);
    left -= 1;
    if (found === null) continue;
    if (best === null) left = Math.min(left, furtherTrials);
    best = found;
  }
  return best;
}

/** Gains below this share of the cost are rounding. */
const relativeTolerance = 1e-10;

function promisingMoves(evaluator: Evaluator, relaxation: CapacitatedRelaxation, plan: CapacitatedPlan): Move[] {
  const { problem, demand } = evaluator.transport;
  const { minSites, maxSites, fixedCosts, capacities } = problem;
  const prices = pricePlan(evaluator, relaxation, plan.open);
  const { drop, swap } = detoursOf(evaluator.transport, plan.open, evaluator.prices);
  evaluator.budget.steps -= fixedCosts.length;
  readyForChanges(evaluator.transport);
  const moves: Move[] = [];
  const room = (site: number): number => (site < 0 ? 0 : (capacities?.[site] ?? Infinity));
  const spare = plan.open.reduce((sum, site) => sum + room(site), -demand * (1 - relativeTolerance));
  const consider = (opens: number, closes: number, bound: number): void => {
    if (spare + room(opens) - room(closes) < 0) return;
    if (bound < -relativeTolerance * plan.cost) moves.push({ opens, closes, bound });
  };
  const entering = otherSites(plan.open, fixedCosts.length);
  plan.open.forEach((site, a) => {
    const closing = prices.closing[a] as number;
    if (plan.open.length > Math.max(1, minSites)) consider(-1, site, closing + (drop[a] as number));
    for (const other of entering) {
      const detour = swap[a * fixedCosts.length + other] as number;
      consider(other, site, closing + (prices.opening[other] as number) + detour);
    }
  });
  if (plan.open.length < maxSites) for (const site of entering) consider(site, -1, prices.opening[site] as number);
  return moves.sort((a, b) => a.bound - b.bound || a.opens - b.opens || a.closes - b.closes);
}

/** Lowers the shortfall of a plan: adds the most helpful sites as far as `maxSites` lets, then swaps. */
export function relieve(evaluator: Evaluator, start: CapacitatedPlan): CapacitatedPlan {
  let plan = start;
  while (plan.shortfall > 0 && evaluator.budget.steps > 0) {
    const better = relieved(evaluator, plan);
    if (better === null) break;
    plan = better;
  }
  return plan;
}

function relieved(evaluator: Evaluator, plan: CapacitatedPlan): CapacitatedPlan | null {
  const { transport } = evaluator;
  runTransport(transport, plan.open, Infinity);
  if (transport.shortfall === 0) return moreResilient(evaluator, plan);
  const help = helpOf(transport, needyRows(transport), new Uint8Array(transport.problem.fixedCosts.length));
  evaluator.budget.steps -= help.length;
  const helpers = Int32Array.from(help, (_, site) => site)
    .filter((site) => (help[site] as number) > 0)
    .sort((a, b) => (help[b] as number) - (help[a] as number) || a - b);
  for (const site of helpers) {
    const leaving = plan.open.length < transport.problem.maxSites ? [-1] : plan.open;
    for (const other of leaving) {
      const open = withSite(other < 0 ? plan.open : withoutSite(plan.open, other), site);
      const found = betterPlan(evaluator, open, plan);
      if (found !== null && found.shortfall < plan.shortfall) return found;
      if (evaluator.budget.steps <= 0) return null;
    }
  }
  return null;
}

/**
 * The plan with one site more (as far as `maxSites` lets), else with one exchanged, that leaves the least load without room
 * over all losses; among equals the cheapest per unit of capacity.
 */
function moreResilient(evaluator: Evaluator, plan: CapacitatedPlan): CapacitatedPlan | null {
  const { losses, transport, budget } = evaluator;
  const { fixedCosts, capacities, maxSites } = transport.problem;
  if (losses === null) return null;
  const price = (site: number): number => (fixedCosts[site] as number) / Math.max(capacities?.[site] ?? 1, 1e-300);
  let best: Int32Array | null = null;
  let [least, cheapest] = [plan.shortfall, Infinity];
  for (const site of otherSites(plan.open, fixedCosts.length)) {
    for (const other of plan.open.length < maxSites ? [-1] : plan.open) {
      const open = withSite(other < 0 ? plan.open : withoutSite(plan.open, other), site);
      const missing = losses.missing(open);
      budget.steps -= 1;
      if (missing > least || (missing === least && (best === null || price(site) >= cheapest))) continue;
      [best, least, cheapest] = [open, missing, price(site)];
    }
  }
  const found = best === null ? null : evaluatePlan(evaluator, best);
  return found !== null && found.shortfall < plan.shortfall ? found : null;
}

const strongestShake = 3;

/** Local search from the best plan shaken by 1 to 3 swaps around a random row, until it has failed `limit` times in a row. */
export function shakePlan(
  evaluator: Evaluator,
  relaxation: CapacitatedRelaxation,
  prepared: PreparedProblem,
  start: CapacitatedPlan,
  random: () => number,
  limit: number,
): CapacitatedPlan {
  let best = start;
  for (let failures = 0; failures < limit && evaluator.budget.steps > 0; failures += 1) {
    const open = swapAround(prepared, best.open, 1 + (failures % strongestShake), random);
    const plan = improvePlan(evaluator, relaxation, evaluatePlan(evaluator, open));
    if (!isBetterPlan(plan, best)) continue;
    best = plan;
    failures = -1;
  }
  return best;
}

/** Sites among which the entering ones are drawn, for each open site that a row would find among as many. */
const reach = 3;

/** `open` with as many of the sites that a random row likes best closed, and others that it likes opened. */
function swapAround(
  { listStart, listSite, rows, sites }: PreparedProblem,
  open: Int32Array,
  swaps: number,
  random: () => number,
): Int32Array {
  const row = randomIndex(random, rows);
  const liked = listSite.subarray(listStart[row], listStart[row + 1]);
  const leaving = liked.filter((site) => open.includes(site)).subarray(0, swaps);
  const near = liked.subarray(0, Math.ceil((reach * swaps * sites) / open.length));
  let entering: Int32Array = near.filter((site) => !open.includes(site));
  let next = open;
  for (const site of leaving.subarray(0, entering.length)) {
    const other = entering[randomIndex(random, entering.length)] as number;
    entering = withoutSite(entering, other);
    next = withSite(withoutSite(next, site), other);
  }
  return next;
}
