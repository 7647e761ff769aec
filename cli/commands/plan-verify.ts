import { count, formatNumber, formatPercent } from '../../lib/emit/number-text';
import { decodeUtf8 } from '../../lib/config/decode';
import { diagnostic } from '../../lib/model/diagnostic';
import type { Plan } from '../../lib/plan/plan';
import { readPlan, type PlanReading } from '../../lib/plan/verify/read-plan';
import { verifyPlan, type PlanVerification } from '../../lib/plan/verify/verify-plan';
import type { CliHost } from '../host';
import { readInput } from '../input';
import { painter } from '../render/colour';
import { wrap } from '../render/text';
import { onlyDiagnostics, type CommandResult } from './result';
import type { Run } from './synthesis';

/** Checks a plan file without the planner. */
export function planVerify(run: Run, host: CliHost): CommandResult {
  const file = run.arguments.get('plan') ?? '';
  const { plan, diagnostics } = readPlanFile(file, host);
  if (plan === null) return onlyDiagnostics(diagnostics);
  const { valid, cost, lowerBound, faults } = verification(plan);
  const json = { verification: { valid, cost, lowerBound, faults } };
  const rejected = faults.map((fault) => diagnostic('verify/rejected', file, { fault }));
  return { diagnostics: rejected, data: valid ? confirmation(plan, host) : '', message: '', json };
}

const mostBytes = 256 * 1024 * 1024;

function readPlanFile(file: string, host: CliHost): PlanReading {
  const bytes = readInput(host, file);
  if (!(bytes instanceof Uint8Array)) return { plan: null, diagnostics: [bytes] };
  const { text, diagnostics } = decodeUtf8(bytes, file, mostBytes);
  return text === null ? { plan: null, diagnostics } : readPlan(text, file);
}

/** A plan that lacks what the checker reads is rejected, not an error of ours. */
function verification(plan: Plan): PlanVerification {
  try {
    return verifyPlan(plan);
  } catch (error) {
    const fault = `the plan is incomplete: ${error instanceof Error ? error.message : String(error)}`;
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
