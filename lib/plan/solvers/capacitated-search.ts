import type { Budget } from './eager-swap';
import { randomIndex } from './random';
import { runTransport, type Transport } from './transport';

/** A set of open sites (ascending) and what the best transport over it costs. */
export interface CapacitatedPlan {
  readonly open: Int32Array;
  /** Load that the open sites cannot carry; a plan is feasible at 0. */
  readonly shortfall: number;
  /** Served and fixed cost. */
  readonly cost: number;
}

/** Evaluates sets of open sites by their transport and remembers the answers. */
export interface Evaluator {
  readonly transport: Transport;
  readonly budget: Budget;
  readonly known: Map<string, CapacitatedPlan | null>;
}

const mostKnown = 20_000;

export function newEvaluator(transport: Transport, budget: Budget): Evaluator {
  return { transport, budget, known: new Map() };
}

/** Less missing first, then the lower cost. */
export function isBetterPlan(a: CapacitatedPlan, b: CapacitatedPlan): boolean {
  return a.shortfall < b.shortfall || (a.shortfall === b.shortfall && a.cost < b.cost);
}

/** The plan over `open` (ascending), or null when it cannot beat `rival` or was seen before without doing so. */
export function evaluatePlan(
  evaluator: Evaluator,
  open: Int32Array,
  rival: CapacitatedPlan | null,
): CapacitatedPlan | null {
  const key = open.join();
  const known = evaluator.known.get(key);
  if (known !== undefined) return known !== null && (rival === null || isBetterPlan(known, rival)) ? known : null;
  evaluator.budget.steps -= open.length;
  const { transport } = evaluator;
  const { fixedCosts } = transport.problem;
  const fixed = open.reduce((sum, site) => sum + (fixedCosts[site] as number), 0);
  const cutoff = rival === null || rival.shortfall > 0 ? Infinity : rival.cost - fixed;
  const finished = runTransport(transport, open, cutoff);
  const plan = finished ? { open, shortfall: transport.shortfall, cost: transport.cost + fixed } : null;
  if (evaluator.known.size < mostKnown) evaluator.known.set(key, plan);
  return plan !== null && (rival === null || isBetterPlan(plan, rival)) ? plan : null;
}

/** Order and numbers of the candidates that the local search looks at. */
export interface Neighbourhood {
  /** All sites, most promising first. */
  readonly order: Int32Array;
  readonly additions: number;
  readonly swaps: number;
}

/** Drop, add and swap until none of them improves the plan, or the budget is spent. */
export function improvePlan(evaluator: Evaluator, start: CapacitatedPlan, around: Neighbourhood): CapacitatedPlan {
  let plan = start;
  for (;;) {
    const better = firstImprovement(evaluator, plan, around);
    if (better === null) return plan;
    plan = better;
  }
}

const mostFailures = 20;
const strongestShake = 3;

/** Local search from the best plan shaken by 1 to 3 random swaps, until it has failed 20 times in a row. */
export function shakePlan(
  evaluator: Evaluator,
  start: CapacitatedPlan,
  around: Neighbourhood,
  random: () => number,
): CapacitatedPlan {
  let best = start;
  for (let failures = 0; failures < mostFailures && evaluator.budget.steps > 0; failures += 1) {
    let open = best.open;
    for (let swap = 0; swap <= failures % strongestShake; swap += 1) open = randomSwap(open, around.order, random);
    const shaken = evaluatePlan(evaluator, open, null);
    if (shaken === null) continue;
    const plan = improvePlan(evaluator, shaken, around);
    if (!isBetterPlan(plan, best)) continue;
    best = plan;
    failures = -1;
  }
  return best;
}

function randomSwap(open: Int32Array, sites: Int32Array, random: () => number): Int32Array {
  const closed = sites.filter((site) => !open.includes(site));
  if (closed.length === 0) return open;
  const entering = closed[randomIndex(random, closed.length)] as number;
  const leaving = open[randomIndex(random, open.length)] as number;
  return withSite(without(open, leaving), entering);
}

function firstImprovement(evaluator: Evaluator, plan: CapacitatedPlan, around: Neighbourhood): CapacitatedPlan | null {
  const { minSites, maxSites } = evaluator.transport.problem;
  const closed = around.order.filter((site) => !plan.open.includes(site));
  const mayDrop = plan.open.length > minSites && plan.open.length > 1;
  const mayAdd = plan.open.length < maxSites;
  return (
    (mayDrop ? bestOf(evaluator, plan, plan.open, (site) => without(plan.open, site)) : null) ??
    (mayAdd ? bestOf(evaluator, plan, closed.slice(0, around.additions), (site) => withSite(plan.open, site)) : null) ??
    firstSwap(evaluator, plan, closed.slice(0, around.swaps))
  );
}

function firstSwap(evaluator: Evaluator, plan: CapacitatedPlan, entering: Int32Array): CapacitatedPlan | null {
  for (const site of entering) {
    const found = bestOf(evaluator, plan, plan.open, (leaving) => withSite(without(plan.open, leaving), site));
    if (found !== null) return found;
  }
  return null;
}

function bestOf(
  evaluator: Evaluator,
  plan: CapacitatedPlan,
  sites: Int32Array,
  neighbour: (site: number) => Int32Array,
): CapacitatedPlan | null {
  let best: CapacitatedPlan | null = null;
  for (const site of sites) {
    if (evaluator.budget.steps <= 0) break;
    best = evaluatePlan(evaluator, neighbour(site), best ?? plan) ?? best;
  }
  return best;
}

export function without(open: Int32Array, site: number): Int32Array {
  return open.filter((other) => other !== site);
}

export function withSite(open: Int32Array, site: number): Int32Array {
  const grown = new Int32Array(open.length + 1);
  grown.set(open);
  grown[open.length] = site;
  return grown.sort();
}
