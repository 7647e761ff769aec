import type { PlacementProblem, Solution, Solver, SolverOptions } from '../solver';
import { type CapacitatedRelaxation, capacitatedRelaxation } from './capacitated-relaxation';
import {
  type CapacitatedPlan,
  evaluatePlan,
  type Evaluator,
  improvePlan,
  isBetterPlan,
  type Neighbourhood,
  newEvaluator,
  shakePlan,
  withSite,
} from './capacitated-search';
import { findFeasibleSites } from './covering';
import type { Budget } from './eager-swap';
import { capacityCut, cardinalityShortage, rowsWithoutSite } from './feasibility';
import { searchNeighbourhoods } from './neighbourhood-search';
import { prepare, type PreparedProblem } from './preprocess';
import { mulberry32 } from './random';
import { feasibleSolution, transportFlows } from './solution';
import { ascend, boundIterations, type AscentSchedule } from './subgradient';
import { newTransport, runTransport } from './transport';
import { secondSmallestCosts, smallestCosts } from './uncapacitated-relaxation';

/** Capacitated facility location with split demand, with a range for the number of sites. */
export const capacitatedSolver: Solver = { name: 'capacitated-lagrangian', accepts: () => true, solve };

const schedule: AscentSchedule = { firstStep: 1.5, lastStep: 0.003, patience: 15, iterations: 600 };
const additions = 60;
const swaps = 40;

function solve(problem: PlacementProblem, options: SolverOptions): Solution {
  const infeasible = rowsWithoutSite(problem) ?? capacityCut(problem);
  if (infeasible !== null) return infeasible;
  const prepared = prepare(problem, true);
  const budget: Budget = { steps: options.steps };
  const evaluator = newEvaluator(newTransport(problem), budget);
  const random = mulberry32(options.seed);
  const relaxation = capacitatedRelaxation(prepared);
  const first = feasiblePlan(
    evaluator,
    improve(evaluator, relaxation, firstPlan(prepared, evaluator, random)),
    options,
  );
  if (first.shortfall > 0) return cardinalityShortage(evaluator.transport, first.open);
  let best = improve(evaluator, relaxation, first);
  const upperBound = (iteration: number): number => {
    if (iteration % 10 !== 0 || budget.steps <= 0) return best.cost;
    const plan = evaluatePlan(evaluator, repair(relaxation, problem), null);
    if (plan === null) return best.cost;
    const close = plan.shortfall === 0 && plan.cost <= 1.02 * best.cost;
    const found = iteration % 50 === 0 && close ? improve(evaluator, relaxation, plan) : plan;
    if (isBetterPlan(found, best)) best = found;
    return best.cost;
  };
  const bound = ascend(relaxation, secondSmallestCosts(prepared), smallestCosts(prepared), upperBound, {
    ...schedule,
    iterations: boundIterations(schedule, options.steps, prepared.sites),
  });
  best = shakePlan(evaluator, improve(evaluator, relaxation, best), neighbourhood(relaxation), random);
  runTransport(evaluator.transport, best.open, Infinity);
  return feasibleSolution(problem, best.open, transportFlows(evaluator.transport), bound.multipliers, 'cflp');
}

/** The best plan without capacities. */
function firstPlan(prepared: PreparedProblem, evaluator: Evaluator, random: () => number): CapacitatedPlan {
  const all = Int32Array.from({ length: prepared.sites }, (_, site) => site);
  const nearest = searchNeighbourhoods(prepared, all, random, evaluator.budget);
  const open = nearest.list.slice(0, nearest.count);
  return evaluated(evaluator, open);
}

function evaluated(evaluator: Evaluator, open: Int32Array): CapacitatedPlan {
  const plan = evaluatePlan(evaluator, open, null);
  if (plan === null) throw new Error('capacitated-solver: a plan without a rival was refused');
  return plan;
}

/** `plan`, or where it is short of capacity any plan that is not, if one is found. */
function feasiblePlan(evaluator: Evaluator, plan: CapacitatedPlan, options: SolverOptions): CapacitatedPlan {
  if (plan.shortfall === 0) return plan;
  let open = findFeasibleSites(evaluator.transport, { steps: options.steps });
  if (open === null) return plan;
  for (let site = 0; open.length < evaluator.transport.problem.minSites; site += 1)
    if (!open.includes(site)) open = withSite(open, site);
  return evaluated(evaluator, open);
}

function improve(evaluator: Evaluator, relaxation: CapacitatedRelaxation, plan: CapacitatedPlan): CapacitatedPlan {
  return improvePlan(evaluator, plan, neighbourhood(relaxation));
}

/** Sites in the order of what opening them adds in the relaxation. */
function neighbourhood(relaxation: CapacitatedRelaxation): Neighbourhood {
  const order = Int32Array.from(relaxation.siteValue, (_, site) => site).sort(
    (a, b) => (relaxation.siteValue[a] as number) - (relaxation.siteValue[b] as number) || a - b,
  );
  return { order, additions, swaps };
}

/** The sites of the relaxed optimum and the cheapest further ones per unit of capacity, until the demand fits. */
function repair(relaxation: CapacitatedRelaxation, problem: PlacementProblem): Int32Array {
  const { supply, demand } = relaxation.limits;
  let open: Int32Array = Int32Array.from(relaxation.shares, (_, site) => site).filter(
    (site) => (relaxation.shares[site] as number) > 0,
  );
  const order = Int32Array.from(supply, (_, site) => site)
    .filter((site) => !open.includes(site))
    .sort((a, b) => pricePerLoad(relaxation, a) - pricePerLoad(relaxation, b) || a - b);
  let carried = open.reduce((sum, site) => sum + (supply[site] as number), 0);
  for (const site of order) {
    if (open.length >= problem.maxSites || (carried >= demand && open.length >= problem.minSites)) break;
    open = withSite(open, site);
    carried += supply[site] as number;
  }
  return open.slice(0, problem.maxSites);
}

function pricePerLoad(relaxation: CapacitatedRelaxation, site: number): number {
  return (relaxation.siteValue[site] as number) / (relaxation.limits.supply[site] as number);
}
