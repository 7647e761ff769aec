import { changeModel, type Change } from '../../../lib/plan/questions/change-model';
import { explainService } from '../../../lib/plan/questions/explain-service';
import { planDifference } from '../../../lib/plan/questions/plan-difference';
import { reviewed } from '../../support/reviewed';
import { modelOf } from '../support/tiny-specs';
import { recordedPlan } from './recorded-plan';
import { crowded, shop } from './stacks';

test.each([
  ['shop', shop],
  ['crowded', crowded],
])('what explains every service of the %s is as reviewed', (name, spec) => {
  const plan = recordedPlan(name, spec);
  const { now, before } = reviewed(
    `plan/expected/explained-${name}.json`,
    plan.workloads.map(({ service }) => explainService(plan, service)),
  );
  expect(now).toEqual(before);
});

test('what changes from the shop to the crowded stack and back is as reviewed', () => {
  const [a, b] = [recordedPlan('shop', shop), recordedPlan('crowded', crowded)];
  const { now, before } = reviewed('plan/expected/differences.json', [planDifference(a, b), planDifference(b, a)]);
  expect(now).toEqual(before);
});

test('what the stack would be like, or why it cannot, is as reviewed', () => {
  const none: Change = { lose: [], add: [], demandFactor: 1, force: [], forbid: [] };
  const at = (service: string, region: string) => ({ service, region });
  const changes: readonly Partial<Change>[] = [
    { lose: ['london', 'tokyo'], add: ['aws:eu-west-2', 'aws:eu-west-2'] },
    { demandFactor: 1.5, forbid: [at('api', 'london'), at('api', 'tokyo')] },
    { force: [at('search', 'milan')] },
    { lose: ['atlantis'], add: ['aws:moon'], forbid: [at('no', 'tokyo')], force: [at('web', 'atlantis')] },
    { lose: ['tokyo'], force: [at('api', 'lagos'), at('ledger', 'tokyo'), at('web', 'tokyo')] },
    { lose: ['dublin', 'london', 'milan', 'lagos', 'tokyo', 'virginia'] },
  ];
  const changed = changes.map((change) => {
    const { model, diagnostics } = changeModel(modelOf(shop), { ...none, ...change });
    return model === null ? diagnostics : { regions: model.regions, demand: model.demand, services: model.services };
  });
  const { now, before } = reviewed('plan/expected/changed.json', changed);
  expect(now).toEqual(before);
});
