/**
 * The contract of every placement solver. Pure numbers: no names, no units of the outside world.
 * n demand rows, m sites; all arrays are read, never written.
 */
export interface PlacementProblem {
  /** n x m row-major: cost of serving ALL of demand row i from site j, >= 0; Infinity = forbidden. */
  readonly costs: Float64Array;
  /** n: load of each row, in the unit of `capacities`; > 0. */
  readonly demands: Float64Array;
  /** m: cost of opening a site, >= 0. */
  readonly fixedCosts: Float64Array;
  /** m: load a site can carry, Infinity = unlimited; null when none is limited. */
  readonly capacities: Float64Array | null;
  /** Fewest and most sites that may be open, 1 <= minSites <= maxSites <= m. */
  readonly minSites: number;
  readonly maxSites: number;
  /** Every row is served by one site only. @default false */
  readonly singleSource?: boolean;
  /** For each of them the open sites that survive must be able to carry all demand. @default none */
  readonly losses?: readonly SiteLoss[];
}

/** Sites that fail together. */
export interface SiteLoss {
  /** Ascending: sites that carry nothing under the loss. */
  readonly sites: Int32Array;
  /** m: load that each other site can carry under the loss; null for the everyday capacities. */
  readonly capacities: Float64Array | null;
  /** n x m: pairs below Infinity may be used under the loss. @default the pairs of everyday */
  readonly costs?: Float64Array;
}

export interface SolverOptions {
  /** Of the pseudo-random generator; the same seed gives the same answer on every machine. */
  readonly seed: number;
  /**
   * Budget of the search, in candidate evaluations; never a time. The bound has as much again, an iteration counting as
   * one evaluation of every site; it makes at least 100.
   */
  readonly steps: number;
  /**
   * Budget of the proof tree, in evaluations of one site; the root bound is not part of it. @default 0: no tree
   */
  readonly proofSteps?: number;
  /** Keep the multipliers of every node of the proof tree, so that it can be checked. @default false */
  readonly keepTree?: boolean;
}

export type Solution = FeasibleSolution | InfeasibleSolution;

export interface FeasibleSolution {
  readonly feasible: true;
  /** Ascending site indices. */
  readonly open: Int32Array;
  /** Shares: row `flowDemand[k]` gets `flowShare[k]` (0 to 1) from site `flowSite[k]`; sorted by row, then site. */
  readonly flowDemand: Int32Array;
  readonly flowSite: Int32Array;
  readonly flowShare: Float64Array;
  /** Sum of served cost and of fixed costs of the open sites. */
  readonly cost: number;
  /** Valid for every feasible solution: the larger of `rootBound` and of what the proof tree shows. */
  readonly lowerBound: number;
  /** Evaluated at `multipliers` rounded to float32. */
  readonly rootBound: number;
  /** n: Lagrange multipliers of the assignment constraints that give `rootBound`. */
  readonly multipliers: Float32Array;
  readonly kind: BoundKind;
  /** Nodes of the proof tree that were bounded, the root included. */
  readonly nodes: number;
  /** Null unless kept, complete and pruned by bounds alone. */
  readonly tree: ProofTree | null;
}

/** Names the relaxation that gives the bound. */
export type BoundKind = 'pmedian' | 'ufl' | 'cflp' | 'sscflp';

/**
 * Why no solution is cheaper than `cutoff`, by exhaustion: nodes in pre-order, the child with the branching site open
 * before the one with it closed. Sites that a round of multipliers fixes are not stored: they follow from the
 * multipliers and the cutoff.
 */
export interface ProofTree {
  readonly cutoff: number;
  readonly nodes: readonly ProofNode[];
}

export interface ProofNode {
  /** Multipliers of the rows, one array for each round of bounding and fixing; the last prunes where `branch` is null. */
  readonly rounds: readonly Float32Array[];
  /** The site that is open in the first child and closed in the second. */
  readonly branch: number | null;
  /** The cutoff, not below the tree's, that sites were decided against: that of the time. @default the tree's */
  readonly decidedAt?: number;
}

export interface InfeasibleSolution {
  readonly feasible: false;
  /**
   * `row`: demand rows without any allowed site. `capacity`: the load of `rows`, which only `sites` may serve, exceeds what
   * `sites` can carry, under `loss` where it is given. `cardinality`: no choice of `maxSites` sites that serves everything was found; the best one,
   * `sites`, leaves `rows` unserved or short.
   * With `singleSource`, `capacity` may also name one row that is larger than each of `sites`, its `shortfall` against the
   * largest; and `cardinality` only says that no assignment of whole rows was found: there may be one.
   */
  readonly cause: 'row' | 'capacity' | 'cardinality';
  readonly rows: Int32Array;
  readonly sites: Int32Array;
  /** Load missing, in the unit of `capacities`; 0 for `row` and where no capacity is involved. */
  readonly shortfall: number;
  /** Index in `losses` of the loss that cannot be survived. */
  readonly loss?: number;
}

export interface Solver {
  readonly name: string;
  /** Whether this solver handles the problem's kind (capacities, cardinality). */
  accepts(problem: PlacementProblem): boolean;
  solve(problem: PlacementProblem, options: SolverOptions): Solution;
}
