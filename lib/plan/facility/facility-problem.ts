/** Numbers of rows or sites: a typed array or a plain one; read, never written. */
export type Numbers = ArrayLike<number>;

/**
 * Facility location in all its kinds: open sites and serve every demand row from open sites at least cost. n rows, m
 * sites, m = `fixedCosts.length`.
 *
 * Without capacities it is the uncapacitated problem (UFL), with them the capacitated one whose rows may be split over
 * sites (CFLP), with `singleSource` the one where they may not (SSCFLP); `minSites` and `maxSites` fix how many open.
 */
export interface FacilityLocationProblem {
  /** n x m row-major, >= 0: cost of serving ALL of the row's demand from the site; Infinity = forbidden. */
  readonly costs: Float64Array;
  /** m: cost of opening the site, >= 0. */
  readonly fixedCosts: Numbers;
  /** n: load that the row puts on the capacities, >= 0. Costs are not multiplied by it. @default 1 for every row */
  readonly demands?: Numbers;
  /** m: load that the site can carry, >= 0; Infinity = unlimited. @default unlimited */
  readonly capacities?: Numbers;
  /** n: factor of the row's costs, >= 0, such as its share of the users. Loads are not multiplied by it. @default 1 */
  readonly weights?: Numbers;
  /** Every row is served by one site only. Without capacities it always can be. @default false */
  readonly singleSource?: boolean;
  /** Fewest sites that open. @default 1 */
  readonly minSites?: number;
  /** Most sites that may open. @default m */
  readonly maxSites?: number;
}

/** p-median: open exactly `p` of the `sites` without opening costs; with capacities, the capacitated p-median. */
export interface PMedianProblem {
  /** As in `FacilityLocationProblem`. */
  readonly costs: Float64Array;
  /** m: how many sites there are to choose from. */
  readonly sites: number;
  /** How many open, 1 <= p <= sites. */
  readonly p: number;
  /** As in `FacilityLocationProblem`; a single number says how many rows there are, each of load 1. */
  readonly demands?: Numbers | number;
  readonly capacities?: Numbers;
  readonly weights?: Numbers;
  readonly singleSource?: boolean;
}

/** Budgets count steps and never time: the same problem, seed and budgets give the same bytes on every machine. */
export interface FacilityOptions {
  /** Of the pseudo-random generator, a whole number from 0 to 2^32 - 1. @default 1 */
  readonly seed?: number;
  /**
   * Budget of the search and of the root bound, in evaluations of a site.
   * @default 3,000,000, at most 3e9 / rows but not less than 600 for a site
   */
  readonly steps?: number;
  /**
   * Budget of the proof tree, in evaluations of a site; 0 builds none.
   * @default 20,000,000, at most 1e10 / rows; with capacities at most 5e9 / rows, with `singleSource` too 4e8 / rows
   */
  readonly proofSteps?: number;
  /** Keep the tree in the certificate: `verifyCertificate` then checks the proof and not the root bound alone. @default true */
  readonly keepTree?: boolean;
}
