import type { PlacementProblem, Solution, Solver, SolverOptions } from '../solver';
import { searchTree, type TreeResult } from './capacitated/tree-search';
import { ascentStart } from './ascent-start';
import { type CapacitatedRelaxation, capacitatedRelaxation } from './capacitated-relaxation';
import { improvePlan, shakePlan } from './capacitated-search';
import { findFeasibleSites } from './covering';
import type { SupplyCut } from './capacitated/site-choice';
import { capacityCut, cardinalityShortage, rowsWithoutSite } from './feasibility';
import { searchNeighbourhoods } from './neighbourhood-search';
import { type CapacitatedPlan, type Evaluator, evaluatePlan, isBetterPlan, newEvaluator } from './plan-evaluator';
import { pricePlan } from './plan-prices';
import { prepare, type PreparedProblem } from './preprocess';
import { mulberry32 } from './random';
import { withSite } from './site-set';
import { feasibleSolution, transportFlows } from './solution';
import { ascend, type AscentSchedule, boundIterations } from './subgradient';
import { newTransport, runTransport } from './transport';

/** Capacitated facility location with split demand, with a range for the number of sites. */
export const capacitatedSolver: Solver = { name: 'capacitated-lagrangian', accepts: () => true, solve };

const schedule: AscentSchedule = { firstStep: 1.5, lastStep: 0.003, patience: 15, iterations: 600 };

/** What all stages of one solution share. */
interface Attempt {
  readonly prepared: PreparedProblem;
  readonly options: SolverOptions;
  readonly evaluator: Evaluator;
  /** For the prices of plans. */
  readonly pricing: CapacitatedRelaxation;
  readonly random: () => number;
}

function solve(problem: PlacementProblem, options: SolverOptions): Solution {
  const infeasible = rowsWithoutSite(problem) ?? capacityCut(problem);
  if (infeasible !== null) return infeasible;
  const prepared = prepare(problem, true);
  const evaluator = newEvaluator(newTransport(problem), { steps: options.steps });
  const pricing = capacitatedRelaxation(prepared);
  const random = mulberry32(options.seed);
  const attempt: Attempt = { prepared, options, evaluator, pricing, random };
  const first = firstPlan(attempt);
  if (first.shortfall > 0) return cardinalityShortage(evaluator.transport, first.open);
  const { best, multipliers } = raiseBound(attempt, first);
  const plan = shakePlan(evaluator, pricing, improvePlan(evaluator, pricing, best), random);
  const proof = prove(attempt, plan, multipliers);
  const { best: proved } = proof;
  runTransport(evaluator.transport, proved.open, Infinity);
  const solution = feasibleSolution(problem, proved.open, transportFlows(evaluator.transport), multipliers, 'cflp');
  return {
    ...solution,
    lowerBound: Math.max(solution.rootBound, proof.lowerBound),
    nodes: proof.nodes,
    tree: proof.tree,
  };
}

function prove(attempt: Attempt, best: CapacitatedPlan, multipliers: Float64Array): TreeResult {
  const { prepared, options, evaluator, pricing } = attempt;
  const budget = { steps: options.proofSteps ?? 0 };
  if (budget.steps <= 0) return { best, lowerBound: -Infinity, nodes: 1, tree: null };
  const relaxation = capacitatedRelaxation(prepared);
  const start = { ...ascentStart(prepared), multipliers };
  return searchTree({ relaxation, pricing, evaluator, start, best, budget, keepTree: options.keepTree ?? false });
}

/** From the best plan without capacities; where that leads nowhere, from any feasible plan there is. */
function firstPlan({ prepared, options, evaluator, pricing, random }: Attempt): CapacitatedPlan {
  const all = Int32Array.from({ length: prepared.sites }, (_, site) => site);
  const nearest = searchNeighbourhoods(prepared, all, random, evaluator.budget);
  const plan = improvePlan(evaluator, pricing, evaluatePlan(evaluator, nearest.list.slice(0, nearest.count)));
  if (plan.shortfall === 0) return plan;
  const { minSites, maxSites } = prepared.problem;
  let open = maxSites === prepared.sites ? all : findFeasibleSites(evaluator.transport, { steps: options.steps });
  if (open === null) return plan;
  for (const site of all) if (open.length < minSites && !open.includes(site)) open = withSite(open, site);
  return improvePlan(evaluator, pricing, evaluatePlan(evaluator, open));
}

/** Ascent from the prices of the first plan; the relaxed optima on the way are repaired to plans and improved. */
function raiseBound(attempt: Attempt, first: CapacitatedPlan): { best: CapacitatedPlan; multipliers: Float64Array } {
  const { prepared, options, evaluator, pricing } = attempt;
  const relaxation = capacitatedRelaxation(prepared);
  let best = first;
  const upperBound = (iteration: number): number => {
    if (iteration % 10 !== 0 || evaluator.budget.steps <= 0) return best.cost;
    const plan = evaluatePlan(evaluator, repair(relaxation, prepared.problem));
    const close = plan.shortfall === 0 && plan.cost <= 1.02 * best.cost;
    const found = iteration % 50 === 0 && close ? improvePlan(evaluator, pricing, plan) : plan;
    if (isBetterPlan(found, best)) best = found;
    return best.cost;
  };
  const start = { ...ascentStart(prepared), multipliers: pricePlan(evaluator, pricing, first.open).multipliers };
  const iterations = boundIterations(schedule, options.steps, prepared.sites);
  const { multipliers } = ascend(relaxation, start, upperBound, { ...schedule, iterations });
  return { best, multipliers };
}

/** The sites of the relaxed optimum and the cheapest further ones per unit of capacity, until the demand fits. */
function repair(relaxation: CapacitatedRelaxation, problem: PlacementProblem): Int32Array {
  const { supply, demand } = everyday(relaxation);
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
  return (relaxation.siteValue[site] as number) / (everyday(relaxation).supply[site] as number);
}

function everyday(relaxation: CapacitatedRelaxation): SupplyCut {
  return relaxation.limits.cuts[0] as SupplyCut;
}
