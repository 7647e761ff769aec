import { kinds, columns } from '../../../../synth/kubernetes/schema/registry';
import { validateObjects } from '../../../../synth/kubernetes/validate/validate';
import { validObjects } from './support/valid-objects';

const minors = columns.slice(1);
const inRegion = validObjects.map((manifest) => ({ region: 'local', manifest }));

test('there is a valid object of every kind with a schema, but for older versions of the same kind', () => {
  const withSchema = Object.entries(kinds)
    .filter(([, row]) => row.some((cell) => cell >= 0))
    .map(([kind]) => kind);
  const tried = new Set(validObjects.map((each) => `${each['apiVersion'] as string}/${each['kind'] as string}`));
  const olderVersions = ['GatewayClass', 'Gateway', 'HTTPRoute'].map(
    (kind) => `gateway.networking.k8s.io/v1beta1/${kind}`,
  );
  expect(withSchema.filter((kind) => !tried.has(kind)).sort()).toEqual(olderVersions.sort());
  expect(tried.size).toBe(46);
});

test.each(minors)('Kubernetes %s takes a valid object of every kind without a finding', (minor) => {
  expect(validateObjects(inRegion, [minor])).toEqual([]);
});

test('all six minors together take them too', () => {
  expect(minors).toEqual(['1.31', '1.32', '1.33', '1.34', '1.35', '1.36']);
  expect(validateObjects(inRegion, minors)).toEqual([]);
});
