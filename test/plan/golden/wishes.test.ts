import type { Plan } from '../../../lib/plan/plan';
import { planModel } from '../../../lib/plan/plan-model';
import { reviewed } from '../../support/reviewed';
import { modelOf } from '../support/tiny-specs';
import { shop } from './stacks';

function planned(...[model, options]: Parameters<typeof planModel>): Plan {
  const { plan, diagnostics } = planModel(model, options);
  if (plan === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return plan;
}

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

test('the plan of a shop that must run in another region is as reviewed', () => {
  const forced = [{ service: 'search', region: 'milan' }];
  const { objective, lowerBound, gap, workloads } = planned(modelOf(shop), { forced });
  const runs = workloads.map(({ service, placements }) => [service, placements.map(({ region }) => region)]);
  const { now, before } = reviewed('plan/expected/forced.json', { objective, lowerBound, gap, runs });
  expect(now).toEqual(before);
});
