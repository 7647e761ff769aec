import { diagnostic, type Diagnostic } from '../../lib/model/diagnostic';
import { unknownService } from '../../lib/plan/questions/change-model';
import { explainService } from '../../lib/plan/questions/explain-service';
import type { CliHost } from '../host';
import { painter } from '../render/colour';
import { renderExplanation } from '../render/explanation';
import { onlyDiagnostics, type CommandResult } from './result';
import { synthesize, type Run } from './synthesis';

/** Says why a service runs where it does, in every stack that has it. */
export async function planExplain(run: Run, host: CliHost): Promise<CommandResult> {
  const service = run.arguments.get('service') ?? '';
  if (/[./\\]/.test(service)) return onlyDiagnostics([notAService(service)]);
  const { diagnostics, stacks } = await synthesize(run, 'plan', host);
  const plans = stacks.flatMap(({ plan }) => (plan === null ? [] : [plan]));
  const explained = plans.flatMap((plan) => {
    const explanation = explainService(plan, service);
    return explanation === null ? [] : [{ stack: plan.name, ...explanation }];
  });
  if (explained.length === 0) {
    const unknown = plans.flatMap(({ model }): Diagnostic[] => unknownService(model, service));
    return onlyDiagnostics([...diagnostics, ...unknown]);
  }
  const paint = painter(host.data);
  return {
    diagnostics,
    data: explained.map(({ stack, ...each }) => renderExplanation(stack, each, host.data, paint)).join('\n'),
    message: '',
    json: { explanations: explained },
  };
}

/** The file was given where the service belongs: no id has a dot or a slash. */
function notAService(value: string): Diagnostic {
  const expected = `the id of a service, the file comes after it: obinexus plan explain api ${value}`;
  return diagnostic('cli/bad-value', value, { flag: '<service>', value, expected });
}
