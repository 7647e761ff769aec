import { synthesizeStack } from '../../synth/synth';
import { addRegion } from '../../synth/terraform/index';
import { plannedRegions } from '../../synth/terraform/region-resources';
import { exampleNames, exampleText, stackOf } from '../support/examples';
import { synthesizedByCdktf } from '../support/synthesized-by-cdktf';

test.each(exampleNames)(
  '%s: cdktf synthesizes for every region what our writer writes',
  (name) => {
    const stack = stackOf(exampleText(name));
    const { artifacts } = synthesizeStack(stack, { strict: false });
    const regions = plannedRegions(stack);
    expect(regions.length).toBeGreaterThanOrEqual(3);
    for (const { id, slug } of regions) {
      const ours = artifacts.find((artifact) => artifact.path === `terraform/${slug}/main.tf.json`);
      expect(synthesizedByCdktf(slug, (scope) => addRegion(scope, stack, id))).toEqual(JSON.parse(ours?.text ?? ''));
    }
  },
  120_000,
);
