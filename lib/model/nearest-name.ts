/**
 * The candidate that was probably meant: fewest edits (insert, delete, replace, swap of neighbours), at most a third of
 * the name's length, ties by code units; undefined when none is near. Case, `-` and `_` count half an edit.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > longestName) return undefined;
  let best: string | undefined;
  // Of a single character everything short would be near.
  let bestDistance = (name.length < 2 ? 0 : Math.max(1, Math.floor(name.length / 3))) + slack;
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) >= bestDistance + 1) continue;
    const distance = editDistance(name, candidate, bestDistance);
    if (distance < bestDistance || (distance === bestDistance && best !== undefined && candidate < best)) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

const longestName = 64;
/** Room for one change of case beside the edits. */
const slack = 0.75;

/** Optimal string alignment distance, or infinity when it is above the limit; O(|a| |b|). */
function editDistance(a: string, b: string, limit: number): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column += 1) {
      let cost = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + replaceCost(a.charCodeAt(row - 1), b.charCodeAt(column - 1)),
      );
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isSwap) cost = Math.min(cost, (beforePrevious[column - 2] ?? 0) + 1);
      current.push(cost);
      if (cost < least) least = cost;
    }
    // A swap reaches back two rows, so both must be above the limit.
    if (least > limit && Math.min(...previous) + 1 > limit) return Number.POSITIVE_INFINITY;
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}

function replaceCost(a: number, b: number): number {
  if (a === b) return 0;
  const isCase = (a ^ b) === 0x20 && (a | 0x20) >= 0x61 && (a | 0x20) <= 0x7a;
  return isCase || (separators.has(a) && separators.has(b)) ? 0.5 : 1;
}

const separators: ReadonlySet<number> = new Set(['-', '_', '.', ':', ' '].map((character) => character.charCodeAt(0)));
