import fc from 'fast-check';
import { parseConfig } from '../../lib/config/parse';
import { wellFormedSpec } from '../support/arbitrary-spec';
import { specToYml, type YmlStyle } from '../support/spec-to-yml';

const seed = 20_260_117;

const backwards = (a: string, b: string) => (a < b ? 1 : -1);

const style: fc.Arbitrary<YmlStyle> = fc.record({
  flow: fc.boolean(),
  quotes: fc.constantFrom('PLAIN' as const, 'QUOTE_SINGLE' as const, 'QUOTE_DOUBLE' as const),
  indent: fc.constantFrom(2, 4),
  order: fc.constantFrom(backwards, () => 0),
});

describe('specification -> obinexus.yml -> specification', () => {
  test('gives the same specification without a finding, in every style, 300 times', () => {
    fc.assert(
      fc.property(wellFormedSpec, style, (spec, chosen) => {
        const parsed = parseConfig(specToYml(spec, chosen), 'obinexus.yml');
        expect(parsed.diagnostics).toEqual([]);
        expect(parsed.spec).toEqual(spec);
      }),
      { seed, numRuns: 300 },
    );
  });
});
