import { diagnostic, type Diagnostic, type DiagnosticCode } from '../../model/diagnostic';
import type { Model } from '../../model/model';
import type { DemandPoint } from '../plan';
import type { Placements } from '../place-services';
import { unsteered } from '../workload-problem';
import { demandClasses } from './demand-classes';
import { hubStarts } from './hub-starts';
import type { SiteSets } from './joint-prices';
import { type JointProblem, jointProblem } from './joint-problem';
import { improveSites } from './joint-search';
import { jointState } from './joint-state';
import { type RoomCut, roomCut } from './room-cut';
import { placeAll, placeIn, searchOptions, type WishedCircumstances } from './trials';

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
/** Overload is priced as if a placement cost this many times what it costs without limits of room. */
const severity = 20;

/**
 * All services placed one by one; where one finds no room then, all placed in the regions of a search that looks for room
 * for all at once. A fault says whether that none exists is proved, or none was found.
 */
export function findPlacement(circumstances: WishedCircumstances, points: readonly DemandPoint[]): FoundPlacement {
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
  const found = searchForRoom(circumstances, problem);
  return { placements: found ?? withFault(placements, notFound(problem)), problem };
}

/** The cheapest of the placements in regions that searches for room find; null when none serves everything. */
function searchForRoom(circumstances: WishedCircumstances, problem: JointProblem): Placements | null {
  const slowUsd = new Float64Array(problem.services.length);
  const wide = widest(problem);
  const unlimited = { ...problem, room: problem.room.map(() => Infinity) };
  const cheapest = improveSites(unlimited, wide, slowUsd, searchOptions);
  const worthUsd = severity * jointState(unlimited, cheapest, slowUsd).cost();
  const starts = [
    wide,
    cheapest,
    ...hubStarts(problem, slowUsd, hubs, { seed: searchOptions.seed, steps: hubSteps, worthUsd }),
  ];
  const [best = null] = starts
    .map((start) => improveSites(problem, start, slowUsd, { ...searchOptions, worthUsd }))
    .map((sets) => placeIn(circumstances, problem, sets, slowUsd))
    .filter(({ diagnostics }) => diagnostics.length === 0)
    .toSorted((a, b) => a.cost - b.cost);
  return best;
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
    services: quoted(cut.services.map((at) => services[at]?.id ?? '')),
    needed: amount(cut.needed),
    regions: quoted(cut.regions.map((at) => regions[at]?.id ?? '')),
    room: amount(cut.room),
    targetPercent: Math.round(planner.targetUtilisation * 1000) / 10,
  });
}

/** Without limits of room the faults themselves say that nothing was found. */
function notFound({ services, room }: JointProblem): Diagnostic | null {
  if (services.length < 2 || room.every((limit) => limit === Infinity)) return null;
  return diagnostic('plan/room-not-found', 'regions', { services: services.length });
}

function quoted(ids: readonly string[]): string {
  return ids.map((id) => `"${id}"`).join(', ');
}
