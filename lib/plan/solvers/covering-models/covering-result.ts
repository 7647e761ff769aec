/** Numbers of rows or sites: a typed array or a plain one; read, never written. */
export type Numbers = ArrayLike<number>;

/** Who is near what: the part that all covering and center problems share. */
export interface CoveringDistances {
  /** n x m row-major, >= 0: distance (or round trip, in any one unit) of the row to the site; Infinity = forbidden. */
  readonly distances: Float64Array;
  /** m: how many sites there are to choose from. */
  readonly sites: number;
}

/** Budgets count steps and never time: the same problem and budgets give the same bytes on every machine. */
export interface CoveringOptions {
  /** Of the pseudo-random generator, where one is used; a whole number from 0 to 2^32 - 1. @default 1 */
  readonly seed?: number;
  /** Budget of the search, in evaluations of a site; a whole number, at least 1. @default 3,000,000 */
  readonly steps?: number;
  /** Budget of the proof, in evaluations of a site; a whole number, at least 0. @default 20,000,000 */
  readonly proofSteps?: number;
}

export const coveringDefaults = { seed: 1, steps: 3_000_000, proofSteps: 20_000_000 } as const;

/** `optimal`: shown by numbers to be the best; `bound`: the gap is positive; `none`: the bound says nothing. */
export type CoveringProof = 'optimal' | 'bound' | 'none';

/** No choice of sites does what was asked. */
export interface Uncoverable {
  readonly feasible: false;
  /** `row`: `rows` are out of reach of every site. `sites`: no p sites reach every row; `rows` is empty. */
  readonly cause: 'row' | 'sites';
  readonly rows: Int32Array;
  /** Whether that is proved, or only no choice was found within the budget. */
  readonly proved: boolean;
}

/** @throws RangeError if the arguments break the rules of `CoveringDistances` */
export function checkDistances(name: string, { distances, sites }: CoveringDistances): number {
  const faults: string[] = [];
  if (!Number.isInteger(sites) || sites < 0) faults.push('sites is a whole number >= 0');
  if (sites > 0 ? distances.length % sites !== 0 : distances.length > 0) faults.push('distances are rows x sites');
  if (!distances.every((distance) => distance >= 0)) faults.push('distances are >= 0 or Infinity');
  refuse(name, faults);
  return sites === 0 ? 0 : distances.length / sites;
}

export function optionFaults({ seed, steps, proofSteps }: CoveringOptions): string[] {
  const faults: string[] = [];
  const check = (name: string, value: number | undefined, least: number, most: number): void => {
    if (value !== undefined && !(Number.isInteger(value) && least <= value && value <= most))
      faults.push(`${name} is a whole number from ${least} to ${most}`);
  };
  check('seed', seed, 0, 2 ** 32 - 1);
  check('steps', steps, 1, Number.MAX_SAFE_INTEGER);
  check('proofSteps', proofSteps, 0, Number.MAX_SAFE_INTEGER);
  return faults;
}

/** @throws RangeError that lists every fault */
export function refuse(name: string, faults: readonly string[]): void {
  if (faults.length > 0) throw new RangeError(`${name}: ${faults.join('; ')}`);
}

/** Rows that no site reaches within `radius`, or null. */
export function rowsOutOfReach(problem: CoveringDistances, rows: number, radius: number): Uncoverable | null {
  const { distances, sites } = problem;
  const lost: number[] = [];
  for (let row = 0; row < rows; row += 1) {
    let reached = false;
    for (let site = 0; site < sites && !reached; site += 1) {
      const distance = distances[row * sites + site] as number;
      reached = distance <= radius && distance < Infinity;
    }
    if (!reached) lost.push(row);
  }
  return lost.length === 0 ? null : { feasible: false, cause: 'row', rows: Int32Array.from(lost), proved: true };
}
