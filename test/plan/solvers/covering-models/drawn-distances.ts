import fc from 'fast-check';

/** Small n x m distances with ties, equal columns and forbidden pairs; demands and costs beside them. */
export interface Drawn {
  readonly rows: number;
  readonly sites: number;
  readonly distances: Float64Array;
  readonly demands: Float64Array;
  readonly fixedCosts: Float64Array;
  readonly radius: number;
  readonly p: number;
}

export const drawnDistances: fc.Arbitrary<Drawn> = fc
  .record({ rows: fc.integer({ min: 0, max: 12 }), sites: fc.integer({ min: 1, max: 8 }) })
  .chain(({ rows, sites }) => {
    const distance = fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 0, max: 20 }) },
      { weight: 1, arbitrary: fc.constant(Infinity) },
    );
    const list = (one: fc.Arbitrary<number>, length: number): fc.Arbitrary<Float64Array> =>
      fc.array(one, { minLength: length, maxLength: length }).map((numbers) => Float64Array.from(numbers));
    return fc.record({
      rows: fc.constant(rows),
      sites: fc.constant(sites),
      distances: list(distance, rows * sites),
      demands: list(fc.integer({ min: 0, max: 9 }), rows),
      fixedCosts: list(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(1.1)), sites),
      radius: fc.integer({ min: 0, max: 20 }),
      p: fc.integer({ min: 1, max: sites }),
    });
  });

/** Every set of sites, as ascending indices. */
export function subsets(sites: number): number[][] {
  return Array.from({ length: 2 ** sites }, (_, mask) =>
    Array.from({ length: sites }, (__, site) => site).filter((site) => (mask >> site) & 1),
  );
}

export function nearestDistance({ distances, sites }: Drawn, row: number, open: readonly number[]): number {
  return Math.min(...open.map((site) => distances[row * sites + site] ?? NaN));
}

export function worstDistance(drawn: Drawn, open: readonly number[]): number {
  return Math.max(0, ...Array.from({ length: drawn.rows }, (_, row) => nearestDistance(drawn, row, open)));
}

/** Rows and sites in reverse order. */
export function reversed(drawn: Drawn): Drawn {
  return {
    ...drawn,
    distances: drawn.distances.toReversed(),
    demands: drawn.demands.toReversed(),
    fixedCosts: drawn.fixedCosts.toReversed(),
  };
}
