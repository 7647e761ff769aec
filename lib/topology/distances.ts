/** Round trips between sites: the weights of every choice a topology makes. */
export interface SiteDistances {
  /** Ids in code-unit order. */
  readonly sites: readonly string[];
  /** Milliseconds; 0 to itself. */
  readonly rttMs: (from: string, to: string) => number;
}

export interface Link {
  /** a < b in code units. */
  readonly a: string;
  readonly b: string;
}

export function link(x: string, y: string): Link {
  return x < y ? { a: x, b: y } : { a: y, b: x };
}

/** Without repetition, sorted. */
export function distinctLinks(links: Iterable<Link>): Link[] {
  const byKey = new Map([...links].filter(({ a, b }) => a !== b).map((each) => [`${each.a} ${each.b}`, each]));
  return [...byKey].sort(([x], [y]) => (x < y ? -1 : 1)).map(([, each]) => each);
}
