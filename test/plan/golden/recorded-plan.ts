import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StackSpec } from '../../../lib/model/spec';
import type { PairLoss, Plan } from '../../../lib/plan/plan';
import { modelOf } from '../support/tiny-specs';

/** The reviewed plan of a stack, so that what is asked of it needs no planning; and its reviewed losses of two regions. */
export function recordedPlan(name: string, spec: StackSpec): Plan & { readonly pairs: readonly PairLoss[] } {
  const file = join(__dirname, '../../golden/plan/expected', `${name}.json`);
  const recorded = JSON.parse(readFileSync(file, 'utf8')) as Omit<Plan, 'model'> & { pairs: PairLoss[] };
  return { ...recorded, model: modelOf(spec) };
}
