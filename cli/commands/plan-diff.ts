import { planDifference } from '../../lib/plan/questions/plan-difference';
import type { CliHost } from '../host';
import { painter } from '../render/colour';
import { readPlanFile } from '../read-plan-file';
import { renderDifference } from '../render/difference-table';
import { onlyDiagnostics, type CommandResult } from './result';
import type { Run } from './synthesis';

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
