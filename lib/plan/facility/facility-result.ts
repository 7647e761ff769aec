import type { BoundKind, InfeasibleSolution, ProofTree } from '../solver';

export type FacilityResult = UnsplitResult | SplitResult | InfeasibleSolution;

/** Every row is served by one site. */
export interface UnsplitResult extends FeasibleResult {
  /** n: the site that serves the row. */
  readonly assignment: Int32Array;
}

/** Some row is served by several sites. */
export interface SplitResult extends FeasibleResult {
  readonly flow: SharedFlow;
}

/** Row `row[k]` gets the share `share[k]`, above 0 and at most 1, from site `site[k]`; sorted by row, then site. */
export interface SharedFlow {
  readonly row: Int32Array;
  readonly site: Int32Array;
  readonly share: Float64Array;
}

export interface FeasibleResult {
  readonly feasible: true;
  /** Ascending site indices. */
  readonly open: Int32Array;
  /** Served cost times weights plus the fixed costs of the open sites. */
  readonly cost: number;
  /** No feasible solution costs less. */
  readonly lowerBound: number;
  /** (cost - lowerBound) / cost, at least 0; 0 where cost is 0. */
  readonly gap: number;
  /**
   * `optimal`: shown by numbers: the bound is less than a millionth below the cost, or less than 1 where all costs are
   * whole numbers and no row may be split. `bound`: the gap is larger. `none`: the bound says nothing (it is 0 or less).
   */
  readonly proof: 'optimal' | 'bound' | 'none';
  readonly certificate: FacilityCertificate;
  /** Nodes of the proof tree that were bounded, the root included. */
  readonly nodes: number;
  /** Name of the search that found the solution. */
  readonly solver: string;
}

/** What `verifyCertificate` needs to show the lower bound again without a solver. */
export interface FacilityCertificate {
  /** Names the formula of the bound. */
  readonly kind: BoundKind;
  /** n: Lagrange multipliers of "every row is served"; whatever they are, the formula gives a valid bound. */
  readonly multipliers: Float32Array;
  /** The bound that they give. */
  readonly rootBound: number;
  /** The proof by exhaustion; null: not kept, not finished or not needed, and the certificate shows `rootBound` alone. */
  readonly tree: ProofTree | null;
}
