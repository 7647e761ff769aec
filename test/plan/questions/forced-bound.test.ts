import fc from 'fast-check';
import type { Model } from '../../../lib/model/model';
import { float32FromBase64, float32ToBase64 } from '../../../lib/plan/base64';
import { planModel } from '../../../lib/plan/plan-model';
import { priceAsItIs, sitesOfPlan } from '../../../lib/plan/questions/price-as-it-is';
import { statedBound } from '../../../lib/plan/questions/stated-bound';
import { jointOptimum } from '../support/joint-oracle';
import { modelOf, tinySpec } from '../support/tiny-specs';

/** The least cost with a region of the first service settled, by trying what it may otherwise choose from. */
function without(model: Model, service: string, region: string): number {
  const services = model.services.map((each) =>
    each.id === service
      ? { ...each, geo: { ...each.geo, candidates: each.geo.candidates.filter((id) => id !== region) } }
      : each,
  );
  return planModel({ ...model, services }).plan?.objective.total ?? Infinity;
}

const few = { seed: 7, numRuns: 12 };

test('the stated bound is that of the plan, and no forced or forbidden bound is above a plan like that', () => {
  fc.assert(
    fc.property(tinySpec({ minRegions: 3, tier: fc.constant('open') }), (spec) => {
      const model = modelOf(spec);
      const { plan } = planModel(model);
      if (plan === null) throw new Error('no plan');
      const bound = statedBound(plan);
      expect(bound.lowerBound).toBeGreaterThanOrEqual(plan.lowerBound - 0.02);
      expect(bound.lowerBound).toBeLessThanOrEqual((jointOptimum(model) ?? Infinity) + 1e-6);
      const [first] = bound.problem.services;
      for (const [site, { id }] of model.regions.entries()) {
        const pin = { service: first?.id ?? '', region: id };
        const { plan: forced } = planModel(model, { forced: [pin] });
        expect(forced?.workloads.find(({ service }) => service === pin.service)?.placements).toContainEqual(
          expect.objectContaining({ region: id }),
        );
        expect(bound.forced(0, site)).toBeLessThanOrEqual((forced?.objective.total ?? Infinity) + 0.02);
        expect(bound.forbidden(0, site)).toBeLessThanOrEqual(without(model, pin.service, id) + 0.02);
      }
    }),
    few,
  );
});

test('with unlimited room the price as it is of a forced region is no less than its forced bound says', () => {
  fc.assert(
    fc.property(tinySpec({ minRegions: 3, tier: fc.constant('open') }), (spec) => {
      const { plan } = planModel(modelOf(spec));
      if (plan === null) throw new Error('no plan');
      const bound = statedBound(plan);
      const { problem } = bound;
      const sets = sitesOfPlan(problem, plan);
      const tooLow = plan.model.regions.filter((_, site) => {
        const runs = sets[site] === 1;
        const local = priceAsItIs(problem, sets, new Float64Array(problem.services.length), 0, site);
        const least = runs ? bound.forbidden(0, site) : bound.forced(0, site);
        return local !== null && plan.objective.total + local.usd < least - 0.05;
      });
      expect(tooLow).toEqual([]);
    }),
    few,
  );
});

test('base64 of float32 values reads back as what was written', () => {
  fc.assert(
    fc.property(fc.float32Array({ noNaN: true }), (values) => {
      expect([...float32FromBase64(float32ToBase64(values))]).toEqual([...values]);
    }),
    few,
  );
});
