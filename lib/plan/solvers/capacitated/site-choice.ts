import { cutChoice } from './cut-choice';
import { siteFree, siteOpen } from './site-status';

/** Every choice of open sites must have at least `demand` of what the sites supply. */
export interface SupplyCut {
  /** m: largest load each site can be given. */
  readonly supply: Float64Array;
  readonly demand: number;
}

/** What the open sites must satisfy together. */
export interface SiteLimits {
  readonly cuts: readonly SupplyCut[];
  readonly atLeast: number;
  readonly atMost: number;
}

export interface SiteChooser {
  /** Takes over which sites are open, closed or free. False when no choice meets the limits: the bound is Infinity. */
  restrict(status: Uint8Array): boolean;
  /** The bound; writes the optimal shares (fractional between two sets) into `shares`. */
  choose(values: Float64Array, shares: Float64Array): number;
  /** Of the last choice: the value of each free site less the price of what it supplies. */
  readonly priced: Float64Array;
  /** Price of a unit of supply in the last choice, and the demand that it is paid for. */
  price(): number;
  pricedDemand(): number;
  /** Fewest and most of the free sites that may be open. */
  fewest(): number;
  most(): number;
}

/** Cuts that one choice tries, the most violated first. */
const mostCuts = 4;

/**
 * min sum g_j y_j with sum s_j y_j >= demand for every cut and atLeast <= sum y <= atMost, relaxed to one cut: the
 * largest value over the cuts and the price of supply. Any cut and price give a valid bound; without need the price is 0.
 */
export function siteChooser(limits: SiteLimits): SiteChooser {
  const sites = limits.cuts[0]?.supply.length ?? 0;
  const domain = newDomain(limits, sites);
  const choice = cutChoice(sites);
  const priced = new Float64Array(sites);
  const chosen = new Float64Array(sites);
  let price = 0;
  let pricedDemand = 0;

  const choose = (values: Float64Array, shares: Float64Array): number => {
    let constant = 0;
    for (let site = 0; site < sites; site += 1) {
      const open = domain.status[site] === siteOpen;
      shares[site] = open ? 1 : 0;
      if (open) constant += values[site] as number;
    }
    for (let at = 0; at < domain.count; at += 1) choice.values[at] = values[domain.free[at] as number] as number;
    let best = choice.cheapest(domain.count, domain.fewest, domain.most);
    [price, pricedDemand] = [0, 0];
    chosen.set(choice.unpriced);
    let supply: Float64Array | null = null;
    for (const cut of violatedCuts(domain, choice.unpriced)) {
      const coefficients = (limits.cuts[cut] as SupplyCut).supply;
      for (let at = 0; at < domain.count; at += 1)
        choice.supply[at] = coefficients[domain.free[at] as number] as number;
      const found = choice.supplied(domain.demand[cut] as number);
      if (found <= best) continue;
      best = found;
      [price, pricedDemand, supply] = [choice.price, domain.demand[cut] as number, coefficients];
      chosen.set(choice.shares);
    }
    for (let at = 0; at < domain.count; at += 1) {
      const site = domain.free[at] as number;
      shares[site] = chosen[at] as number;
      priced[site] = (values[site] as number) - (supply === null ? 0 : price * (supply[site] as number));
    }
    return constant + best;
  };
  return {
    restrict: (status) => restrictDomain(domain, limits, status),
    choose,
    priced,
    price: () => price,
    pricedDemand: () => pricedDemand,
    fewest: () => domain.fewest,
    most: () => domain.most,
  };
}

/** The free sites and what they still have to satisfy. */
interface Domain {
  readonly limits: SiteLimits;
  readonly status: Uint8Array;
  readonly free: Int32Array;
  count: number;
  /** Per cut: demand that the open sites leave to the free ones. */
  readonly demand: Float64Array;
  /** Per cut: sites of largest supply first. */
  readonly order: readonly Int32Array[];
  fewest: number;
  most: number;
}

function newDomain(limits: SiteLimits, sites: number): Domain {
  const order = limits.cuts.map(({ supply }) =>
    Int32Array.from(supply, (_, site) => site).sort((a, b) => (supply[b] as number) - (supply[a] as number) || a - b),
  );
  const domain: Domain = {
    limits,
    status: new Uint8Array(sites),
    free: new Int32Array(sites),
    count: 0,
    demand: new Float64Array(limits.cuts.length),
    order,
    fewest: 0,
    most: 0,
  };
  restrictDomain(domain, limits, domain.status);
  return domain;
}

function restrictDomain(domain: Domain, limits: SiteLimits, status: Uint8Array): boolean {
  domain.status.set(status);
  domain.count = 0;
  let open = 0;
  for (let site = 0; site < status.length; site += 1) {
    if (status[site] === siteOpen) open += 1;
    if (status[site] === siteFree) domain.free[domain.count++] = site;
  }
  domain.most = Math.min(limits.atMost - open, domain.count);
  domain.fewest = Math.max(0, limits.atLeast - open);
  let able = true;
  limits.cuts.forEach((cut, at) => {
    let needed = cut.demand;
    for (let site = 0; site < status.length; site += 1)
      if (status[site] === siteOpen) needed -= cut.supply[site] as number;
    domain.demand[at] = needed;
    const fewest = sitesNeeded(cut.supply, domain.order[at] as Int32Array, status, needed);
    if (fewest === Infinity) able = false;
    else domain.fewest = Math.max(domain.fewest, fewest);
  });
  able &&= domain.fewest <= domain.most;
  domain.fewest = Math.max(0, Math.min(domain.fewest, domain.most));
  return able;
}

/** Fewest free sites that supply `needed`, Infinity when all do not. */
function sitesNeeded(supply: Float64Array, order: Int32Array, status: Uint8Array, needed: number): number {
  let left = needed;
  let count = 0;
  for (const site of order) {
    if (left <= 0) break;
    if (status[site] !== siteFree) continue;
    left -= supply[site] as number;
    count += 1;
  }
  return left > 0 ? Infinity : count;
}

function violatedCuts(domain: Domain, chosen: Float64Array): number[] {
  const violations: { cut: number; missing: number }[] = [];
  domain.limits.cuts.forEach(({ supply, demand }, cut) => {
    let missing = domain.demand[cut] as number;
    if (missing <= 0) return;
    for (let at = 0; at < domain.count; at += 1)
      missing -= (chosen[at] as number) * (supply[domain.free[at] as number] as number);
    if (missing > 0) violations.push({ cut, missing: missing / demand });
  });
  if (violations.length > 1) violations.sort((a, b) => b.missing - a.missing || a.cut - b.cut);
  return violations.slice(0, mostCuts).map(({ cut }) => cut);
}
