import { atlas } from '../atlas';
import { float32FromBase64 } from '../base64';
import { demandPoints } from '../demand';
import { type JointInput, jointProblem, type JointProblem } from '../joint/joint-problem';
import { jointRelaxation } from '../joint/joint-relaxation';
import { coveragePrices, multiplierLayout, type MultiplierLayout } from '../joint/multiplier-layout';
import { wholeBound } from '../joint/whole-bound';
import { placementOrder } from '../placement-order';
import type { Certificate, Plan } from '../plan';

/** The joint problem that a plan answers, and what its multipliers say of it. */
export interface StatedBound {
  readonly input: JointInput;
  /** By demand point. */
  readonly classOf: Int32Array;
  readonly problem: JointProblem;
  readonly layout: MultiplierLayout;
  readonly multipliers: Float64Array;
  /** Services x C x R: what one request per second costs at a service in a region, with all that it calls. */
  readonly own: Float64Array;
  /** By service: the price of a request per second that misses its objective. */
  readonly slowUsd: Float64Array;
  /** No placement costs less, US dollars a month. */
  readonly lowerBound: number;
}

/** Reads the certificate of a plan back into the problem of its Model. */
export function statedBound({ model, certificate, from }: Plan): StatedBound {
  const points = demandPoints(model.demand);
  const order = placementOrder(model);
  const ways = atlas(model.regions, points, model.planner.latency.measured);
  const classOf = Int32Array.from(float32FromBase64(certificate.classes));
  const input = { model, order, points, atlas: ways, previous: from ?? null };
  const problem = jointProblem(input, classOf);
  const multipliers = multipliersOf(
    problem,
    certificate,
    model.regions.map(({ id }) => id),
  );
  const relaxation = jointRelaxation(problem);
  relaxation.evaluate(multipliers, new Float64Array(multipliers.length));
  const { layout, own } = relaxation;
  return {
    input,
    classOf,
    problem,
    layout,
    multipliers,
    own,
    slowUsd: coveragePrices(multipliers, layout),
    lowerBound: wholeBound(problem, relaxation, multipliers).lowerBound,
  };
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
