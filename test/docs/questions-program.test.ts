import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { join } from 'node:path';
import * as planner from '../../lib/plan/index';
import { shop } from '../plan/golden/stacks';
import { recordedPlan } from '../plan/golden/recorded-plan';

test('the program of docs/questions.md runs: a plan is verified, explained, audited, changed and compared', () => {
  const page = readFileSync(join(__dirname, '../../docs/questions.md'), 'utf8');
  const program = /```js\n([^]*?)```/.exec(page)?.[1] ?? '';
  const adapted = program.replace("lose: ['aws:eu-west-2']", "lose: ['lagos']").replaceAll('const ', 'var ');
  const plan = JSON.stringify(recordedPlan('shop', shop));
  const globals = {
    require: (name: string) => (name === 'node:fs' ? { readFileSync: () => plan } : planner),
    changed: null as ReturnType<typeof planner.planModel> | null,
  };
  const difference = runInContext(adapted, createContext(globals)) as planner.PlanDifference;
  expect(globals.changed?.plan?.from?.moveUsd).toBe(5);
  expect(difference.same).toBe(false);
  expect(difference.placements.some(({ region }) => region === 'lagos')).toBe(true);
});
