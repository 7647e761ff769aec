import type { Budget } from './eager-swap';
import { lossChecker, type LossChecker } from './capacitated/loss-checker';
import { closeInTransport, copyTransport, openInTransport, runFromPrices } from './capacitated/transport-change';
import { withoutSite, withSite } from './site-set';
import { siblingTransport, type Transport } from './transport';

/** A set of open sites (ascending) and what the best transport over it costs. */
export interface CapacitatedPlan {
  readonly open: Int32Array;
  /** Load that the open sites cannot carry, every day and under each loss; a plan is feasible at 0. */
  readonly shortfall: number;
  /** Served and fixed cost. */
  readonly cost: number;
}

/** Evaluates sets of open sites by their transport and remembers the answers. */
export interface Evaluator {
  readonly transport: Transport;
  /** Where changes of the plan in `transport` are tried. */
  readonly trial: Transport;
  readonly losses: LossChecker | null;
  readonly budget: Budget;
  /** m: what capacity may cost at each site; where transports start. */
  readonly prices: Float64Array;
  /** The plan of a set, or a cost that it reaches at least. */
  readonly known: Map<string, CapacitatedPlan | number>;
}

const mostKnown = 20_000;

export function newEvaluator(transport: Transport, budget: Budget): Evaluator {
  const losses = lossChecker(transport.problem);
  const prices = new Float64Array(transport.problem.fixedCosts.length);
  return { transport, trial: siblingTransport(transport), losses, budget, prices, known: new Map() };
}

/** Less missing first, then the lower cost. */
export function isBetterPlan(a: CapacitatedPlan, b: CapacitatedPlan): boolean {
  return a.shortfall < b.shortfall || (a.shortfall === b.shortfall && a.cost < b.cost);
}

/** The plan over `open`. */
export function evaluatePlan(evaluator: Evaluator, open: Int32Array): CapacitatedPlan {
  const plan = planBelow(evaluator, open, Infinity);
  if (plan === null) throw new Error('plan-evaluator: a plan costs infinitely much');
  return plan;
}

/** The plan over `open` if it beats `rival`, else null. */
export function betterPlan(evaluator: Evaluator, open: Int32Array, rival: CapacitatedPlan): CapacitatedPlan | null {
  const plan = planBelow(evaluator, open, rival.shortfall > 0 ? Infinity : rival.cost);
  return plan !== null && isBetterPlan(plan, rival) ? plan : null;
}

/** The plan over `open`, or null as soon as it is clear that it costs `limit` or more. */
export function planBelow(evaluator: Evaluator, open: Int32Array, limit: number): CapacitatedPlan | null {
  const { transport, losses, budget, known } = evaluator;
  const key = open.join();
  const before = known.get(key);
  if (typeof before === 'object') return before;
  if (before !== undefined && before >= limit) return null;
  const fixed = fixedCostOf(transport, open);
  const finished = runFromPrices(transport, open, limit - fixed, evaluator.prices);
  budget.steps -= Math.ceil(transport.work / transport.rows);
  const shortfall = transport.shortfall + (losses === null ? 0 : losses.missing(open));
  const plan = finished ? { open, shortfall, cost: transport.cost + fixed } : null;
  if (before !== undefined || known.size < mostKnown) known.set(key, plan ?? limit);
  return plan;
}

/** A change of a plan: a site to open, one to close; -1 for none. */
export interface PlanChange {
  readonly opens: number;
  readonly closes: number;
}

/**
 * The changed plan if it costs less than `limit`, else null. `plan` must be feasible, and its flow stand in the transport,
 * ready for changes.
 */
export function changedPlan(
  evaluator: Evaluator,
  plan: CapacitatedPlan,
  { opens, closes }: PlanChange,
  limit: number,
): CapacitatedPlan | null {
  const { transport, trial, budget, known } = evaluator;
  const kept = closes < 0 ? plan.open : withoutSite(plan.open, closes);
  const open = opens < 0 ? kept : withSite(kept, opens);
  const key = open.join();
  const before = known.get(key);
  if (typeof before === 'object') return before.shortfall === 0 && before.cost < limit ? before : null;
  if (before !== undefined && before >= limit) return null;
  if (evaluator.losses !== null && evaluator.losses.missing(open) > 0) return null;
  const fixed = fixedCostOf(transport, open);
  copyTransport(transport, trial);
  if (opens >= 0) openInTransport(trial, opens);
  const finished =
    closes < 0 ? trial.cost < limit - fixed : closeInTransport(trial, plan.open.indexOf(closes), limit - fixed);
  budget.steps -= Math.ceil(trial.work / trial.rows);
  const found = finished ? { open, shortfall: 0, cost: trial.cost + fixed } : null;
  if (before !== undefined || known.size < mostKnown) known.set(key, found ?? limit);
  return found;
}

function fixedCostOf(transport: Transport, open: Int32Array): number {
  return open.reduce((sum, site) => sum + (transport.problem.fixedCosts[site] as number), 0);
}
