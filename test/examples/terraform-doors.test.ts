import { App } from '../../constructs/app';
import { fromSpec } from '../../constructs/from-spec';
import { parseConfig } from '../../lib/config/parse';
import { synthesizeStack } from '../../synth/synth';
import { addRegion } from '../../synth/terraform/index';
import { plannedRegions } from '../../synth/terraform/region-resources';
import { exampleNames, exampleText } from '../support/examples';
import { synthesizedByCdktf } from '../support/synthesized-by-cdktf';

test.each(exampleNames)(
  '%s: cdktf synthesizes for every region what our writer writes',
  (name) => {
    const { spec } = parseConfig(exampleText(name), 'obinexus.yml');
    if (spec === null) throw new Error('the example does not parse');
    const stack = fromSpec(new App(), spec);
    const { artifacts } = synthesizeStack(stack, { strict: false });
    const regions = plannedRegions(stack);
    expect(regions.length).toBeGreaterThanOrEqual(5);
    for (const { id, slug } of regions) {
      const ours = artifacts.find((artifact) => artifact.path === `terraform/${slug}/main.tf.json`);
      expect(synthesizedByCdktf(slug, (scope) => addRegion(scope, stack, id))).toEqual(JSON.parse(ours?.text ?? ''));
    }
  },
  120_000,
);
