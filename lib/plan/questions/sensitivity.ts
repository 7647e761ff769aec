import { type JointInput, jointProblem, type JointProblem } from '../joint/joint-problem';
import { jointRelaxation } from '../joint/joint-relaxation';
import { wholeBound } from '../joint/whole-bound';
import type { Plan, Workload } from '../plan';
import { brokenObjective, flowsUsd, planFlows, type PlanFlows } from './plan-flows';
import { type Parameter, parametersOf } from './sensitivity-parameters';
import type { StatedBound } from './stated-bound';

/**
 * How far a number may change, nothing else changed, while this very plan keeps all latency objectives and is proved to stay
 * within `withinGap` of the cheapest one: both its cost and the bound are computed anew with the changed number.
 */
export interface Sensitivity extends Pick<Parameter, 'kind' | 'regions' | 'unit' | 'today'> {
  readonly from: Edge;
  readonly to: Edge;
  readonly withinGap: number;
}

export interface Edge {
  /** 0 to 4 times today's number; rounded towards today's. */
  readonly value: number;
  /** What ends it here: the gap, the objective of a service; null: nothing, it was not looked for further. */
  readonly endedBy: { readonly kind: 'gap' } | { readonly kind: 'objective'; readonly service: string } | null;
}

/** Points of the gap that a change may add. */
const allowance = 0.01;
const most = 4;
const halvings = 5;
/** Parts of today's number that are told apart. */
const resolution = 0.002;

/** O(parameters x halvings) evaluations of the bound. */
export function sensitivities(plan: Plan, stated: StatedBound, workload: Workload): Sensitivity[] {
  const withinGap = plan.gap + allowance;
  const trial = trialOf(plan, stated, withinGap);
  return parametersOf(plan, workload).map((parameter) => {
    const { kind, regions, unit, today } = parameter;
    const end = (factor: number): Edge => roundedEdge(today, edgeOf(trial, parameter, factor));
    return { kind, regions, unit, today: roundedTowards(today, today), from: end(0), to: end(most), withinGap };
  });
}

interface Trial {
  /** By how much the bound is above what is asked for, US dollars a month. */
  slackUsd(parameter: Parameter, factor: number): number;
  /** The first service whose objective breaks; null: all are kept. */
  broken(parameter: Parameter, factor: number): string | null;
}

function trialOf(plan: Plan, stated: StatedBound, withinGap: number): Trial {
  const flows = planFlows(plan, stated.problem);
  const todayUsd = flowsUsd(stated.problem, flows);
  const hasObjective = plan.model.services.some(({ geo }) => geo.maxLatencyMs !== null);
  const slackAt = (input: JointInput): number => {
    const problem = jointProblem(input, stated.classOf);
    const cost = plan.objective.total + flowsUsd(problem, flows) - todayUsd;
    return lowerBoundAt(problem, stated, flows) - (1 - withinGap) * cost;
  };
  return {
    broken: (parameter, factor) => brokenObjective(parameter.change(stated.input, factor), flows),
    slackUsd(parameter, factor) {
      const changed = parameter.change(stated.input, factor);
      const slackUsd = slackAt(admittingToo(changed, stated.input));
      // The bound is concave between two values if the same ways are admitted at both.
      const gainsWays = factor < 1 && hasObjective && changed.atlas !== stated.input.atlas;
      return gainsWays ? Math.min(slackUsd, slackAt(admittingToo(stated.input, changed))) : slackUsd;
    },
  };
}

/** With every way that another stack admits as well: that only lowers the bound. */
function admittingToo(input: JointInput, { atlas }: JointInput): JointInput {
  const assured = (origin: number, region: number): number =>
    Math.min(input.atlas.assured(origin, region), atlas.assured(origin, region));
  return { ...input, atlas: { ...input.atlas, assured } };
}

/**
 * The better of two bounds: at the multipliers of the certificate, and with those of users moved by what the way costs more
 * that the plan serves them on.
 */
function lowerBoundAt(problem: JointProblem, stated: StatedBound, { flows }: PlanFlows): number {
  const { multipliers, layout } = stated;
  const relaxation = jointRelaxation(problem);
  relaxation.evaluate(multipliers, new Float64Array(multipliers.length));
  const moved = Float64Array.from(multipliers);
  for (const { service, call, origin, site, rate } of flows) {
    if (call >= 0) continue;
    const point = origin - problem.regions;
    const price = (own: Float64Array, { services, regions, classes, classOf }: JointProblem): number =>
      (services[service]?.userUsd?.[point * regions + site] ?? 0) +
      (own[(service * classes + (classOf[point] ?? 0)) * regions + site] ?? 0);
    const more = rate * (price(relaxation.own, problem) - price(stated.own, stated.problem));
    const at = (layout.users[service] ?? 0) + point;
    moved[at] = (moved[at] ?? 0) + more;
  }
  return Math.max(...[multipliers, moved].map((each) => wholeBound(problem, relaxation, each).lowerBound));
}

interface FoundEdge {
  readonly factor: number;
  readonly endedBy: Edge['endedBy'];
}

/** The factor farthest from 1 towards `end` that holds. The slack is concave, so its chord ends where it holds. */
function edgeOf(trial: Trial, parameter: Parameter, end: number): FoundEdge {
  const { factor: last, service } = lastKept((factor) => trial.broken(parameter, factor), end);
  let bad = { factor: last, usd: trial.slackUsd(parameter, last) };
  if (bad.usd >= 0) return { factor: last, endedBy: service === null ? null : { kind: 'objective', service } };
  let good = { factor: 1, usd: trial.slackUsd(parameter, 1) };
  for (let step = 0; step < halvings && Math.abs(good.factor - bad.factor) > resolution; step += 1) {
    const part = step % 2 === 0 ? good.usd / (good.usd - bad.usd) : 0.5;
    const factor = good.factor + part * (bad.factor - good.factor);
    const middle = { factor, usd: trial.slackUsd(parameter, factor) };
    if (middle.usd >= 0) good = middle;
    else bad = middle;
  }
  return { factor: good.factor, endedBy: { kind: 'gap' } };
}

interface LastKept {
  readonly factor: number;
  /** Whose objective breaks beyond it. */
  readonly service: string | null;
}

/** The factor farthest from 1 towards `end` at which no objective breaks. */
function lastKept(broken: (factor: number) => string | null, end: number): LastKept {
  let service = broken(end);
  if (service === null) return { factor: end, service };
  let [good, bad] = [1, end];
  while (Math.abs(good - bad) > 1e-9) {
    const middle = (good + bad) / 2;
    const here = broken(middle);
    if (here === null) good = middle;
    else [bad, service] = [middle, here];
  }
  return { factor: good, service };
}

function roundedEdge(today: number, { factor, endedBy }: FoundEdge): Edge {
  return { value: roundedTowards(today * factor, today), endedBy };
}

/** To four significant digits of today's number, towards it. */
function roundedTowards(value: number, today: number): number {
  const digits = 10 ** (3 - Math.floor(Math.log10(today)));
  const rounded = value < today ? Math.ceil(value * digits) : Math.floor(value * digits);
  return rounded / digits;
}
