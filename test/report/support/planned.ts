import type { Model } from '../../../lib/model/model';
import type { Plan } from '../../../lib/plan/plan';
import { compileStack } from '../../../synth/compile';
import { exampleText, stackOf } from '../../support/examples';

export interface Planned {
  readonly plan: Plan;
  readonly model: Model;
}

/** An example's plan, made once for each test file. */
export function planned(name: string): Planned {
  const known = memory.get(name);
  if (known !== undefined) return known;
  const { plan, model } = compileStack(stackOf(exampleText(name)));
  if (plan === null || model === null) throw new Error(`${name} has no plan`);
  memory.set(name, { plan, model });
  return { plan, model };
}

const memory = new Map<string, Planned>();
