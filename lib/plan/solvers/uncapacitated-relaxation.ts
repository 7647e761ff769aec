import { choiceScratch, chooseSites } from './choose-sites';
import type { PreparedProblem } from './preprocess';
import { errorOfSums, type Relaxation } from './subgradient';

/** The relaxation, with what its last evaluation found. */
export interface UncapacitatedRelaxation extends Relaxation {
  /** 1 for the sites open in the relaxed optimum. */
  readonly chosen: Uint8Array;
  /** Fixed cost plus the sum of min(0, cost - multiplier) over the rows: what opening the site adds. */
  readonly siteValue: Float64Array;
}

/**
 * L(lambda) = sum of lambda + min over y of sum v_j y_j with minSites <= sum y <= maxSites (Cornuejols, Fisher and
 * Nemhauser 1977). Dominated sites are not in the lists: they never serve, so for them v_j = f_j, and equal sites are not
 * counted twice.
 */
export function uncapacitatedRelaxation(prepared: PreparedProblem): UncapacitatedRelaxation {
  const { rows, sites, problem, listStart, listSite, listCost } = prepared;
  const siteValue = new Float64Array(sites);
  const chosen = new Uint8Array(sites);
  const scratch = choiceScratch(sites);
  let magnitude = 0;

  const evaluate = (multipliers: Float64Array, slope: Float64Array): number => {
    let value = 0;
    magnitude = 0;
    siteValue.set(problem.fixedCosts);
    for (let row = 0; row < rows; row += 1) {
      const multiplier = multipliers[row] as number;
      const end = listStart[row + 1] as number;
      value += multiplier;
      magnitude += Math.abs(multiplier);
      for (let at = listStart[row] as number; at < end; at += 1) {
        const reduced = (listCost[at] as number) - multiplier;
        if (reduced >= 0) break;
        const site = listSite[at] as number;
        siteValue[site] = (siteValue[site] as number) + reduced;
      }
    }
    chooseSites(siteValue, problem.minSites, problem.maxSites, chosen, scratch);
    for (let site = 0; site < sites; site += 1) {
      const fixed = problem.fixedCosts[site] as number;
      magnitude += fixed - (siteValue[site] as number) + (chosen[site] === 1 ? fixed : 0);
      if (chosen[site] === 1) value += siteValue[site] as number;
    }
    writeSlope(prepared, chosen, multipliers, slope);
    return value;
  };
  return { evaluate, errorBound: () => errorOfSums(rows, sites, magnitude), chosen, siteValue };
}

function writeSlope(
  prepared: PreparedProblem,
  chosen: Uint8Array,
  multipliers: Float64Array,
  slope: Float64Array,
): void {
  const { rows, listStart, listSite, listCost } = prepared;
  for (let row = 0; row < rows; row += 1) {
    const multiplier = multipliers[row] as number;
    const end = listStart[row + 1] as number;
    let served = 0;
    for (let at = listStart[row] as number; at < end && (listCost[at] as number) < multiplier; at += 1) {
      served += chosen[listSite[at] as number] as number;
    }
    slope[row] = 1 - served;
  }
}
