import { decodeUtf8 } from '../../lib/config/decode';
import { planDifference } from '../../lib/plan/questions/plan-difference';
import { readCompletePlan } from '../../lib/plan/questions/read-complete-plan';
import type { PlanReading } from '../../lib/plan/verify/read-plan';
import type { CliHost } from '../host';
import { readInput } from '../input';
import { painter } from '../render/colour';
import { renderDifference } from '../render/difference-table';
import { onlyDiagnostics, type CommandResult } from './result';
import type { Run } from './synthesis';

const mostBytes = 256 * 1024 * 1024;

/** Shows what differs between two plans of files. */
export function planDiff(run: Run, host: CliHost): CommandResult {
  const before = readPlanFile(run.arguments.get('old') ?? '', host);
  const after = readPlanFile(run.arguments.get('new') ?? '', host);
  if (before.plan === null || after.plan === null)
    return onlyDiagnostics([...before.diagnostics, ...after.diagnostics]);
  const difference = planDifference(before.plan, after.plan);
  return {
    diagnostics: [],
    data: difference.same
      ? `${after.plan.name}: the plans are the same\n`
      : renderDifference(after.plan.name, difference, host.data, painter(host.data)),
    message: '',
    json: { difference },
    differs: !difference.same,
  };
}

/** A plan that the user named, or what is the matter with the file. */
export function readPlanFile(file: string, host: Pick<CliHost, 'readBytes' | 'list'>): PlanReading {
  const bytes = readInput(host, file);
  if (!(bytes instanceof Uint8Array)) return { plan: null, diagnostics: [bytes] };
  const decoded = decodeUtf8(bytes, file, mostBytes);
  if (decoded.text === null) return { plan: null, diagnostics: decoded.diagnostics };
  return readCompletePlan(decoded.text, file);
}
