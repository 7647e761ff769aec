import { planSeed } from '../constants';
import { jointBound, primalOf } from '../joint/joint-bound';
import type { SiteSets } from '../joint/joint-prices';
import { type JointProblem, type JointService, withFine } from '../joint/joint-problem';
import { relaxationSteps } from '../joint/joint-relaxation';
import { improveSites } from '../joint/joint-search';
import { jointState } from '../joint/joint-state';
import { type Settled, settledStarts } from '../joint/settled-starts';
import { placeIn, sitesOf, type WishedCircumstances } from '../joint/trials';
import type { Placements } from '../place-services';
import type { Plan } from '../plan';
import { userRowsOf } from '../user-rows';
import type { StatedBound } from './stated-bound';

/** US dollars a month. */
export interface SettledCost {
  /** No plan like that costs less; Infinity: there is none. */
  readonly leastUsd: number;
  /** A plan like that costs so much; null: none was found. */
  readonly mostUsd: number | null;
  /** Where that plan runs the service, sorted. */
  readonly regions: readonly string[];
}

/** Elementary operations of all bounds and of all searches for one service. */
const boundSteps = 2e9;
const searchSteps = 3e7;
const mostIterations = 100;
/** Placements of all services for one of them. */
const placings = 80;
/** Part of the gap that settling must cost, so that a tighter bound may tell. */
const decidable = 0.5;

/** Costs of a plan's services with one region settled. `count`: how many will be asked for, which share the work. */
export function settledCosts(plan: Plan, stated: StatedBound, count: number): (settled: Settled) => SettledCost {
  const { problem, slowUsd, multipliers } = stated;
  const { model, from, workloads } = plan;
  const sets = sitesOf(model, problem, new Map(workloads.map((workload) => [workload.service, workload])));
  const { order, atlas, points } = stated.input;
  const wished = { model, order, atlas, userRows: userRowsOf(points, order), previous: from ?? null };
  const cost = plan.objective.total;
  const affordable = Math.floor(boundSteps / relaxationSteps(problem) / count);
  const iterations = Math.max(1, Math.min(mostIterations, affordable));
  return (settled) => {
    const held = withSettled(problem, settled, cost);
    if (held === null) return { leastUsd: Infinity, mostUsd: null, regions: [] };
    const starts = settledStarts(problem, sets, slowUsd, settled);
    const options = { seed: planSeed, steps: searchSteps / count / starts.length };
    const searched = starts.map((start) => improveSites(held, start, slowUsd, options));
    const found = cheapestPlan(
      wished,
      stated,
      settled,
      cheapestSets(problem, slowUsd, [...searched, ...starts], Math.max(1, Math.floor(placings / count))),
    );
    const most = found?.cost ?? null;
    const isClose = most !== null && most - cost <= decidable * plan.gap * cost;
    const primal = primalOf(problem, searched[0] ?? sets, slowUsd, most ?? cost * (1 + plan.gap));
    const leastUsd = isClose ? stated.lowerBound : jointBound(held, primal, iterations, multipliers).lowerBound;
    const id = problem.services[settled.service]?.id ?? '';
    const regions = found?.workloads.get(id)?.placements.map(({ region }) => region) ?? [];
    return { leastUsd, mostUsd: most, regions };
  };
}

/**
 * The problem whose optimum has the region settled; null when no choice is left. Running there saves ten times the plan's
 * cost, which `constantUsd` charges: a plan without it costs so much more, a plan with it the same.
 */
function withSettled(problem: JointProblem, { service, region, runs }: Settled, costUsd: number): JointProblem | null {
  const { regions } = problem;
  if (runs) return withFine(problem, service, region, 10 * costUsd);
  const asked = problem.services[service] as JointService;
  const candidate = asked.candidate.with(region, 0);
  const left = candidate.reduce((sum, flag) => sum + flag, 0);
  if (left < asked.minSites) return null;
  const closed = (usd: Float64Array): Float64Array =>
    usd.map((each, at) => (at % regions === region ? Infinity : each));
  return {
    ...problem,
    services: problem.services.with(service, {
      ...asked,
      candidate,
      maxSites: Math.min(asked.maxSites, left),
      userUsd: asked.userUsd && closed(asked.userUsd),
    }),
    calls: problem.calls.map((call) => (call.to === service ? { ...call, callUsd: closed(call.callUsd) } : call)),
  };
}

/** The cheapest of the different choices, room fined. */
function cheapestSets(
  problem: JointProblem,
  slowUsd: Float64Array,
  choices: readonly SiteSets[],
  most: number,
): SiteSets[] {
  const different = new Map(choices.map((sets) => [sets.join(''), sets]));
  return [...different.values()]
    .map((sets) => ({ sets, usd: jointState(problem, sets, slowUsd).cost() }))
    .toSorted((a, b) => Number(a.usd > b.usd) - Number(a.usd < b.usd))
    .slice(0, most)
    .map(({ sets }) => sets);
}

/** The cheapest of the plans that run everything in given regions, within the room that there is; null: none has all settled. */
function cheapestPlan(
  wished: WishedCircumstances,
  { problem, slowUsd }: StatedBound,
  { service, region, runs }: Settled,
  choices: readonly SiteSets[],
): Placements | null {
  const id = problem.services[service]?.id ?? '';
  const settledId = wished.model.regions[region]?.id;
  let best: Placements | null = null;
  for (const sets of choices) {
    const placements = placeIn(wished, problem, sets, slowUsd);
    const { diagnostics, workloads, cost } = placements;
    if (diagnostics.length > 0 || cost >= (best?.cost ?? Infinity)) continue;
    const isRun = workloads.get(id)?.placements.some((each) => each.region === settledId);
    if (isRun === runs) best = placements;
  }
  return best;
}
