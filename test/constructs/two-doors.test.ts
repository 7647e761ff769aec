import fc from 'fast-check';
import { App } from '../../constructs/app';
import { fromSpec } from '../../constructs/from-spec';
import type { Stack } from '../../constructs/stack';
import { toModel } from '../../constructs/to-model';
import { parseConfig } from '../../lib/config/parse';
import { canonicalJson } from '../../lib/model/canonical-json';
import type { StackSpec } from '../../lib/model/spec';
import { specToYml } from '../support/spec-to-yml';
import { choices, program, reordered, shuffled } from './support/program';
import { validSpec } from './support/valid-spec';

const seed = 20_261_125;

/** The bytes of the Model, or the findings where there is none. */
function bytesOf(stack: Stack): string {
  const { model, diagnostics } = toModel(stack);
  return model === null ? diagnostics.map((each) => `${each.code} ${each.path}`).join('\n') : canonicalJson(model);
}

/** What the document says, with its regions, points and map keys in another order. */
function elsewhere(spec: StackSpec, next: () => number): StackSpec {
  const { regions = [], demand, services, ...rest } = reordered(spec, next);
  const points = demand?.points;
  return {
    ...rest,
    regions: shuffled(regions, next),
    services: Object.fromEntries(
      Object.entries(services).map(([id, { calls, ...service }]) => [
        id,
        calls === undefined ? service : { ...service, calls: shuffled(calls, next) },
      ]),
    ),
    ...(demand === undefined
      ? {}
      : { demand: points === undefined ? demand : { ...demand, points: shuffled(points, next) } }),
  };
}

test('the generated specifications become Models', () => {
  const specs = fc.sample(validSpec, { seed, numRuns: 400 });
  const faulty = specs.map((spec) => bytesOf(fromSpec(new App(), spec))).filter((bytes) => !bytes.startsWith('{'));
  expect(faulty).toEqual([]);
});

test('a document and a program that says the same in any order give the same bytes, 400 times', () => {
  fc.assert(
    fc.property(validSpec, fc.nat(), (spec, choice) => {
      const next = choices(choice);
      const wanted = bytesOf(fromSpec(new App(), spec));
      expect(bytesOf(program(spec, next))).toBe(wanted);
      expect(bytesOf(fromSpec(new App(), elsewhere(spec, next)))).toBe(wanted);
    }),
    { seed, numRuns: 400 },
  );
});

test('obinexus.yml and a program give the same bytes, 300 times', () => {
  fc.assert(
    fc.property(validSpec, fc.nat(), (spec, choice) => {
      const next = choices(choice);
      const text = specToYml(elsewhere(spec, next), { flow: next() < 0.5 });
      const parsed = parseConfig(text, 'obinexus.yml');
      expect(parsed.diagnostics).toEqual([]);
      if (parsed.spec === null) throw new Error('no specification');
      expect(bytesOf(fromSpec(new App(), parsed.spec))).toBe(bytesOf(program(spec, next)));
    }),
    { seed, numRuns: 300 },
  );
});
