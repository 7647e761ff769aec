import type { JointProblem } from './joint-problem';

/**
 * Where each kind of multiplier of the joint relaxation stands in one array: `users` (D per entry service, of any sign),
 * then those that are >= 0: `links` (C x R per called service), `room` (2 x R) and `coverage` (1 per service).
 */
export interface MultiplierLayout {
  readonly size: number;
  /** By service: first position, -1 for those that users do not call. */
  readonly users: readonly number[];
  /** By service: first position, -1 for those that no service calls. */
  readonly links: readonly number[];
  /** Multipliers from here on are >= 0. */
  readonly nonNegative: number;
  readonly room: number;
  readonly coverage: number;
}

/** By service: what a request that misses its latency objective costs at the multipliers, US dollars a month. */
export function coveragePrices(multipliers: ArrayLike<number>, { size, coverage }: MultiplierLayout): Float64Array {
  return Float64Array.from({ length: size - coverage }, (_, service) => multipliers[coverage + service] as number);
}

export function multiplierLayout({ services, classOf, classes, regions }: JointProblem): MultiplierLayout {
  let size = 0;
  const take = (count: number): number => {
    const start = size;
    size += count;
    return start;
  };
  const users = services.map(({ isEntry }) => (isEntry ? take(classOf.length) : -1));
  const nonNegative = size;
  const links = services.map(({ calledRate }) => (calledRate > 0 ? take(classes * regions) : -1));
  const room = take(2 * regions);
  const coverage = take(services.length);
  return { size, users, links, nonNegative, room, coverage };
}
