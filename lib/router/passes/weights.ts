/**
 * Integer weights that sum to 100, by largest remainder; ties by position. Parts that would round to nothing get 0.
 * Each weight is within 1 of its exact value.
 */
export function integerWeights(parts: readonly number[]): number[] {
  const total = parts.reduce((sum, part) => sum + part, 0);
  if (total <= 0) return parts.map(() => 0);
  const exact = parts.map((part) => (part / total) * 100);
  const weights = exact.map(Math.floor);
  const missing = 100 - weights.reduce((sum, weight) => sum + weight, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, missing)) weights[index] = (weights[index] ?? 0) + 1;
  return weights;
}
