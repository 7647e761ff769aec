import { imageVersion } from '../../../../synth/kubernetes/manifests/metadata';
import { byteQuantity, cpuQuantity } from '../../../../synth/kubernetes/manifests/quantity';

test.each([
  [`registry.example:5000/shop/api:1.4.2@sha256:${'a'.repeat(64)}`, '1.4.2'],
  ['registry.example:5000/shop/api', 'unversioned'],
  [`api@sha256:${'a'.repeat(64)}`, 'unversioned'],
  ['api:_v1-', 'v1'],
  [`api:${'v'.repeat(128)}`, 'v'.repeat(63)],
  ['', 'unversioned'],
])('the version of image %p is %p', (image, version) => {
  expect(imageVersion(image)).toBe(version);
});

test('quantities have the form that the API server writes, never less than asked for', () => {
  expect([1, 250, 1000, 1500, 64000].map((millis) => cpuQuantity(millis))).toEqual(['1m', '250m', '1', '1500m', '64']);
  expect([1, 1023, 1024, 476.8371582, 65536].map((mebibytes) => byteQuantity(mebibytes))).toEqual([
    '1Mi',
    '1023Mi',
    '1Gi',
    '477Mi',
    '64Gi',
  ]);
});
