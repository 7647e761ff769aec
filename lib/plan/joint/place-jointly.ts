import { planSeed } from '../constants';
import { regionsBefore } from '../moves';
import type { DemandPoint, PreviousPlan } from '../plan';
import type { Circumstances, Placements } from '../place-services';
import { findPlacement } from './find-placement';
import { hubStarts } from './hub-starts';
import { type JointBound, jointBound, primalOf } from './joint-bound';
import type { SiteSets } from './joint-prices';
import { hasLimitedRoom, type JointProblem, type JointService, withUnlimitedRoom } from './joint-problem';
import { relaxationSteps } from './joint-relaxation';
import { improveSites } from './joint-search';
import { jointState } from './joint-state';
import { coveragePrices } from './multiplier-layout';
import { type ForcedRegion, placeForced } from './place-forced';
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
/** Services are gathered around hubs where the bound stays further below the cost than this share of it. */
const wideGap = 0.03;
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
  const searched = improve(trials, problem, start, unlimited === null ? [] : [unlimited.sets]);
  const isCrowded = unlimited !== null && searched.cost > unlimited.usd * (1 + roomMatters);
  const placed = isCrowded ? gather(trials, problem, searched, unlimited.usd) : searched;
  const probe = boundOf(circumstances, problem, placed, probeShare);
  const isOptimal = probe.lowerBound >= placed.cost * (1 - closedGap);
  const steady = isOptimal ? placed : improve(trials, withRoomPrices(problem, probe), placed, [probe.sets]);
  const isFar = probe.lowerBound < steady.cost * (1 - wideGap);
  const best = isFar && !isCrowded ? gather(trials, problem, steady, steady.cost) : steady;
  const bound = isOptimal ? probe : boundOf(circumstances, problem, best, 1);
  const slowUsd = coveragePrices(bound.multipliers, bound.layout);
  const placements = isOptimal ? best : atCoveragePrices(trials, problem, best, slowUsd);
  if (forced.length === 0) return { placements, proved: { problem, bound } };
  const held = placeForced(trials, problem, placements, forced, slowUsd);
  return { placements: held, proved: held.diagnostics.length > 0 ? null : { problem, bound } };
}

interface JointWishes {
  readonly forced: readonly ForcedRegion[];
  /** Null: nothing is a move. */
  readonly previous: PreviousPlan | null;
}

/** Searched and placed at the prices; cheaper, or `best`. */
function atCoveragePrices(trials: Trials, problem: JointProblem, best: Placements, slowUsd: Float64Array): Placements {
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

/** Also from services gathered around hubs. */
function gather(trials: Trials, problem: JointProblem, placed: Placements, worthUsd: number): Placements {
  const options = { seed: planSeed, steps: hubSteps, worthUsd };
  return improve(trials, problem, placed, hubStarts(problem, slowPrices(problem, placed), mostHubStarts, options));
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
