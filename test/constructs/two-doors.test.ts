import fc from 'fast-check';
import { App } from '../../constructs/app';
import { fromSpec } from '../../constructs/from-spec';
import type { Stack } from '../../constructs/stack';
import { toModel } from '../../constructs/to-model';
import { parseConfig } from '../../lib/config/parse';
import { canonicalJson } from '../../lib/model/canonical-json';
import { specToYml } from '../support/spec-to-yml';
import { choices, program, reordered } from './support/program';
import { validSpec } from './support/valid-spec';

function bytesOf(stack: Stack): string {
  const { model, diagnostics } = toModel(stack);
  if (model === null) throw new Error(diagnostics.map((each) => `${each.code} ${each.path}`).join('\n'));
  return canonicalJson(model);
}

test('a document, obinexus.yml and a program that says the same in any order give the same bytes, 300 times', () => {
  fc.assert(
    fc.property(validSpec, fc.nat(), (spec, choice) => {
      const next = choices(choice);
      const wanted = bytesOf(fromSpec(new App(), spec));
      expect(bytesOf(fromSpec(new App(), reordered(spec, next)))).toBe(wanted);
      expect(bytesOf(program(spec, next))).toBe(wanted);

      const text = specToYml(reordered(spec, next), { flow: next() < 0.5 });
      const parsed = parseConfig(text, 'obinexus.yml');
      expect(parsed.diagnostics).toEqual([]);
      if (parsed.spec === null) throw new Error('no specification');
      expect(bytesOf(fromSpec(new App(), parsed.spec))).toBe(wanted);
    }),
    { seed: 20_261_125, numRuns: 300 },
  );
});
