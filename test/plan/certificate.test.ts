import fc from 'fast-check';
import type { StackSpec } from '../../lib/model/spec';
import { float32ToBase64 } from '../../lib/plan/base64';
import type { Plan } from '../../lib/plan/plan';
import { planModel } from '../../lib/plan/plan-model';
import { lagrangianBound } from '../../lib/plan/solvers/lagrangian-bound';
import { isFast, originsOf, problemOf, serviceOf, workloadOf } from './support/oracle';
import { modelOf, planOf, spread, tinySpec } from './support/tiny-specs';

const seeded = { seed: 19, numRuns: 15 };

/** Node's own decoder, as an oracle of ours. */
function decoded(base64: string): Float32Array {
  const bytes = Buffer.from(base64, 'base64');
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}

/** What the multipliers of a workload prove, from the model and the plan's own flows alone. */
function provedBound(spec: StackSpec, plan: Plan, id: string): number {
  const model = modelOf(spec);
  const service = serviceOf(model, id);
  const { certificate } = workloadOf(plan, id);
  if (certificate === null) throw new Error('no certificate');
  const { coverage } = service.geo;
  // Users by id, then callers by region.
  const origins = originsOf(model, plan, id, ['a']);
  const problem = problemOf(model, service, origins, null);
  const demand = problem.demands.reduce((sum, rate) => sum + rate, 0);
  const priced = origins.flatMap((origin) =>
    model.regions.map((region) =>
      isFast(service, origin.roundTripMs(region)) ? 0 : certificate.slowRequestUsd * origin.requestsPerSecond,
    ),
  );
  const costs = problem.costs.map((cost, at) => cost + (priced[at] ?? NaN));
  const bound = lagrangianBound({ ...problem, costs }, decoded(certificate.multipliers), certificate.kind);
  return bound - certificate.slowRequestUsd * (1 - coverage) * demand;
}

describe('the certificate of a workload', () => {
  it('is base64 of the little-endian float32 values, whatever their number', () => {
    fc.assert(
      fc.property(fc.float32Array({ noNaN: true, maxLength: 20 }), (values) => {
        expect(decoded(float32ToBase64(values))).toEqual(values);
        expect(float32ToBase64(values)).toBe(Buffer.from(values.buffer).toString('base64'));
      }),
      seeded,
    );
  });

  it.each([
    ['without a latency objective', fc.constant({})],
    ['with an objective for a share of the requests', fc.constant({ maxLatencyMs: 150, coverage: 0.6 })],
  ])('proves the bound that the plan states, %s', (_, geo) => {
    let checked = 0;
    fc.assert(
      fc.property(tinySpec({ geo }), (tiny) => {
        const spec = { ...tiny, planner: { waitingUsdPerHour: 0.001 } };
        const { plan } = planModel(modelOf(spec));
        if (plan === null) return;
        for (const { service, lowerBound } of plan.workloads) {
          const proved = provedBound(spec, plan, service);
          expect(lowerBound).toBeLessThanOrEqual(Math.max(0, proved) * (1 + 1e-4) + 0.02);
          checked += 1;
        }
      }),
      seeded,
    );
    expect(checked).toBeGreaterThan(5);
  });

  it('any other multipliers prove a bound that is not above the cost', () => {
    fc.assert(
      fc.property(tinySpec(), fc.array(spread(0, 1e5), { minLength: 8 }), (spec, values) => {
        const plan = planOf(spec);
        const model = modelOf(spec);
        const problem = problemOf(model, serviceOf(model, 'a'), originsOf(model, plan, 'a', ['a']), null);
        const multipliers = Float32Array.from(problem.demands, (_, row) => values[row % values.length] ?? 0);
        const { total } = workloadOf(plan, 'a').objective;
        expect(lagrangianBound(problem, multipliers, 'ufl')).toBeLessThanOrEqual(total * (1 + 1e-6) + 0.01);
      }),
      seeded,
    );
  });
});

describe('the bytes of a plan', () => {
  it('do not depend on the order in which regions, users and services are declared', () => {
    fc.assert(
      fc.property(tinySpec({ cpus: fc.integer({ min: 8, max: 40 }) }), (spec) => {
        const turned: StackSpec = {
          ...spec,
          regions: [...(spec.regions ?? [])].reverse(),
          services: Object.fromEntries(Object.entries(spec.services).reverse()),
          demand: { points: [...(spec.demand?.points ?? [])].reverse() },
        };
        expect(JSON.stringify(planModel(modelOf(turned)))).toBe(JSON.stringify(planModel(modelOf(spec))));
      }),
      seeded,
    );
  });
});
