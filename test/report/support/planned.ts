import type { Plan } from '../../../lib/plan/plan';
import { compileStack } from '../../../synth/compile';
import { exampleText, stackOf } from '../../support/examples';

/** An example's plan, made once for each test file. */
export function planned(name: string): Plan {
  const known = memory.get(name);
  if (known !== undefined) return known;
  const { plan } = compileStack(stackOf(exampleText(name)));
  if (plan === null) throw new Error(`${name} has no plan`);
  memory.set(name, plan);
  return plan;
}

const memory = new Map<string, Plan>();
