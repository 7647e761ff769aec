import { planModel } from '../../../lib/plan/plan-model';
import { auditPairs } from '../../../lib/plan/audit/audit-plan';
import { reviewed } from '../../support/reviewed';
import { modelOf } from '../support/tiny-specs';
import { crowded, impossible, shop } from './stacks';

test.each([
  ['shop', shop],
  ['crowded', crowded],
])('the plan of the %s and every pair of losses are as reviewed', (name, spec) => {
  const model = modelOf(spec);
  const { plan, diagnostics } = planModel(model);
  if (plan === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const { model: _, digest: __, ...stages } = plan;
  const { now, before } = reviewed(`plan/expected/${name}.json`, {
    ...stages,
    diagnostics,
    pairs: auditPairs(model, plan),
  });
  expect(now).toEqual(before);
});

test('what is said of a stack that cannot be placed, and the ways out, are as reviewed', () => {
  const { plan, diagnostics, fixes } = planModel(modelOf(impossible));
  expect(plan).toBeNull();
  const { now, before } = reviewed('plan/expected/impossible.json', { diagnostics, fixes });
  expect(now).toEqual(before);
});
