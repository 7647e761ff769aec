import { count, formatNumber, formatPercent } from '../../lib/emit/number-text';
import { diagnostic } from '../../lib/model/diagnostic';
import type { Plan } from '../../lib/plan/plan';
import { readPlan } from '../../lib/plan/verify/read-plan';
import { verifyPlan, type PlanVerification } from '../../lib/plan/verify/verify-plan';
import type { CliHost } from '../host';
import { readPlanText } from '../read-plan-file';
import { painter } from '../render/colour';
import { wrap } from '../render/text';
import { onlyDiagnostics, type CommandResult } from './result';
import type { Run } from './synthesis';

/** Checks a plan file without the planner. */
export function planVerify(run: Run, host: CliHost): CommandResult {
  const file = run.arguments.get('plan') ?? '';
  const text = readPlanText(file, host);
  if (typeof text !== 'string') return onlyDiagnostics(text);
  const { plan, diagnostics } = readPlan(text, file);
  if (plan === null) return onlyDiagnostics(diagnostics);
  const { valid, cost, lowerBound, faults } = verification(plan);
  const json = { verification: { valid, cost, lowerBound, faults } };
  const rejected = faults.map((fault) => diagnostic('verify/rejected', file, { fault }));
  return { diagnostics: rejected, data: valid ? confirmation(plan, host) : '', message: '', json };
}

/** A plan that lacks what the checker reads is rejected, not an error of ours. */
function verification(plan: Plan): PlanVerification {
  try {
    return verifyPlan(plan);
  } catch {
    const fault =
      'a part of the plan is missing or of another kind, so that it cannot be checked; print it again with: obinexus synth --emit plan';
    return { valid: false, cost: 0, lowerBound: 0, faults: [fault] };
  }
}

function confirmation(plan: Plan, host: CliHost): string {
  const { columns } = host.data;
  const paint = painter(host.data);
  const { objective, lowerBound, gap, proof } = plan;
  const services = count(plan.workloads.length, 'service');
  return [
    paint('strong', wrap(`${plan.name}: the plan holds`, columns)),
    wrap(
      `${services} in ${count(plan.regions.length, 'region')}: every constraint is kept and every request served. The flows cost ${formatNumber(objective.total, 2)} US$/month; the multipliers prove that nothing costs less than ${formatNumber(lowerBound, 2)} (gap ${formatPercent(gap, 2)}, proof: ${proof}).`,
      columns,
    ),
    '',
  ].join('\n');
}
