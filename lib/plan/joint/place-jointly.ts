import { diagnostic } from '../../model/diagnostic';
import type { Model } from '../../model/model';
import { planSeed } from '../constants';
import { regionsBefore } from '../moves';
import type { DemandPoint, PreviousPlan } from '../plan';
import type { Circumstances, Placements } from '../place-services';
import { findPlacement } from './find-placement';
import { hubStarts } from './hub-starts';
import { type JointBound, jointBound, primalOf } from './joint-bound';
import type { SiteSets } from './joint-prices';
import { hasLimitedRoom, type JointProblem, type JointService, withFine, withUnlimitedRoom } from './joint-problem';
import { relaxationSteps } from './joint-relaxation';
import { improveSites } from './joint-search';
import { jointState } from './joint-state';
import {
  improve,
  newTrials,
  placeIn,
  searchOptions,
  sitesOf,
  slowPrices,
  type Trials,
  type WishedCircumstances,
} from './trials';

export interface JointPlacement {
  readonly placements: Placements;
  /** Null when something could not be placed. */
  readonly proved: { readonly problem: JointProblem; readonly bound: JointBound } | null;
}

/** Elementary operations of the bound and of one local search. */
const boundSteps = 2e10;
const mostIterations = 1500;
const fewestIterations = 60;
/** Part of the bound's work that looks for shadow prices of room first. */
const probeShare = 0.3;
/** Room matters where it makes a placement dearer by more than this share of the cost. */
const roomMatters = 0.005;
const mostHubStarts = 3;
const hubSteps = 6e8;
/** Nothing is looked for any more once the bound is as near to the cost as this share of it. */
const closedGap = 1e-7;

/**
 * Places all services together. Starts from the services placed one by one and repeats: what every region costs downstream
 * at the present placement, the regions of all services improved together at those costs, and all placed again within the
 * room that there is. The cheapest placement counts, so it never costs more than the first. The bound is that of the joint
 * problem.
 */
export function placeJointly(
  circumstances: Circumstances,
  points: readonly DemandPoint[],
  { forced, previous }: JointWishes,
): JointPlacement {
  const steered = previous === null || previous.moveUsd === 0 ? null : previous;
  const wished = { ...circumstances, previous: steered };
  const { placements: first, problem } = findPlacement(wished, points, 'full');
  if (first.diagnostics.length > 0) return { placements: first, proved: null };
  const start = keepIfCheaper(wished, problem, first);
  const unlimited = withoutRoom(wished, problem, start);
  const trials = newTrials(wished);
  const placed = improveInRoom(trials, problem, start, unlimited);
  const probe = boundOf(circumstances, problem, placed, probeShare);
  const isOptimal = probe.lowerBound >= placed.cost * (1 - closedGap);
  const best = isOptimal ? placed : improve(trials, withRoomPrices(problem, probe), placed, [probe.sets]);
  const bound = isOptimal ? probe : boundOf(circumstances, problem, best, 1);
  const placements = isOptimal ? best : atCoveragePrices(trials, problem, best, bound);
  if (forced.length > 0) return placeForced(trials, problem, placements, forced, bound);
  return { placements, proved: { problem, bound } };
}

interface JointWishes {
  readonly forced: readonly ForcedRegion[];
  /** Null: nothing is a move. */
  readonly previous: PreviousPlan | null;
}

/** Searched and placed where a request that misses its objective costs what it does in the bound; cheaper, or `best`. */
function atCoveragePrices(trials: Trials, problem: JointProblem, best: Placements, bound: JointBound): Placements {
  const { multipliers, layout } = bound;
  const slowUsd = Float64Array.from(multipliers.subarray(layout.coverage, layout.coverage + problem.services.length));
  const sets = trials.search(problem, sitesOf(trials.circumstances.model, problem, best.workloads), slowUsd);
  const placed = trials.place(problem, sets, slowUsd, 'regions');
  const isCheaper = placed.diagnostics.length === 0 && placed.cost < best.cost;
  return isCheaper ? improve(trials, problem, placed, []) : best;
}

/** The previous plan's regions where they serve everything at no more cost, moves and all. */
function keepIfCheaper(wished: WishedCircumstances, problem: JointProblem, first: Placements): Placements {
  const { previous, model } = wished;
  if (previous === null) return first;
  const sets = sitesOf(model, problem, first.workloads);
  const before = regionsBefore(model, previous);
  for (const [index, { id }] of problem.services.entries())
    for (const [site, region] of before.has(id) ? model.regions.entries() : [])
      sets[index * problem.regions + site] = before.get(id)?.has(region.id) === true ? 1 : 0;
  const kept = placeIn(wished, problem, sets, slowPrices(problem, first));
  return kept.diagnostics.length === 0 && kept.cost < first.cost ? kept : first;
}

interface Unlimited {
  readonly sets: SiteSets;
  readonly usd: number;
}

/** Where services would go if room were no matter; null where it is none. */
function withoutRoom(circumstances: Circumstances, problem: JointProblem, placements: Placements): Unlimited | null {
  if (!hasLimitedRoom(problem)) return null;
  const slowUsd = slowPrices(problem, placements);
  const unlimited = withUnlimitedRoom(problem);
  const sets = improveSites(
    unlimited,
    sitesOf(circumstances.model, problem, placements.workloads),
    slowUsd,
    searchOptions,
  );
  return { sets, usd: jointState(unlimited, sets, slowUsd).cost() };
}

/** Also from where services would go if room were no matter, and where that is much cheaper, from services gathered around hubs. */
function improveInRoom(
  trials: Trials,
  problem: JointProblem,
  start: Placements,
  unlimited: Unlimited | null,
): Placements {
  const placed = improve(trials, problem, start, unlimited === null ? [] : [unlimited.sets]);
  if (unlimited === null || placed.cost <= unlimited.usd * (1 + roomMatters)) return placed;
  const options = { seed: planSeed, steps: hubSteps, worthUsd: unlimited.usd };
  return improve(trials, problem, placed, hubStarts(problem, slowPrices(problem, placed), mostHubStarts, options));
}

/** Regions that a service must run in. */
export interface ForcedRegion {
  readonly service: string;
  readonly region: string;
}

/** What makes a search keep a forced region, US dollars a month. */
const forcedUsd = 1e7;

/**
 * From the cheapest placement without force: the regions of all services improved together with the forced ones among
 * them, and all placed in exactly these. The bound is that of the problem without force, so it holds. A service that
 * cannot serve its requests from them is a fault.
 */
function placeForced(
  { circumstances, ...trials }: Trials,
  problem: JointProblem,
  free: Placements,
  forced: readonly ForcedRegion[],
  bound: JointBound,
): JointPlacement {
  const { model } = circumstances;
  const slowUsd = slowPrices(problem, free);
  const held = withForce(problem, model, forced);
  const sets = sitesOf(model, problem, free.workloads);
  for (const [index, { fixedUsd, maxSites }] of held.services.entries())
    for (const [site, usd] of fixedUsd.entries())
      if (usd < 0)
        openForced(sets.subarray(index * problem.regions, (index + 1) * problem.regions), fixedUsd, site, maxSites);
  const [best = null] = [trials.search(held, sets, slowUsd), sets]
    .map((each) => trials.place(problem, each, slowUsd, 'regions'))
    .filter((each) => each.diagnostics.length === 0 && missingPins(each, forced).length === 0)
    .toSorted((a, b) => a.cost - b.cost);
  if (best !== null) return { placements: best, proved: { problem, bound } };
  const diagnostics = forced.map((pin) => diagnostic('plan/not-forced', `services/${pin.service}/geo`, pin));
  return { placements: { ...free, diagnostics }, proved: null };
}

function missingPins({ workloads }: Placements, forced: readonly ForcedRegion[]): ForcedRegion[] {
  return forced.filter(
    ({ service, region }) => workloads.get(service)?.placements.every((each) => each.region !== region) ?? true,
  );
}

/** Opens a forced site, instead of one that is not forced where the most are open. */
function openForced(own: Uint8Array, fixedUsd: Float64Array, site: number, maxSites: number): void {
  if (own[site] === 1) return;
  const open = own.reduce((sum, flag) => sum + flag, 0);
  const leaves = own.findIndex((flag, at) => flag === 1 && (fixedUsd[at] as number) >= 0);
  if (open >= maxSites && leaves >= 0) own[leaves] = 0;
  own[site] = 1;
}

function withForce(problem: JointProblem, { regions }: Model, forced: readonly ForcedRegion[]): JointProblem {
  return forced.reduce((held, pin) => {
    const index = problem.services.findIndex(({ id }) => id === pin.service);
    const site = regions.findIndex(({ id }) => id === pin.region);
    return index < 0 || site < 0 ? held : withFine(held, index, site, forcedUsd);
  }, problem);
}

function boundOf(
  circumstances: Circumstances,
  problem: JointProblem,
  placements: Placements,
  part: number,
): JointBound {
  const sets = sitesOf(circumstances.model, problem, placements.workloads);
  const primal = primalOf(problem, sets, slowPrices(problem, placements), placements.cost);
  const iterations = Math.max(
    fewestIterations,
    Math.min(mostIterations, Math.floor(boundSteps / relaxationSteps(problem))),
  );
  return jointBound(problem, primal, Math.ceil(part * iterations));
}

/** The same problem with the shadow prices of room in the cost of compute. */
function withRoomPrices(problem: JointProblem, { multipliers, layout }: JointBound): JointProblem {
  const { regions } = problem;
  if (multipliers.subarray(layout.room, layout.room + 2 * regions).every((usd) => usd === 0)) return problem;
  const priced = (service: JointService): Float64Array =>
    service.computeUsd.map(
      (usd, site) =>
        usd +
        service.use[0] * (multipliers[layout.room + site] as number) +
        service.use[1] * (multipliers[layout.room + regions + site] as number),
    );
  return { ...problem, services: problem.services.map((service) => ({ ...service, computeUsd: priced(service) })) };
}
