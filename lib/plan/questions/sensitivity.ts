import { type JointInput, jointProblem, type JointProblem, type JointService } from '../joint/joint-problem';
import { jointRelaxation } from '../joint/joint-relaxation';
import { wholeBound } from '../joint/whole-bound';
import type { Plan, Workload } from '../plan';
import { brokenObjective, flowsUsd, type PlanFlow, planFlows, type PlanFlows } from './plan-flows';
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
const halvings = 8;
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

/** The better of two bounds: at the multipliers of the certificate, and with them moved by what the plan then costs more. */
function lowerBoundAt(problem: JointProblem, stated: StatedBound, flows: PlanFlows): number {
  const { multipliers } = stated;
  const relaxation = jointRelaxation(problem);
  const moved = withReserves(problem, stated);
  const slope = new Float64Array(multipliers.length);
  relaxation.evaluate(moved, slope);
  moveUsers(moved, problem, stated, flows, relaxation.own);
  const movedBound = wholeBound(problem, relaxation, moved).lowerBound;
  relaxation.evaluate(multipliers, slope);
  return Math.max(movedBound, wholeBound(problem, relaxation, multipliers).lowerBound);
}

/** What calls pay for being answered in a region pays for what its reserve costs more. */
function withReserves({ services, regions, classes }: JointProblem, stated: StatedBound): Float64Array {
  const { multipliers, layout } = stated;
  const moved = Float64Array.from(multipliers);
  for (const [index, { fixedUsd }] of services.entries()) {
    const link = layout.links[index] as number;
    for (let site = 0; link >= 0 && site < regions; site += 1) {
      const more = (fixedUsd[site] as number) - (stated.problem.services[index]?.fixedUsd[site] as number);
      const ways = Array.from({ length: classes }, (_, group) => link + group * regions + site);
      const paid = ways.reduce((sum, at) => sum + (multipliers[at] as number), 0);
      if (paid > 0) for (const at of ways) moved[at] = Math.max(0, 1 + more / paid) * (multipliers[at] as number);
    }
  }
  return moved;
}

/** Users pay for what their own way costs more, and together for what the reserves cost more that serve them. */
function moveUsers(
  moved: Float64Array,
  problem: JointProblem,
  { layout, own, problem: before }: StatedBound,
  { flows }: PlanFlows,
  ownNow: Float64Array,
): void {
  const users = flows.filter(({ call }) => call < 0);
  const { regions } = problem;
  const served = new Float64Array(problem.services.length * regions);
  for (const { service, site, rate } of users) {
    const at = service * regions + site;
    served[at] = (served[at] as number) + rate;
  }
  const price = (of: JointProblem, ownOf: Float64Array, { service, origin, site }: PlanFlow): number => {
    const { userUsd, fixedUsd } = of.services[service] as JointService;
    const point = origin - regions;
    const group = of.classOf[point] as number;
    return (
      (userUsd?.[point * regions + site] as number) +
      (ownOf[(service * of.classes + group) * regions + site] as number) +
      (fixedUsd[site] as number) / (served[service * regions + site] as number)
    );
  };
  for (const flow of users) {
    if (flow.rate === 0) continue;
    const at = (layout.users[flow.service] as number) + flow.origin - regions;
    moved[at] = (moved[at] as number) + flow.rate * (price(problem, ownNow, flow) - price(before, own, flow));
  }
}

interface FoundEdge {
  readonly factor: number;
  readonly endedBy: Edge['endedBy'];
}

/** The factor farthest from 1 towards `end` that holds. */
function edgeOf(trial: Trial, parameter: Parameter, end: number): FoundEdge {
  const { factor: last, service } = lastKept((factor) => trial.broken(parameter, factor), end);
  let [bad, beyond] = [{ factor: last, usd: trial.slackUsd(parameter, last) }, null as Probe | null];
  if (bad.usd >= 0) return { factor: last, endedBy: service === null ? null : { kind: 'objective', service } };
  let good = 1;
  for (let step = 0; step < halvings && Math.abs(good - bad.factor) > resolution; step += 1) {
    const zero = zeroBefore(bad, beyond);
    const isBetween = zero !== null && (zero - good) * (bad.factor - zero) > 0;
    const factor = isBetween ? zero + Math.sign(good - zero) * resolution : (good + bad.factor) / 2;
    const probe = { factor, usd: trial.slackUsd(parameter, factor) };
    if (probe.usd < 0) [bad, beyond] = [probe, bad];
    else if (isBetween && end > 1) return { factor, endedBy: { kind: 'gap' } };
    else good = factor;
  }
  return { factor: good, endedBy: { kind: 'gap' } };
}

interface Probe {
  readonly factor: number;
  readonly usd: number;
}

/** Where the line through two values that do not hold is zero. It does not hold there either while the slack is concave: no way is gained. */
function zeroBefore(bad: Probe, beyond: Probe | null): number | null {
  if (beyond === null || bad.usd === beyond.usd) return null;
  return bad.factor + (bad.usd * (bad.factor - beyond.factor)) / (beyond.usd - bad.usd);
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
