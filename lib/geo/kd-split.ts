/**
 * Reorders the points [low, high] so that position `k` holds what a sort on the axis would put there, nothing before it
 * is greater and nothing after it smaller. Floyd and Rivest 1975 (algorithm 489): about n + k comparisons.
 */
export function smallestOnAxis(
  vectors: Float64Array,
  ids: Uint32Array,
  k: number,
  low: number,
  high: number,
  axis: number,
): void {
  let [left, right] = [low, high];
  while (right > left) {
    if (right - left > 600) {
      // Narrows the range to where position k is almost surely found, by recursion on a sample.
      const size = right - left + 1;
      const rank = k - left + 1;
      const logarithm = Math.log(size);
      const sample = 0.5 * Math.exp((2 * logarithm) / 3);
      const spread = 0.5 * Math.sqrt((logarithm * sample * (size - sample)) / size) * (rank < size / 2 ? -1 : 1);
      const from = Math.max(left, Math.floor(k - (rank * sample) / size + spread));
      const to = Math.min(right, Math.floor(k + ((size - rank) * sample) / size + spread));
      smallestOnAxis(vectors, ids, k, from, to, axis);
    }
    const pivot = vectors[k * 3 + axis] as number;
    let [i, j] = [left, right];
    while (i <= j) {
      while ((vectors[i * 3 + axis] as number) < pivot) i += 1;
      while ((vectors[j * 3 + axis] as number) > pivot) j -= 1;
      if (i > j) break;
      swap(vectors, ids, i, j);
      i += 1;
      j -= 1;
    }
    if (j < k) left = i;
    if (k < i) right = j;
  }
}

function swap(vectors: Float64Array, ids: Uint32Array, i: number, j: number): void {
  const id = ids[i] as number;
  ids[i] = ids[j] as number;
  ids[j] = id;
  for (let axis = 0; axis < 3; axis += 1) {
    const value = vectors[i * 3 + axis] as number;
    vectors[i * 3 + axis] = vectors[j * 3 + axis] as number;
    vectors[j * 3 + axis] = value;
  }
}
