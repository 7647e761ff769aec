import { atlas } from '../atlas';
import { float32FromBase64 } from '../base64';
import { demandPoints } from '../demand';
import { jointProblem, type JointProblem, type JointService } from '../joint/joint-problem';
import { jointRelaxation } from '../joint/joint-relaxation';
import { multiplierLayout, type MultiplierLayout } from '../joint/multiplier-layout';
import { wholeBound } from '../joint/whole-bound';
import { placementOrder } from '../placement-order';
import type { Certificate, Plan } from '../plan';

/** The joint problem that a plan answers, and what its multipliers say of it. */
export interface StatedBound {
  readonly problem: JointProblem;
  readonly layout: MultiplierLayout;
  readonly multipliers: Float64Array;
  /** No placement costs less, US dollars a month. */
  readonly lowerBound: number;
  /** Less where the service must run in the region, or must not: Infinity when it then has no choice left. */
  forced(service: number, region: number): number;
  forbidden(service: number, region: number): number;
}

/** Reads the certificate of a plan back into the problem of its Model. */
export function statedBound({ model, certificate, from }: Plan): StatedBound {
  const points = demandPoints(model.demand);
  const order = placementOrder(model);
  const ways = atlas(model.regions, points, model.planner.latency.measured);
  const classOf = Int32Array.from(float32FromBase64(certificate.classes));
  const problem = jointProblem({ model, order, points, atlas: ways, previous: from ?? null }, classOf);
  const regionIds = model.regions.map(({ id }) => id);
  return boundOf(problem, multipliersOf(problem, certificate, regionIds));
}

/** The bound of a problem at given multipliers, and those with one region of one service settled. */
export function boundOf(problem: JointProblem, multipliers: Float64Array): StatedBound {
  const relaxation = jointRelaxation(problem);
  relaxation.evaluate(multipliers, new Float64Array(multipliers.length));
  const { lowerBound, values: all } = wholeBound(problem, relaxation, multipliers);
  const settled = (index: number, region: number, runs: boolean): number => {
    const values = all.subarray(index * problem.regions, (index + 1) * problem.regions);
    const service = problem.services[index] as JointService;
    return lowerBound - cheapestChoice(values, service, null) + cheapestChoice(values, service, { region, runs });
  };
  return {
    problem,
    layout: relaxation.layout,
    multipliers,
    lowerBound,
    forced: (service, region) => settled(service, region, true),
    forbidden: (service, region) => settled(service, region, false),
  };
}

interface Settled {
  readonly region: number;
  readonly runs: boolean;
}

/** The least sum of the values of as many regions as the service may run in, one of them settled. */
function cheapestChoice(values: Float64Array, { minSites, maxSites }: JointService, settled: Settled | null): number {
  const free = [...values]
    .filter((value, region) => value < Infinity && region !== settled?.region)
    .toSorted((a, b) => a - b);
  const fixed = settled?.runs === true ? 1 : 0;
  if (free.length + fixed < minSites || fixed > maxSites) return Infinity;
  const start = fixed === 1 ? (values[settled?.region ?? 0] as number) : 0;
  return free.reduce((sum, value, at) => {
    const isTaken = at + fixed < minSites || (at + fixed < maxSites && value < 0);
    return isTaken ? sum + value : sum;
  }, start);
}

function multipliersOf(
  problem: JointProblem,
  { users, calls, room, coverage }: Certificate,
  regionIds: readonly string[],
): Float64Array {
  const layout = multiplierLayout(problem);
  const multipliers = new Float64Array(layout.size);
  const position = new Map(problem.services.map(({ id }, index) => [id, index]));
  const write = (starts: readonly number[], parts: Certificate['users']): void => {
    for (const { service, multipliers: text } of parts)
      multipliers.set(float32FromBase64(text), starts[position.get(service) ?? -1] ?? layout.size);
  };
  write(layout.users, users);
  write(layout.links, calls);
  for (const { region, cpuMilliUsd, memoryMiBUsd } of room) {
    const site = regionIds.indexOf(region);
    multipliers[layout.room + site] = cpuMilliUsd;
    multipliers[layout.room + problem.regions + site] = memoryMiBUsd;
  }
  for (const { service, slowRequestUsd } of coverage)
    multipliers[layout.coverage + (position.get(service) ?? 0)] = slowRequestUsd;
  return multipliers;
}
