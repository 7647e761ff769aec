import { coverInstance } from './cover-instance';
import { cheapestCover } from './cover-tree';
import {
  optionFaults,
  checkDistances,
  coveringDefaults,
  type CoveringDistances,
  type CoveringOptions,
  type CoveringProof,
  refuse,
  rowsOutOfReach,
  type Uncoverable,
} from './covering-result';
import { withinRadius } from './set-covering';

/** p-center (Hakimi 1964): open at most `p` sites so that the worst distance of a row to its nearest one is least. */
export interface PCenterProblem extends CoveringDistances {
  /** How many open at most, 1 <= p <= sites. */
  readonly p: number;
}

export interface PCenter {
  readonly feasible: true;
  /** Ascending site indices, p of them at most. */
  readonly open: Int32Array;
  /** The worst distance of a row to its nearest open site. */
  readonly radius: number;
  /** No p sites have a smaller radius. */
  readonly lowerBound: number;
  /** (radius - lowerBound) / radius; 0 where radius is 0. */
  readonly gap: number;
  readonly proof: CoveringProof;
}

/**
 * Solves p-center by binary search over the distinct distances (Minieka 1970): whether p sites cover all rows within one is
 * a set covering problem, solved by branch and bound. A test that the budget leaves undecided ends the search.
 * @throws RangeError that lists every fault of the arguments
 */
export function solvePCenter(problem: PCenterProblem, options: CoveringOptions = {}): PCenter | Uncoverable {
  const rows = checkDistances('solvePCenter', problem);
  const { sites, p } = problem;
  const faults = Number.isInteger(p) && 1 <= p && p <= sites ? [] : ['p is a whole number from 1 to sites'];
  refuse('solvePCenter', [...faults, ...optionFaults(options)]);
  const lost = rowsOutOfReach(problem, rows, Infinity);
  if (lost !== null) return lost;
  const { steps, proofSteps } = { ...coveringDefaults, ...options };
  const budget = { steps: steps + proofSteps };
  const radii = candidateRadii(problem, rows);
  let low = 0;
  let high = radii.length - 1;
  let open: Int32Array | null = null;
  const widest = coverWithin(problem, rows, radii[high] ?? 0, budget);
  if (widest.open === null) return { feasible: false, cause: 'sites', rows: new Int32Array(0), proved: widest.refuted };
  open = widest.open;
  high = radii.indexOf(radiusOf(problem, rows, open));
  while (low < high) {
    const middle = (low + high) >> 1;
    const test = coverWithin(problem, rows, radii[middle] as number, budget);
    if (test.open !== null) {
      open = test.open;
      high = radii.indexOf(radiusOf(problem, rows, open));
    } else if (test.refuted) low = middle + 1;
    else break;
  }
  const radius = radii[high] ?? 0;
  const lowerBound = radii[low] ?? 0;
  const proof = low >= high ? 'optimal' : lowerBound > 0 ? 'bound' : 'none';
  return { feasible: true, open, radius, lowerBound, gap: radius === 0 ? 0 : (radius - lowerBound) / radius, proof };
}

/** At most p sites that cover every row, or null; `refuted` if that is proved to be impossible. */
function coverWithin(
  { distances, sites, p }: PCenterProblem,
  rows: number,
  radius: number,
  budget: { steps: number },
): { open: Int32Array | null; refuted: boolean } {
  const { open, lowerBound } = cheapestCover({
    instance: coverInstance(rows, new Float64Array(sites).fill(1), (row, site) =>
      withinRadius(distances[row * sites + site] as number, radius),
    ),
    below: p + 1,
    goodEnough: p,
    areIntegers: true,
    budget,
  });
  return { open, refuted: open === null && lowerBound > p };
}

function radiusOf({ distances, sites }: PCenterProblem, rows: number, open: Int32Array): number {
  let worst = 0;
  for (let row = 0; row < rows; row += 1) {
    let nearest = Infinity;
    for (const site of open) nearest = Math.min(nearest, distances[row * sites + site] as number);
    worst = Math.max(worst, nearest);
  }
  return worst;
}

/** The distinct finite distances, ascending, from the largest distance of a row to its nearest site on. */
function candidateRadii({ distances, sites }: PCenterProblem, rows: number): Float64Array {
  const all = Int32Array.from({ length: sites }, (_, site) => site);
  const least = radiusOf({ distances, sites, p: sites }, rows, all);
  const sorted = distances.filter((distance) => distance >= least && distance < Infinity).sort();
  return sorted.filter((distance, at) => at === 0 || distance > (sorted[at - 1] as number));
}
