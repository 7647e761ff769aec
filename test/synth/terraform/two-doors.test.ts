import { addResources } from '../../../synth/terraform/index';
import { terraformModule } from '../../../synth/terraform/module';
import { toResources } from '../../../synth/terraform/resource';
import { shopManifests } from '../../support/shop-manifests';
import { synthesizedByCdktf } from '../../support/synthesized-by-cdktf';

test('cdktf synthesizes from our constructs what our writer writes, for one object of every kind', () => {
  const resources = toResources(shopManifests);
  const theirs = synthesizedByCdktf('lagos-edge', (stack) => addResources(stack, resources));
  expect(theirs).toEqual(JSON.parse(JSON.stringify(terraformModule('lagos-edge', resources))));
});
