import type { CityDemandSpec, DemandPointSpec, DemandSpec } from '../lib/model/spec';

/** Where the users are. */
export const Demand = {
  /** Every city of at least `minPopulation` people; the rate is shared in proportion to the population. */
  cities: ({ requestsPerSecond, ...cities }: CityDemandSpec & { readonly requestsPerSecond: number }): DemandSpec => ({
    cities,
    requestsPerSecond,
  }),
  points: (points: readonly DemandPointSpec[]): DemandSpec => ({ points }),
  /** The text of a table with the header `id,lat,lng,requests_per_second[,country]`. */
  csv: (text: string): DemandSpec => ({ csv: text }),
} as const;
