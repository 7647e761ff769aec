import type { ServiceNode } from '../../model/model';
import { planSeed } from '../constants';
import type { DemandPoint } from '../plan';
import { type Circumstances, type Placements, placeServices } from '../place-services';
import type { Steering } from '../workload-problem';
import { demandClasses } from './demand-classes';
import { type JointBound, jointBound } from './joint-bound';
import { costOfSites, newPrices, type SiteSets } from './joint-prices';
import { type JointProblem, jointProblem, type JointService } from './joint-problem';
import { improveSites } from './joint-search';

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

/**
 * Places all services together. Starts from the services placed one by one and repeats: what every region costs downstream
 * at the present placement, the regions of all services improved together at those costs, and all placed again within the
 * room that there is. The cheapest placement counts, so it never costs more than the first. The bound is that of the joint
 * problem.
 */
export function placeJointly(circumstances: Circumstances, points: readonly DemandPoint[]): JointPlacement {
  const { model, order, atlas } = circumstances;
  const first = placeServices(circumstances, () => unsteered(model.regions.length));
  if (first.diagnostics.length > 0) return { placements: first, proved: null };
  const problem = jointProblem({ model, order, points, atlas }, demandClasses(points, model.regions.length, atlas));
  const placed = improve(circumstances, problem, first, []);
  const probe = boundOf(circumstances, problem, placed, probeShare);
  const best = improve(circumstances, withRoomPrices(problem, probe), placed, [probe.sets]);
  return { placements: best, proved: { problem, bound: boundOf(circumstances, problem, best, 1) } };
}

function unsteered(regions: number): Steering {
  return { downstreamUsd: new Float64Array(regions), regions: null };
}

/**
 * Places again while that lowers the cost: steered by the prices of the present placement, then by those of what local
 * searches find from it and from `starts`, and into the very regions that they find.
 */
function improve(
  circumstances: Circumstances,
  problem: JointProblem,
  start: Placements,
  starts: readonly SiteSets[],
): Placements {
  let best = start;
  let further = starts;
  for (let round = 0; round < mostRounds; round += 1) {
    const slowUsd = slowPrices(problem, best);
    const sets = sitesOf(circumstances, problem, best);
    const options = { seed: planSeed, steps: searchSteps / mostRounds };
    const found = [sets, ...further].map((each) => improveSites(problem, each, slowUsd, options));
    further = [];
    const next = [
      placeServices(circumstances, steeringBy(circumstances, problem, sets, slowUsd, false)),
      ...found.flatMap((each) => [
        placeServices(circumstances, steeringBy(circumstances, problem, each, slowUsd, false)),
        placeServices(circumstances, steeringBy(circumstances, problem, each, slowUsd, true)),
      ]),
    ]
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
function relaxationSteps({ services, calls, regions, classes, userRates }: JointProblem): number {
  const entries = services.filter(({ isEntry }) => isEntry).length;
  return 2 * entries * userRates.length * regions + calls.length * classes * regions * regions;
}

/** The same problem with the shadow prices of room in the cost of compute. */
function withRoomPrices(problem: JointProblem, { multipliers, layout }: JointBound): JointProblem {
  const { regions } = problem;
  const priced = (service: JointService): Float64Array =>
    service.computeUsd.map(
      (usd, site) =>
        usd +
        service.use[0] * (multipliers[layout.room + site] as number) +
        service.use[1] * (multipliers[layout.room + regions + site] as number),
    );
  return { ...problem, services: problem.services.map((service) => ({ ...service, computeUsd: priced(service) })) };
}
