import { type ChoiceScratch, choiceScratch, chooseSites } from './choose-sites';

/** What the open sites must satisfy together. */
export interface AggregateCapacity {
  /** m: largest load each site can be given. */
  readonly supply: Float64Array;
  readonly demand: number;
  readonly atLeast: number;
  readonly atMost: number;
}

/** A set of sites: a line `value + price (demand - supply)` in the price of capacity. */
interface Choice {
  readonly chosen: Uint8Array;
  value: number;
  supply: number;
}

export interface CapacityChooser {
  /** The bound; writes the optimal shares (fractional between two sets) into `shares`. */
  choose(values: Float64Array, shares: Float64Array): number;
  /** Of the last choice: the price of a unit of capacity. */
  price(): number;
}

/**
 * min sum g_j y_j with sum s_j y_j >= demand and atLeast <= sum y <= atMost, relaxed: the largest value over the price
 * of capacity, found by intersecting the lines of the sets below and above the demand. Any price is a valid bound; where no
 * set carries the demand it is 0.
 */
export function capacityChooser(limits: AggregateCapacity): CapacityChooser {
  const sites = limits.supply.length;
  const scratch = choiceScratch(sites);
  const priced = new Float64Array(sites);
  let [below, above, trial] = [newChoice(sites), newChoice(sites), newChoice(sites)];
  let price = 0;

  const at = (values: Float64Array, mu: number, into: Choice): number => {
    for (let site = 0; site < sites; site += 1)
      priced[site] = (values[site] as number) - mu * (limits.supply[site] as number);
    chooseInto(into, priced, values, limits, scratch);
    return into.value + mu * (limits.demand - into.supply);
  };
  const choose = (values: Float64Array, shares: Float64Array): number => {
    price = 0;
    let value = at(values, 0, below);
    for (let site = 0; site < sites; site += 1) priced[site] = -(limits.supply[site] as number);
    chooseInto(above, priced, values, limits, scratch);
    if (below.supply >= limits.demand || above.supply < limits.demand || above.supply <= below.supply) {
      for (let site = 0; site < sites; site += 1) shares[site] = below.chosen[site] as number;
      return value;
    }
    for (let round = 0; round < 60; round += 1) {
      const mu = Math.max(0, (above.value - below.value) / (above.supply - below.supply));
      const crossing = below.value + mu * (limits.demand - below.supply);
      const found = at(values, mu, trial);
      if (found > value) [value, price] = [found, mu];
      if (found >= crossing - 1e-12 * (Math.abs(crossing) + mu * limits.demand)) break;
      if (trial.supply < limits.demand) [below, trial] = [trial, below];
      else [above, trial] = [trial, above];
    }
    mix(below, above, limits.demand, shares);
    return value;
  };
  return { choose, price: () => price };
}

function newChoice(sites: number): Choice {
  return { chosen: new Uint8Array(sites), value: 0, supply: 0 };
}

function chooseInto(
  into: Choice,
  priced: Float64Array,
  values: Float64Array,
  limits: AggregateCapacity,
  scratch: ChoiceScratch,
): void {
  chooseSites(priced, limits.atLeast, limits.atMost, into.chosen, scratch);
  into.value = 0;
  into.supply = 0;
  for (let site = 0; site < values.length; site += 1) {
    if (into.chosen[site] !== 1) continue;
    into.value += values[site] as number;
    into.supply += limits.supply[site] as number;
  }
}

/** The mixture of both sets that meets the demand exactly. */
function mix(below: Choice, above: Choice, demand: number, shares: Float64Array): void {
  const share = Math.min(1, (demand - below.supply) / (above.supply - below.supply));
  for (let site = 0; site < shares.length; site += 1)
    shares[site] = share * (above.chosen[site] as number) + (1 - share) * (below.chosen[site] as number);
}
