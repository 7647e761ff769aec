import type { CapacitatedRelaxation } from './capacitated-relaxation';
import type { Evaluator } from './plan-evaluator';
import { runTransport, type Transport } from './transport';

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
  runTransport(transport, open, Infinity);
  budget.steps -= Math.ceil(transport.work / transport.rows) + relaxation.siteValue.length;
  const prices = capacityPrices(transport);
  const multipliers = rowMultipliers(transport, prices);
  relaxation.evaluate(multipliers, new Float64Array(transport.rows));
  const closing = prices.map((price, a) => {
    const fixed = transport.problem.fixedCosts[open[a] as number] as number;
    return (price > 0 ? price * (transport.capacity[a] as number) : 0) - fixed;
  });
  return { multipliers, opening: Float64Array.from(relaxation.siteValue), closing };
}

/** Per position: what one more unit of capacity would save; 0 where there is room. */
function capacityPrices(transport: Transport): Float64Array {
  const { count, potential, sinkPotential } = transport;
  return Float64Array.from({ length: count }, (_, a) => Math.max(0, sinkPotential - (potential[a] as number)));
}

function rowMultipliers(transport: Transport, prices: Float64Array): Float64Array {
  const { rows, count, open, unitCosts, problem } = transport;
  const multipliers = new Float64Array(rows).fill(Infinity);
  for (let a = 0; a < count; a += 1) {
    const base = (open[a] as number) * rows;
    const price = prices[a] as number;
    for (let row = 0; row < rows; row += 1) {
      const paid = ((unitCosts[base + row] as number) + price) * (problem.demands[row] as number);
      if (paid < (multipliers[row] as number)) multipliers[row] = paid;
    }
  }
  return multipliers;
}
