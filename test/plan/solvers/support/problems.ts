import fc from 'fast-check';
import type { PlacementProblem } from '../../../../lib/plan/solver';

/** A problem from plain numbers: costs row by row, null = forbidden. */
export function problemOf(
  costs: readonly (readonly (number | null)[])[],
  options: {
    readonly sites?: number;
    readonly demands?: readonly number[];
    readonly fixedCosts?: readonly number[];
    readonly capacities?: readonly number[];
    readonly minSites?: number;
    readonly maxSites?: number;
  } = {},
): PlacementProblem {
  const sites = options.sites ?? costs[0]?.length ?? 0;
  return {
    costs: Float64Array.from(costs.flat(), (cost) => cost ?? Infinity),
    demands: Float64Array.from(options.demands ?? costs.map(() => 1)),
    fixedCosts: Float64Array.from(options.fixedCosts ?? Array.from({ length: sites }, () => 0)),
    capacities: options.capacities === undefined ? null : Float64Array.from(options.capacities),
    minSites: options.minSites ?? 1,
    maxSites: options.maxSites ?? sites,
  };
}

export type Kind = 'pmedian' | 'ufl' | 'mixed' | 'capacitated' | 'capacitatedMixed';
export const kinds: readonly Kind[] = ['pmedian', 'ufl', 'mixed', 'capacitated', 'capacitatedMixed'];

/** Random small problems of a kind, with ties, equal columns and forbidden pairs; integers, so that sums are exact. */
export function problems(kind: Kind): fc.Arbitrary<PlacementProblem> {
  const limited = kind === 'capacitated' || kind === 'capacitatedMixed';
  const size = limited
    ? fc.record({ rows: fc.integer({ min: 1, max: 7 }), sites: fc.integer({ min: 1, max: 6 }) })
    : fc.record({ rows: fc.integer({ min: 1, max: 12 }), sites: fc.integer({ min: 1, max: 8 }) });
  const cost = fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 0, max: 60 }) },
    { weight: 1, arbitrary: fc.constant(Infinity) },
  );
  return size.chain(({ rows, sites }) =>
    fc
      .record({
        costs: fc.array(cost, { minLength: rows * sites, maxLength: rows * sites }),
        demands: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: rows, maxLength: rows }),
        fixedCosts: fc.array(fc.integer({ min: 0, max: 80 }), { minLength: sites, maxLength: sites }),
        capacities: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: sites, maxLength: sites }),
        first: fc.integer({ min: 1, max: sites }),
        second: fc.integer({ min: 1, max: sites }),
        copied: fc.boolean(),
      })
      .map((drawn) => {
        const costs = Float64Array.from(drawn.costs);
        if (drawn.copied)
          for (let row = 0; row < rows; row += 1) costs[row * sites + sites - 1] = costs[row * sites] ?? 0;
        const few = kind === 'pmedian' ? drawn.first : Math.min(drawn.first, drawn.second);
        const many = kind === 'pmedian' ? drawn.first : Math.max(drawn.first, drawn.second);
        const anyNumber = kind === 'ufl' || kind === 'capacitated';
        return {
          costs,
          demands: Float64Array.from(drawn.demands),
          fixedCosts: kind === 'pmedian' ? new Float64Array(sites) : Float64Array.from(drawn.fixedCosts),
          capacities: limited ? Float64Array.from(drawn.capacities) : null,
          minSites: anyNumber ? 1 : few,
          maxSites: anyNumber ? sites : many,
        };
      }),
  );
}
