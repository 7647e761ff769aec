import { improveSites } from './joint-search';
import type { SiteSets } from './joint-prices';
import type { JointProblem } from './joint-problem';
import { jointState } from './joint-state';

/** Hubs that are tried, and regions around each. */
const mostHubs = 8;
const mostNeighbours = 5;

export interface HubOptions {
  readonly seed: number;
  /** Elementary operations in all. */
  readonly steps: number;
  /** What a good placement costs, by which overload is priced. */
  readonly worthUsd: number;
}

/**
 * Starts for a search where room is what matters: services that call each other belong together, and where one region has
 * no room for all of them, into regions with cheap calls between them. Around each of the regions where all services
 * together would cost least, a search in that region and its cheapest neighbours; the cheapest results first.
 */
export function hubStarts(
  problem: JointProblem,
  slowUsd: Float64Array,
  count: number,
  { seed, steps, worthUsd }: HubOptions,
): SiteSets[] {
  const all = Array.from({ length: problem.regions }, (_, region) => region);
  const startAt = (hub: number, within: readonly number[], sets: SiteSets): HubStart => {
    return { hub, within, sets, usd: jointState(problem, sets, slowUsd, worthUsd).cost() };
  };
  const start = (hub: number): HubStart => {
    const within = [hub, ...neighbours(problem, hub, all)];
    return startAt(hub, within, allIn(problem, within));
  };
  const searched = ({ hub, within, sets }: HubStart, part: number): HubStart =>
    startAt(hub, within, improveSites(problem, sets, slowUsd, { seed, steps: steps * part, within, worthUsd }));
  const first = cheapest(all.map(start), mostHubs).map((each) => searched(each, 0.5 / mostHubs));
  return cheapest(first, count)
    .map((each) => searched(each, 0.5 / count))
    .map(({ sets }) => sets);
}

interface HubStart {
  readonly hub: number;
  /** The hub and its neighbours. */
  readonly within: readonly number[];
  readonly sets: SiteSets;
  readonly usd: number;
}

function cheapest(starts: readonly HubStart[], count: number): HubStart[] {
  return starts.toSorted((a, b) => a.usd - b.usd || a.hub - b.hub).slice(0, count);
}

/**
 * Every service in the first of `near` where it may run, away from those before it that it stays apart from; where it may in
 * none, or not in one alone, in the first regions that it may run in.
 */
function allIn({ services, regions }: JointProblem, near: readonly number[]): SiteSets {
  const sets = new Uint8Array(services.length * regions);
  for (const [index, { candidate, minSites, apart }] of services.entries()) {
    const own = sets.subarray(index * regions, (index + 1) * regions);
    const isFree = (site: number): boolean =>
      candidate[site] === 1 && apart.every((other) => sets[other * regions + site] === 0);
    const first = near.find(isFree);
    if (first !== undefined) own[first] = 1;
    for (let site = 0, open = first === undefined ? 0 : 1; site < regions && open < minSites; site += 1)
      if (candidate[site] === 1 && own[site] === 0) {
        own[site] = 1;
        open += 1;
      }
  }
  return sets;
}

/** The regions with which all calls would be cheapest, there and back. */
function neighbours({ services, calls, regions }: JointProblem, hub: number, all: readonly number[]): number[] {
  const usd = new Float64Array(regions);
  for (const { from, perRequest, callUsd } of calls)
    for (const other of all) {
      const rate = (services[from]?.totalRate ?? 0) * perRequest;
      for (const way of [hub * regions + other, other * regions + hub])
        usd[other] = (usd[other] as number) + rate * Math.min(outOfReachUsd, callUsd[way] as number);
    }
  return all
    .filter((other) => other !== hub)
    .toSorted((a, b) => (usd[a] as number) - (usd[b] as number) || a - b)
    .slice(0, mostNeighbours);
}

/** In place of Infinity, so that regions out of reach of some calls can be compared. */
const outOfReachUsd = 1e6;
