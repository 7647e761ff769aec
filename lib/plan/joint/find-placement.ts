import { diagnostic, type Diagnostic, type DiagnosticCode } from '../../model/diagnostic';
import type { Model } from '../../model/model';
import { quotedList } from '../../model/quoted-list';
import type { DemandPoint } from '../plan';
import type { Placements } from '../place-services';
import { unsteered } from '../workload-problem';
import { demandClasses } from './demand-classes';
import { hubStarts } from './hub-starts';
import type { SiteSets } from './joint-prices';
import { type JointProblem, jointProblem, withUnlimitedRoom } from './joint-problem';
import { improveSites } from './joint-search';
import { jointState } from './joint-state';
import { type RoomCut, roomCut } from './room-cut';
import { placeAll, placeIn, searchOptions, severity, type WishedCircumstances } from './trials';

export interface FoundPlacement {
  readonly placements: Placements;
  readonly problem: JointProblem;
}

/** Faults that another order of the services, or other regions of those placed before, may end. */
const roomFaults: ReadonlySet<DiagnosticCode> = new Set([
  'plan/capacity-short',
  'plan/no-room',
  'plan/latency-needs-regions',
  'plan/not-resilient',
  'plan/apart-conflict',
  'plan/spread-not-found',
]);
/** Starts from hubs, and elementary operations for all of them. */
const hubs = 4;
const hubSteps = 1e8;
const quickSteps = 2e6;

/**
 * All services placed one by one; where one finds no room then, all placed in the regions of a search that looks for room
 * for all at once. A fault says whether that none exists is proved, or none was found. What is found with quick effort is
 * found with full effort too.
 */
export function findPlacement(
  circumstances: WishedCircumstances,
  points: readonly DemandPoint[],
  effort: 'quick' | 'full',
): FoundPlacement {
  const { model, order, atlas, previous } = circumstances;
  const placements = placeAll(circumstances, () => unsteered(model.regions.length));
  const problem = jointProblem(
    { model, order, points, atlas, previous },
    demandClasses(points, model.regions.length, atlas),
  );
  const faults = placements.diagnostics;
  if (faults.length === 0 || !faults.every(({ code }) => roomFaults.has(code))) return { placements, problem };
  if (problem.services.some(({ minSites, candidate }) => minSites > count(candidate))) return { placements, problem };
  const cut = roomCut(problem);
  if (cut !== null) return { placements: withFault(placements, cutFault(model, problem, cut)), problem };
  const found = searchForRoom(circumstances, problem, effort);
  const lacksRoom = faults.some(({ code }) => code === 'plan/capacity-short' || code === 'plan/no-room');
  return { placements: found ?? (lacksRoom ? withFault(placements, notFound(problem)) : placements), problem };
}

/** All placed in the regions of the first search for room that ends with a placement; null when none does. */
function searchForRoom(
  circumstances: WishedCircumstances,
  problem: JointProblem,
  effort: 'quick' | 'full',
): Placements | null {
  const slowUsd = new Float64Array(problem.services.length);
  const unlimited = withUnlimitedRoom(problem);
  const wide = widest(problem);
  const worthUsd = severity * jointState(unlimited, wide, slowUsd).cost();
  const search = (start: SiteSets, steps: number): SiteSets =>
    improveSites(problem, start, slowUsd, { ...searchOptions, steps, worthUsd });
  const hubOptions = { seed: searchOptions.seed, steps: hubSteps, worthUsd };
  const searches: readonly (() => readonly SiteSets[])[] = [
    () => [search(wide, quickSteps)],
    () => [search(wide, searchOptions.steps)],
    () => [search(improveSites(unlimited, wide, slowUsd, searchOptions), searchOptions.steps)],
    () => hubStarts(problem, slowUsd, hubs, hubOptions).map((start) => search(start, searchOptions.steps)),
  ];
  for (const find of effort === 'quick' ? searches.slice(0, 1) : searches)
    for (const sets of find()) {
      const placements = placeIn(circumstances, problem, sets, slowUsd);
      if (placements.diagnostics.length === 0) return placements;
    }
  return null;
}

/** Every service in as many of its regions as it may run in. */
function widest({ services, regions }: JointProblem): SiteSets {
  const sets = new Uint8Array(services.length * regions);
  for (const [index, { candidate, maxSites }] of services.entries())
    for (let site = 0, open = 0; site < regions && open < maxSites; site += 1) {
      sets[index * regions + site] = candidate[site] as number;
      open += candidate[site] as number;
    }
  return sets;
}

function count(flags: Uint8Array): number {
  return flags.reduce((sum, flag) => sum + flag, 0);
}

/** A service alone that lacks room says so itself. */
function withFault(placements: Placements, fault: Diagnostic | null): Placements {
  return fault === null ? placements : { ...placements, diagnostics: [...placements.diagnostics, fault] };
}

function cutFault({ regions, planner }: Model, { services }: JointProblem, cut: RoomCut): Diagnostic | null {
  if (cut.services.length < 2) return null;
  const amount = (value: number): string =>
    cut.kind === 'cpu' ? `${Math.round(value / 10) / 100} CPU` : `${Math.round(value)} MiB of memory`;
  return diagnostic('plan/room-lacking', 'regions', {
    services: quotedList(cut.services.map((at) => services[at]?.id ?? '')),
    needed: amount(cut.needed),
    regions: quotedList(cut.regions.map((at) => regions[at]?.id ?? '')),
    room: amount(cut.room),
    targetPercent: Math.round(planner.targetUtilisation * 1000) / 10,
  });
}

function notFound({ services }: JointProblem): Diagnostic | null {
  return services.length < 2 ? null : diagnostic('plan/room-not-found', 'regions', { services: services.length });
}
