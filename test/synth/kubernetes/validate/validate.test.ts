import type { JsonObject } from '../../../../lib/model/json';
import { validateObjects } from '../../../../synth/kubernetes/validate/validate';
import { shopManifests } from '../../../support/shop-manifests';

const minors = ['1.31', '1.32', '1.33', '1.34', '1.35', '1.36'];

describe('validateObjects', () => {
  test('has nothing to say about the objects of a shop in any of six minors', () => {
    const objects = shopManifests.map((manifest) => ({ region: 'local', manifest }));
    expect(validateObjects(objects, minors)).toEqual([]);
  });
});
