import type { CapacitatedRelaxation } from './capacitated-relaxation';
import type { Evaluator } from './plan-evaluator';
import { runFromPrices } from './capacitated/transport-change';
import { priceOf, type Transport } from './transport';

/** What the optimal transport of a plan says about changing it: linear programming duality. */
export interface PlanPrices {
  /** n: what each row pays in all, with the price of the capacity it uses. */
  readonly multipliers: Float64Array;
  /** m: opening the site changes the cost by at least this. */
  readonly opening: Float64Array;
  /** Per position in the plan: closing the site changes the cost by at least this. */
  readonly closing: Float64Array;
}

/**
 * Prices of the plan over `open`, which must be feasible. The row multipliers and capacity prices are a dual solution for
 * every other set of sites as well, hence the bounds; those of several changes add up.
 */
export function pricePlan(evaluator: Evaluator, relaxation: CapacitatedRelaxation, open: Int32Array): PlanPrices {
  const { transport, budget } = evaluator;
  runFromPrices(transport, open, Infinity, evaluator.prices);
  budget.steps -= Math.ceil(transport.work / transport.rows) + relaxation.siteValue.length;
  const prices = Float64Array.from(open, (_, a) => priceOf(transport, a));
  const multipliers = rowMultipliers(transport, prices);
  relaxation.evaluate(multipliers, new Float64Array(transport.rows));
  evaluator.prices.set(relaxation.prices);
  open.forEach((site, a) => {
    evaluator.prices[site] = prices[a] as number;
  });
  const closing = prices.map((price, a) => {
    const fixed = transport.problem.fixedCosts[open[a] as number] as number;
    return (price > 0 ? price * (transport.capacity[a] as number) : 0) - fixed;
  });
  return { multipliers, opening: Float64Array.from(relaxation.siteValue), closing };
}

function rowMultipliers(transport: Transport, prices: Float64Array): Float64Array {
  const { rows, sites, count, open, unitCosts, problem } = transport;
  return Float64Array.from({ length: rows }, (_, row) => {
    let least = Infinity;
    for (let a = 0; a < count; a += 1)
      least = Math.min(least, (unitCosts[row * sites + (open[a] as number)] as number) + (prices[a] as number));
    return least * (problem.demands[row] as number);
  });
}
