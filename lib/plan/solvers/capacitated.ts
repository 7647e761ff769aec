import type { PlacementProblem, Solution, Solver, SolverOptions } from '../solver';
import { cutoffBelow } from './branch/cutoff';
import { sitesIgnoringCapacity } from './capacitated/start-sites';
import { searchTree, type TreeResult } from './capacitated/tree-search';
import { ascentStart } from './ascent-start';
import { type CapacitatedRelaxation, capacitatedRelaxation } from './capacitated-relaxation';
import { improvePlan, relieve, shakePlan } from './capacitated-search';
import { findFeasibleSites } from './covering';
import type { SupplyCut } from './capacitated/site-choice';
import { capacityCut, cardinalityShortage, lossCut, rowsWithoutSite } from './feasibility';
import {
  type CapacitatedPlan,
  type Evaluator,
  evaluatePlan,
  isBetterPlan,
  newEvaluator,
  planBelow,
} from './plan-evaluator';
import { prepare, type PreparedProblem } from './preprocess';
import { mulberry32 } from './random';
import { withSite } from './site-set';
import { feasibleSolution, transportFlows } from './solution';
import { ascend, type AscentSchedule, boundIterations } from './subgradient';
import { newTransport, runTransport } from './transport';

/** Capacitated facility location with split demand, with a range for the number of sites. */
export const capacitatedSolver: Solver = { name: 'capacitated-lagrangian', accepts: () => true, solve };

const schedule: AscentSchedule = { firstStep: 1.5, lastStep: 0.003, patience: 15, iterations: 600 };

/** Plans of relaxed optima are improved where they cost at most this much of the best plan. */
const nearness = 1.02;
/** The iteration that also looks at the best plan without capacities. */
const ignoringAt = 100;
/** Failures in a row that end the search before the proof, and after one that leaves a gap. */
const firstFailures = 40;
const lastFailures = 160;

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
  const infeasible = rowsWithoutSite(problem) ?? capacityCut(problem) ?? lossCut(problem);
  if (infeasible !== null) return infeasible;
  const prepared = prepare(problem, true);
  const evaluator = newEvaluator(newTransport(problem), { steps: options.steps });
  const pricing = capacitatedRelaxation(prepared);
  const random = mulberry32(options.seed);
  const attempt: Attempt = { prepared, options, evaluator, pricing, random };
  const first = firstPlan(attempt);
  if (first.shortfall > 0) return cardinalityShortage(evaluator.transport, first.open, evaluator.losses);
  const { best, multipliers } = raiseBound(attempt, first);
  const found = improvePlan(evaluator, pricing, best);
  const plan = shakePlan(evaluator, pricing, prepared, found, random, firstFailures);
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

/** The proof that is asked for; where it ends with a gap, the search goes on. */
function prove(attempt: Attempt, best: CapacitatedPlan, multipliers: Float64Array): TreeResult {
  const { prepared, options, evaluator, pricing, random } = attempt;
  const steps = options.proofSteps ?? 0;
  if (steps <= 0) return { best, lowerBound: -Infinity, nodes: 1, tree: null };
  const relaxation = capacitatedRelaxation(prepared);
  const start = { ...ascentStart(prepared), multipliers };
  const result = searchTree({
    relaxation,
    pricing,
    evaluator: { ...evaluator, budget: { steps } },
    start,
    best,
    keepTree: options.keepTree ?? false,
  });
  if (result.lowerBound >= cutoffBelow(result.best.cost, false)) return result;
  return { ...result, best: shakePlan(evaluator, pricing, prepared, result.best, random, lastFailures) };
}

/** The relaxed optimum of the first multipliers, repaired; where that leads nowhere, any feasible plan there is. */
function firstPlan({ prepared, options, evaluator, pricing }: Attempt): CapacitatedPlan {
  const { multipliers } = ascentStart(prepared);
  pricing.evaluate(multipliers, new Float64Array(prepared.rows));
  evaluator.prices.set(pricing.prices);
  const plan = relieve(evaluator, evaluatePlan(evaluator, repair(pricing, evaluator)));
  if (plan.shortfall === 0) return plan;
  const { minSites, maxSites } = prepared.problem;
  const all = Int32Array.from({ length: prepared.sites }, (_, site) => site);
  let open = maxSites === prepared.sites ? all : findFeasibleSites(evaluator.transport, { steps: options.steps });
  if (open === null) return plan;
  for (const site of all) if (open.length < minSites && !open.includes(site)) open = withSite(open, site);
  return relieve(evaluator, evaluatePlan(evaluator, open));
}

/** Ascent from the first multipliers; the relaxed optima on the way are repaired to plans and improved. */
function raiseBound(attempt: Attempt, first: CapacitatedPlan): { best: CapacitatedPlan; multipliers: Float64Array } {
  const { prepared, options, evaluator, pricing } = attempt;
  const relaxation = capacitatedRelaxation(prepared);
  let best = first;
  const offer = (found: CapacitatedPlan): void => {
    if (isBetterPlan(found, best)) best = found;
  };
  const upperBound = (iteration: number): number => {
    if (iteration % 10 !== 0 || evaluator.budget.steps <= 0) return best.cost;
    const open = repair(relaxation, evaluator);
    evaluator.prices.set(relaxation.prices);
    const close = planBelow(evaluator, open, best.cost * nearness);
    if (close !== null)
      offer(iteration % 50 === 0 && close.shortfall === 0 ? improvePlan(evaluator, pricing, close) : close);
    if (iteration === ignoringAt)
      offer(
        improvePlan(evaluator, pricing, evaluatePlan(evaluator, sitesIgnoringCapacity(prepared, evaluator.budget))),
      );
    return best.cost;
  };
  const iterations = boundIterations(schedule, options.steps, prepared.sites);
  const { multipliers } = ascend(relaxation, ascentStart(prepared), upperBound, { ...schedule, iterations });
  return { best, multipliers };
}

/**
 * The sites of the relaxed optimum and the cheapest further ones per unit of capacity, until the demand fits and every loss
 * is survived.
 */
function repair(relaxation: CapacitatedRelaxation, { transport, losses }: Evaluator): Int32Array {
  const { problem } = transport;
  const { supply, demand } = everyday(relaxation);
  let open: Int32Array = Int32Array.from(relaxation.shares, (_, site) => site).filter(
    (site) => (relaxation.shares[site] as number) > 0,
  );
  const order = Int32Array.from(supply, (_, site) => site)
    .filter((site) => !open.includes(site))
    .sort((a, b) => pricePerLoad(relaxation, a) - pricePerLoad(relaxation, b) || a - b);
  let carried = open.reduce((sum, site) => sum + (supply[site] as number), 0);
  for (const site of order) {
    if (open.length >= problem.maxSites) break;
    const enough = carried >= demand && open.length >= problem.minSites;
    if (enough && (losses === null || losses.missing(open) === 0)) break;
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
