import fc from 'fast-check';
import type { Atlas } from '../../../lib/plan/atlas';
import type { Plan } from '../../../lib/plan/plan';
import { brokenObjective, flowsUsd, planFlows } from '../../../lib/plan/questions/plan-flows';
import { statedBound } from '../../../lib/plan/questions/stated-bound';
import { place, planOf, stack, tinySpec } from '../support/tiny-specs';

test('at the prices of its own problem the flows of a plan cost what the plan says', () => {
  fc.assert(
    fc.property(tinySpec({ minRegions: 3 }), (spec) => {
      const plan = planOf(spec);
      const { problem } = statedBound(plan);
      expect(flowsUsd(problem, planFlows(plan, problem))).toBeCloseTo(plan.objective.total, 0);
    }),
    { seed: 5, numRuns: 10 },
  );
});

const near = place('near', 0, 0);
const far = place('far', 0, 20);
const users = [
  { id: 'here', lat: 0, lng: 1, requestsPerSecond: 90 },
  { id: 'there', lat: 0, lng: 21, requestsPerSecond: 10 },
];
const only = (coverage: number): Plan =>
  planOf(
    stack(
      [near, far],
      {
        web: {
          language: 'go',
          public: true,
          geo: { maxLatencyMs: 30, coverage, allow: ['near'] },
          calls: ['data'],
        },
        data: { language: 'go', geo: { allow: ['far'] } },
      },
      users,
    ),
  );

function slower(atlas: Atlas, ms: number): Atlas {
  return { ...atlas, assured: (origin, region) => atlas.assured(origin, region) + ms };
}

test('an objective is broken as soon as more requests miss it than may', () => {
  const plan = only(0.9);
  const { input, problem } = statedBound(plan);
  const flows = planFlows(plan, problem);
  expect(brokenObjective(input, flows)).toBeNull();
  expect(brokenObjective({ ...input, atlas: slower(input.atlas, 30) }, flows)).toBe('web');
  const stricter = only(0.89);
  const asked = statedBound(stricter).input;
  expect(brokenObjective(asked, flows)).toBeNull();
  const services = asked.order.services.map((each) => ({ ...each, geo: { ...each.geo, coverage: 0.91 } }));
  expect(brokenObjective({ ...asked, order: { ...asked.order, services } }, flows)).toBe('web');
});

test('without an objective nothing breaks, however slow', () => {
  const plan = planOf(stack([near], { web: { language: 'go', public: true } }, users));
  const { input, problem } = statedBound(plan);
  expect(brokenObjective({ ...input, atlas: slower(input.atlas, 1e6) }, planFlows(plan, problem))).toBeNull();
});

test('over a way that a problem has not, flows cost infinitely much; users and calls are told apart', () => {
  const plan = only(0.9);
  const { problem } = statedBound(plan);
  const flows = planFlows(plan, problem);
  expect(flows.runs.map(({ service, site }) => [problem.services[service]?.id, plan.model.regions[site]?.id])).toEqual([
    ['data', 'far'],
    ['web', 'near'],
  ]);
  expect(flows.flows.map(({ call, origin, rate }) => [call, origin, rate])).toEqual([
    [0, 1, 100],
    [-1, 2, 90],
    [-1, 3, 10],
  ]);
  const calls = problem.calls.map((call) => ({ ...call, callUsd: call.callUsd.map(() => Infinity) }));
  expect(flowsUsd({ ...problem, calls }, flows)).toBe(Infinity);
  const services = problem.services.map((each) => ({ ...each, userUsd: each.userUsd?.map(() => Infinity) ?? null }));
  expect(flowsUsd({ ...problem, services }, flows)).toBe(Infinity);
  const idle = { ...flows, flows: flows.flows.map((each) => Object.assign({}, each, { rate: 0 })) };
  const reserves = problem.services.reduce((sum, { fixedUsd }, at) => sum + (fixedUsd[at === 0 ? 0 : 1] ?? 0), 0);
  expect(flowsUsd({ ...problem, services, calls }, idle)).toBeCloseTo(reserves, 6);
});

test('a plan of another problem is our fault', () => {
  const plan = only(0.9);
  const { problem } = statedBound(planOf(stack([near], { api: { language: 'go', public: true } }, users)));
  expect(() => planFlows(plan, problem)).toThrow('plan flows: no data');
});
