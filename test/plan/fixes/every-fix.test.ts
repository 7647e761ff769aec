import fc, { type Arbitrary } from 'fast-check';
import { hasErrors } from '../../../lib/model/diagnostic';
import type { Model } from '../../../lib/model/model';
import type { ServiceSpec } from '../../../lib/model/spec';
import { attempt } from '../../../lib/plan/attempt';
import { applyFix } from '../../../lib/plan/fixes/apply-fix';
import { findFixes } from '../../../lib/plan/fixes/find-fixes';
import type { Fix } from '../../../lib/plan/fixes/fix';
import { planModel } from '../../../lib/plan/plan-model';
import { modelOf, tinySpec } from '../support/tiny-specs';

const isPlaceable = (model: Model): boolean => !hasErrors(attempt(model).diagnostics);

describe('every fix that is found', () => {
  const geo: Arbitrary<NonNullable<ServiceSpec['geo']>> = fc.record(
    {
      maxLatencyMs: fc.integer({ min: 8, max: 200 }),
      coverage: fc.constantFrom(0.5, 0.9),
      regions: fc.constantFrom({ max: 2 }, { min: 2, max: 2 }, { min: 4 }),
      residency: fc.constantFrom(['EU'], ['NG'], ['JP', 'EEA']),
      deny: fc.constantFrom(['r0'], ['r0', 'r1']),
    },
    { requiredKeys: [] },
  );
  const infeasible = tinySpec({
    cpus: fc.integer({ min: 2, max: 30 }),
    geo,
    tier: fc.constantFrom('open', 'business', 'heart'),
  });

  it('ends the fault of its service when the changed model is planned again, and the stack has a plan once all are made', () => {
    const seen = new Map<Fix['kind'], number>();
    let refused = 0;
    let answered = 0;
    fc.assert(
      fc.property(infeasible, (spec) => {
        let model = modelOf(spec);
        const failed = attempt(model);
        if (!hasErrors(failed.diagnostics)) return;
        refused += 1;
        const found = findFixes(model, failed, attempt);
        for (const { code, path, isFull, fixes } of found) {
          expect(failed.diagnostics.some((each) => each.code === code && each.path === path)).toBe(true);
          for (const fix of fixes) {
            seen.set(fix.kind, (seen.get(fix.kind) ?? 0) + 1);
            const { plan, diagnostics } = planModel(applyFix(model, fix));
            expect(plan === null).toBe(!isPlaceable(applyFix(model, fix)) && hasErrors(diagnostics));
            const after = diagnostics.filter(({ severity }) => severity === 'error');
            const left = after.filter((each) => each.path.split('/')[1] === path.split('/')[1]);
            const still = left.filter((each) => isFull || each.code === code);
            expect(still.map(({ message }) => message)).toEqual([]);
          }
        }
        // One fix for each fault, again and again: later services meet what the earlier ones now take.
        for (let round = 0; round < 12; round += 1) {
          const result = attempt(model);
          if (!hasErrors(result.diagnostics)) break;
          const [first] = findFixes(model, result, attempt);
          if (first?.fixes[0] === undefined) break;
          model = applyFix(model, first.fixes[0]);
        }
        if (planModel(model).plan !== null) answered += 1;
      }),
      { seed: 29, numRuns: 8 },
    );
    expect(refused).toBeGreaterThan(5);
    expect(answered / refused).toBeGreaterThan(0.9);
    expect(seen.size).toBeGreaterThan(5);
  });
});
