import { diagnostic } from '../../model/diagnostic';
import type { Model, ServiceNode } from '../../model/model';
import { planSeed } from '../constants';
import { movesFrom, regionsBefore } from '../moves';
import type { DemandPoint, PreviousPlan } from '../plan';
import { type Circumstances, type Placements, placeServices } from '../place-services';
import { type Steering, unsteered } from '../workload-problem';
import { demandClasses } from './demand-classes';
import { hubStarts } from './hub-starts';
import { type JointBound, jointBound } from './joint-bound';
import { costOfSites, newPrices, type SiteSets } from './joint-prices';
import { type JointProblem, jointProblem, type JointService } from './joint-problem';
import { improveSites } from './joint-search';
import { jointState } from './joint-state';

export interface JointPlacement {
  readonly placements: Placements;
  /** Null when something could not be placed. */
  readonly proved: { readonly problem: JointProblem; readonly bound: JointBound } | null;
}

/** Elementary operations of the bound and of one local search. */
const boundSteps = 2e10;
const searchSteps = 3e8;
const mostIterations = 1500;
const fewestIterations = 60;
/** Part of the bound's work that looks for shadow prices of room first. */
const probeShare = 0.3;
const mostRounds = 6;
const searchOptions = { seed: planSeed, steps: searchSteps / mostRounds };
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
  const { model, order, atlas } = circumstances;
  const steered = previous === null || previous.moveUsd === 0 ? null : previous;
  const first = placeAll({ ...circumstances, previous: steered }, () => unsteered(model.regions.length));
  if (first.diagnostics.length > 0) return { placements: first, proved: null };
  const problem = jointProblem(
    { model, order, points, atlas, previous: steered },
    demandClasses(points, model.regions.length, atlas),
  );
  const wished = { ...circumstances, previous: steered };
  const start = keepIfCheaper(wished, problem, first);
  const unlimited = withoutRoom(wished, problem, start);
  const trials = newTrials(wished);
  const placed = improveInRoom(trials, problem, start, unlimited);
  const probe = boundOf(circumstances, problem, placed, probeShare);
  const isOptimal = probe.lowerBound >= placed.cost * (1 - closedGap);
  const best = isOptimal ? placed : improve(trials, withRoomPrices(problem, probe), placed, [probe.sets]);
  if (forced.length > 0) return placeForced(trials, problem, best, forced);
  const bound = isOptimal ? probe : boundOf(circumstances, problem, best, 1);
  return { placements: best, proved: { problem, bound } };
}

interface JointWishes {
  readonly forced: readonly ForcedRegion[];
  /** Null: nothing is a move. */
  readonly previous: PreviousPlan | null;
}

export interface WishedCircumstances extends Circumstances {
  readonly previous: PreviousPlan | null;
}

/** All services placed once, with what their moves cost. */
function placeAll(
  { previous, ...circumstances }: WishedCircumstances,
  steering: (service: ServiceNode) => Steering,
): Placements {
  const placements = placeServices(circumstances, steering);
  if (previous === null) return placements;
  const moves = movesFrom(circumstances.model, previous, placements.workloads);
  return { ...placements, cost: placements.cost + previous.moveUsd * moves.length };
}

/** All services placed in exactly these regions, within the room that there is. */
export function placeIn(
  wished: WishedCircumstances,
  problem: JointProblem,
  sets: SiteSets,
  slowUsd: Float64Array,
): Placements {
  return placeAll(wished, steeringBy(wished, problem, sets, slowUsd, true));
}

/** The previous plan's regions where they serve everything at no more cost, moves and all. */
function keepIfCheaper(wished: WishedCircumstances, problem: JointProblem, first: Placements): Placements {
  const { previous, model } = wished;
  if (previous === null) return first;
  const sets = sitesOf(wished, problem, first);
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
  if (problem.room.every((limit) => limit === Infinity)) return null;
  const slowUsd = slowPrices(problem, placements);
  const unlimited = { ...problem, room: problem.room.map(() => Infinity) };
  const sets = improveSites(unlimited, sitesOf(circumstances, problem, placements), slowUsd, searchOptions);
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

/** Searches and placements of one plan: none is made twice. */
interface Trials {
  readonly circumstances: WishedCircumstances;
  search(problem: JointProblem, sets: SiteSets, slowUsd: Float64Array): SiteSets;
  /** Steered by the prices of `sets`; in exactly these regions with `keepsSites`. */
  place(problem: JointProblem, sets: SiteSets, slowUsd: Float64Array, keepsSites: boolean): Placements;
}

function newTrials(circumstances: WishedCircumstances): Trials {
  const searched = new WeakMap<JointProblem, Map<string, SiteSets>>();
  const placed = new WeakMap<JointProblem, Map<string, Placements>>();
  const once = <T>(
    known: WeakMap<JointProblem, Map<string, T>>,
    problem: JointProblem,
    key: string,
    make: () => T,
  ): T => {
    const here = known.get(problem) ?? new Map<string, T>();
    known.set(problem, here);
    const found = here.get(key) ?? make();
    here.set(key, found);
    return found;
  };
  return {
    circumstances,
    search: (problem, sets, slowUsd) =>
      once(searched, problem, `${sets.join('')} ${slowUsd.join(' ')}`, () =>
        improveSites(problem, sets, slowUsd, searchOptions),
      ),
    place: (problem, sets, slowUsd, keepsSites) =>
      once(placed, problem, `${keepsSites} ${sets.join('')} ${slowUsd.join(' ')}`, () =>
        placeAll(circumstances, steeringBy(circumstances, problem, sets, slowUsd, keepsSites)),
      ),
  };
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
): JointPlacement {
  const { model } = circumstances;
  const slowUsd = slowPrices(problem, free);
  const held = withForce(problem, model, forced);
  const sets = sitesOf(circumstances, problem, free);
  for (const [index, { fixedUsd, maxSites }] of held.services.entries())
    for (const [site, usd] of fixedUsd.entries())
      if (usd < 0)
        openForced(sets.subarray(index * problem.regions, (index + 1) * problem.regions), fixedUsd, site, maxSites);
  const [best = null] = [trials.search(held, sets, slowUsd), sets]
    .map((each) => trials.place(problem, each, slowUsd, true))
    .filter((each) => each.diagnostics.length === 0 && missingPins(each, forced).length === 0)
    .toSorted((a, b) => a.cost - b.cost);
  if (best !== null) return { placements: best, proved: { problem, bound: boundOf(circumstances, problem, best, 1) } };
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
  const services = problem.services.map((service) => {
    const here = new Set(forced.filter((pin) => pin.service === service.id).map(({ region }) => region));
    const fixedUsd = service.fixedUsd.map((usd, site) => (here.has(regions[site]?.id ?? '') ? usd - forcedUsd : usd));
    return { ...service, fixedUsd };
  });
  return { ...problem, services, constantUsd: problem.constantUsd + forced.length * forcedUsd };
}

/**
 * Places again while that lowers the cost: steered by the prices of the present placement, then by those of what local
 * searches find from it and from `starts`, and into the very regions that they find.
 */
function improve(trials: Trials, problem: JointProblem, start: Placements, starts: readonly SiteSets[]): Placements {
  let best = start;
  let further = starts;
  for (let round = 0; round < mostRounds; round += 1) {
    const slowUsd = slowPrices(problem, best);
    const sets = sitesOf(trials.circumstances, problem, best);
    const found = [sets, ...further].map((each) => trials.search(problem, each, slowUsd));
    further = [];
    const next = [sets, ...found]
      .flatMap((each, at) => {
        const free = trials.place(problem, each, slowUsd, false);
        return at === 0 ? [free] : [free, trials.place(problem, each, slowUsd, true)];
      })
      .filter(({ diagnostics }) => diagnostics.length === 0)
      .reduce((least, each) => (each.cost < least.cost ? each : least), best);
    if (next.cost >= best.cost * (1 - 1e-9)) return best;
    best = next;
  }
  return best;
}

function steeringBy(
  { model }: Circumstances,
  problem: JointProblem,
  sets: SiteSets,
  slowUsd: Float64Array,
  keepsSites: boolean,
): (service: ServiceNode) => Steering {
  const prices = newPrices(problem);
  costOfSites(problem, sets, slowUsd, prices);
  const { regions } = problem;
  const loads = keepsSites ? jointState(problem, sets, slowUsd).loads() : null;
  const position = new Map(problem.services.map(({ id }, index) => [id, index]));
  return ({ id }) => {
    const index = position.get(id) as number;
    const { computeUsd } = problem.services[index] as JointService;
    const own = prices.own.subarray(index * regions, (index + 1) * regions);
    return {
      downstreamUsd: Float64Array.from(own, (price, site) => downstream(price, computeUsd[site] as number)),
      regions: keepsSites
        ? new Set(model.regions.filter((_, site) => sets[index * regions + site] === 1).map((region) => region.id))
        : null,
      expected:
        loads && new Map(model.regions.map((region, site) => [region.id, loads[index * regions + site] as number])),
    };
  };
}

/** A region from which a callee is out of reach is priced out of the market, but not forbidden. */
const outOfReachUsd = 1e9;

function downstream(price: number, computeUsd: number): number {
  return price === Infinity ? outOfReachUsd : Math.max(0, price - computeUsd);
}

function sitesOf({ model }: Circumstances, { services, regions }: JointProblem, { workloads }: Placements): SiteSets {
  const sets = new Uint8Array(services.length * regions);
  const position = new Map(model.regions.map(({ id }, site) => [id, site]));
  for (const [index, { id }] of services.entries())
    for (const { region } of workloads.get(id)?.placements ?? [])
      sets[index * regions + (position.get(region) as number)] = 1;
  return sets;
}

function slowPrices({ services }: JointProblem, { slowUsd }: Placements): Float64Array {
  return Float64Array.from(services, ({ id }) => slowUsd.get(id) ?? 0);
}

function boundOf(
  circumstances: Circumstances,
  problem: JointProblem,
  placements: Placements,
  part: number,
): JointBound {
  const prices = newPrices(problem);
  const slowUsd = slowPrices(problem, placements);
  const sets = sitesOf(circumstances, problem, placements);
  costOfSites(problem, sets, slowUsd, prices);
  const iterations = Math.max(
    fewestIterations,
    Math.min(mostIterations, Math.floor(boundSteps / relaxationSteps(problem))),
  );
  return jointBound(problem, { cost: placements.cost, sets, prices, slowUsd }, Math.ceil(part * iterations));
}

/** Elementary operations of one evaluation of the relaxation. */
export function relaxationSteps({ services, calls, regions, classes, userRates }: JointProblem): number {
  const entries = services.filter(({ isEntry }) => isEntry).length;
  return 2 * entries * userRates.length * regions + calls.length * classes * regions * regions;
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
