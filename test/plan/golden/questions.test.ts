import { planModel } from '../../../lib/plan/plan-model';
import type { Plan } from '../../../lib/plan/plan';
import { changeModel, type Change } from '../../../lib/plan/questions/change-model';
import { explainService } from '../../../lib/plan/questions/explain-service';
import { planDifference } from '../../../lib/plan/questions/plan-difference';
import { reviewed } from '../../support/reviewed';
import { modelOf } from '../support/tiny-specs';
import { crowded, shop } from './stacks';

function planned(...[model, options]: Parameters<typeof planModel>): Plan {
  const { plan, diagnostics } = planModel(model, options);
  if (plan === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return plan;
}

test.each([
  ['shop', shop],
  ['crowded', crowded],
])('what explains every service of the %s is as reviewed', (name, spec) => {
  const plan = planned(modelOf(spec));
  const { now, before } = reviewed(
    `plan/expected/explained-${name}.json`,
    plan.workloads.map(({ service }) => explainService(plan, service)),
  );
  expect(now).toEqual(before);
});

test('what changes when the shop loses a region, grows, and may not or must use others is as reviewed', () => {
  const model = modelOf(shop);
  const today = planned(model);
  const changes: readonly Change[] = [
    { lose: ['london'], add: ['aws:eu-west-2'], demandFactor: 1, force: [], forbid: [] },
    { lose: [], add: [], demandFactor: 1.5, force: [], forbid: [{ service: 'api', region: 'london' }] },
    { lose: [], add: [], demandFactor: 1, force: [{ service: 'search', region: 'milan' }], forbid: [] },
    { lose: ['atlantis'], add: ['aws:moon'], demandFactor: 1, force: [], forbid: [{ service: 'no', region: 'tokyo' }] },
    { lose: ['tokyo'], add: [], demandFactor: 1, force: [{ service: 'api', region: 'lagos' }], forbid: [] },
  ];
  const answers = changes.map((change) => {
    const changed = changeModel(model, change);
    if (changed.model === null) return changed.diagnostics;
    return planDifference(today, planned(changed.model, { forced: change.force }));
  });
  const { now, before } = reviewed('plan/expected/changes.json', answers);
  expect(now).toEqual(before);
});

test('what moves away from a previous plan is as reviewed', () => {
  const previous = { digest: 'f'.repeat(64), moveUsd: 150 };
  const placements = [
    { service: 'api', regions: ['milan', 'virginia'] },
    { service: 'search', regions: ['dublin', 'gone', 'tokyo'] },
    { service: 'old', regions: ['dublin'] },
  ];
  const { objective, from, lowerBound, gap } = planned(modelOf(shop), { previous: { ...previous, placements } });
  const { now, before } = reviewed('plan/expected/moved.json', { objective, from, lowerBound, gap });
  expect(now).toEqual(before);
});
