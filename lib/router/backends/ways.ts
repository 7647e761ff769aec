import type { SitePath } from '../route-plan';

/** One step of ways through a site. */
export interface TransitStep {
  readonly at: string;
  readonly to: string;
  readonly way: number;
  readonly next: string;
}

export interface Ways {
  /** The number of a path or alternative, by its sites. */
  readonly numberOf: (route: readonly string[]) => number;
  /** One per (at, to, way); sorted. */
  readonly transit: readonly TransitStep[];
}

/**
 * A site on the way knows the end and the number of a way, not where it began. Every path so gets the least number at which
 * each site on it hands on to the next site of this very path; what the topology proved is then what routers do. Shortest
 * paths come first and mostly share the number 0.
 */
export function numberedWays(paths: readonly SitePath[]): Ways {
  const routes = [
    ...paths.map(({ via }) => via),
    ...paths.flatMap(({ alternative }) => (alternative === null ? [] : [alternative])),
  ];
  const steps = new Map<string, TransitStep>();
  const numbers = new Map<string, number>();
  for (const route of routes) {
    const to = route.at(-1) ?? '';
    const inner = route.slice(1, -1).map((at, index) => ({ at, to, next: route[index + 2] ?? '' }));
    let way = 0;
    const agrees = ({ at, next }: { at: string; next: string }): boolean =>
      (steps.get(stepKey(at, to, way))?.next ?? next) === next;
    while (!inner.every(agrees)) way += 1;
    for (const step of inner) steps.set(stepKey(step.at, to, way), { ...step, way });
    numbers.set(route.join(' '), way);
  }
  return {
    numberOf: (route) => numbers.get(route.join(' ')) ?? 0,
    transit: [...steps].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, step]) => step),
  };
}

function stepKey(at: string, to: string, way: number): string {
  return `${at} ${to} ${way}`;
}
