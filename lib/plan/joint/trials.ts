import type { Model, ServiceNode } from '../../model/model';
import { planSeed } from '../constants';
import { lossErrors } from '../failures';
import { movesFrom } from '../moves';
import { type Circumstances, type Placements, placeServices } from '../place-services';
import type { PreviousPlan, Workload } from '../plan';
import type { Steering } from '../workload-problem';
import { newPrices, priceSites, type SiteSets } from './joint-prices';
import { hasLimitedRoom, type JointProblem, type JointService } from './joint-problem';
import { improveSites } from './joint-search';
import { jointState } from './joint-state';

/** Elementary operations of the local searches from one start. */
const searchSteps = 3e8;
const mostRounds = 6;
export const searchOptions = { seed: planSeed, steps: searchSteps / mostRounds };

/** Overload is priced as if a placement cost this many times what it does, where none may be left. */
export const severity = 20;

/** What of the sets that steer a placement is kept: nothing, the regions, or also the loads of the search, in whole replicas. */
type Keeps = 'nothing' | 'regions' | 'loads';

/** Searches and placements of one plan: none is made twice. */
export interface Trials {
  readonly circumstances: WishedCircumstances;
  search(problem: JointProblem, sets: SiteSets, slowUsd: Float64Array): SiteSets;
  /** Where `sets` overload regions: what a search from there ends with that no overload pays for; else nothing. */
  searchForRoom(problem: JointProblem, sets: SiteSets, slowUsd: Float64Array): readonly SiteSets[];
  /** Steered by the prices of `sets`. */
  place(problem: JointProblem, sets: SiteSets, slowUsd: Float64Array, keeps: Keeps): Placements;
}

export function newTrials(circumstances: WishedCircumstances): Trials {
  const searched = new WeakMap<JointProblem, Map<string, SiteSets>>();
  const fitted = new WeakMap<JointProblem, Map<string, readonly SiteSets[]>>();
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
    searchForRoom: (problem, sets, slowUsd) =>
      once(fitted, problem, `${sets.join('')} ${slowUsd.join(' ')}`, () => withRoom(problem, sets, slowUsd)),
    place: (problem, sets, slowUsd, keeps) =>
      once(placed, problem, `${keeps} ${sets.join('')} ${slowUsd.join(' ')}`, () =>
        placeAll(circumstances, steeringBy(circumstances, problem, sets, slowUsd, keeps)),
      ),
  };
}

/**
 * Places again while that lowers the cost: steered by the prices of the present placement, then by those of what local
 * searches find from it and from `starts`, and into the very regions that they find.
 */
export function improve(
  trials: Trials,
  problem: JointProblem,
  start: Placements,
  starts: readonly SiteSets[],
): Placements {
  let best = start;
  let further = starts;
  const kept: readonly Keeps[] = hasLimitedRoom(problem) ? ['nothing', 'regions', 'loads'] : ['nothing', 'regions'];
  for (let round = 0; round < mostRounds; round += 1) {
    const slowUsd = slowPrices(problem, best);
    const sets = sitesOf(trials.circumstances.model, problem, best.workloads);
    const searched = [sets, ...further].map((each) => trials.search(problem, each, slowUsd));
    const found = searched.concat(searched.flatMap((each) => trials.searchForRoom(problem, each, slowUsd)));
    further = [];
    const next = [sets, ...found]
      .flatMap((each, at) => {
        const place = (keeps: Keeps): Placements => trials.place(problem, each, slowUsd, keeps);
        return at === 0 ? [place('nothing')] : kept.map(place);
      })
      .filter(({ diagnostics }) => diagnostics.length === 0)
      .reduce((least, each) => (each.cost < least.cost ? each : least), best);
    if (next.cost >= best.cost * (1 - 1e-9)) return best;
    best = next;
  }
  return best;
}

function withRoom(problem: JointProblem, sets: SiteSets, slowUsd: Float64Array): SiteSets[] {
  if (!hasLimitedRoom(problem)) return [];
  const usd = jointState(problem, sets, slowUsd, 0).cost();
  if (jointState(problem, sets, slowUsd, usd).cost() <= usd * (1 + 1e-9)) return [];
  return [improveSites(problem, sets, slowUsd, { ...searchOptions, worthUsd: severity * usd })];
}

export interface WishedCircumstances extends Circumstances {
  readonly previous: PreviousPlan | null;
}

/** All services placed once, with what their moves cost; a loss that a tier promises to survive and does not is a fault. */
export function placeAll(
  { previous, ...circumstances }: WishedCircumstances,
  steering: (service: ServiceNode) => Steering,
): Placements {
  const placements = placeServices(circumstances, steering);
  if (placements.diagnostics.length > 0) return placements;
  const { workloads } = placements;
  const diagnostics = lossErrors({ ...circumstances, workloads });
  const moves = previous === null ? 0 : previous.moveUsd * movesFrom(circumstances.model, previous, workloads).length;
  return { ...placements, diagnostics, cost: placements.cost + moves };
}

/** All services placed in exactly these regions, within the room that there is. */
export function placeIn(
  wished: WishedCircumstances,
  problem: JointProblem,
  sets: SiteSets,
  slowUsd: Float64Array,
): Placements {
  return placeAll(wished, steeringBy(wished, problem, sets, slowUsd, 'regions'));
}

function steeringBy(
  { model }: Circumstances,
  problem: JointProblem,
  sets: SiteSets,
  slowUsd: Float64Array,
  keeps: Keeps,
): (service: ServiceNode) => Steering {
  const prices = newPrices(problem);
  priceSites(problem, sets, slowUsd, prices);
  const { regions } = problem;
  const keepsSites = keeps !== 'nothing';
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
      holdsLoads: keeps === 'loads',
    };
  };
}

/** A region from which a callee is out of reach is priced out of the market, but not forbidden. */
const outOfReachUsd = 1e9;

function downstream(price: number, computeUsd: number): number {
  return price === Infinity ? outOfReachUsd : Math.max(0, price - computeUsd);
}

/** Which regions services run in. */
export function sitesOf(
  model: Model,
  { services, regions }: JointProblem,
  workloads: ReadonlyMap<string, Pick<Workload, 'placements'>>,
): SiteSets {
  const sets = new Uint8Array(services.length * regions);
  const position = new Map(model.regions.map(({ id }, site) => [id, site]));
  for (const [index, { id }] of services.entries())
    for (const { region } of workloads.get(id)?.placements ?? [])
      sets[index * regions + (position.get(region) as number)] = 1;
  return sets;
}

export function slowPrices({ services }: JointProblem, { slowUsd }: Placements): Float64Array {
  return Float64Array.from(services, ({ id }) => slowUsd.get(id) ?? 0);
}
